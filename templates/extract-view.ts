import type { DocumentView } from './draw-document.ts'
import type { MinutesContribution, Person, Signer } from './minutes-view.ts'

/**
 * What one bridge is given to confirm: its own contributions and nothing of another's. Instants are milliseconds since
 * 1970 (UTC). The same view gives the same bytes.
 */
export type ExtractView = DocumentView & {
  readonly bridge: {
    readonly name: string
    readonly unit: string
    readonly chair: Person | null
    readonly invited: number | null
    readonly present: number | null
  }
  /** The full text of the minutes' number; null before there is one. */
  readonly minutesNumber: string | null
  readonly startedAt: number
  readonly endedAt: number
  readonly madeAt: number
  readonly chair: Person
  readonly contributions: readonly (MinutesContribution & { readonly confirmedAt: number | null })[]
  /** It declared that it has no opinion on what it has not spoken or written about. */
  readonly declaredNone: boolean
  /** Until when it was asked to confirm. */
  readonly confirmUntil: number | null
  readonly signers: { readonly secretary: Signer; readonly bridge: Signer | null }
}
