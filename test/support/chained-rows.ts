import { createHash } from 'node:crypto'
import type { RecordedEntry } from '../../domain/events.ts'
import { canonicalPayload, chainHash, commit, GENESIS } from '../../server/log/chain.ts'
import type { EventRow } from '../../server/log/entry.ts'

/** The rows that a server would have stored of these entries; the salts follow from the numbers. */
export function chainedRows(conference: string, entries: readonly RecordedEntry[]): readonly EventRow[] {
  let previous: Uint8Array = GENESIS
  return entries.map(({ seq, at, version, actor, event }) => {
    const salt = createHash('sha256').update(`${conference} ${seq}`).digest().subarray(0, 16)
    const payload = canonicalPayload(actor, event)
    const commitment = commit(salt, payload)
    const hash = chainHash(previous, { conference, seq, at, type: event.type, version }, commitment)
    previous = hash
    return { conference, seq, at: new Date(at), type: event.type, version, salt, payload, commitment, hash }
  })
}
