import { normalised } from './characters.ts'
import { textFace } from './faces.ts'
import { type Glyph, shape } from './shape.ts'
import type { StructureNode } from './structure.ts'

/** A stretch of text in one style. Sizes are in points. */
export type Span = {
  readonly text: string
  readonly bold?: boolean
  readonly italic?: boolean
  readonly underline?: boolean
  /** Defaults to the paragraph's size. */
  readonly size?: number
  /** Where the stretch belongs when it is not to its paragraph: the label of a list item. */
  readonly node?: StructureNode
}

/** Lengths in points. */
export type ParagraphStyle = {
  readonly size: number
  /** Distance from one baseline to the next. */
  readonly leading: number
  readonly align: 'left' | 'center' | 'right' | 'justify'
  readonly firstLine?: number
  readonly indent?: number
}

export type Piece = {
  readonly glyphs: readonly Glyph[]
  readonly size: number
  readonly underline: boolean
  readonly node: StructureNode | null
}

/** One set line; `x` is its start from the column's left edge, `gap` what each space is widened by. */
export type Line = {
  readonly pieces: readonly Piece[]
  readonly x: number
  readonly width: number
  readonly gap: number
}

type Token = { kind: 'word' | 'space' | 'break'; pieces: Piece[]; width: number }

/**
 * Breaks spans into lines of at most `width` points. An over-long word is broken where the line ends; centred
 * lines are made about equally long.
 */
export function setLines(spans: readonly Span[], style: ParagraphStyle, width: number): Line[] {
  const lines = breakLines(spans, style, width)
  if (style.align !== 'center' || lines.length < 2) return lines
  // Narrower than its longest word, a line would break that word.
  const longest = tokenise(spans, style).reduce((most, token) => Math.max(most, token.width), 0)
  let narrow = Math.min(Math.max(width / lines.length, longest), width)
  let wide = width
  for (let step = 0; step < 10; step++) {
    const middle = (narrow + wide) / 2
    if (breakLines(spans, style, middle).length > lines.length) narrow = middle
    else wide = middle
  }
  return breakLines(spans, style, wide).map((line) => ({ ...line, x: line.x + (width - wide) / 2 }))
}

function breakLines(spans: readonly Span[], style: ParagraphStyle, width: number): Line[] {
  const lines: Line[] = []
  const indent = style.indent ?? 0
  let tokens: Token[] = []
  let used = 0
  const room = () => width - indent - (lines.length === 0 ? (style.firstLine ?? 0) : 0)

  const close = (ended: boolean) => {
    let visible = tokens.length
    while (visible > 0 && tokens[visible - 1]?.kind === 'space') visible--
    const filled = tokens.slice(0, visible).reduce((sum, token) => sum + token.width, 0)
    const slack = room() - filled
    const gaps = tokens.slice(0, visible).filter((token) => token.kind === 'space').length
    const start = indent + (lines.length === 0 ? (style.firstLine ?? 0) : 0)
    const shift = style.align === 'center' ? slack / 2 : style.align === 'right' ? slack : 0
    const gap = style.align === 'justify' && !ended && gaps > 0 && slack > 0 ? slack / gaps : 0
    // The space at a line's end stays in the text layer: readers that reflow need it between the words.
    lines.push({
      pieces: tokens.flatMap((token) => token.pieces),
      x: start + shift,
      width: filled + gap * gaps,
      gap,
    })
    tokens = []
    used = 0
  }

  const add = (token: Token) => {
    tokens.push(token)
    used += token.width
  }

  for (const token of tokenise(spans, style)) {
    if (token.kind === 'break') close(true)
    else if (token.kind === 'space') {
      if (tokens.length > 0) add(token)
    } else {
      if (used + token.width > room() + 0.01 && tokens.length > 0 && token.width <= width - indent)
        close(false)
      if (used + token.width <= room() + 0.01) add(token)
      else
        for (const part of split(token)) {
          if (used + part.width > room() + 0.01 && tokens.length > 0) close(false)
          add(part)
        }
    }
  }
  if (tokens.length > 0 || lines.length === 0) close(true)
  return lines
}

function split(token: Token): Token[] {
  return token.pieces.flatMap((piece) =>
    piece.glyphs.map((glyph) => ({
      kind: 'word' as const,
      pieces: [{ ...piece, glyphs: [glyph] }],
      width: glyph.advance * piece.size,
    })),
  )
}

function tokenise(spans: readonly Span[], style: ParagraphStyle): Token[] {
  const tokens: Token[] = []
  for (const span of spans) {
    const size = span.size ?? style.size
    const face = textFace(span.bold ?? false, span.italic ?? false)
    for (const text of normalised(span.text).split(/( +|\n)/)) {
      if (text === '') continue
      const kind = text === '\n' ? 'break' : text.startsWith(' ') ? 'space' : 'word'
      const previous = tokens.at(-1)
      if (kind === 'break') {
        tokens.push({ kind, pieces: [], width: 0 })
        continue
      }
      if (kind === 'space' && previous?.kind === 'space') continue
      const shaped = shape(kind === 'space' ? ' ' : text, face)
      const piece = {
        glyphs: shaped.glyphs,
        size,
        underline: span.underline ?? false,
        node: span.node ?? null,
      }
      const width = shaped.width * size
      // A change of style inside a word must not open a place to break it.
      if (kind === 'word' && previous?.kind === 'word') {
        previous.pieces.push(piece)
        previous.width += width
      } else tokens.push({ kind, pieces: [piece], width })
    }
  }
  return tokens
}
