import { type Hash, hashIdentifier, readHash } from '../algorithms.ts'
import {
  DerError,
  expectTag,
  readBoolean,
  readOnly,
  readSmallInteger,
  sequenceItems,
  tags,
} from '../asn1/der.ts'
import { boolean, integer, octetString, sequence } from '../asn1/der-write.ts'

/** What a timestamp authority is asked (RFC 3161, 2.4.1). */
export interface TimestampRequest {
  readonly hash: Hash
  readonly digest: Uint8Array
  /** Contents of the INTEGER that the answer has to repeat. */
  readonly nonce: Uint8Array | undefined
  /** Whether the authority's certificates shall travel with the token. */
  readonly certificates: boolean
}

/** TimeStampReq; certificates are asked for, because the token must be checked for as long as the file is kept. */
export function timestampRequest(hash: Hash, digest: Uint8Array, nonce: Uint8Array): Buffer {
  return sequence(integer(1), messageImprint(hash, digest), integer(nonce), boolean(true))
}

export function messageImprint(hash: Hash, digest: Uint8Array): Buffer {
  return sequence(hashIdentifier(hash), octetString(digest))
}

/** @throws DerError when it is no request, or asks for a hash that is not used here */
export function readTimestampRequest(der: Uint8Array): TimestampRequest {
  const parts = sequenceItems(readOnly(der))
  if (readSmallInteger(parts.shift()) !== 1) throw new DerError('version of the request')
  const [algorithm, value] = sequenceItems(parts.shift())
  const stated = readHash(algorithm)
  if (!('hash' in stated)) throw new DerError('hash of the request')
  const digest = expectTag(value, tags.octetString).contents
  if (parts[0]?.tag === tags.oid) parts.shift()
  const nonce = parts[0]?.tag === tags.integer ? parts.shift()?.contents : undefined
  const certificates = parts[0]?.tag === tags.boolean && readBoolean(parts[0])
  return { hash: stated.hash, digest, nonce, certificates }
}
