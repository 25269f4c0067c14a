import { type Certificate, readPem } from './certificate.ts'
import { readDss } from './dss/read-dss.ts'
import { expectedSubjects, type SignatureField, signatureFields } from './pdf/fields.ts'
import { PdfError } from './pdf/pdf-error.ts'
import { openPdf, type PdfFile, type PdfView } from './pdf/pdf-file.ts'
import { type Change, compareRevisions, type RevisionChanges } from './verification/changes.ts'
import { gatherEvidence, revocationFrom } from './verification/evidence.ts'
import { issuing } from './verification/issuing.ts'
import { layoutProblems } from './verification/layout.ts'
import { overlaps } from './verification/overlaps.ts'
import { activeContent, unreachable } from './verification/places.ts'
import { proveTimes } from './verification/proof.ts'
import { type Reason, reason } from './verification/reason.ts'
import {
  reportSignature,
  reportStamp,
  type SignatureReport,
  type TimestampReport,
} from './verification/report.ts'
import { type CheckedField, checkField } from './verification/signature.ts'
import { together } from './verification/together.ts'

export type { Change } from './verification/changes.ts'
export type { Bilingual, Level, Reason, ReasonCode } from './verification/reason.ts'
export type { BaselineLevel, PathStep, SignatureReport, TimestampReport } from './verification/report.ts'

const maxSignatures = 64

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
  /** What it was written for; empty for the original, and for one that is none of these. */
  readonly holds: readonly ('signature' | 'timestamp' | 'validation-data')[]
  readonly changes: readonly Change[]
}

/** A deviation of the finished file from the form that its kind of document has; says nothing of its truth. */
export interface FormNote {
  readonly code: string
  readonly vi: string
  readonly en: string
  readonly page?: number
}

/** What is known of a file. `valid` only if every required signature is there, right and trusted, and nothing else changed. */
export interface Verdict {
  readonly verdict: 'valid' | 'untrusted-or-incomplete' | 'invalid'
  /** All findings, the gravest first. */
  readonly reasons: readonly Reason[]
  readonly signatures: readonly SignatureReport[]
  /** In the order of the file's revisions. */
  readonly timestamps: readonly TimestampReport[]
  readonly revisions: readonly RevisionReport[]
  /** Names of the fields that the original prepared for signing, in order. */
  readonly requiredFields: readonly string[]
  /** Present where the form was checked, too. */
  readonly form?: readonly FormNote[]
}

const gravity = { invalid: 0, incomplete: 1, note: 2 } as const

