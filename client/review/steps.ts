import type { Instant } from '../../domain/time.ts'

/** What one author wrote without a pause, as the server tells it. */
export interface Step {
  /** A name; null where the server wrote. */
  readonly author: string | null
  /** The numbers of its first and its last update. */
  readonly from: number
  readonly to: number
  readonly begun: Instant
  readonly ended: Instant
}

/** What a state is compared with; a number is the place of another step. */
export type Against = 'nothing' | 'previous' | 'latest' | number

/** The number of the update that a state is compared with, given its place among the steps; null for none. */
export function comparedSeq(steps: readonly Step[], place: number, against: Against): number | null {
  if (against === 'nothing') return null
  if (against === 'previous') return steps[place - 1]?.to ?? 0
  const other = against === 'latest' ? steps.at(-1) : steps[against]
  return other?.to ?? null
}

/** A choice of a list as it stands in the page. */
export function againstOf(value: string): Against {
  return value === 'nothing' || value === 'previous' || value === 'latest' ? value : Number(value)
}
