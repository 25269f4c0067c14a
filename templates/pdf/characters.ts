import { openFace } from './faces.ts'

const segmenter = new Intl.Segmenter('vi', { granularity: 'grapheme' })

/** Spaces of any width are set as the ordinary one; the no-break spaces keep words together. */
const SPACES = /[\t\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]/g
const LINE_BREAKS = /\r\n|[\n\r\u2028\u2029]/g
/** Marks without any look of their own outside a pictograph: soft hyphen, zero-width space, joiners, selectors. */
const INVISIBLE = /[\u00ad\u200b\u2060\ufeff]|\u034f|\u200c|\u200d|\p{Variation_Selector}/u
const ALL_INVISIBLE = new RegExp(INVISIBLE, 'gu')
const FORBIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2061-\u206f\ufff9-\ufffb\p{Surrogate}\p{Noncharacter_Code_Point}\p{Private_Use}]/u

/** NFC, with every kind of space as U+0020 and every kind of line break as U+000A. */
export function normalised(text: string): string {
  return text.normalize('NFC').replace(LINE_BREAKS, '\n').replace(SPACES, ' ')
}

/** A grapheme and the font that has it. `none` marks what nothing can show. */
export type Cluster = { readonly text: string; readonly font: 'text' | 'emoji' | 'none' }

/** Scripts written from right to left: the face has Hebrew, but lines are set from left to right only. */
const isRightToLeft = (codePoint: number) =>
  (codePoint >= 0x590 && codePoint <= 0x8ff) || (codePoint >= 0xfb1d && codePoint <= 0xfefc)

let covered: Set<number> | undefined
const coverage = () => {
  covered ??= new Set(openFace('regular').characterSet.filter((codePoint) => !isRightToLeft(codePoint)))
  return covered
}

/** Whether controls, bidirectional overrides, lone surrogates or private code points stand in the text. */
export function isForbidden(character: string): boolean {
  return FORBIDDEN.test(character)
}

/** Every character is in the text face: no need to look at graphemes. */
export function isPlain(text: string): boolean {
  if (FORBIDDEN.test(text) || INVISIBLE.test(text)) return false
  const known = coverage()
  for (const character of text) {
    const codePoint = character.codePointAt(0) as number
    if (codePoint !== 10 && !known.has(codePoint)) return false
  }
  return true
}

/**
 * Splits normalised text into graphemes with their font. A pictograph counts as printable when the emoji face
 * forms the entire sequence (joiners, selectors, flags, keycaps) into one glyph.
 */
export function clusters(text: string): Cluster[] {
  const known = coverage()
  const found: Cluster[] = []
  for (const { segment } of segmenter.segment(text)) {
    const codePoints = [...segment].map((character) => character.codePointAt(0) as number)
    const visible = segment.replace(ALL_INVISIBLE, '')
    const inText = [...visible].every((character) => {
      const codePoint = character.codePointAt(0) as number
      return codePoint === 10 || known.has(codePoint)
    })
    const asEmoji = codePoints.includes(0xfe0f) || !inText
    if (FORBIDDEN.test(segment)) found.push({ text: segment, font: 'none' })
    else if (asEmoji && emojiGlyph(segment) !== null) found.push({ text: segment, font: 'emoji' })
    else if (!inText) found.push({ text: segment, font: 'none' })
    else if (visible !== '') found.push({ text: visible, font: 'text' })
  }
  return found
}

/** The one glyph of the emoji face for a grapheme, or null when it has none or would fall into parts. */
export function emojiGlyph(segment: string): { id: number; advance: number } | null {
  const run = openFace('emoji').layout(segment)
  const [glyph] = run.glyphs
  const [position] = run.positions
  if (run.glyphs.length !== 1 || !glyph || !position || glyph.id === 0) return null
  return { id: glyph.id, advance: position.xAdvance / openFace('emoji').unitsPerEm }
}
