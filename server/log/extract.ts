import type { EventType } from '../../domain/events.ts'
import type { EventRow } from './entry.ts'

/** Who holds a role, which devices stood in the halls and how they did is the conference's own business. */
const closed: ReadonlySet<string> = new Set<EventType>([
  'role-granted',
  'role-revoked',
  'hall-announced',
  'hall-approved',
  'hall-revoked',
  'rehearsal-reported',
])

/** One entry as it is exported: opened with salt and payload, or only committed to. */
export interface ExtractEntry {
  readonly conference: string
  readonly seq: number
  readonly at: string
  readonly type: string
  readonly version: number
  readonly commitment: string
  readonly hash: string
  readonly salt?: string
  /** The canonical text that was committed to. */
  readonly payload?: string
}

export function extractEntry(row: EventRow, open: boolean): ExtractEntry {
  const { conference, seq, type, version } = row
  const header = {
    conference,
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

/** One line of `log.jsonl`: the entry opened. */
export function extractLine(row: EventRow): string {
  return JSON.stringify(extractEntry(row, true))
}

/** The whole chain for whoever reads the minutes: what was said and decided open, the rest as commitments. */
export function minutesExtract(rows: readonly EventRow[]): string {
  const entries = rows.map((row) => extractEntry(row, !closed.has(row.type)))
  return `{"format":"diem-cau-log-1","entries":[\n${entries.map((entry) => JSON.stringify(entry)).join(',\n')}\n]}\n`
}
