import { DEMONSTRATION_MARK } from '../../templates/page/page-marks.ts'
import type { Findings } from './finding.ts'
import { checkLetters, isLetters } from './letters.ts'
import type { Line } from './page-content.ts'
import { figure } from './words.ts'
import { MM, OFF, type Zones } from './zones.ts'

const A4 = [210, 297] as const
/** Middle of a figure over its baseline, as a part of its size. */
const FIGURE_MIDDLE = 0.33
/** How much of a letter's size stands above its baseline at the least, and a line's place below the margin at most. */
const CAPITALS = 0.66
/**
 * A page that ends within a paragraph is full but for the lines that stay together; of many such pages one is full to
 * its last line. Lines that may be left free, for a few pages and for many.
 */
const FREE = { few: 2.3, many: 1.3, from: 4 }

/** Paper, margins, page numbers and the marks of every page. */
export function checkPages(zones: Zones, found: Findings): void {
  const { document, form } = zones
  const paper = form.landscape ? ([A4[1], A4[0]] as const) : A4
  for (const { number, width, height, rotated } of document.pages) {
    if (Math.abs(width - paper[0] * MM) > 2 * OFF || Math.abs(height - paper[1] * MM) > 2 * OFF)
      found.add('paper/size', number, {
        found: `${Math.round(width / MM)} × ${Math.round(height / MM)}`,
        expected: paper.join(' × '),
      })
    if (rotated) found.add('paper/turned', number)
  }
  checkSides(zones, found)
  checkHeights(zones, found)
  checkNumbers(zones, found)
  checkMarks(zones, found)
}

function checkSides({ document, block, left, right, width, profile, form }: Zones, found: Findings): void {
  const margins = form.landscape ? profile.landscape : profile.page
  const wrong = (side: 'left' | 'right', at: number, page?: number) =>
    found.add(`margin/${side}`, page, {
      found: figure((side === 'left' ? at : width - at) / MM),
      expected: figure(margins[side]),
    })
  for (const { number, lines, rules } of document.pages) {
    const starts = [...lines, ...rules].map(({ x0 }) => x0)
    const ends = [...lines, ...rules].map(({ x1 }) => x1)
    const first = starts.reduce((least, x) => Math.min(least, x), Number.POSITIVE_INFINITY)
    const last = ends.reduce((most, x) => Math.max(most, x), 0)
    if (first < left - OFF) wrong('left', first, number)
    if (last > right + OFF) wrong('right', last, number)
  }
  if (block.left > left + OFF) wrong('left', block.left)
  if (block.right < right - 2 * OFF) wrong('right', block.right)
}

function checkHeights(zones: Zones, found: Findings): void {
  const { document, above, below, top, bottom, height, profile, form } = zones
  const margins = form.landscape ? profile.landscape : profile.page
  for (const { page, line } of above)
    if (!isNumber(line))
      found.add('margin/top', page, {
        found: figure(Math.max(0, (line.baseline - CAPITALS * sizeOf(line)) / MM)),
        expected: figure(margins.top),
      })
  for (const { page, line } of below)
    if (!isMark(line.text, zones))
      found.add('margin/bottom', page, {
        found: figure(Math.max(0, (height - line.baseline) / MM)),
        expected: figure(margins.bottom),
      })
  let highest = Number.POSITIVE_INFINITY
  for (const { lines } of document.pages)
    for (const line of lines) {
      if (line.baseline < top + 2 || line.baseline > bottom + 1) continue
      highest = Math.min(highest, line.baseline)
      if (line.baseline < top + 0.5 * sizeOf(line))
        found.add('margin/top', undefined, {
          found: figure((line.baseline - CAPITALS * sizeOf(line)) / MM),
          expected: figure(margins.top),
        })
    }
  const { leading, size } = profile.body
  if (Number.isFinite(highest) && highest > top + leading + 3)
    found.add('margin/top', undefined, {
      found: figure((highest - CAPITALS * size) / MM),
      expected: figure(margins.top),
    })
  const ends = fullPages(zones)
  const lowest = ends.reduce((most, each) => Math.max(most, each), 0)
  const free = ends.length >= FREE.from ? FREE.many : FREE.few
  if (ends.length > 0 && lowest < bottom - leading * free)
    found.add('margin/bottom', undefined, {
      found: figure((height - lowest) / MM),
      expected: figure(margins.bottom),
    })
}

/** The last baselines of the pages that end within a paragraph: the next one goes on at the edge of the text. */
function fullPages({ text, block }: Zones): number[] {
  return text.flatMap(({ page, line }, index) => {
    const next = text[index + 1]
    const goesOn = next?.page === page + 1 && next.line.x0 < block.left + OFF
    return goesOn ? [line.baseline] : []
  })
}

function checkNumbers({ document, above, profile, width }: Zones, found: Findings): void {
  const { pageNumber } = profile
  if (pageNumber.position === 'none') return
  const numbers = Map.groupBy(
    above.filter(({ line }) => isNumber(line)),
    ({ page }) => page,
  )
  for (const { number } of document.pages) {
    const line = numbers.get(number)?.[0]?.line
    if (number === 1 && !pageNumber.onFirstPage) {
      if (line) found.add('page-number/on-first-page', 1)
      continue
    }
    if (!line) {
      found.add('page-number/missing', number)
      continue
    }
    if (line.text !== String(number))
      found.add('page-number/wrong', number, { found: line.text, expected: number })
    checkLetters(found, 'page-number', [line], pageNumber, number)
    const middle = line.baseline - FIGURE_MIDDLE * sizeOf(line)
    const aside = Math.abs((line.x0 + line.x1) / 2 - width / 2)
    if (aside > 2 * OFF || Math.abs(middle - pageNumber.fromEdgeMm * MM) > 2 * OFF)
      found.add('page-number/place', number, { expected: figure(pageNumber.fromEdgeMm) })
  }
}

function checkMarks(zones: Zones, found: Findings): void {
  const { document, below, draft, kind, profile } = zones
  const marks = Map.groupBy(below, ({ page }) => page)
  const says = (page: number, words: string) =>
    (marks.get(page) ?? []).some(({ line }) => line.text.includes(words))
  const numbers = document.pages.map(({ number }) => number)
  if (numbers.some((page) => says(page, DEMONSTRATION_MARK)))
    for (const page of numbers)
      if (!says(page, DEMONSTRATION_MARK)) found.add('demonstration/mark-missing', page)
  const expected = profile.heading.draft.text
  const marked = draft || numbers.some((page) => says(page, expected))
  // Minutes that nobody can sign are a draft, whether they say so or not.
  const unsigned = kind === 'minutes' && document.fields.length === 0
  if (marked && document.fields.length > 0) found.add('draft/has-fields')
  if (marked || unsigned)
    for (const page of numbers)
      if (!(page === 1 ? draft : says(page, expected))) found.add('draft/mark-missing', page, { expected })
}

function isNumber({ text }: Line): boolean {
  return /^\d{1,4}$/.test(text)
}

function isMark(text: string, { profile }: Zones): boolean {
  return text.includes(DEMONSTRATION_MARK) || text === profile.heading.draft.text
}

function sizeOf(line: Line): number {
  return line.stretches.filter(isLetters).reduce((most, { size }) => Math.max(most, size), 0)
}
