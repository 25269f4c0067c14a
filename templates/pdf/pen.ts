import { Bookmarks } from './bookmarks.ts'
import { EMOJI_SCALE, type Face } from './faces.ts'
import type { Line, Piece } from './paragraph.ts'
import type { StructureNode } from './structure.ts'
import { type EmbeddedFont, embed, type StructureElement, type Writer } from './writer.ts'

/** An sRGB colour, each part 0–1. */
export type Colour = readonly [number, number, number]

export const BLACK: Colour = [0, 0, 0]

const number = (value: number) => String(Math.round(value * 1000) / 1000)
const UNDERLINE = { drop: 0.11, thickness: 0.05 }

/**
 * Draws on the current page and keeps the logical structure. Coordinates are points from the top left corner.
 * Lifetime: one document; everything is drawn in reading order.
 */
export class Pen {
  readonly writer: Writer
  readonly #bookmarks: Bookmarks
  #fonts = new Map<Face, { font: EmbeddedFont; slots: Map<string, number> }>()
  #elements = new Map<StructureNode, StructureElement>()
  /** Where text belongs, and what is open in the page's content for it. */
  #target: StructureNode | null = null
  #open: StructureNode | null = null
  #isArtifact = false

  constructor(writer: Writer) {
    this.writer = writer
    this.#bookmarks = new Bookmarks(writer)
  }

  addPage(): void {
    this.leave()
    this.writer.addPage()
  }

  /** Text that follows belongs to this node, until another is entered. */
  enter(target: StructureNode): void {
    if (!this.#isArtifact) this.#target = target
  }

  /** As `enter`; the node stands in the structure even if nothing is drawn in it. */
  enterEmpty(target: StructureNode): void {
    this.enter(target)
    if (!this.#isArtifact) this.element(target)
  }

  /** What follows is decoration: page numbers, rules, marks. Of a page's running content `place` says where it stands. */
  artifact(
    type: 'Pagination' | 'Layout' | 'Background',
    draw: () => void,
    place?: 'Header' | 'Footer',
  ): void {
    if (this.#isArtifact) {
      draw()
      return
    }
    this.#close()
    this.writer.addContent(`/Artifact <</Type /${type}${place ? ` /Subtype /${place}` : ''}>> BDC`)
    this.#isArtifact = true
    draw()
    this.#isArtifact = false
    this.writer.addContent('EMC')
  }

  /** Draws something a second time without adding it to the structure. */
  silently(draw: () => void): void {
    this.artifact('Pagination', draw)
  }

  /** What follows belongs nowhere yet. */
  leave(): void {
    this.#close()
    this.#target = null
  }

  /** The structure element of a node, made and attached (with its parents) when it is first needed. */
  element(target: StructureNode): StructureElement {
    const known = this.#elements.get(target)
    if (known) return known
    const parent = target.parent ? this.element(target.parent) : null
    const element = this.writer.struct(target.type, { scope: target.scope, alt: target.alt })
    if (target.numbering) element.dictionary.data.A = { O: 'List', ListNumbering: target.numbering }
    if (parent) parent.add(element)
    else this.writer.addStructure(element)
    this.#elements.set(target, element)
    if (target.title && /^H\d$/.test(target.type))
      this.#bookmarks.add(Number(target.type.slice(1)), target.title)
    return element
  }

  /** Draws a set line whose column starts at `x`. */
  line(line: Line, x: number, baseline: number, colour: Colour = BLACK): void {
    let at = x + line.x
    for (const pieces of partsOf(line.pieces)) {
      this.#mark(pieces[0]?.node ?? this.#target)
      this.#show(pieces, at, baseline, line.gap, colour)
      at += pieces.reduce((sum, piece) => sum + pieceWidth(piece, line.gap), 0)
    }
    this.#underline(line, x, baseline, colour)
  }

  /** Opens the node's marked content on the page, unless it is open. */
  #mark(target: StructureNode | null): void {
    if (this.#isArtifact || this.#open === target) return
    this.#close()
    if (!target) return
    this.element(target).add(this.writer.markStructureContent(target.type))
    this.#open = target
  }

  #close(): void {
    if (this.#open) this.writer.endMarkedContent()
    this.#open = null
  }

  #show(pieces: readonly Piece[], x: number, baseline: number, gap: number, colour: Colour): void {
    const operators = [`BT ${colour.map(number).join(' ')} rg 1 0 0 -1 ${number(x)} ${number(baseline)} Tm`]
    let font = ''
    let shown: string[] = []
    let hex = ''
    const push = (adjustment: number) => {
      if (hex) shown.push(`<${hex}>`)
      hex = ''
      if (adjustment !== 0) shown.push(number(adjustment))
    }
    const flush = () => {
      push(0)
      if (shown.length > 0) operators.push(`[${shown.join(' ')}] TJ`)
      shown = []
    }
    for (const piece of pieces)
      for (const glyph of piece.glyphs) {
        const { id, size, slot } = this.#place(glyph, piece.size)
        if (font !== `${id} ${size}`) {
          flush()
          font = `${id} ${size}`
          operators.push(`/${id} ${number(size)} Tf`)
        }
        hex += slot.toString(16).padStart(4, '0')
        const extra = glyph.text === ' ' ? gap / size : 0
        const adjustment =
          -1000 * ((glyph.advance * piece.size) / size - (glyph.width * piece.size) / size + extra)
        if (Math.abs(adjustment) > 0.05) push(adjustment)
      }
    flush()
    operators.push('ET')
    this.writer.addContent(operators.join('\n'))
  }

  rule(x1: number, y: number, x2: number, thickness = 0.7, colour: Colour = BLACK): void {
    this.#stroke(`${number(x1)} ${number(y)} m ${number(x2)} ${number(y)} l`, thickness, colour)
  }

  post(x: number, y1: number, y2: number, thickness = 0.5, colour: Colour = BLACK): void {
    this.#stroke(`${number(x)} ${number(y1)} m ${number(x)} ${number(y2)} l`, thickness, colour)
  }

  frame(x: number, y: number, width: number, height: number, thickness = 0.7, colour: Colour = BLACK): void {
    this.#stroke([x, y, width, height].map(number).join(' ').concat(' re'), thickness, colour)
  }

  #stroke(path: string, thickness: number, colour: Colour): void {
    this.writer.addContent(`${colour.map(number).join(' ')} RG ${number(thickness)} w ${path} S`)
  }

