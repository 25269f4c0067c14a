import type { ConferenceState } from '../../domain/state.ts'
import { places } from './manifest.ts'

export interface ToEstimate {
  readonly state: ConferenceState
  /** Every file that the log names, by its place in the dossier. */
  readonly named: readonly { readonly path: string; readonly sha256: string }[]
  /** Bytes of those that are kept here, by their hash. */
  readonly sizes: ReadonlyMap<string, number>
  /** Bytes of log and texts before they are compressed. */
  readonly text: number
}

/** What the drawn files take together in the archive beside their text, in bytes; their fonts are most of it. */
const DRAWN = 180_000
/** What a bridge's extract takes, and the minutes while they are drawn and not sealed. */
const EXTRACT = 42_000
const MINUTES_DRAFT = 60_000
/** What is left of a signed file, whose room for signatures is mostly empty, and of text. */
const OF_SIGNED = 0.6
const OF_TEXT = 0.25

/** How many bytes a dossier will have, about: within a half of what it comes to. */
export function estimatedSize({ state, named, sizes, text }: ToEstimate): number {
  const seen = new Map(named.map(({ sha256, path }) => [sha256, path]))
  const kept = [...sizes].map(([sha256, size]) =>
    seen.get(sha256)?.startsWith(places.minutes) ? size * OF_SIGNED : size,
  )
  const sound = state.recording.turns.flatMap(({ deletedAt, size }) => (deletedAt === null ? [size] : []))
  const extracts = new Set(state.contributions.map(({ bridge }) => bridge)).size
  const drawn = DRAWN + extracts * EXTRACT + (state.minutes.kind === 'draft' ? MINUTES_DRAFT : 0)
  return Math.round([...kept, ...sound].reduce((sum, size) => sum + size, drawn + text * OF_TEXT))
}
