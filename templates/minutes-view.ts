import type { ContributionKind } from '../domain/contributions.ts'
import type { ProfileOverrides } from '../domain/profile-overrides.ts'
import type { ProseNode } from '../domain/prose.ts'
import type { Electorate, Tally } from '../domain/votes.ts'
import type { Attachment } from './pdf/attachment.ts'
import type { ProfileId } from './profiles/profile.ts'

/** Someone named in the minutes. */
export type Person = { readonly name: string; readonly title: string | null }

export type MinutesBridge = {
  readonly id: string
  readonly name: string
  readonly unit: string
  readonly level: 'central' | 'province' | 'district' | 'commune'
  /** How many were expected; null where neither plan nor list says. */
  readonly delegates: number | null
  /** How many came at most; null where nobody counted. */
  readonly present: number | null
  /** Who was on the list and did not come, with the reason and who sat there instead. */
  readonly absent: readonly (Person & { readonly reason: string | null; readonly proxy: Person | null })[]
  readonly chair: Person | null
}

export type MinutesTopic = {
  readonly id: string
  readonly title: string
  /** As it is cited; null for a topic that goes by its title. */
  readonly label: string | null
  /** 0 at the top of the tree. */
  readonly depth: number
}

export type MinutesContribution = {
  /** From 1, over spoken and written together. */
  readonly ordinal: number
  /** The number of the log's entry that it was born in. */
  readonly id: number
  readonly source: 'spoken' | 'written'
  /** What somebody does by it; null where nobody has said. */
  readonly kind: ContributionKind | null
  /** Name of the bridge; contributions of equal names stand under one heading. */
  readonly bridge: string
  readonly unit: string
  readonly speaker: Person
  /** The topics as they are cited. */
  readonly topics: readonly string[]
  /** The turns that it goes back to: one, or several for one that was merged; none for a written one. */
  readonly turns: readonly {
    readonly id: number
    readonly startedAt: number
    readonly endedAt: number | null
  }[]
  /** Whether it is a part of a speech, or made of several. */
  readonly origin: 'split' | 'merge' | null
  readonly filedAt: number | null
  readonly confirmed: 'confirmed' | 'changed-after' | 'no'
  /** What came with a written one. `size` is in bytes, `sha256` hexadecimal. */
  readonly files: readonly { readonly name: string; readonly size: number; readonly sha256: string }[]
  readonly text: ProseNode
}

export type MinutesVote = {
  readonly question: string
  readonly electorate: Electorate
  readonly secret: boolean
  /** The topic as it is cited. */
  readonly topic: string | null
  readonly at: number
  readonly result:
    | { readonly kind: 'counted'; readonly tally: Tally; readonly voters: number }
    | { readonly kind: 'cancelled'; readonly reason: string }
}

export type MinutesTask = {
  readonly work: string
  readonly lead: string
  readonly coordinating: readonly string[]
  /** `YYYY-MM-DD`; null where the chair set no day. */
  readonly due: string | null
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
  /** What the body has otherwise than its profile. */
  readonly profileOverrides?: ProfileOverrides | undefined
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
  /** How many halls beside the central one were ever connected; null where no line of any was ever seen. */
  readonly connected: number | null
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
  /** Everybody to whom it was given to write the minutes; the first signs them. */
  readonly secretaries: readonly Person[]
  readonly bridges: readonly MinutesBridge[]
  /** Every topic, parents before their children. */
  readonly topics: readonly MinutesTopic[]
  readonly opening: ProseNode | null
  /** In the order in which they were made. */
  readonly contributions: readonly MinutesContribution[]
  /** Names of the bridges that declared that they have no opinion on anything. */
  readonly noOpinion: readonly string[]
  readonly votes: readonly MinutesVote[]
  readonly conclusion: ProseNode | null
  /** What the chair gave out in concluding. */
  readonly tasks: readonly MinutesTask[]
  /**
   * Why the minutes were sealed although something was missing, and from which bridges: all of a bridge that has given
   * no opinion on anything, or the topics at these places (from 1) among those at the top of the tree. Null where
   * nothing was missing, and in a draft.
   */
  readonly gap: {
    readonly reason: string
    readonly bridges: readonly { readonly name: string; readonly missing: 'all' | readonly number[] }[]
  } | null
  /** `organ` where the organiser's seal goes on the minutes. */
  readonly signers: { readonly secretary: Signer; readonly chair: Signer; readonly organ?: Signer }
  readonly recipients: readonly string[]
  /** Head of the conference's log: its sequence number and hash (hexadecimal SHA-256). */
  readonly log: { readonly seq: number; readonly hash: string }
  /** Where anyone can have the file checked, as a link; null for a draft, and where no server answers. */
  readonly verifyUrl: string | null
  /** From 1. */
  readonly version: number
  /** The version that this one corrects, by the hexadecimal SHA-256 of its file, and why. */
  readonly replaces: {
    readonly version: number
    readonly sha256: string
    readonly reason: string
  } | null
  readonly attachments: readonly Attachment[]
}
