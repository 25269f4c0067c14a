/** The legal profiles that a conference can choose. */
export type ProfileId = 'nd30' | 'party-hd36-2018' | 'party-hd05-2026'

export type Emphasis = { readonly bold?: boolean; readonly italic?: boolean; readonly underline?: boolean }

/** Size in points. */
export type TextRule = { readonly size: number } & Emphasis

/**
 * The form of the minutes in one family of documents, as data that a clerk can correct. Lengths are millimetres
 * where the name says `mm`, sizes points. A comment with (?) marks a value on which the sources differ.
 */
export type Profile = {
  readonly id: ProfileId
  /** The instrument that the form follows. */
  readonly source: string
  /** Days on which documents of this form are issued, `YYYY-MM-DD`, both included; null without end. */
  readonly validFrom: string
  readonly validUntil: string | null
  /** Margins in mm. */
  readonly page: {
    readonly top: number
    readonly bottom: number
    readonly left: number
    readonly right: number
  }
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
    readonly draft: { readonly text: string } & TextRule
  }
  readonly title: TextRule & { readonly text: string }
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
    /** Titles above the signatures. */
    readonly secretary: string
    readonly chair: string
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
  /** Pattern of the number: `{n}` is the ordinal, `{symbol}` the body's symbol. */
  readonly number: { readonly pattern: string; readonly digits: number }
}

/** The number of a document, for example `Số 01-BB/BTCTW` or `Số: 01/BB-UBND`. */
export function documentNumber(profile: Profile, ordinal: number, symbol: string): string {
  const digits = String(ordinal).padStart(profile.number.digits, '0')
  return profile.number.pattern.replace('{n}', digits).replace('{symbol}', () => symbol)
}
