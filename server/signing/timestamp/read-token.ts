import { digest, type Hash, readHash, verifyWithKey } from '../algorithms.ts'
import {
  context,
  type Der,
  DerError,
  expectTag,
  readBoolean,
  readOid,
  readOnly,
  readSmallInteger,
  sequenceItems,
  tags,
} from '../asn1/der.ts'
import { readInstant } from '../asn1/instant.ts'
import { oids } from '../asn1/oids.ts'
import { type Certificate, readCertificate } from '../certificate.ts'
import { type ReadCms, readSignedData } from '../cms-read.ts'

/** A timestamp token (RFC 3161, 2.4.2) as read: what it says, not yet whether it is right. */
export interface TimestampToken {
  /** Hash of what was stamped. */
  readonly imprint: { readonly hash: Hash; readonly value: Uint8Array }
  /** Milliseconds since 1970. */
  readonly time: number
  /** Contents of the INTEGER. */
  readonly serial: Uint8Array
  readonly policy: string
  readonly nonce: Uint8Array | undefined
  /** DER of each certificate that travels along. */
  readonly certificates: readonly Uint8Array[]
  /** The authority's certificate where it travels along. */
  readonly signer: Certificate | undefined
  /** How far the stated time may be off, milliseconds. */
  readonly accuracyMs: number | undefined
}

const imprintLength: Readonly<Record<Hash, number>> = { sha256: 32, sha384: 48, sha512: 64 }

/**
 * @param der exactly the ContentInfo, as in `signature-time-stamp` or the `/Contents` of a DocTimeStamp
 * @throws DerError when it is no such token, or its imprint's hash is weak or unknown
 */
export function readToken(der: Uint8Array): TimestampToken {
  const cms = readSignedData(der, oids.timestampInfo)
  return { ...readInfo(cms.content), certificates: cms.certificates, signer: signerOf(cms) }
}

/**
 * What is wrong with the token by itself: its own signature, the purpose of the authority's certificate
 * (timeStamping, critical and alone: RFC 3161, 2.3), or what its attributes bind. Path and validity are not looked at.
 * @throws DerError as `readToken`
 */
export function tokenProblem(
  token: TimestampToken,
  der: Uint8Array,
): 'signature' | 'usage' | 'attributes' | undefined {
  const cms = readSignedData(der, oids.timestampInfo)
  const { signer } = token
  if (!signer || cms.algorithm.kind !== 'known' || !('hash' in cms.hash)) return 'signature'
  if (!digest(cms.hash.hash, cms.content ?? new Uint8Array()).equals(cms.messageDigest)) return 'signature'
  const { algorithm } = cms.algorithm
  if (!verifyWithKey(algorithm, signer.publicKey, cms.signedAttributes, cms.signature)) return 'signature'
  if (!isBound(cms, signer)) return 'attributes'
  return mayStamp(signer) ? undefined : 'usage'
}

function signerOf(cms: ReadCms): Certificate | undefined {
  return cms.certificates.map(readCertificate).find((each) => {
    return (
      Buffer.compare(each.issuerDer, cms.issuerDer) === 0 && Buffer.compare(each.serial, cms.serial) === 0
    )
  })
}

/** The first certificate that the signed attributes name is the signer's (RFC 5816, RFC 2634). */
function isBound(cms: ReadCms, signer: Certificate): boolean {
  const [named] = cms.certificateHashes ?? []
  if (named) return digest(named.hash, signer.der).equals(named.value)
  const [old] = cms.oldCertificateHashes ?? []
  return old !== undefined && digest('sha1', signer.der).equals(old)
}

function mayStamp(certificate: Certificate): boolean {
  const [purpose, ...more] = certificate.extendedKeyUsage ?? []
  const signs =
    !certificate.keyUsage ||
    certificate.keyUsage.has('digitalSignature') ||
    certificate.keyUsage.has('nonRepudiation')
  const alone = purpose === oids.timeStamping && more.length === 0
  return alone && certificate.critical.has(oids.extendedKeyUsage) && signs
}

/** TSTInfo. */
function readInfo(content: Uint8Array | undefined) {
  const parts = sequenceItems(readOnly(content ?? new Uint8Array()))
  if (readSmallInteger(parts.shift()) !== 1) throw new DerError('version of the timestamp')
  const policy = readOid(parts.shift())
  const imprint = readImprint(parts.shift())
  const serial = expectTag(parts.shift(), tags.integer).contents
  const time = readInstant(parts.shift())
  const optional = (tag: number) => (parts[0]?.tag === tag ? parts.shift() : undefined)
  const accuracy = optional(tags.sequence)
  const ordering = optional(tags.boolean)
  if (ordering) readBoolean(ordering)
  const nonce = optional(tags.integer)?.contents
  optional(context(0, true))
  const extensions = optional(context(1, true))
  if (parts.length > 0) throw new DerError('timestamp')
  if (extensions && hasCritical(extensions)) throw new DerError('unknown critical extension of the timestamp')
  return { policy, imprint, serial, time, nonce, accuracyMs: accuracy && readAccuracy(accuracy) }
}

function readImprint(element: Der | undefined): TimestampToken['imprint'] {
  const [algorithm, value, ...more] = sequenceItems(element)
  const read = readHash(algorithm)
  if (!('hash' in read)) throw new DerError(`imprint of ${'weak' in read ? read.weak : read.unknown}`)
  const octets = expectTag(value, tags.octetString).contents
  if (more.length > 0 || octets.length !== imprintLength[read.hash]) throw new DerError('imprint')
  return { hash: read.hash, value: octets }
}

/** Seconds, then [0] milliseconds and [1] microseconds, each optional. */
function readAccuracy(element: Der): number {
  let total = 0
  for (const part of sequenceItems(element)) {
    const value = readSmallInteger({ ...part, tag: tags.integer })
    if (part.tag === tags.integer) total += value * 1000
    else if (part.tag === context(0, false)) total += value
    else if (part.tag === context(1, false)) total += value / 1000
    else throw new DerError('accuracy')
  }
  return total
}

function hasCritical(extensions: Der): boolean {
  const list = sequenceItems({ ...extensions, tag: tags.sequence })
  return list.some((extension) => {
    const critical = sequenceItems(extension)[1]
    return critical?.tag === tags.boolean && readBoolean(critical)
  })
}
