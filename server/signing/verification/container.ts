import { describe, digest, verifyWithKey } from '../algorithms.ts'
import { withDefiniteLengths } from '../asn1/ber.ts'
import { children, context, type Der, DerError, expectTag, readDer, sequenceItems } from '../asn1/der.ts'
import { oids } from '../asn1/oids.ts'
import { type Certificate, readCertificate } from '../certificate.ts'
import { isExpected, maySign } from '../certificate-policy.ts'
import { type ByteRange, digestRanges } from '../cms.ts'
import { type ReadCms, readCms } from '../cms-read.ts'
import type { PdfFile } from '../pdf/pdf-file.ts'
import { as, isName, type PdfDict } from '../pdf/values.ts'
import { checkEncoding } from './byte-range.ts'
import { findPath, nameOf, type Path } from './chain.ts'
import { SIGNATURE_STEPS } from './issuing.ts'
import { type Reason, type ReasonCode, reason } from './reason.ts'
import type { Trust } from './trust.ts'

const maxTokens = 8

/** A signature's CMS as checked by itself: digest, value, certificate and path; times and revocation are not. */
export interface CheckedContainer {
  readonly signer: Certificate
  readonly path: Path
  readonly algorithm: string | null
  /** Raw signature: what a signature timestamp is over. */
  readonly value: Uint8Array
  /** DER of each signature timestamp (RFC 3161, annex A). */
  readonly tokens: readonly Uint8Array[]
  /** Milliseconds since 1970, from the signing-time attribute. */
  readonly signingTime: number | undefined
  /** Whether format and attributes are those of a PAdES baseline signature. */
  readonly isBaseline: boolean
  /** CRLs and OCSP responses that it carries, DER. */
  readonly crls: readonly Uint8Array[]
  readonly ocsps: readonly Uint8Array[]
}

export interface ContainerContext {
  readonly file: PdfFile
  readonly trust: Trust
  /** Who was to sign, from the base revision. */
  readonly expected: readonly Readonly<Record<string, string>>[] | undefined
}

/** @throws DerError, or another error of decoding, when the container cannot be read */
export function checkContainer(
  dict: PdfDict,
  range: ByteRange | undefined,
  field: string,
  { file, trust, expected }: ContainerContext,
  problems: Reason[],
): CheckedContainer {
  const add = (code: ReasonCode, detail?: Record<string, string>) => problems.push(reason(code, detail))
  const encoded = as('string', dict.entries.get('Contents'))?.bytes ?? new Uint8Array()
  // ISO 32000 and PAdES want DER; the older format is often written without.
  const older = isName(dict.entries.get('SubFilter'), 'adbe.pkcs7.detached')
  const { der, length } = older ? withDefiniteLengths(encoded) : onlyDer(encoded)
  checkEncoding(file.bytes, dict, length, problems)
  trust.spend(SIGNATURE_STEPS + der.length)
  const cms = readCms(der)
  const certificates = cms.certificates.map(readCertificate)
  const signer = certificates.find((each) => {
    return (
      Buffer.compare(each.issuerDer, cms.issuerDer) === 0 && Buffer.compare(each.serial, cms.serial) === 0
    )
  })
  if (!signer) throw new DerError('certificate of the signer missing')
  checkCryptography(cms, signer, file.bytes, range, problems)

  const path = findPath(signer, [...certificates, ...trust.certificates], trust.roots, trust.issued)
  problems.push(...path.problems)
  if (!maySign(signer)) add('wrong-usage')
  if (older) add('older-format')
  checkBinding(cms, certificates, path.certificates, older, problems)
  if (!expected) add('nobody-expected', { field })
  else if (!isExpected(signer, expected)) {
    const names = expected.map((subject) => Object.values(subject).join(', ')).join(' / ')
    add('wrong-person', { field, expected: names, actual: nameOf(signer) })
  }
  if (cms.signingTime !== undefined)
    add('signing-time-inside', { field, time: new Date(cms.signingTime).toISOString() })
  const foreign = [...cms.unsigned.keys()].filter((type) => type !== oids.signatureTimeStamp)
  if (foreign.length > 0) add('unsigned-attribute', { what: foreign.join(', ') })
  if (cms.crls.length > 0 && !older) add('unsigned-attribute', { what: 'CRL' })
  const tokens = (cms.unsigned.get(oids.signatureTimeStamp) ?? []).map(({ raw }) => raw)
  if (tokens.length > maxTokens) throw new DerError('too many timestamps')
  const archive = readArchive(cms.revocationArchive)
  return {
    signer,
    path,
    algorithm: cms.algorithm.kind === 'known' ? describe(cms.algorithm.algorithm, signer.publicKey) : null,
    value: cms.signature,
    tokens,
    signingTime: cms.signingTime,
    isBaseline: !older && cms.certificateHashes !== undefined,
    crls: [...cms.crls, ...archive.crls],
    ocsps: archive.ocsps,
  }
}

/** The one element at the start: what follows it is padding. */
export function onlyDer(bytes: Uint8Array): { der: Uint8Array; length: number } {
  const { raw } = readDer(bytes)
  return { der: raw, length: raw.length }
}

function checkCryptography(
  cms: ReadCms,
  signer: Certificate,
  bytes: Uint8Array,
  range: ByteRange | undefined,
  problems: Reason[],
): void {
  const { hash, algorithm } = cms
  if ('weak' in hash) problems.push(reason('weak-algorithm', { what: hash.weak }))
  else if ('unknown' in hash) problems.push(reason('unknown-algorithm', { what: hash.unknown }))
  else if (range) {
    const actual = digestRanges(hash.hash, bytes, range)
    if (!actual.equals(cms.messageDigest)) problems.push(reason('digest-mismatch'))
  }
  if (algorithm.kind === 'weak') problems.push(reason('weak-algorithm', { what: algorithm.name }))
  else if (algorithm.kind === 'unknown') problems.push(reason('unknown-algorithm', { what: algorithm.name }))
  else if (!verifyWithKey(algorithm.algorithm, signer.publicKey, cms.signedAttributes, cms.signature)) {
    problems.push(reason('signature-wrong'))
  }
}

/** The certificates that were signed along are those that are here, the signer's first. */
function checkBinding(
  cms: ReadCms,
  certificates: readonly Certificate[],
  path: readonly Certificate[],
  repeatable: boolean,
  problems: Reason[],
): void {
  const bound = (cms.certificateHashes ?? []).map(({ hash, value }) => {
    return certificates.find((each) => digest(hash, each.der).equals(value))
  })
  if (cms.certificateHashes === undefined) problems.push(reason('certificate-unbound'))
  else if (bound[0] !== path[0] || bound.includes(undefined)) problems.push(reason('certificate-changed'))
  const used = (each: Certificate) => {
    return bound.includes(each) || path.some((step) => Buffer.compare(step.der, each.der) === 0)
  }
  const different = new Set(certificates.map((each) => Buffer.from(each.der).toString('base64'))).size
  const repeated = different < certificates.length && !repeatable
  if (repeated || !certificates.every(used)) problems.push(reason('certificate-unused'))
}

/** RevocationInfoArchival: `[0]` CRLs, `[1]` OCSP responses. */
function readArchive(archive: Der | undefined): { crls: Uint8Array[]; ocsps: Uint8Array[] } {
  const parts = archive ? sequenceItems(archive) : []
  const list = (number: number) => {
    const part = parts.find(({ tag }) => tag === context(number, true))
    return part ? sequenceItems(expectTag(children(part)[0], 0x30)).map(({ raw }) => raw) : []
  }
  return { crls: list(0), ocsps: list(1) }
}
