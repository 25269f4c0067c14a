import { type Certificate, readPem } from './certificate.ts'
import { expectedSubjects, type SignatureField, signatureFields } from './pdf/fields.ts'
import { PdfError } from './pdf/pdf-error.ts'
import { openPdf, type PdfFile } from './pdf/pdf-file.ts'
import { as } from './pdf/values.ts'
import { type Change, compareRevisions, type RevisionChanges } from './verification/changes.ts'
import { layoutProblems } from './verification/layout.ts'
import { activeContent, unreachable } from './verification/places.ts'
import { type Reason, reason } from './verification/reason.ts'
import { type CheckedSignature, checkSignature, type SignatureReport } from './verification/signature.ts'

export type { Change } from './verification/changes.ts'
export type { Level, Reason, ReasonCode } from './verification/reason.ts'
export type { SignatureReport } from './verification/signature.ts'

export interface VerifyOptions {
  /** Trusted root certificates, PEM. */
  readonly roots: readonly string[]
  /** Milliseconds since 1970. */
  readonly now: number
}

export interface RevisionReport {
  /** Byte positions: first, and after the last. */
  readonly from: number
  readonly to: number
  readonly changes: readonly Change[]
}

/** What is known of a file. `valid` only if every required signature is there, right and trusted, and nothing else changed. */
export interface Verdict {
  readonly verdict: 'valid' | 'untrusted-or-incomplete' | 'invalid'
  /** All findings, the gravest first. */
  readonly reasons: readonly Reason[]
  readonly signatures: readonly SignatureReport[]
  readonly revisions: readonly RevisionReport[]
  /** Names of the fields that the original prepared for signing, in order. */
  readonly requiredFields: readonly string[]
}

const gravity = { invalid: 0, incomplete: 1, note: 2 } as const

/** Checks a PDF by its bytes alone. Pure; answers for any bytes whatever, in bounded time. */
export function verify(pdf: Uint8Array, options: VerifyOptions): Verdict {
  const roots = options.roots.flatMap(readPem)
  try {
    return verifyFile(openPdf(pdf), roots, options.now)
  } catch (error) {
    return verdictOf([unreadable(error)], [], [], [])
  }
}

/** Bytes that drive a parser into an error of its own (a stack too deep, say) are no more readable than others. */
function unreadable(error: unknown): Reason {
  if (error instanceof PdfError) return reason(error.code, { where: error.detail })
  return reason('damaged', { where: error instanceof Error ? error.name : 'unknown' })
}

function verifyFile(file: PdfFile, roots: readonly Certificate[], now: number): Verdict {
  const reasons: Reason[] = []
  const base = file.view(0)
  const latest = file.latest()
  if (file.trailing > 0) reasons.push(reason('appended-bytes', { bytes: file.trailing }))
  const prepared = signatureFields(base)
  const current = signatureFields(latest)
  if (current.length + prepared.length === 0) reasons.push(reason('no-signature-fields'))
  else if (prepared.length === 0) reasons.push(reason('fields-not-prepared'))

  const { revisions, signing } = checkRevisions(file, reasons)
  for (const { number, showable } of unreachable(base)) {
    reasons.push(reason(showable ? 'hidden-content' : 'unused-object', { what: String(number) }))
  }
  for (const what of activeContent(latest)) reasons.push(reason('active-content', { what }))

  const required = prepared.length > 0 ? prepared : current
  for (const field of required) {
    const now = current.find((each) => each.name === field.name && each.objectNumber === field.objectNumber)
    if (!now) reasons.push(reason('field-removed', { field: field.name }))
    else if (now.value === undefined) reasons.push(reason('field-empty', { field: field.name }))
  }
  const checked = current
    .filter((field) => field.value !== undefined)
    .map((field) => checkSignature(field, { file, roots, now, expected: expectation(file, prepared, field) }))
  reasons.push(...checked.flatMap((signature) => signature.report.problems))
  reasons.push(...together(file, required, checked))
  for (const [index, changes] of signing.entries()) {
    if (!changes || changes.signs.length > 0 || changes.timestamps) continue
    reasons.push(
      reason(changes.addsValidationData ? 'dss-unchecked' : 'unsigned-revision', { revision: index + 1 }),
    )
  }
  return verdictOf(
    reasons,
    checked.map((signature) => signature.report),
    revisions,
    prepared.map((field) => field.name),
  )
}

