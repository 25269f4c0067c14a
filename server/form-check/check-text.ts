import type { Findings } from './finding.ts'
import { isLetters, sameSize } from './letters.ts'
import { figure } from './words.ts'
import { MM, OFF, type Placed, type Zones } from './zones.ts'

const MOST_DEPTH = 12
/** Gaps up to this stand between parts that belong together: the items of a list. In points. */
const CLOSE = 2.5
/** Fewer lines than this show no habit. */
const FEW = 3
/** A ragged line stops short by less than a word, in points; one that ends by itself by more. */
const WORD = 45
/** Lines further apart than this many times their leading have something else between them. */
const APART = 3

/** Sizes, indents, spacing and alignment of the running text; sizes in tables. */
export function checkText(zones: Zones, found: Findings): void {
  const { profile, text, tables } = zones
  const { body, table, note } = profile
  for (const { page, line } of text)
    for (const { size } of line.stretches.filter(isLetters))
      if (!sameSize(size, body.size) && !sameSize(size, note.size))
        found.add('text/size', page, { found: figure(size), expected: figure(body.size) })
  for (const { page, line } of tables)
    for (const { size } of line.stretches.filter(isLetters))
      if (!sameSize(size, table.size))
        found.add('table/size', page, { found: figure(size), expected: figure(table.size) })
  const own = text.filter(({ line }) => line.stretches.some((each) => isBody(each.size, zones)))
  checkIndents(zones, own, found)
  checkSpacing(zones, own, found)
}

/** Notes are as small as the profile says; letters of a wrong size are still the text's. */
function isBody(size: number, { profile }: Zones): boolean {
  return !sameSize(size, profile.note.size) || sameSize(size, profile.body.size)
}

function checkIndents({ profile, block: { left } }: Zones, text: readonly Placed[], found: Findings): void {
  const step = profile.body.firstLineMm * MM
  for (const { page, line } of text) {
    const indent = line.x0 - left
    const depth = step > 0 ? Math.round(indent / step) : 0
    if (depth <= MOST_DEPTH && Math.abs(indent - depth * step) < OFF) continue
    // A line that stands on its own in the middle is no paragraph.
    if (depth > 1 && line.stretches.every(({ italic, bold }) => italic || bold)) continue
    found.add('text/first-line', page, {
      found: figure(indent / MM),
      expected: figure(profile.body.firstLineMm),
    })
  }
}

function checkSpacing(zones: Zones, text: readonly Placed[], found: Findings): void {
  const { profile, block } = zones
  const { left, right } = block
  const { leading, firstLineMm, paragraphGap, align } = profile.body
  const step = firstLineMm * MM
  const within: { apart: number; page: number }[] = []
  const between: { apart: number; page: number }[] = []
  const ends: { short: boolean; page: number }[] = []
  for (const [index, { page, line }] of text.entries()) {
    const next = text[index + 1]
    if (!next || next.page !== page) continue
    const apart = next.line.baseline - line.baseline
    if (apart <= 0 || apart > APART * leading) continue
    const begins = next.line.x0 > left + step / 2
    const isAtEdge = next.line.x0 < left + OFF
    if (isAtEdge && step > 0) {
      within.push({ apart, page })
      if (line.x1 > right - WORD) ends.push({ short: line.x1 < right - 2 * OFF, page })
      if (apart > leading + CLOSE + 1)
        found.add('text/first-line', next.page, { found: '0', expected: figure(firstLineMm) })
    } else if (begins && next.line.x0 < left + step + OFF) between.push({ apart: apart - leading, page })
  }
  const usual = mostCommon(within.map(({ apart }) => apart))
  if (within.length >= FEW && usual !== undefined && Math.abs(usual - leading) > 0.3)
    found.add('text/spacing', within[0]?.page, { found: figure(usual), expected: figure(leading) })
  else {
    const gaps = between.filter(({ apart }) => paragraphGap <= CLOSE || apart > CLOSE)
    const gap = mostCommon(gaps.map(({ apart }) => apart))
    if (gaps.length >= FEW && gap !== undefined && Math.abs(gap - paragraphGap) > 0.6)
      found.add('text/gap', gaps[0]?.page, { found: figure(gap), expected: figure(paragraphGap) })
  }
  const short = ends.filter((each) => each.short)
  if (align === 'justify' && ends.length >= FEW && short.length > ends.length / 2)
    found.add('text/not-justified', short[0]?.page)
}

/** To half a point. */
function mostCommon(values: readonly number[]): number | undefined {
  const groups = Map.groupBy(values, (value) => Math.round(value * 2) / 2)
  return [...groups].toSorted((a, b) => b[1].length - a[1].length)[0]?.[0]
}
