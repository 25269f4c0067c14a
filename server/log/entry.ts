import { type RecordedEntry, upcast } from '../../domain/events.ts'
import type { Actor } from '../../domain/rights.ts'
import { chainHash, commit } from './chain.ts'

/** One row of the table `event`. Salt and payload are null once erased. */
export interface EventRow {
  readonly conference: string
  readonly seq: number
  readonly at: Date
  readonly type: string
  readonly version: number
  readonly salt: Buffer | null
  readonly payload: string | null
  readonly commitment: Buffer
  readonly hash: Buffer
}

/** The last entry's number, time and hash. */
export interface LogHead {
  readonly seq: number
  readonly at: number
  readonly hash: Uint8Array
}

/**
 * The entry that a row holds, in today's version of its event.
 * @throws RangeError when the payload was erased or the event is of a newer build
 */
export function entryOf(row: EventRow): RecordedEntry {
  if (row.payload === null) throw new RangeError(`entry ${row.seq} of ${row.conference} was erased`)
  const { actor, event } = JSON.parse(row.payload) as { actor: Actor; event: Record<string, unknown> }
  return {
    seq: row.seq,
    at: row.at.getTime(),
    version: row.version,
    actor,
    event: upcast(row.type, row.version, event),
  }
}

/** Where a stored chain first breaks, if it does: which entry, and what about it is not as it was written. */
export interface ChainBreak {
  readonly seq: number
  readonly what: 'missing' | 'commitment' | 'hash'
}

/** Rechecks rows in the order of their numbers, from the entry after `head`. */
export function findBreak(rows: readonly EventRow[], head: LogHead): ChainBreak | null {
  let previous = head.hash
  let seq = head.seq
  for (const row of rows) {
    seq += 1
    if (row.seq !== seq) return { seq, what: 'missing' }
    if (row.salt && row.payload !== null && !commit(row.salt, row.payload).equals(row.commitment))
      return { seq, what: 'commitment' }
    const header = { ...row, at: row.at.getTime() }
    if (!chainHash(previous, header, row.commitment).equals(row.hash)) return { seq, what: 'hash' }
    previous = row.hash
  }
  return null
}
