import { describe, digest, verifyWithKey } from '../algorithms.ts'
import { withDefiniteLengths } from '../asn1/ber.ts'
import { DerError, readDer } from '../asn1/der.ts'
import { type Certificate, nameText, readCertificate, subjectAttribute } from '../certificate.ts'
import { isExpected, maySign } from '../certificate-policy.ts'
import { type ByteRange, digestRanges } from '../cms.ts'
import { type ReadCms, readCms } from '../cms-read.ts'
import type { SignatureField } from '../pdf/fields.ts'
import type { PdfFile } from '../pdf/pdf-file.ts'
import type { Revision } from '../pdf/revisions.ts'
import { as, decodeText, isName, type PdfDict, type PdfValue } from '../pdf/values.ts'
import { findPath } from './chain.ts'
import { type Reason, type ReasonCode, reason } from './reason.ts'

/** What one signature says and what was found. Texts of the certificate are NFC. */
export interface SignatureReport {
  readonly field: string
  readonly signer: string | null
  readonly subject: string | null
  readonly issuer: string | null
  /** ISO 8601 with its offset, as the signer stated it. */
  readonly claimedTime: string | null
  readonly timeSource: 'claimed'
  readonly algorithm: string | null
  /** "revision n of m", counted from 1; null when the byte range is not exactly that of a revision. */
  readonly covers: string | null
  /** Whether the path ends at a trusted root. */
  readonly trusted: boolean
  readonly problems: readonly Reason[]
}

export interface SignatureContext {
  readonly file: PdfFile
  readonly roots: readonly Certificate[]
  /** Milliseconds since 1970. */
  readonly now: number
  /** Who was to sign, from the base revision. */
  readonly expected: readonly Readonly<Record<string, string>>[] | undefined
}

export interface CheckedSignature {
  readonly report: SignatureReport
  /** Revision that holds the signature dictionary. */
  readonly revision: number
  readonly dictNumber: number
  readonly certifies: number | undefined
  readonly at: number | undefined
  readonly isTimestamp: boolean
}

const formats = new Set(['ETSI.CAdES.detached', 'adbe.pkcs7.detached'])
const clockTolerance = 5 * 60_000

/** Checks one filled field by itself: range, digest, signature, certificate. Never throws for what the file holds. */
export function checkSignature(field: SignatureField, context: SignatureContext): CheckedSignature {
  const { file } = context
  const view = file.latest()
  const dictNumber = as('reference', field.value)?.number ?? field.objectNumber
  const dict = as('dict', view.resolve(field.value)) ?? { kind: 'dict', entries: new Map<string, PdfValue>() }
  const revision = file.revisions[view.placed(dictNumber)?.revision ?? 0]
  const time = readTime(as('string', view.resolve(dict.entries.get('M'))))
  const problems: Reason[] = []
  const range = revision && checkRange(file, dict, revision, problems)
  const format = as('name', view.resolve(dict.entries.get('SubFilter')))?.name ?? '?'
  const isTimestamp = isName(view.resolve(dict.entries.get('Type')), 'DocTimeStamp')
  let found: Omit<SignatureReport, 'field' | 'claimedTime' | 'timeSource' | 'covers' | 'problems'> = unread
  if (isTimestamp) problems.push(reason('timestamp-unchecked'))
  else if (!formats.has(format)) problems.push(reason('unsupported-format', { what: format }))
  else found = guarded(problems, () => checkContainer(dict, range, field.name, time?.at, context, problems))
  if (!isTimestamp) problems.push(...timeProblems(time?.at, context.now))
  const report: SignatureReport = {
    field: field.name,
    ...found,
    claimedTime: time?.text ?? null,
    timeSource: 'claimed',
    covers: range && revision ? `revision ${revision.index + 1} of ${file.revisions.length}` : null,
    problems,
  }
  const certifies = certification(dict, (value) => view.resolve(value))
  return { report, revision: revision?.index ?? 0, dictNumber, certifies, at: time?.at, isTimestamp }
}

const unread = { signer: null, subject: null, issuer: null, algorithm: null, trusted: false }

function guarded<T>(problems: Reason[], work: () => T): T | typeof unread {
  try {
    return work()
  } catch (error) {
    // Decoders of keys and text throw errors of their own; whatever it is, the container cannot be read.
    const what = error instanceof DerError ? error.message : 'malformed'
    problems.push(reason('signature-unreadable', { what }))
    return unread
  }
}

/** Two ranges: from the first byte to the end of the revision, without the signature's own string. */
function checkRange(
  file: PdfFile,
  dict: PdfDict,
  revision: Revision,
  problems: Reason[],
): ByteRange | undefined {
  const items = as('array', dict.entries.get('ByteRange'))?.items ?? []
  const span = as('string', dict.entries.get('Contents'))?.span
  const bad = (what: string) => {
    problems.push(reason('byte-range', { what }))
    return undefined
  }
  if (!span?.hex) return bad('/Contents')
  if (items.length !== 4 || !items.every((item) => Number.isSafeInteger(item))) return bad('/ByteRange')
  const [first = 0, firstLength = 0, second = 0, secondLength = 0] = items as number[]
  if (first !== 0) return bad(`${first} ≠ 0`)
  if (firstLength !== span.start || second !== span.end) return bad(`${firstLength}–${second}`)
  const end = second + secondLength
  if (end !== revision.end && end !== revision.eof) return bad(`${end} ≠ ${revision.end}`)
  if (end !== revision.end && revision.index === file.revisions.length - 1)
    return bad(`${end} < ${revision.end}`)
  return [first, firstLength, second, secondLength]
}