/** Checks a PDF by its bytes alone. Pure; answers for any bytes whatever, in bounded time. */
export function verify(pdf: Uint8Array, options: VerifyOptions): Verdict {
  const roots = options.roots.flatMap(readPem)
  try {
    return verifyFile(openPdf(pdf), roots, options.now)
  } catch (error) {
    return verdictOf([unreadable(error)])
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
  const prepared = preparedFields(base)
  const current = signatureFields(latest)
  const unused = unreachable(base)
  if (current.length + prepared.length === 0) {
    const taken = takenAway(file)
    // Of a file that nobody signed nothing else can be said: there is nothing that it departs from.
    if (taken.length === 0) return verdictOf([reason('no-signature-fields')])
    reasons.push(...taken.map((field) => reason('field-removed', { field })))
  } else if (prepared.length === 0) reasons.push(reason('fields-not-prepared'))
  for (const { number, showable } of unused) {
    reasons.push(reason(showable ? 'hidden-content' : 'unused-object', { what: String(number) }))
  }
  for (const what of activeContent(latest)) reasons.push(reason('active-content', { what }))
  for (const { field, page } of overlaps(latest, prepared)) reasons.push(reason('overlap', { field, page }))

  const dss = readDss(file, latest)
  for (const what of dss?.foreign ?? []) reasons.push(reason('dss-foreign', { what }))
  const { spend } = file.budget
  const trust = { roots, certificates: dss?.certificates ?? [], issued: issuing(spend), now, spend }
  const filled = current.filter((field) => field.value !== undefined)
  if (filled.length > maxSignatures) throw new PdfError('too-complex', 'too many signatures')
  const checked = filled.map((field) => {
    return checkField(field, { file, trust, expected: expectation(file, prepared, field) })
  })
  const containers = checked.flatMap(({ container }) => container ?? [])
  const ask = revocationFrom(gatherEvidence(dss, containers, spend), spend)
  const proofs = proveTimes(checked, trust, ask)

  const stamps = new Set(checked.filter((each) => each.stamp).map((each) => each.field))
  const required = prepared.length > 0 ? prepared : current.filter((field) => !stamps.has(field.name))
  for (const field of required) {
    const then = current.find((each) => each.name === field.name && each.objectNumber === field.objectNumber)
    if (!then) reasons.push(reason('field-removed', { field: field.name }))
    else if (then.value === undefined) reasons.push(reason('field-empty', { field: field.name }))
  }
  const signed = checked.filter((each) => !each.stamp)
  const { revisions, compared } = checkRevisions(file, prepared.length > 0, signed, reasons)
  for (const [index, changes] of compared.entries()) {
    if (!changes || changes.signs.length > 0 || changes.timestamps || changes.addsValidationData) continue
    if (prepared.length === 0 && index <= firstSigned(signed)) continue
    reasons.push(reason('unsigned-revision', { revision: index + 1 }))
  }
  const facts = {
    revisions: file.revisions.length,
    now,
    ask,
    storedAt: dss?.revision,
    documents: proofs.documents,
  }
  const signatures = signed.map((each) => reportSignature(each, proofs.of(each), facts))
  reasons.push(...checked.flatMap(({ problems }) => problems))
  reasons.push(...together(file, prepared.length > 0 ? required : undefined, signed, checked))
  return verdictOf(reasons, {
    signatures,
    timestamps: proofs.stamps.map((stamp) => reportStamp(stamp, file.revisions.length)),
    revisions,
    requiredFields: prepared.map((field) => field.name),
  })
}

/** The fields of an original that waited for signatures; one that came signed as a whole prepared none. */
function preparedFields(base: PdfView): readonly SignatureField[] {
  const fields = signatureFields(base)
  return fields.some(({ value }) => value === undefined) ? fields : []
}

/** Names of the fields that some revision had and the last one has not. */
function takenAway(file: PdfFile): readonly string[] {
  const fields = file.revisions.flatMap(({ index }) => signatureFields(file.view(index)))
  return [...new Set(fields.map(({ name }) => name))]
}

function firstSigned(signed: readonly CheckedField[]): number {
  return Math.min(...signed.map(({ revision }) => revision))
}

/** In a file whose original prepared no fields, what stands before the first signature is the signers' own doing. */
function checkRevisions(
  file: PdfFile,
  isPrepared: boolean,
  signed: readonly CheckedField[],
  reasons: Reason[],
) {
  const revisions: RevisionReport[] = []
  const compared: (RevisionChanges | undefined)[] = []
  const mayAddFields = !isPrepared && signed.every(({ certifies }) => certifies === undefined)
  for (const revision of file.revisions) {
    const { index } = revision
    reasons.push(...layoutProblems(file, revision))
    const found = index > 0 ? compareRevisions(file, index, mayAddFields) : undefined
    const before = !isPrepared && index <= firstSigned(signed)
    const changes = (found?.changes ?? []).map((each) => (before ? { ...each, allowed: true } : each))
    if (before && found?.changes.some(({ allowed }) => !allowed))
      reasons.push(reason('changed-before-signing', { revision: index + 1 }))
    if (found?.information) reasons.push(reason('information-changed', { revision: index + 1 }))
    for (const { where, what, allowed } of changes) {
      if (allowed) continue
      const detail = { whereVi: where.vi, whereEn: where.en, whatVi: what.vi, whatEn: what.en }
      reasons.push(reason('forbidden-change', { revision: index + 1, ...detail }))
    }
    revisions.push({ from: revision.start, to: revision.end, holds: holdings(found), changes })
    compared.push(found)
  }
  return { revisions, compared }
}

function holdings(found: RevisionChanges | undefined): RevisionReport['holds'] {
  if (!found) return []
  const { signs, timestamps, addsValidationData } = found
  return [
    ...(signs.length > 0 ? (['signature'] as const) : []),
    ...(timestamps ? (['timestamp'] as const) : []),
    ...(addsValidationData ? (['validation-data'] as const) : []),
  ]
}

/** Who was to sign is what the original said, whatever later revisions made of it. */
function expectation(file: PdfFile, prepared: readonly SignatureField[], field: SignatureField) {
  const original = prepared.find((each) => each.name === field.name)
  return original && expectedSubjects(file.view(0), original)
}

const nothing = { signatures: [], timestamps: [], revisions: [], requiredFields: [] }

function verdictOf(
  reasons: readonly Reason[],
  found: Omit<Verdict, 'verdict' | 'reasons'> = nothing,
): Verdict {
  const unique = [...new Map(reasons.map((each) => [`${each.code} ${each.en}`, each])).values()]
  const sorted = unique.sort((a, b) => gravity[a.level] - gravity[b.level])
  const gravest = sorted[0]?.level ?? 'note'
  const verdict =
    gravest === 'invalid'
      ? 'invalid'
      : gravest === 'incomplete' || found.signatures.length === 0
        ? 'untrusted-or-incomplete'
        : 'valid'
  return { verdict, reasons: sorted, ...found }
}
