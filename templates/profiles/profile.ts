import type { ProfileId } from '../../domain/conference.ts'
import type { Validity } from '../../domain/profile-validity.ts'
import type { DocumentKind } from '../document-kind.ts'

export type { ProfileId } from '../../domain/conference.ts'

export type Emphasis = { readonly bold?: boolean; readonly italic?: boolean; readonly underline?: boolean }

/** Size in points. */
export type TextRule = { readonly size: number } & Emphasis

/** In mm. */
export type Margins = {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

/** Who signs: the people of the conference, the organiser by its seal, the one who speaks for a bridge. */
export type SigningRole = 'secretary' | 'chair' | 'organ' | 'bridge'

/** What one kind of document has of its own. */
export type DocumentForm = {
  /** The name of the type, at its head. */
  readonly type: string
  /** `{n}` is the ordinal, `{symbol}` the body's symbol; null for a document without a number. */
  readonly number: string | null
  readonly landscape: boolean
  /** Whether place and date stand under the heading on the right: never on minutes. */
  readonly placeAndDate: boolean
  /** Titles above the signatures, from left to right; a document may do without one, never change the order. */
  readonly signatures: Readonly<Partial<Record<SigningRole, string>>>
  /** How the titles of its signers differ from the profile's. */
  readonly signatureTitle?: Emphasis
  /** Whether the list of recipients stands at the end. */
  readonly recipients: boolean
}

/**
 * The form of documents in one legal family, as data that a clerk can correct. Lengths are millimetres where the
 * name says `mm`, sizes points. A comment with (?) marks a value on which the sources differ.
 */
export type Profile = {
  readonly id: ProfileId
  /** The instrument that the form follows. */
  readonly source: string
  /** Days on which documents of this form are issued. */
  readonly validity: Validity
  readonly page: Margins
  /** Margins of A4 on its long side, whose head is bound. */
  readonly landscape: Margins
  readonly pageNumber: TextRule & {
    readonly position: 'top-centre' | 'none'
    /** From the paper's edge to the middle of the figure. */
    readonly fromEdgeMm: number
    readonly onFirstPage: boolean
  }
  readonly heading: {
    /** Lines at the top right, the last one with the rule. */
    readonly right: readonly ({ readonly text: string } & TextRule)[]
    /** Length of the rule as a part of the line above it. */
    readonly rightRule: number
    readonly superior: TextRule
    readonly body: TextRule
    /** What stands under the body: an asterisk, or a rule of this part of the line's length. */
    readonly underBody: { readonly kind: 'asterisk' } | { readonly kind: 'rule'; readonly length: number }
    readonly number: TextRule
    readonly placeAndDate: TextRule
    readonly draft: { readonly text: string } & TextRule
  }
  readonly title: TextRule
  readonly subject: TextRule & {
    /** Length of the rule under the subject as a part of the text's width; null without a rule. */
    readonly rule: number | null
  }
  readonly body: TextRule & {
    readonly leading: number
    readonly firstLineMm: number
    readonly paragraphGap: number
    readonly align: 'justify' | 'left'
  }
  readonly table: { readonly size: number; readonly leading: number }
  /** The log's hash and other remarks on how the file was made. */
  readonly note: TextRule & { readonly leading: number }
  /** What the two people are called in the text. */
  readonly roles: { readonly secretary: string; readonly chair: string }
  readonly signature: {
    /** The title above. */
    readonly block: TextRule
    readonly name: TextRule
    /** Room for the signature. */
    readonly heightMm: number
  }
  readonly recipients: {
    readonly heading: string
    readonly headingText: TextRule
    readonly items: TextRule
    /** Added after the recipients of the conference. */
    readonly archive: readonly string[]
    readonly separator: string
    readonly end: string
  }
  readonly documents: Readonly<Record<DocumentKind, DocumentForm>>
  /** Figures of a number at the least. */
  readonly numberDigits: number
}

/** The letters of the titles above the signatures of one kind of document. */
export function signatureTitle({ signature, documents }: Profile, kind: DocumentKind): TextRule {
  return { ...signature.block, ...documents[kind].signatureTitle }
}

/**
 * The number of a document, for example `Số 01-BB/BTCTW` or `Số: 01/BB-UBND`; of the minutes where no kind is named.
 * @throws RangeError for a document that bears no number
 */
export function documentNumber(
  profile: Profile,
  ordinal: number,
  symbol: string,
  kind: DocumentKind = 'minutes',
): string {
  const pattern = profile.documents[kind].number
  if (pattern === null) throw new RangeError(`a document of the kind ${kind} has no number`)
  const digits = String(ordinal).padStart(profile.numberDigits, '0')
  return pattern.replace('{n}', digits).replace('{symbol}', () => symbol)
}
