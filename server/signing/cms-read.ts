import { type Hash, type ReadAlgorithm, readAlgorithm, readHash } from './algorithms.ts'
import {
  children,
  context,
  type Der,
  DerError,
  expectTag,
  readOid,
  readOnly,
  readSmallInteger,
  readTime,
  sequenceItems,
  setItems,
  tags,
} from './asn1/der.ts'
import { retag } from './asn1/der-write.ts'
import { oids } from './asn1/oids.ts'

const maxCertificates = 32

/** A SignedData with one signer, every element of it accounted for. */
export interface ReadCms {
  /** What was signed, where it stands inside (RFC 5652, 5.2); undefined in a detached signature. */
  readonly content: Uint8Array | undefined
  readonly hash: { hash: Hash } | { weak: string } | { unknown: string }
  readonly algorithm: ReadAlgorithm
  readonly certificates: readonly Uint8Array[]
  /** DER of the issuer and contents of the serial number by which the signer's certificate is named. */
  readonly issuerDer: Uint8Array
  readonly serial: Uint8Array
  /** As signed: DER SET OF. */
  readonly signedAttributes: Uint8Array
  readonly messageDigest: Uint8Array
  readonly certificateHashes: readonly { hash: Hash; value: Uint8Array }[] | undefined
  /** SHA-1 hashes of the older signing-certificate attribute (RFC 2634), which timestamp authorities still use. */
  readonly oldCertificateHashes: readonly Uint8Array[] | undefined
  readonly signature: Uint8Array
  /** Milliseconds since 1970, as the signer's own clock said inside the signature. */
  readonly signingTime: number | undefined
  /** Unsigned attributes by type, each with its values. */
  readonly unsigned: ReadonlyMap<string, readonly Der[]>
  /** CRLs that travel along, each as DER. */
  readonly crls: readonly Uint8Array[]
  /** Values of adbe-revocationInfoArchival (ISO 32000-2, 12.8.3.3.3), signed. */
  readonly revocationArchive: Der | undefined
}

/**
 * A detached signature as PDF holds it.
 * @param der exactly the ContentInfo
 * @throws DerError (or another error of decoding) when it is not such a SignedData, or contradicts itself
 */
export function readCms(der: Uint8Array): ReadCms {
  return readSignedData(der, oids.data)
}

/**
 * @param contentType detached for `data`, inside for any other
 * @throws DerError
 */
export function readSignedData(der: Uint8Array, contentType: string): ReadCms {
  const [type, wrapped, ...afterContent] = sequenceItems(readOnly(der))
  if (readOid(type) !== oids.signedData || afterContent.length > 0) throw new DerError('no SignedData')
  const [content, ...afterSignedData] = children(expectTag(wrapped, context(0, true)))
  const parts = sequenceItems(content)
  const version = readSmallInteger(parts.shift())
  const digestAlgorithms = setItems(parts.shift())
  const [encapsulated, eContent, ...afterEContent] = sequenceItems(parts.shift())
  const certificates = parts[0]?.tag === context(0, true) ? children(parts.shift() as Der) : []
  const revocations = parts[0]?.tag === context(1, true) ? parts.shift() : undefined
  const signers = setItems(parts.shift())
  const detached = contentType === oids.data
  if (version !== (detached ? 1 : 3) || parts.length > 0 || afterSignedData.length > 0)
    throw new DerError('SignedData')
  if (readOid(encapsulated) !== contentType || afterEContent.length > 0) throw new DerError('content type')
  if (detached && eContent) throw new DerError('content is not detached')
  if (signers.length !== 1) throw new DerError('not exactly one signer')
  if (certificates.length > maxCertificates) throw new DerError('too many certificates')
  const signer = readSigner(signers[0], contentType)
  const sameDigest = digestAlgorithms.length === 1 && same(digestAlgorithms[0], signer.digestAlgorithm)
  if (!sameDigest) throw new DerError('digest algorithms differ')
  return {
    ...signer.read,
    certificates: certificates.map((each) => expectTag(each, tags.sequence).raw),
    content: detached ? undefined : readContent(eContent),
    crls: revocations ? children(revocations).flatMap(listOf) : [],
  }
}

/** Other kinds of revocation information are not lists, and are not read. */
function listOf(each: Der): Uint8Array[] {
  return each.tag === tags.sequence ? [each.raw] : []
}

function readContent(wrapped: Der | undefined): Uint8Array {
  const [content, ...more] = children(expectTag(wrapped, context(0, true)))
  if (more.length > 0) throw new DerError('content')
  return expectTag(content, tags.octetString).contents
}

