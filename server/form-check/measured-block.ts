import type { Profile } from '../../templates/profiles/profile.ts'
import { sameSize } from './letters.ts'
import type { Line, PageContent } from './page-content.ts'

/** Left and right edge of the text, in points. */
export interface Block {
  readonly left: number
  readonly right: number
}

/** A line further right than the next by this is the first of its paragraph, in points. */
const INDENTED = 5
/** Fewer full lines than this may all end early. */
const FEW = 3

/**
 * The edges that paragraphs of several lines and tables show: the second line of a paragraph begins at the left one,
 * its first ends at the right one. A document without either shows none, and has those that are prescribed.
 */
export function measuredBlock(
  pages: readonly PageContent[],
  lines: readonly { readonly page: number; readonly line: Line }[],
  { body, note }: Profile,
  prescribed: Block,
): Block {
  let left = Number.POSITIVE_INFINITY
  let right = 0
  let full = 0
  for (const [index, { page, line }] of lines.entries()) {
    const next = lines[index + 1]
    const size = line.stretches[0]?.size ?? 0
    const isNote = sameSize(size, note.size) && !sameSize(size, body.size)
    if (isNote || next?.page !== page) continue
    const apart = next.line.baseline - line.baseline
    if (apart <= 0 || apart >= Math.max(1.4 * size, body.leading + 1)) continue
    if (next.line.x0 > line.x0 - INDENTED) continue
    left = Math.min(left, next.line.x0)
    right = Math.max(right, line.x1)
    full += 1
  }
  if (full < FEW) right = 0
  for (const { posts } of pages)
    for (const { x } of posts) {
      left = Math.min(left, x)
      right = Math.max(right, x)
    }
  return {
    left: left < prescribed.right ? left : prescribed.left,
    right: right > prescribed.left ? right : prescribed.right,
  }
}
