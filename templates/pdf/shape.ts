import { codePointLabel, MissingGlyphError } from '../missing-glyph.ts'
import { clusters, emojiGlyph, isPlain } from './characters.ts'
import { EMOJI_SCALE, type Face, openFace } from './faces.ts'

/** A glyph to draw. Lengths are in ems of the surrounding text. */
export type Glyph = {
  readonly face: Face
  readonly id: number
  /** What the glyph stands for in the extracted text. */
  readonly text: string
  /** How far the pen moves, kerning included. */
  readonly advance: number
  /** The width that the font declares. */
  readonly width: number
}

export type Shaped = { readonly glyphs: readonly Glyph[]; readonly width: number }

const LIMIT = 20_000
const cache = new Map<string, Shaped>()

/**
 * Turns a piece of normalised text without line breaks into glyphs.
 * @throws {MissingGlyphError} when a character has no glyph; nothing is ever left out silently.
 */
export function shape(text: string, face: Exclude<Face, 'emoji'>): Shaped {
  const key = `${face}\n${text}`
  const known = cache.get(key)
  if (known) return known
  const glyphs = isPlain(text) ? textGlyphs(text, face) : mixedGlyphs(text, face)
  const shaped = { glyphs, width: glyphs.reduce((sum, glyph) => sum + glyph.advance, 0) }
  if (cache.size > LIMIT) cache.clear()
  cache.set(key, shaped)
  return shaped
}

function mixedGlyphs(text: string, face: Exclude<Face, 'emoji'>): Glyph[] {
  const glyphs: Glyph[] = []
  let plain = ''
  const flush = () => {
    if (plain) glyphs.push(...textGlyphs(plain, face))
    plain = ''
  }
  for (const cluster of clusters(text)) {
    if (cluster.font === 'text') {
      plain += cluster.text
      continue
    }
    flush()
    const glyph = cluster.font === 'emoji' ? emojiGlyph(cluster.text) : null
    if (!glyph) throw missing(cluster.text)
    const width = glyph.advance * EMOJI_SCALE
    glyphs.push({ face: 'emoji', id: glyph.id, text: cluster.text, advance: width, width })
  }
  flush()
  return glyphs
}

function textGlyphs(text: string, face: Exclude<Face, 'emoji'>): Glyph[] {
  const font = openFace(face)
  const characters = [...text]
  const run = font.layout(text)
  // A ligature or a decomposition would blur which glyph stands for which character: set those one by one.
  if (run.glyphs.length !== characters.length) {
    if (characters.length === 1) throw missing(text)
    return characters.flatMap((character) => textGlyphs(character, face))
  }
  return run.glyphs.map((glyph, index) => {
    const character = characters[index] as string
    if (glyph.id === 0) throw missing(character)
    return {
      face,
      id: glyph.id,
      text: character,
      advance: (run.positions[index]?.xAdvance ?? glyph.advanceWidth) / font.unitsPerEm,
      width: glyph.advanceWidth / font.unitsPerEm,
    }
  })
}

function missing(text: string): MissingGlyphError {
  const codePoint = text.codePointAt(0) ?? 0
  return new MissingGlyphError({ character: text, codePoint: codePointLabel(codePoint), place: 'text' })
}