  #underline(line: Line, x: number, baseline: number, colour: Colour): void {
    let at = x + line.x
    for (const piece of line.pieces) {
      const [start, end] = [at, at + pieceWidth(piece, line.gap)]
      const y = baseline + piece.size * UNDERLINE.drop
      const rule = () => this.rule(start, y, end, piece.size * UNDERLINE.thickness, colour)
      if (piece.underline) this.artifact('Layout', rule)
      at = end
    }
  }

  /**
   * The code of a glyph in its embedded font. A glyph that stands for two different texts (space and no-break
   * space) gets two codes, so that each extracts as what was written.
   */
  #place(glyph: Piece['glyphs'][number], pieceSize: number) {
    let entry = this.#fonts.get(glyph.face)
    if (!entry) {
      const font = embed(this.writer, glyph.face)
      // Never drawn, but PDF/A allows no U+0000 in the mapping to Unicode.
      font.unicode[0] = [0xfffd]
      entry = { font, slots: new Map() }
      this.#fonts.set(glyph.face, entry)
    }
    const { font, slots } = entry
    const size = glyph.face === 'emoji' ? pieceSize * EMOJI_SCALE : pieceSize
    const key = `${glyph.id} ${glyph.text}`
    let slot = slots.get(key)
    if (slot === undefined) {
      slot = font.subset.glyphs.push(glyph.id) - 1
      slots.set(key, slot)
      font.widths[slot] = ((glyph.width * pieceSize) / size) * 1000
      font.unicode[slot] = [...glyph.text].map((character) => character.codePointAt(0) as number)
    }
    const fonts = this.writer.page.fonts
    fonts[font.id] ??= font.ref()
    return { id: font.id, size, slot }
  }
}

/** The pieces of a line in runs that belong to the same node. */
function partsOf(pieces: readonly Piece[]): Piece[][] {
  const parts: Piece[][] = []
  for (const piece of pieces) {
    const last = parts.at(-1)
    if (last?.[0]?.node === piece.node) last.push(piece)
    else parts.push([piece])
  }
  return parts
}

function pieceWidth(piece: Piece, gap: number): number {
  return piece.glyphs.reduce(
    (sum, glyph) => sum + glyph.advance * piece.size + (glyph.text === ' ' ? gap : 0),
    0,
  )
}