function checkContainer(
  dict: PdfDict,
  range: ByteRange | undefined,
  field: string,
  at: number | undefined,
  context: SignatureContext,
  problems: Reason[],
) {
  const { file } = context
  const add = (code: ReasonCode, detail?: Record<string, string>) => problems.push(reason(code, detail))
  const contents = as('string', dict.entries.get('Contents'))
  const encoded = contents?.bytes ?? new Uint8Array()
  // ISO 32000 and PAdES want DER; the older format is often written without.
  const lenient = isName(dict.entries.get('SubFilter'), 'adbe.pkcs7.detached')
  const { der, length } = lenient ? withDefiniteLengths(encoded) : onlyDer(encoded)
  checkEncoding(file.bytes, contents?.span, length, problems)
  const cms = readCms(der)
  const certificates = cms.certificates.map(readCertificate)
  const signer = certificates.find((each) => {
    return (
      Buffer.compare(each.issuerDer, cms.issuerDer) === 0 && Buffer.compare(each.serial, cms.serial) === 0
    )
  })
  if (!signer) throw new DerError('certificate of the signer missing')
  checkCryptography(cms, signer, file.bytes, range, problems)

  const path = findPath(signer, certificates, context.roots, at, context.now)
  problems.push(...path.problems)
  if (!maySign(signer)) add('wrong-usage')
  if (lenient) add('older-format')
  checkBinding(cms, certificates, path.certificates, lenient, problems)
  const name = subjectAttribute(signer, 'CN') ?? nameText(signer.subject)
  if (!context.expected) add('nobody-expected', { field })
  else if (!isExpected(signer, context.expected)) {
    const expected = context.expected.map((subject) => Object.values(subject).join(', ')).join(' / ')
    add('wrong-person', { field, expected, actual: name })
  }
  if (cms.unsigned.size > 0) add('unsigned-attribute', { what: [...cms.unsigned.keys()].join(', ') })
  if (cms.crls.length > 0) add('unsigned-attribute', { what: 'CRL' })
  add('time-claimed')
  add('revocation-unchecked')
  return {
    signer: name,
    subject: nameText(signer.subject),
    issuer: nameText(signer.issuer),
    algorithm: cms.algorithm.kind === 'known' ? describe(cms.algorithm.algorithm, signer.publicKey) : null,
    trusted: path.trusted,
  }
}

function onlyDer(bytes: Uint8Array) {
  const { raw } = readDer(bytes)
  return { der: raw, length: raw.length }
}

/** Only the signature in one notation and zeros after it: nothing else may hide outside the signed ranges. */
function checkEncoding(
  bytes: Uint8Array,
  span: { start: number; end: number } | undefined,
  length: number,
  problems: Reason[],
): void {
  const hex = Buffer.from(bytes.subarray((span?.start ?? 0) + 1, (span?.end ?? 0) - 1)).toString('latin1')
  const uniform = /^[0-9a-f]+$/.test(hex) || /^[0-9A-F]+$/.test(hex)
  if (!uniform || hex.length % 2 !== 0) problems.push(reason('contents-encoding', { what: 'hex' }))
  else if (!/^0*$/.test(hex.slice(length * 2)))
    problems.push(reason('contents-encoding', { what: 'padding' }))
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

function timeProblems(at: number | undefined, now: number): Reason[] {
  if (at === undefined) return [reason('time-missing')]
  return at > now + clockTolerance ? [reason('time-in-future')] : []
}

/** P of the signature's DocMDP transform, undefined for an approval signature (ISO 32000-2, 12.8.2.2). */
function certification(
  dict: PdfDict,
  resolve: (value: PdfValue | undefined) => PdfValue,
): number | undefined {
  for (const item of as('array', resolve(dict.entries.get('Reference')))?.items ?? []) {
    const transform = as('dict', resolve(item))
    if (!isName(resolve(transform?.entries.get('TransformMethod')), 'DocMDP')) continue
    const parameters = as('dict', resolve(transform?.entries.get('TransformParams')))
    const permission = resolve(parameters?.entries.get('P')) ?? 2
    return typeof permission === 'number' ? permission : Number.NaN
  }
  return undefined
}

/** A date of ISO 32000-2, 7.9.4. */
function readTime(value: ReturnType<typeof as<'string'>>): { at: number; text: string } | undefined {
  const match =
    value && /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|([+-]\d\d)'?(\d\d)'?)?/.exec(decodeText(value))
  if (!match) return undefined
  const [, year, month, day, hour, minute, second, zone = '+00', zoneMinutes = '00'] = match
  const text = `${year}-${month}-${day}T${hour}:${minute}:${second}${zone}:${zoneMinutes}`
  const at = Date.parse(text)
  return Number.isNaN(at) ? undefined : { at, text }
}
