import { as, type PdfValue } from '../signing/pdf/values.ts'
import type { Font } from './font.ts'
import { type Matrix, moved, pointAt, times } from './matrix.ts'
import type { Stretch } from './page-content.ts'

/** Text state of ISO 32000-1, 9.3. */
export interface TextState {
  readonly font: Font | undefined
  readonly size: number
  readonly spacing: number
  readonly wordSpacing: number
  /** Horizontal, 1 for none. */
  readonly scale: number
  readonly rise: number
  readonly leading: number
}

const MOST_IN_STRETCH = 20_000

/** The words that strings show, where they stand, and where the next ones begin. */
export function stretchOf(
  items: readonly PdfValue[],
  state: TextState,
  text: Matrix,
  page: Matrix,
): { stretch: Omit<Stretch, 'black'> | undefined; after: Matrix; letters: number } {
  const { font, size, scale, spacing, wordSpacing } = state
  let x = 0
  let visible = 0
  let first: number | undefined
  let words = ''
  let letters = 0
  for (const item of items) {
    if (typeof item === 'number') x -= (item / 1000) * size * scale
    const bytes = as('string', item)?.bytes
    if (!bytes || !font) continue
    for (let at = 0; at + font.bytesPerCode <= bytes.length; at += font.bytesPerCode) {
      const code = font.bytesPerCode === 2 ? (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0) : (bytes[at] ?? 0)
      const shown = font.show(code)
      const isSpace = shown.text === ' ' || shown.text === '\u00a0'
      if (!isSpace) first ??= x
      x +=
        ((shown.width / 1000) * size + spacing + (isSpace && font.bytesPerCode === 1 ? wordSpacing : 0)) *
        scale
      if (!isSpace) visible = x
      if (words.length < MOST_IN_STRETCH) words += shown.text
      letters++
    }
  }
  const after = moved(text, x, 0)
  if (!font || words === '' || first === undefined) return { stretch: undefined, after, letters }
  const whole = times(text, page)
  const [x0, y0] = pointAt(whole, first, state.rise)
  const [x1] = pointAt(whole, visible, state.rise)
  return {
    stretch: {
      text: words,
      x0,
      x1,
      baseline: y0,
      size: Math.abs(size) * Math.hypot(whole[2], whole[3]),
      bold: font.bold,
      italic: font.italic,
      font: font.name,
      upright: Math.abs(whole[1]) < 0.01 && Math.abs(whole[2]) < 0.01 && whole[0] > 0,
    },
    after,
    letters,
  }
}