function checkRevisions(file: PdfFile, reasons: Reason[]) {
  const revisions: RevisionReport[] = []
  const signing: (RevisionChanges | undefined)[] = []
  for (const revision of file.revisions) {
    reasons.push(...layoutProblems(file, revision))
    const compared = revision.index > 0 ? compareRevisions(file, revision.index) : undefined
    for (const change of compared?.changes ?? []) {
      if (change.allowed) continue
      const { where, what } = change
      const detail = { whereVi: where.vi, whereEn: where.en, whatVi: what.vi, whatEn: what.en }
      reasons.push(reason('forbidden-change', { revision: revision.index + 1, ...detail }))
    }
    revisions.push({ from: revision.start, to: revision.end, changes: compared?.changes ?? [] })
    signing.push(compared)
  }
  return { revisions, signing }
}

/** Who was to sign is what the original said, whatever later revisions made of it. */
function expectation(file: PdfFile, prepared: readonly SignatureField[], field: SignatureField) {
  const original = prepared.find((each) => each.name === field.name)
  return original && expectedSubjects(file.view(0), original)
}

/** What only all signatures together show: order, certification, one signature in two places. */
function together(
  file: PdfFile,
  required: readonly SignatureField[],
  checked: readonly CheckedSignature[],
): Reason[] {
  const reasons: Reason[] = []
  const signatures = checked.filter((each) => !each.isTimestamp)
  const inOrder = required.flatMap((field) => signatures.filter((each) => each.report.field === field.name))
  for (const [index, signature] of inOrder.entries()) {
    const previous = inOrder[index - 1]
    const field = signature.report.field
    if (previous && signature.revision <= previous.revision) reasons.push(reason('out-of-order', { field }))
    if (previous?.at !== undefined && signature.at !== undefined && signature.at < previous.at) {
      reasons.push(reason('time-order'))
    }
  }
  const firstUnsigned = required.findIndex(
    (field) => !inOrder.some((each) => each.report.field === field.name),
  )
  const early = firstUnsigned < 0 ? [] : required.slice(firstUnsigned).map((field) => field.name)
  for (const { report } of inOrder) {
    if (early.includes(report.field)) reasons.push(reason('out-of-order', { field: report.field }))
  }
  const numbers = checked.map((each) => each.dictNumber)
  if (new Set(numbers).size < numbers.length) reasons.push(reason('signature-reused'))

  const [first, ...later] = [...signatures].sort((a, b) => a.revision - b.revision)
  const permissions = as('dict', file.latest().resolve(file.latest().catalog.entries.get('Perms')))
  const registered = as('reference', permissions?.entries.get('DocMDP'))?.number
  if (first && (first.certifies !== 2 || registered !== first.dictNumber))
    reasons.push(reason('not-certified'))
  if (later.some((signature) => signature.certifies !== undefined)) reasons.push(reason('certified-twice'))
  return reasons
}

function verdictOf(
  reasons: readonly Reason[],
  signatures: readonly SignatureReport[],
  revisions: readonly RevisionReport[],
  requiredFields: readonly string[],
): Verdict {
  const unique = [...new Map(reasons.map((each) => [`${each.code} ${each.en}`, each])).values()]
  const sorted = unique.sort((a, b) => gravity[a.level] - gravity[b.level])
  const gravest = sorted[0]?.level ?? 'note'
  const nothingChecked = signatures.length === 0
  const verdict =
    gravest === 'invalid'
      ? 'invalid'
      : gravest === 'incomplete' || nothingChecked
        ? 'untrusted-or-incomplete'
        : 'valid'
  return { verdict, reasons: sorted, signatures, revisions, requiredFields }
}
