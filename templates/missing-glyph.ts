/** One character that cannot be printed, and where in the view it stands. */
export type Unprintable = {
  /** The character itself; a lone surrogate or a control is given as U+FFFD. */
  readonly character: string
  /** For example `U+4E2D`. */
  readonly codePoint: string
  /** Path in the view, for example `contributions[3].text`. */
  readonly place: string
}

/** `U+` and at least four hexadecimal digits. */
export function codePointLabel(codePoint: number): string {
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`
}

/** A text holds a character that no embedded font can show; nothing is drawn without it. */
export class MissingGlyphError extends Error implements Unprintable {
  readonly code = 'templates/missing-glyph'
  readonly character: string
  readonly codePoint: string
  readonly place: string

  constructor({ character, codePoint, place }: Unprintable) {
    super(`No glyph for ${character} (${codePoint}) in ${place}`)
    this.name = 'MissingGlyphError'
    this.character = character
    this.codePoint = codePoint
    this.place = place
  }
}
