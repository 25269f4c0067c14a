import { grantsOf } from '../../domain/authority.ts'
import type { RecordedEntry } from '../../domain/events.ts'
import type { Actor } from '../../domain/rights.ts'
import { evolve } from '../../domain/rules.ts'
import { type ConferenceState, centralBridge, emptyConference } from '../../domain/state.ts'
import { type Viewer, visible } from '../../domain/view.ts'
import { canonicalText } from './chain.ts'
import { type EventRow, entryOf } from './entry.ts'
import { attributionsIn } from './extract-attributions.ts'

/** How the extract that travels with the minutes is written; `recheck` reads no other. */
export const EXTRACT_FORMAT = 'diem-cau-log-2'

/** One entry as it is exported: opened with salt and payload, or only committed to. */
export interface ExtractEntry {
  readonly seq: number
  /** ISO 8601, UTC, milliseconds. */
  readonly at: string
  readonly type: string
  readonly version: number
  readonly commitment: string
  readonly hash: string
  readonly salt?: string
  /** The canonical text that was committed to. */
  readonly payload?: string
}

/** One line of `log.jsonl`, for whoever may read the whole log: the entry opened. */
export function extractLine(row: EventRow): string {
  return JSON.stringify({ conference: row.conference, ...extractEntry(row, true) })
}

function extractEntry(row: EventRow, open: boolean): ExtractEntry {
  const { seq, type, version } = row
  const header = {
    seq,
    at: row.at.toISOString(),
    type,
    version,
    commitment: row.commitment.toString('hex'),
    hash: row.hash.toString('hex'),
  }
  if (!open || !row.salt || row.payload === null) return header
  return { ...header, salt: row.salt.toString('hex'), payload: row.payload }
}

/** No bridge's id. */
const NOWHERE = '*'

/** Everybody at a desk reads the minutes: somebody at one whose bridge is in nothing concerned. */
const anyDesk: Viewer = {
  grants: (['chair', 'secretary', 'technician'] as const).map((role) => ({ role, bridge: NOWHERE })),
}

/** How long the thread is kept from others at a time (ms). */
const AT_A_TIME = 8

/**
 * The log as it travels with the minutes, JSON. Opened is what everybody at a desk may see whole and what was done
 * by the conference's own desk or the server; a payload names its actor, so what people of other bridges and the
 * devices of halls did stays a commitment. Beside the entries it says from which of them each attribution of the
 * minutes was made.
 */
export async function minutesExtract(rows: readonly EventRow[]): Promise<string> {
  const lines: string[] = []
  const entries: RecordedEntry[] = []
  let state = emptyConference
  let since = performance.now()
  for (const row of rows) {
    const entry = row.payload === null ? null : entryOf(row)
    const open =
      entry !== null && isPublic(state, entry.actor) && seenWhole(visible(state, entry, anyDesk), entry)
    lines.push(JSON.stringify(extractEntry(row, open)))
    if (entry) {
      entries.push(entry)
      state = evolve(state, entry)
    }
    if (performance.now() - since < AT_A_TIME) continue
    await new Promise((resolve) => setImmediate(resolve))
    since = performance.now()
  }
  const last = rows.at(-1)
  const head = { seq: last?.seq ?? 0, hash: last?.hash.toString('hex') ?? '' }
  const attributions = attributionsIn(state, entries).map((each) => JSON.stringify(each))
  await new Promise((resolve) => setImmediate(resolve))
  return [
    `{"format":"${EXTRACT_FORMAT}","conference":${JSON.stringify(last?.conference ?? '')},"head":${JSON.stringify(head)},`,
    `"entries":[\n${lines.join(',\n')}\n],`,
    `"attributions":[\n${attributions.join(',\n')}\n]}\n`,
  ].join('\n')
}

function seenWhole(seen: { readonly event: unknown } | null, { event }: RecordedEntry): boolean {
  return seen !== null && (seen.event === event || canonicalText(seen.event) === canonicalText(event))
}

/**
 * Whether somebody acts for the conference in public: the server, or who is its organiser, central chair or central
 * secretary at that time. Before anybody has a role the organiser makes the conference.
 */
function isPublic(state: ConferenceState, actor: Actor): boolean {
  if (actor.kind !== 'person') return actor.kind === 'system'
  if (Object.keys(state.people).length === 0) return true
  const central = centralBridge(state)
  return grantsOf(state, actor).some(
    ({ role, bridge }) =>
      role === 'organiser' || (bridge === central && (role === 'chair' || role === 'secretary')),
  )
}
