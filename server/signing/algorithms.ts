import { constants, createHash, type KeyObject, sign as signBytes, verify as verifyBytes } from 'node:crypto'
import {
  children,
  context,
  type Der,
  expectTag,
  readOid,
  readSmallInteger,
  sequenceItems,
  tags,
} from './asn1/der.ts'
import { explicit, integer, nothing, oid, sequence } from './asn1/der-write.ts'
import { oids } from './asn1/oids.ts'

export type Hash = 'sha256' | 'sha384' | 'sha512'
export type Scheme = 'rsa-pkcs1' | 'rsa-pss' | 'ecdsa'

/** How a signature is made: RFC 8017 or FIPS 186-5, and the hash, which also digests the document. */
export interface SignatureAlgorithm {
  readonly scheme: Scheme
  readonly hash: Hash
}

/** A known algorithm, a known weak one, or one that is not read here. */
export type ReadAlgorithm =
  | { readonly kind: 'known'; readonly algorithm: SignatureAlgorithm }
  | { readonly kind: 'weak'; readonly name: string }
  | { readonly kind: 'unknown'; readonly name: string }

const hashOids: Readonly<Record<Hash, string>> = {
  sha256: oids.sha256,
  sha384: oids.sha384,
  sha512: oids.sha512,
}
const hashes = new Map(Object.entries(hashOids).map(([hash, id]) => [id, hash as Hash]))
const saltLength: Readonly<Record<Hash, number>> = { sha256: 32, sha384: 48, sha512: 64 }

const combined = new Map<string, SignatureAlgorithm>([
  [oids.sha256WithRsa, { scheme: 'rsa-pkcs1', hash: 'sha256' }],
  [oids.sha384WithRsa, { scheme: 'rsa-pkcs1', hash: 'sha384' }],
  [oids.sha512WithRsa, { scheme: 'rsa-pkcs1', hash: 'sha512' }],
  [oids.ecdsaWithSha256, { scheme: 'ecdsa', hash: 'sha256' }],
  [oids.ecdsaWithSha384, { scheme: 'ecdsa', hash: 'sha384' }],
  [oids.ecdsaWithSha512, { scheme: 'ecdsa', hash: 'sha512' }],
])

const weak = new Map([
  ['1.3.14.3.2.26', 'SHA-1'],
  ['1.2.840.113549.2.5', 'MD5'],
  ['1.2.840.113549.2.2', 'MD2'],
  ['1.2.840.113549.1.1.2', 'MD2 RSA'],
  ['1.2.840.113549.1.1.4', 'MD5 RSA'],
  ['1.2.840.113549.1.1.5', 'SHA-1 RSA'],
  ['1.2.840.10045.4.1', 'SHA-1 ECDSA'],
  ['1.2.840.10040.4.3', 'SHA-1 DSA'],
])

const curves: Readonly<Record<string, string>> = {
  prime256v1: 'P-256',
  secp384r1: 'P-384',
  secp521r1: 'P-521',
}

/** "RSA 2048 PKCS#1 SHA-256", for people. */
export function describe(algorithm: SignatureAlgorithm, key: KeyObject): string {
  const hash = `SHA-${algorithm.hash.slice(3)}`
  const details = key.asymmetricKeyDetails
  if (algorithm.scheme === 'ecdsa') return `ECDSA ${curves[details?.namedCurve ?? ''] ?? '?'} ${hash}`
  return `RSA ${details?.modulusLength ?? '?'} ${algorithm.scheme === 'rsa-pss' ? 'PSS' : 'PKCS#1'} ${hash}`
}

/** What is too weak or unsupported about a key, undefined when it may sign. */
export function keyWeakness(key: KeyObject): string | undefined {
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {}
  if (key.asymmetricKeyType === 'rsa' || key.asymmetricKeyType === 'rsa-pss') {
    return modulusLength === undefined || modulusLength < 2048 || modulusLength > 8192
      ? `RSA ${modulusLength}`
      : undefined
  }
  if (key.asymmetricKeyType === 'ec') return namedCurve && curves[namedCurve] ? undefined : `EC ${namedCurve}`
  return key.asymmetricKeyType ?? 'unknown key'
}

export function digest(hash: Hash | 'sha1', ...parts: readonly Uint8Array[]): Buffer {
  const context = createHash(hash)
  for (const part of parts) context.update(part)
  return context.digest()
}

function keyOptions(algorithm: SignatureAlgorithm, key: KeyObject) {
  if (algorithm.scheme === 'ecdsa') return { key, dsaEncoding: 'der' as const }
  if (algorithm.scheme === 'rsa-pkcs1') return { key, padding: constants.RSA_PKCS1_PADDING }
  return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: saltLength[algorithm.hash] }
}

