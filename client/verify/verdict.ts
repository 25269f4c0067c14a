import { words } from '../messages/catalogue.ts'
import { timeAndDate } from '../messages/format.ts'

/** What `POST /api/verify` answers; docs/PROTOCOL.md. */
export interface Verdict {
  readonly verdict: 'valid' | 'untrusted-or-incomplete' | 'invalid'
  /** The gravest first. */
  readonly reasons: readonly Reason[]
  readonly signatures: readonly SignatureReport[]
  /** In the order of the file's revisions. */
  readonly timestamps: readonly TimestampReport[]
  readonly revisions: readonly Revision[]
  /** Names of the fields that the original prepared for signing, in order. */
  readonly requiredFields: readonly string[]
  /** Departures from the form that the document should have; absent where that is not known. */
  readonly form?: readonly { readonly vi: string; readonly page?: number }[]
  /** What this server knows of the file; null where it made no such file. */
  readonly issued: IssuedFile | null
}

/** What anybody may know of a version of the minutes. Times are ISO 8601. */
export interface PublicMinutes {
  readonly title: string
  readonly number: string
  readonly version: number
  readonly sealedAt: string
  readonly signedAt: string | null
  readonly issuedAt: string | null
  readonly reopenedAt: string | null
  readonly replacedBy: {
    readonly number: string
    readonly version: number
    readonly signedAt: string | null
  } | null
}

export interface IssuedFile extends PublicMinutes {
  readonly isNewest: boolean
  readonly hasNewerFile: boolean
}

export type Level = 'invalid' | 'incomplete' | 'note'

export interface Reason {
  readonly code: string
  readonly level: Level
  readonly vi: string
}

export interface SignatureReport {
  readonly field: string
  readonly signer: string | null
  readonly subject: string | null
  readonly issuer: string | null
  /** ISO 8601 with its offset. */
  readonly claimedTime: string | null
  readonly provenTime: string | null
  readonly timeSource: TimeSource
  /** The timestamp authority. */
  readonly provenBy: string | null
  readonly path: readonly PathStep[]
  readonly level: 'B-B' | 'B-T' | 'B-LT' | 'B-LTA' | null
  readonly algorithm: string | null
  /** `revision n of m`; null when the byte range is not exactly that of a revision. */
  readonly covers: string | null
  readonly trusted: boolean
  readonly problems: readonly Reason[]
}

export type TimeSource = 'claimed' | 'signature-timestamp' | 'later-timestamp' | 'document-timestamp'

/** A certificate on the way to the trusted root, the signer's first. */
export interface PathStep {
  readonly name: string
  readonly revocation: 'good' | 'revoked' | 'revoked-later' | 'unknown' | 'root'
  /** ISO 8601. */
  readonly checkedAt: string | null
}

export interface TimestampReport {
  readonly kind: 'signature' | 'document'
  readonly field: string
  readonly by: string | null
  /** ISO 8601. */
  readonly time: string | null
  readonly covers: string | null
  readonly proves: boolean
}

export interface Revision {
  /** Byte positions: first, and after the last. */
  readonly from: number
  readonly to: number
  readonly holds: readonly ('signature' | 'timestamp' | 'validation-data')[]
  readonly changes: readonly Change[]
}

export interface Change {
  readonly object: string
  readonly where: { readonly vi: string }
  readonly what: { readonly vi: string }
  readonly allowed: boolean
}

/** A field of the file: signed, or still empty. */
export interface Place {
  readonly field: string
  readonly report: SignatureReport | null
}

/** The fields that had to be signed, in their order, then what was signed beside them. */
export function placesOf({ requiredFields, signatures }: Verdict): readonly Place[] {
  const required = requiredFields.map((field) => ({
    field,
    report: signatures.find((each) => each.field === field) ?? null,
  }))
  const others = signatures.filter((each) => !requiredFields.includes(each.field))
  return [...required, ...others.map((report) => ({ field: report.field, report }))]
}

/** `partly`: right for what it covers, in a file that was changed after it. */
export type SignatureState = 'right' | 'partly' | 'open' | 'wrong' | 'empty'

export function stateOf({ report }: Place, { verdict }: Verdict): SignatureState {
  if (!report) return 'empty'
  if (report.problems.some((problem) => problem.level === 'invalid')) return 'wrong'
  if (!report.trusted || report.problems.some((problem) => problem.level === 'incomplete')) return 'open'
  return verdict === 'invalid' ? 'partly' : 'right'
}

/** Which revision a signature covers, counted from 1, and of how many. */
export function coverage({
  covers,
}: Pick<SignatureReport, 'covers'>): { readonly revision: number; readonly of: number } | null {
  const [, revision, of] = /^revision (\d+) of (\d+)$/.exec(covers ?? '') ?? []
  return revision === undefined || of === undefined ? null : { revision: Number(revision), of: Number(of) }
}

/** What was written after a signature; undefined where that cannot be said. */
export function writtenAfter(
  report: SignatureReport,
  { revisions }: Verdict,
): { readonly allowed: number; readonly forbidden: number } | undefined {
  const covered = coverage(report)
  if (!covered) return undefined
  const changes = revisions.slice(covered.revision).flatMap((revision) => revision.changes)
  const allowed = changes.filter((change) => change.allowed).length
  return { allowed, forbidden: changes.length - allowed }
}

/** `Thư ký` for a field that the minutes know, else the name in the file. */
export function fieldName(field: string): string {
  const known: Readonly<Record<string, string>> = { ...words.minutes.fields, ...words.verify.otherFields }
  const key = field.toLowerCase()
  return Object.hasOwn(known, key) ? (known[key] as string) : field
}

/** A finding as the reader is told it, with the fields called as on the document and times as on the page. */
export function said({ vi }: Reason): string {
  return vi
    .replace(/“([^”]+)”/g, (_, name: string) => `“${fieldName(name)}”`)
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (time) => timeAndDate(Date.parse(time)))
}

/** Whether the file is no signed file at all, rather than a wrong one. */
export function isUnsigned({ reasons }: Verdict): boolean {
  return reasons.some(({ code }) => code === 'no-signature-fields')
}

/** Certificates of demonstrations say so in their subject. */
export function isDemonstration({ signatures }: Verdict): boolean {
  return signatures.some((each) => /minh họa/i.test((each.subject ?? '').normalize('NFC')))
}
