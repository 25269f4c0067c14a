import type { Failure, Identity, LostLine } from '../../domain/protocol.ts'
import type { Grant } from '../../domain/rights.ts'
import type { ConferenceState } from '../../domain/state.ts'

/**
 * `connecting`: no facts yet. `live`: facts as the server has them. `offline`: the last facts, the line is being
 * sought. `awaiting`: a hall's device waits for its approval; `refusal` holds its code. `refused`: the server does not let this page in, and said why.
 */
export type Status = 'connecting' | 'live' | 'offline' | 'awaiting' | 'refused'

/** What a page knows of its conference at one moment. Replaced, never changed. */
export interface View {
  readonly status: Status
  readonly refusal: Failure | null
  readonly state: ConferenceState | null
  readonly grants: readonly Grant[]
  readonly identity: Identity | null
  /** Bridges whose hall is connected; while the page is offline, those that were. */
  readonly presence: readonly string[]
  /** Halls that were there and are not, since when and why, before the log says so. */
  readonly lost: readonly LostLine[]
  /** Grows by one with each joining: texts and media begin anew with it. */
  readonly joining: number
  /** Commands that have no answer yet. */
  readonly waiting: number
  /** The server runs other rules than this page: reload when nothing is at stake. */
  readonly outdated: boolean
}

export const nothingYet: View = {
  status: 'connecting',
  refusal: null,
  state: null,
  grants: [],
  identity: null,
  presence: [],
  lost: [],
  joining: 0,
  waiting: 0,
  outdated: false,
}
