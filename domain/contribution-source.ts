import type { ConferenceState } from './state.ts'
import type { Ref } from './text.ts'
import type { Instant } from './time.ts'

/** A spoken one leads back to its turn, which holds its times. */
export type ContributionSource =
  | { readonly kind: 'spoken'; readonly turn: Ref }
  | { readonly kind: 'written'; readonly filedAt: Instant }

/** A run of top-level blocks of another contribution's text, as update `docSeq` left it: from `from` up to `to`. */
export interface Origin {
  readonly contribution: Ref
  readonly docSeq: number
  readonly from: number
  readonly to: number
}

/**
 * Whether a contribution counts. One that was split or merged has handed all of its text to others and stays as
 * their origin; a void one was opened by mistake and never held a word.
 */
export type Standing =
  | { readonly kind: 'standing' }
  | { readonly kind: 'replaced'; readonly by: 'split' | 'merge'; readonly into: readonly Ref[] }
  | { readonly kind: 'void'; readonly reason: string; readonly at: Instant }

/** Those that count: what the minutes, the ledger and the synthesis are made of. */
export function standingContributions(state: ConferenceState): ConferenceState['contributions'] {
  return state.contributions.filter((held) => held.standing.kind === 'standing')
}

/** The turns that a contribution goes back to, through splits and merges; none for a written one. */
export function turnsOfContribution(state: ConferenceState, id: Ref): readonly Ref[] {
  const held = state.contributions.find((contribution) => contribution.id === id)
  if (!held) return []
  if (held.origins.length === 0) return held.source.kind === 'spoken' ? [held.source.turn] : []
  return [...new Set(held.origins.flatMap((origin) => turnsOfContribution(state, origin.contribution)))]
}

/**
 * Those that count, in the order in which they were made: a split part stands where the speech stood, the parts in
 * their own order; a merged one where its first origin stood.
 */
export function contributionsInOrder(state: ConferenceState): ConferenceState['contributions'] {
  const byId = new Map(state.contributions.map((held) => [held.id, held]))
  const place = (id: Ref): readonly number[] => {
    const [origin] = byId.get(id)?.origins ?? []
    return origin ? [...place(origin.contribution), origin.from] : [id]
  }
  return standingContributions(state)
    .map((held) => ({ held, at: place(held.id) }))
    .toSorted((a, b) => compare(a.at, b.at) || a.held.id - b.held.id)
    .map(({ held }) => held)
}

function compare(a: readonly number[], b: readonly number[]): number {
  const differ = a.findIndex((value, index) => value !== b[index])
  if (differ < 0) return a.length - b.length
  return (a[differ] ?? 0) - (b[differ] ?? -1)
}
