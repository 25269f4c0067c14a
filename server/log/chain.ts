import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { DomainEvent } from '../../domain/events.ts'
import type { Actor } from '../../domain/rights.ts'
import type { Instant } from '../../domain/time.ts'

/*
 * The chain of one conference's log:
 *
 *   commitment = SHA-256(salt ‖ payload)         payload = canonical JSON {actor, event}
 *   hash       = SHA-256(previous ‖ canonical JSON {at, commitment, conference, seq, type, version})
 *
 * Canonical JSON is RFC 8785, `at` ISO 8601 UTC with milliseconds, `commitment` lower-case hexadecimal, the
 * first `previous` 32 zero bytes. An extract may leave out salt and payload of an entry: the chain still verifies.
 */

/** What comes before the first entry. */
export const GENESIS: Uint8Array = new Uint8Array(32)

/** Bytes of salt per entry: enough that a short payload cannot be guessed from its commitment. */
export const SALT_BYTES = 16

export interface EntryHeader {
  readonly conference: string
  readonly seq: number
  readonly at: Instant
  readonly type: string
  readonly version: number
}

/** The canonical bytes that are committed to, as text. */
export function canonicalPayload(actor: Actor, event: DomainEvent): string {
  return canonicalText({ actor, event })
}

export function canonicalText(value: unknown): string {
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError('nothing to canonicalise')
  return text
}

export function commit(salt: Uint8Array, payload: string): Buffer {
  return createHash('sha256').update(salt).update(payload, 'utf8').digest()
}

export function chainHash(previous: Uint8Array, header: EntryHeader, commitment: Uint8Array): Buffer {
  const { conference, seq, type, version } = header
  const at = new Date(header.at).toISOString()
  const sealed = { at, commitment: Buffer.from(commitment).toString('hex'), conference, seq, type, version }
  return createHash('sha256').update(previous).update(canonicalText(sealed), 'utf8').digest()
}
