/*
 * What stands on a page as it is seen: lengths in points, x from the left edge, y from the top edge downwards.
 */

/** Words in one style. */
export interface Stretch {
  readonly text: string
  readonly x0: number
  /** Where the last visible letter ends. */
  readonly x1: number
  readonly baseline: number
  readonly size: number
  readonly bold: boolean
  readonly italic: boolean
  /** The font's name without the mark of its subset. */
  readonly font: string
  readonly black: boolean
  readonly upright: boolean
}

/** Words that stand on one line without a wide gap between them. */
export interface Line {
  readonly text: string
  readonly x0: number
  readonly x1: number
  readonly baseline: number
  readonly stretches: readonly Stretch[]
}

/** A horizontal rule. */
export interface Rule {
  readonly x0: number
  readonly x1: number
  readonly y: number
}

/** A vertical rule. */
export interface Post {
  readonly x: number
  readonly y0: number
  readonly y1: number
}

export interface PageContent {
  /** From 1. */
  readonly number: number
  readonly width: number
  readonly height: number
  readonly rotated: boolean
  /** From top to bottom, from left to right. */
  readonly lines: readonly Line[]
  readonly rules: readonly Rule[]
  readonly posts: readonly Post[]
}

export interface UsedFont {
  readonly name: string
  readonly embedded: boolean
  /** The first page that uses it. */
  readonly page: number
}

/** A signature field of the form, with the place of its widget. */
export interface PlacedField {
  readonly name: string
  readonly page: number | undefined
  readonly x0: number
  readonly x1: number
  readonly y0: number
  readonly y1: number
}

export interface DocumentContent {
  readonly pages: readonly PageContent[]
  readonly fonts: readonly UsedFont[]
  readonly fields: readonly PlacedField[]
  readonly tagged: boolean
  readonly language: string
}
