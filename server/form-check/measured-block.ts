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
/** Lines that begin, or end, at one place before it is an edge: the lines of a title do not. */
const BEGIN = 2
const END = 3

/**
 * The edges that paragraphs of several lines and tables show: the second line of a paragraph begins at the left one,
 * its first ends at the right one. A document without either shows none, and has those that are prescribed.
 */
export function measuredBlock(
  pages: readonly PageContent[],
  lines: readonly { readonly page: number; readonly line: Line }[],
  { body, note }: Profile,
  { top, bottom, ...prescribed }: Block & { readonly top: number; readonly bottom: number },
): Block {
  const step = (body.firstLineMm * 72) / 25.4
  const begins: number[] = []
  const ends: number[] = []
  for (const [index, { page, line }] of lines.entries()) {
    const next = lines[index + 1]
    const size = line.stretches[0]?.size ?? 0
    const isNote = sameSize(size, note.size) && !sameSize(size, body.size)
    if (isNote || next?.page !== page) continue
    const apart = next.line.baseline - line.baseline
    if (apart <= 0 || apart >= Math.max(1.4 * size, body.leading + 1)) continue
    if (next.line.x0 > line.x0 - INDENTED) continue
    // Within a list lines begin some first lines further in.
    const depth = step > 0 ? Math.round((next.line.x0 - prescribed.left) / step) : 0
    const inList = depth > 0 && Math.abs(next.line.x0 - prescribed.left - depth * step) < 1
    if (!inList) begins.push(next.line.x0)
    ends.push(line.x1)
  }
  // The frame of a mark in the margin is no table.
  const posts = pages.flatMap((page) => page.posts.filter(({ y0, y1 }) => y0 > top && y1 < bottom))
  const left = posts.reduce((least, { x }) => Math.min(least, x), common(begins, BEGIN) ?? prescribed.right)
  const right = posts.reduce((most, { x }) => Math.max(most, x), common(ends, END) ?? 0)
  return {
    left: left < prescribed.right ? left : prescribed.left,
    right: right > prescribed.left ? right : prescribed.right,
  }
}

/** Where most of these are, to half a point, if as many are. */
function common(places: readonly number[], least: number): number | undefined {
  const groups = Map.groupBy(places, (place) => Math.round(place * 2))
  const most = [...groups.values()].toSorted((a, b) => b.length - a.length)[0] ?? []
  return most.length >= least ? most[0] : undefined
}
