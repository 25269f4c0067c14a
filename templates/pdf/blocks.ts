import type { Item } from './flow.ts'
import { type Line, type ParagraphStyle, type Span, setLines } from './paragraph.ts'
import type { StructureNode } from './structure.ts'

/** Lengths in points. */
export type Paragraph = {
  readonly node: StructureNode
  readonly spans: readonly Span[]
  readonly style: ParagraphStyle
  readonly before: number
  /** Never the last thing on a page: headings. */
  readonly keepWithNext?: boolean
}

/** A column of the page: left edge and width. */
export type Column = { readonly x: number; readonly width: number }

/** Where the baseline lies within a line's height, so that text sits in the middle of its leading. */
export function baseline(style: { size: number; leading: number }): number {
  return (style.leading - style.size * 1.107) / 2 + style.size * 0.891
}

/**
 * Paragraphs as lines for the flow. At least two lines of a paragraph stay together on either side of a page
 * break; a paragraph that keeps with the next is glued to its first lines.
 */
export function paragraphItems(
  paragraphs: readonly Paragraph[],
  column: Column,
  gluedToPrevious = false,
): Item[] {
  let glued = gluedToPrevious
  return paragraphs.flatMap((paragraph) => {
    const lines = setLines(paragraph.spans, paragraph.style, column.width)
    const items = lines.map((line, index) =>
      lineItem(paragraph, line, column, {
        before: index === 0 ? paragraph.before : 0,
        glued:
          index === 0
            ? glued
            : index === 1 || index === lines.length - 1 || (paragraph.keepWithNext ?? false),
      }),
    )
    glued = paragraph.keepWithNext ?? false
    return items
  })
}

function lineItem(
  { node, style }: Paragraph,
  line: Line,
  column: Column,
  place: { before: number; glued: boolean },
): Item {
  return {
    ...place,
    height: style.leading,
    draw(pen, top) {
      pen.enter(node)
      pen.line(line, column.x, top + baseline(style))
    },
  }
}

/** Several items stacked into one that is never cut. */
export function stacked(items: readonly Item[]): { height: number; draw: Item['draw'] } {
  const tops: number[] = []
  let height = 0
  for (const [index, item] of items.entries()) {
    const top = height + (index === 0 ? 0 : item.before)
    tops.push(top)
    height = top + item.height
  }
  return {
    height,
    draw(pen, top) {
      for (const [index, item] of items.entries()) item.draw(pen, top + (tops[index] as number))
    },
  }
}

/** Stacks set side by side, their tops aligned, as one item. */
export function sideBySide(
  stacks: readonly (readonly Item[])[],
  place: { before: number; glued: boolean },
): Item {
  const parts = stacks.map(stacked)
  return {
    ...place,
    height: Math.max(...parts.map((part) => part.height)),
    draw(pen, top) {
      for (const part of parts) part.draw(pen, top)
    },
  }
}

/** Empty room. */
export function gap(height: number): Item {
  return { height, before: 0, glued: true, draw() {} }
}

/** A centred rule under a heading, `length` points long. */
export function ruleItem(column: Column, length: number, before: number): Item {
  const start = column.x + (column.width - length) / 2
  return {
    height: 3,
    before,
    glued: true,
    draw(pen, top) {
      pen.artifact('Layout', () => pen.rule(start, top, start + length))
    },
  }
}
