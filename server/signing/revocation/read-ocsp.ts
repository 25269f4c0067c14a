import { digest, type Hash, readAlgorithm, readHash, verifyWithKey } from '../algorithms.ts'
import {
  children,
  context,
  type Der,
  DerError,
  expectTag,
  readOctetsOfBits,
  readOid,
  readOnly,
  sequenceItems,
  tags,
} from '../asn1/der.ts'
import { readInstant } from '../asn1/instant.ts'
import { oids } from '../asn1/oids.ts'
import { type Certificate, readCertificate } from '../certificate.ts'

const maxResponses = 1_000
const maxCertificates = 32
const enumerated = 0x0a

/** Which certificate a response speaks of (RFC 6960, 4.1.1). */
export interface CertId {
  readonly hash: Hash | 'sha1'
  readonly issuerNameHash: Uint8Array
  readonly issuerKeyHash: Uint8Array
  readonly serial: Uint8Array
}

/** Times in milliseconds since 1970. */
export interface OcspAnswer {
  readonly certId: CertId
  readonly status: 'good' | 'revoked' | 'unknown'
  readonly revokedAt?: number
  readonly reason?: number
  readonly thisUpdate: number
  readonly nextUpdate?: number
}

/** A basic OCSP response (RFC 6960, 4.2). */
export interface Ocsp {
  readonly der: Uint8Array
  readonly producedAt: number
  readonly responses: readonly OcspAnswer[]
  readonly certificates: readonly Uint8Array[]
  /** The certificate that made it: the issuer itself, or one that the issuer named for it (RFC 6960, 4.2.2.2). */
  responder(issuer: Certificate): Certificate | undefined
  /** Whether it may speak for that issuer, and its signature is right. */
  verify(issuer: Certificate): boolean
}

/** Whether an answer is about the certificate, issued by `issuer`. */
export function isAbout({ certId }: OcspAnswer, certificate: Certificate, issuer: Certificate): boolean {
  return (
    Buffer.compare(certId.serial, certificate.serial) === 0 &&
    digest(certId.hash, issuer.subjectDer).equals(certId.issuerNameHash) &&
    digest(certId.hash, publicKeyBits(issuer)).equals(certId.issuerKeyHash)
  )
}

/** Octets of the certificate's subjectPublicKey, without its algorithm. */
export function publicKeyBits(certificate: Certificate): Uint8Array {
  const spki = certificate.publicKey.export({ format: 'der', type: 'spki' })
  return readOctetsOfBits(sequenceItems(readOnly(spki))[1])
}

/** @param der an OCSPResponse, or the BasicOCSPResponse in it. @throws DerError also when it is a refusal */
export function readOcsp(der: Uint8Array): Ocsp {
  const [tbs, algorithm, signature, wrapped, ...more] = sequenceItems(readOnly(basic(der)))
  if (!tbs || !algorithm || more.length > 0) throw new DerError('OCSP response')
  const certificates = wrapped ? children(expectTag(wrapped, context(0, true))).flatMap(sequenceItems) : []
  if (certificates.length > maxCertificates) throw new DerError('too many certificates')
  const read = certificates.map((each) => readCertificate(each.raw))
  const data = readData(tbs)
  const bits = readOctetsOfBits(signature)
  const signedBy = (certificate: Certificate) => {
    const known = readAlgorithm(algorithm)
    return known.kind === 'known' && verifyWithKey(known.algorithm, certificate.publicKey, tbs.raw, bits)
  }
  const responder = (issuer: Certificate) => {
    if (isNamed(data.responderId, issuer) && signedBy(issuer)) return issuer
    return read.find(
      (each) =>
        isNamed(data.responderId, each) && mayRespond(each, issuer, data.producedAt) && signedBy(each),
    )
  }
  return {
    der,
    producedAt: data.producedAt,
    responses: data.responses,
    certificates: certificates.map((each) => each.raw),
    responder,
    verify: (issuer) => responder(issuer) !== undefined,
  }
}