function readSigner(info: Der | undefined, contentType: string) {
  const parts = sequenceItems(info)
  if (readSmallInteger(parts.shift()) !== 1)
    throw new DerError('signer not named by issuer and serial number')
  const [issuer, serial] = sequenceItems(parts.shift())
  const digestAlgorithm = parts.shift()
  const signedPart = expectTag(parts.shift(), context(0, true))
  const signatureAlgorithm = parts.shift()
  const signature = expectTag(parts.shift(), tags.octetString).contents
  const unsigned = parts[0]?.tag === context(1, true) ? children(parts.shift() as Der) : []
  if (parts.length > 0 || !digestAlgorithm || !signatureAlgorithm || !issuer) throw new DerError('SignerInfo')
  const attributes = readAttributes(children(signedPart))
  if (readOid(only(attributes, oids.contentType)) !== contentType) throw new DerError('wrong content-type')
  const hash = readHash(digestAlgorithm)
  checkProtection(attributes, digestAlgorithm, signatureAlgorithm)
  const read = {
    hash,
    algorithm: readAlgorithm(signatureAlgorithm, 'hash' in hash ? hash.hash : undefined),
    issuerDer: issuer.raw,
    serial: expectTag(serial, tags.integer).contents,
    signedAttributes: retag(tags.set, signedPart.raw),
    messageDigest: expectTag(only(attributes, oids.messageDigest), tags.octetString).contents,
    certificateHashes: readCertificateHashes(attributes),
    oldCertificateHashes: readOldCertificateHashes(attributes),
    signature,
    signingTime: attributes.has(oids.signingTime) ? readTime(only(attributes, oids.signingTime)) : undefined,
    unsigned: readAttributes(unsigned),
    revocationArchive: attributes.has(oids.revocationArchive)
      ? only(attributes, oids.revocationArchive)
      : undefined,
  }
  return { digestAlgorithm, read }
}

type Attributes = ReadonlyMap<string, readonly Der[]>

function readAttributes(items: readonly Der[]): Attributes {
  const attributes = new Map<string, readonly Der[]>()
  for (const item of items) {
    const [type, values, ...more] = sequenceItems(item)
    const id = readOid(type)
    if (attributes.has(id) || more.length > 0) throw new DerError('attribute twice')
    attributes.set(id, setItems(values))
  }
  return attributes
}

function only(attributes: Attributes, type: string): Der {
  const [value, ...more] = attributes.get(type) ?? []
  if (!value || more.length > 0) throw new DerError(`attribute ${type} missing or not single`)
  return value
}

/** RFC 6211: the algorithms inside the signature are those outside. */
function checkProtection(attributes: Attributes, digestAlgorithm: Der, signatureAlgorithm: Der): void {
  if (!attributes.has(oids.algorithmProtection)) return
  const [digest, signature, ...more] = sequenceItems(only(attributes, oids.algorithmProtection))
  const stated = signature && retag(tags.sequence, expectTag(signature, context(1, true)).raw)
  const agrees =
    stated && Buffer.compare(stated, signatureAlgorithm.raw) === 0 && same(digest, digestAlgorithm)
  if (!agrees || more.length > 0) throw new DerError('algorithms differ from the protected ones')
}

function readCertificateHashes(attributes: Attributes): ReadCms['certificateHashes'] {
  if (!attributes.has(oids.signingCertificateV2)) return undefined
  const [ids] = sequenceItems(only(attributes, oids.signingCertificateV2))
  return sequenceItems(ids).map((id) => {
    const [first, second] = sequenceItems(id)
    if (first?.tag === tags.octetString) return { hash: 'sha256', value: first.contents }
    const hash = readHash(first)
    if (!('hash' in hash)) throw new DerError('hash of the signing certificate')
    return { hash: hash.hash, value: expectTag(second, tags.octetString).contents }
  })
}

function readOldCertificateHashes(attributes: Attributes): ReadCms['oldCertificateHashes'] {
  if (!attributes.has(oids.signingCertificate)) return undefined
  const [ids] = sequenceItems(only(attributes, oids.signingCertificate))
  return sequenceItems(ids).map((id) => expectTag(sequenceItems(id)[0], tags.octetString).contents)
}

function same(a: Der | undefined, b: Der | undefined): boolean {
  return a !== undefined && b !== undefined && Buffer.compare(a.raw, b.raw) === 0
}
