import type { ProseNode } from '../domain/prose.ts'
import type { Attachment } from './pdf/attachment.ts'
import type { ProfileId } from './profiles/profile.ts'

/** Someone named in the minutes. */
export type Person = { readonly name: string; readonly title: string | null }

export type MinutesBridge = {
  readonly id: string
  readonly name: string
  readonly unit: string
  readonly level: 'central' | 'province' | 'district' | 'commune'
  /** Null when nobody counted. */
  readonly delegates: number | null
  readonly chair: Person | null
}

export type MinutesContribution = {
  /** From 1, over spoken and written together. */
  readonly ordinal: number
  readonly kind: 'spoken' | 'written'
  /** Name of the bridge; contributions of equal names stand under one heading. */
  readonly bridge: string
  readonly unit: string
  readonly speaker: Person
  /** Titles of the topics. */
  readonly topics: readonly string[]
  readonly startedAt: number | null
  readonly endedAt: number | null
  readonly filedAt: number | null
  readonly confirmed: 'confirmed' | 'changed-after' | 'no'
  readonly text: ProseNode
}

/** Whose certificate must sign. */
export type Signer = {
  /** Common name of the certificate; for a demonstration `Thư ký (minh họa)` or `Chủ trì (minh họa)`. */
  readonly name: string
  /** Replaces the profile's title above the signature. */
  readonly block?: string
}

/**
 * Everything that the minutes show. Instants are milliseconds since 1970 (UTC) and are shown at +07:00. The
 * same view gives the same bytes.
 */
export type MinutesView = {
  readonly profile: ProfileId
  /** Marks every page as a demonstration without value. */
  readonly demonstration: boolean
  /** Marks every page as a draft; a draft has no signature fields. */
  readonly draft: boolean
  /** The full text, for example `Số 01-BB/BTCTW`. */
  readonly number: string | null
  /** The body above the organiser, as it stands over it in the heading. */
  readonly superior: string | null
  /** The organiser. */
  readonly body: string
  /** Title of the conference. */
  readonly subject: string
  readonly place?: string | null
  readonly startedAt: number
  readonly endedAt: number
  readonly sealedAt: number
  /** The conference ran on a simulated clock; the minutes say so. */
  readonly simulatedClock: boolean
  readonly document: {
    readonly symbol: string
    /** `YYYY-MM-DD` */
    readonly issuedOn: string
    readonly issuer: string
    readonly subject: string
  } | null
  readonly submittedTo: string | null
  readonly chair: Person
  readonly secretaries: readonly Person[]
  readonly bridges: readonly MinutesBridge[]
  readonly topics: readonly { readonly id: string; readonly title: string }[]
  readonly opening: ProseNode | null
  /** In the order in which they were made. */
  readonly contributions: readonly MinutesContribution[]
  readonly conclusion: ProseNode | null
  readonly signers: { readonly secretary: Signer; readonly chair: Signer }
  readonly recipients: readonly string[]
  /** Head of the conference's log: its sequence number and hash (hexadecimal SHA-256). */
  readonly log: { readonly seq: number; readonly hash: string }
  /** From 1. */
  readonly version: number
  /** The version that this one corrects, by the hexadecimal SHA-256 of its file. */
  readonly replaces: { readonly sha256: string } | null
  readonly attachments: readonly Attachment[]
}