function basic(der: Uint8Array): Uint8Array {
  const [status, wrapped, ...more] = sequenceItems(readOnly(der))
  if (status?.tag !== enumerated) return der
  if (status.contents.length !== 1 || status.contents[0] !== 0 || more.length > 0)
    throw new DerError('OCSP response without an answer')
  const [bytes, ...others] = children(expectTag(wrapped, context(0, true)))
  const [type, content] = sequenceItems(bytes)
  if (readOid(type) !== oids.ocspBasic || others.length > 0) throw new DerError('OCSP response type')
  return expectTag(content, tags.octetString).contents
}

function readData(tbs: Der) {
  const parts = sequenceItems(tbs)
  if (parts[0]?.tag === context(0, true)) parts.shift()
  const responderId = parts.shift()
  const producedAt = readInstant(parts.shift())
  const list = sequenceItems(parts.shift())
  if (parts[0]?.tag === context(1, true)) parts.shift()
  if (!responderId || parts.length > 0 || list.length > maxResponses) throw new DerError('OCSP response data')
  return { responderId, producedAt, responses: list.map(readAnswer) }
}

function readAnswer(element: Der): OcspAnswer {
  const [id, status, thisUpdate, ...rest] = sequenceItems(element)
  const next = rest[0]?.tag === context(0, true) ? rest.shift() : undefined
  if (rest[0]?.tag === context(1, true)) rest.shift()
  if (rest.length > 0) throw new DerError('OCSP answer')
  const nextUpdate = next && readInstant(children(next)[0])
  return {
    certId: readCertId(id),
    ...readStatus(status),
    thisUpdate: readInstant(thisUpdate),
    ...(nextUpdate === undefined ? {} : { nextUpdate }),
  }
}

function readStatus(element: Der | undefined): Pick<OcspAnswer, 'status' | 'revokedAt' | 'reason'> {
  if (element?.tag === context(0, false) && element.contents.length === 0) return { status: 'good' }
  if (element?.tag === context(2, false) && element.contents.length === 0) return { status: 'unknown' }
  const [at, wrapped, ...more] = children(expectTag(element, context(1, true)))
  if (more.length > 0) throw new DerError('OCSP status')
  const reason = wrapped && expectTag(children(wrapped)[0], enumerated).contents[0]
  return { status: 'revoked', revokedAt: readInstant(at), ...(reason === undefined ? {} : { reason }) }
}

function readCertId(element: Der | undefined): CertId {
  const [algorithm, name, key, serial, ...more] = sequenceItems(element)
  if (more.length > 0) throw new DerError('OCSP certificate identifier')
  const isSha1 = readOid(sequenceItems(algorithm)[0]) === oids.sha1
  const read = isSha1 ? undefined : readHash(algorithm)
  if (read && !('hash' in read)) throw new DerError('hash of an OCSP certificate identifier')
  return {
    hash: read ? read.hash : 'sha1',
    issuerNameHash: expectTag(name, tags.octetString).contents,
    issuerKeyHash: expectTag(key, tags.octetString).contents,
    serial: expectTag(serial, tags.integer).contents,
  }
}

/** ResponderID: by name, or by the SHA-1 of the public key. */
function isNamed(responderId: Der, certificate: Certificate): boolean {
  const [inner] = children(responderId)
  if (responderId.tag === context(1, true))
    return Buffer.compare(inner?.raw ?? new Uint8Array(), certificate.subjectDer) === 0
  const hash = expectTag(inner, tags.octetString).contents
  return responderId.tag === context(2, true) && digest('sha1', publicKeyBits(certificate)).equals(hash)
}

/** A delegate is issued by the issuer itself, for this purpose, and valid when it answered. */
function mayRespond(delegate: Certificate, issuer: Certificate, at: number): boolean {
  const algorithm = readAlgorithm(delegate.signatureAlgorithm)
  return (
    delegate.extendedKeyUsage?.includes(oids.ocspSigning) === true &&
    at >= delegate.notBefore &&
    at <= delegate.notAfter &&
    Buffer.compare(delegate.issuerDer, issuer.subjectDer) === 0 &&
    algorithm.kind === 'known' &&
    verifyWithKey(algorithm.algorithm, issuer.publicKey, delegate.tbs, delegate.signature)
  )
}