function fits(algorithm: SignatureAlgorithm, key: KeyObject): boolean {
  if (algorithm.scheme === 'ecdsa') return key.asymmetricKeyType === 'ec'
  return (
    key.asymmetricKeyType === 'rsa' || (key.asymmetricKeyType === 'rsa-pss' && algorithm.scheme === 'rsa-pss')
  )
}

/** The raw signature; ECDSA as DER `SEQUENCE { r, s }`. */
export function signWithKey(algorithm: SignatureAlgorithm, key: KeyObject, data: Uint8Array): Buffer {
  return signBytes(algorithm.hash, data, keyOptions(algorithm, key))
}

/** Whether the raw signature over `data` is that of the key. False, not an error, for anything malformed. */
export function verifyWithKey(
  algorithm: SignatureAlgorithm,
  key: KeyObject,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (!fits(algorithm, key)) return false
  try {
    return verifyBytes(algorithm.hash, data, keyOptions(algorithm, key), signature)
  } catch {
    return false
  }
}

export function hashIdentifier(hash: Hash): Buffer {
  return sequence(oid(hashOids[hash]), nothing())
}

/** AlgorithmIdentifier (RFC 4055, RFC 5758). */
export function algorithmIdentifier(algorithm: SignatureAlgorithm): Buffer {
  if (algorithm.scheme === 'rsa-pss') {
    const hash = hashIdentifier(algorithm.hash)
    const parameters = sequence(
      explicit(0, hash),
      explicit(1, sequence(oid(oids.mgf1), hash)),
      explicit(2, integer(saltLength[algorithm.hash])),
    )
    return sequence(oid(oids.rsassaPss), parameters)
  }
  const id = [...combined].find(
    ([, each]) => each.scheme === algorithm.scheme && each.hash === algorithm.hash,
  )?.[0]
  return algorithm.scheme === 'ecdsa' ? sequence(oid(id ?? '')) : sequence(oid(id ?? ''), nothing())
}

/** The hash of a DigestAlgorithmIdentifier, or the name of what it is instead. @throws DerError */
export function readHash(
  identifier: Der | undefined,
): { hash: Hash } | { weak: string } | { unknown: string } {
  const [id, parameters, ...more] = sequenceItems(identifier)
  const name = readOid(id)
  const hash = hashes.get(name)
  if (hash && absentOrNull(parameters) && more.length === 0) return { hash }
  const weakName = weak.get(name)
  return weakName ? { weak: weakName } : { unknown: name }
}

/**
 * @param digestHash hash stated beside it, which `rsaEncryption` leaves open
 * @throws DerError
 */
export function readAlgorithm(identifier: Der | undefined, digestHash?: Hash): ReadAlgorithm {
  const [id, parameters, ...more] = sequenceItems(identifier)
  const name = readOid(id)
  if (more.length > 0) return { kind: 'unknown', name }
  const known = combined.get(name)
  if (known) {
    const wellFormed = known.scheme === 'ecdsa' ? parameters === undefined : absentOrNull(parameters)
    return wellFormed ? { kind: 'known', algorithm: known } : { kind: 'unknown', name }
  }
  if (name === oids.rsaEncryption && digestHash && absentOrNull(parameters)) {
    return { kind: 'known', algorithm: { scheme: 'rsa-pkcs1', hash: digestHash } }
  }
  if (name === oids.rsassaPss) return readPss(parameters)
  const weakName = weak.get(name)
  return weakName ? { kind: 'weak', name: weakName } : { kind: 'unknown', name }
}

function readPss(parameters: Der | undefined): ReadAlgorithm {
  const parts = new Map(sequenceItems(parameters).map((part) => [part.tag, children(part)[0]]))
  const hashPart = parts.get(context(0, true))
  // The defaults of RFC 4055 are SHA-1.
  if (!hashPart) return { kind: 'weak', name: 'SHA-1 RSA PSS' }
  const stated = readHash(hashPart)
  if ('weak' in stated) return { kind: 'weak', name: stated.weak }
  if ('unknown' in stated) return { kind: 'unknown', name: stated.unknown }
  const [mask, maskHash] = sequenceItems(parts.get(context(1, true)))
  const maskStated = maskHash && readHash(maskHash)
  const salt = readSmallInteger(expectTag(parts.get(context(2, true)), tags.integer))
  const same = maskStated && 'hash' in maskStated && maskStated.hash === stated.hash
  if (
    readOid(mask) !== oids.mgf1 ||
    !same ||
    salt !== saltLength[stated.hash] ||
    parts.has(context(3, true))
  ) {
    return { kind: 'unknown', name: 'RSA PSS parameters' }
  }
  return { kind: 'known', algorithm: { scheme: 'rsa-pss', hash: stated.hash } }
}

function absentOrNull(parameters: Der | undefined): boolean {
  return parameters === undefined || (parameters.tag === tags.null && parameters.contents.length === 0)
}
