import type { SignatureField } from '../../domain/signing.ts'
import { words } from '../messages/catalogue.ts'

/** What `POST /api/verify` answers; docs/PROTOCOL.md. */
export interface Verdict {
  readonly verdict: 'valid' | 'untrusted-or-incomplete' | 'invalid'
  /** The gravest first. */
  readonly reasons: readonly Reason[]
  readonly signatures: readonly SignatureReport[]
  readonly revisions: readonly Revision[]
  /** Names of the fields that the original prepared for signing, in order. */
  readonly requiredFields: readonly string[]
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
  readonly algorithm: string | null
  /** `revision n of m`; null when the byte range is not exactly that of a revision. */
  readonly covers: string | null
  readonly trusted: boolean
  readonly problems: readonly Reason[]
}

export interface Revision {
  /** Byte positions: first, and after the last. */
  readonly from: number
  readonly to: number
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
}: SignatureReport): { readonly revision: number; readonly of: number } | null {
  const [, revision, of] = /^revision (\d+) of (\d+)$/.exec(covers ?? '') ?? []
  return revision === undefined || of === undefined ? null : { revision: Number(revision), of: Number(of) }
}

/** `Thư ký` for a field that the minutes know, else the name in the file. */
export function fieldName(field: string): string {
  const known: Readonly<Record<string, string>> = words.minutes.fields
  const key: SignatureField | string = field.toLowerCase()
  return Object.hasOwn(known, key) ? (known[key] as string) : field
}

/** A finding as the reader is told it, with the fields called as on the document. */
export function said({ vi }: Reason): string {
  return vi.replace(/“([^”]+)”/g, (_, name: string) => `“${fieldName(name)}”`)
}

/** Certificates of demonstrations say so in their subject. */
export function isDemonstration({ signatures }: Verdict): boolean {
  return signatures.some((each) => /minh họa/i.test((each.subject ?? '').normalize('NFC')))
}
