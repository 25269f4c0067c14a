import { readAlgorithm, verifyWithKey } from '../algorithms.ts'
import {
  children,
  context,
  type Der,
  DerError,
  expectTag,
  readBoolean,
  readOctetsOfBits,
  readOid,
  readOnly,
  readSmallInteger,
  readTime,
  sequenceItems,
  tags,
} from '../asn1/der.ts'
import { oids } from '../asn1/oids.ts'
import type { Certificate } from '../certificate.ts'

const maxEntries = 500_000
const enumerated = 0x0a

export interface RevokedEntry {
  /** Milliseconds since 1970. */
  readonly at: number
  /** CRLReason (RFC 5280, 5.3.1). */
  readonly reason?: number
}

/** A complete certificate revocation list (RFC 5280, 5). */
export interface Crl {
  readonly der: Uint8Array
  readonly issuerDer: Uint8Array
  /** Milliseconds since 1970. */
  readonly thisUpdate: number
  readonly nextUpdate?: number
  /** By the contents of the serial number in hexadecimal. */
  readonly revoked: ReadonlyMap<string, RevokedEntry>
  /** Which certificates it speaks of (its issuing distribution point). */
  readonly scope: 'all' | 'users' | 'authorities'
  /** Names of its issuing distribution point, each a GeneralName in DER; undefined where it states none. */
  readonly distributionPoint: readonly Uint8Array[] | undefined
  /** Whether it is that issuer's, who may sign such lists. */
  verify(issuer: Certificate): boolean
}

/** The key of a certificate in `Crl.revoked`. */
export function serialKey(serial: Uint8Array): string {
  return Buffer.from(serial).toString('hex')
}

/** @throws DerError when it is no such list, a delta or indirect one, or has a critical extension that is unknown */
export function readCrl(der: Uint8Array): Crl {
  const [tbs, algorithm, signature, ...more] = sequenceItems(readOnly(der))
  if (!tbs || !algorithm || more.length > 0) throw new DerError('revocation list')
  const parts = sequenceItems(tbs)
  if (parts[0]?.tag === tags.integer && readSmallInteger(parts.shift()) !== 1) throw new DerError('version')
  const inner = parts.shift()
  const issuer = expectTag(parts.shift(), tags.sequence)
  if (Buffer.compare(inner?.raw ?? new Uint8Array(), algorithm.raw) !== 0)
    throw new DerError('algorithm stated twice, differently')
  const thisUpdate = readTime(parts.shift())
  const nextUpdate = isTime(parts[0]) ? readTime(parts.shift()) : undefined
  const revoked = parts[0]?.tag === tags.sequence ? readEntries(parts.shift() as Der) : new Map()
  const extensions = parts[0]?.tag === context(0, true) ? parts.shift() : undefined
  if (parts.length > 0) throw new DerError('revocation list')
  const { scope, distributionPoint } = readScope(extensions && children(extensions)[0])
  const bits = readOctetsOfBits(signature)
  return {
    der,
    issuerDer: issuer.raw,
    thisUpdate,
    ...(nextUpdate === undefined ? {} : { nextUpdate }),
    revoked,
    scope,
    distributionPoint,
    verify(authority) {
      if (Buffer.compare(authority.subjectDer, issuer.raw) !== 0) return false
      if (authority.keyUsage && !authority.keyUsage.has('cRLSign')) return false
      const read = readAlgorithm(algorithm)
      return read.kind === 'known' && verifyWithKey(read.algorithm, authority.publicKey, tbs.raw, bits)
    },
  }
}

function isTime(element: Der | undefined): boolean {
  return element?.tag === tags.utcTime || element?.tag === tags.generalizedTime
}

function readEntries(list: Der): Map<string, RevokedEntry> {
  const revoked = new Map<string, RevokedEntry>()
  for (const entry of children(list)) {
    if (revoked.size >= maxEntries) throw new DerError('revocation list too long')
    const [serial, date, extensions, ...more] = sequenceItems(entry)
    if (more.length > 0) throw new DerError('entry of a revocation list')
    const reason = extensions && readReason(extensions)
    const key = serialKey(expectTag(serial, tags.integer).contents)
    revoked.set(key, { at: readTime(date), ...(reason === undefined ? {} : { reason }) })
  }
  return revoked
}

function readReason(extensions: Der): number | undefined {
  let reason: number | undefined
  for (const { id, critical, value } of readExtensions(extensions)) {
    if (id === oids.reasonCode) reason = expectTag(value, enumerated).contents[0]
    else if (critical) throw new DerError(`critical extension ${id} of an entry`)
  }
  return reason
}

type Scope = Pick<Crl, 'scope' | 'distributionPoint'>

function readScope(extensions: Der | undefined): Scope {
  let scope: Scope = { scope: 'all', distributionPoint: undefined }
  for (const { id, critical, value } of extensions ? readExtensions(extensions) : []) {
    if (id === oids.deltaCrl) throw new DerError('delta revocation list')
    if (id === oids.issuingDistributionPoint) scope = readDistributionPoint(value)
    else if (critical) throw new DerError(`critical extension ${id} of a revocation list`)
  }
  return scope
}

function readDistributionPoint(value: Der): Scope {
  let scope: Crl['scope'] = 'all'
  let distributionPoint: Uint8Array[] | undefined
  for (const part of sequenceItems(value)) {
    if (part.tag === context(0, true)) distributionPoint = fullNames(part)
    else if (!readBoolean({ ...part, tag: tags.boolean })) continue
    else if (part.tag === context(1, false)) scope = 'users'
    else if (part.tag === context(2, false)) scope = 'authorities'
    else throw new DerError('indirect or partial revocation list')
  }
  return { scope, distributionPoint }
}

/** A name that is relative to the issuer's is none here: whoever publishes lists names them by addresses. */
function fullNames(distributionPoint: Der): Uint8Array[] {
  const full = children(distributionPoint).find(({ tag }) => tag === context(0, true))
  return full ? children(full).map(({ raw }) => raw) : []
}

/** Whether the list speaks of that certificate at all (RFC 5280, 6.3.3, b 2 ii and iii). */
export function concerns({ scope }: Crl, { authority }: Certificate): boolean {
  return scope === 'all' || (scope === 'authorities') === authority
}

/**
 * Whether a certificate that is not on the list is good by it: a list that is one of several says so only of those
 * certificates that name its distribution point (RFC 5280, 6.3.3, b 2 i).
 */
export function covers(crl: Crl, certificate: Certificate): boolean {
  const own = crl.distributionPoint
  if (!concerns(crl, certificate)) return false
  if (!own) return true
  return namesIn(certificate).some((name) => own.some((each) => Buffer.compare(each, name) === 0))
}

function namesIn(certificate: Certificate): Uint8Array[] {
  const points = certificate.extensions.get(oids.crlDistributionPoints)
  try {
    return (points ? sequenceItems(points) : []).flatMap((point) => {
      const name = children(point).find(({ tag }) => tag === context(0, true))
      return name ? fullNames(name) : []
    })
  } catch (error) {
    if (error instanceof DerError) return []
    throw error
  }
}

function readExtensions(list: Der): { id: string; critical: boolean; value: Der }[] {
  return sequenceItems(list).map((extension) => {
    const items = sequenceItems(extension)
    const critical = items[1]?.tag === tags.boolean && readBoolean(items[1])
    const value = readOnly(expectTag(items.at(-1), tags.octetString).contents)
    return { id: readOid(items[0]), critical, value }
  })
}
