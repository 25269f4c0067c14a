import { gap, type Paragraph, paragraphItems, ruleItem, sideBySide, stacked } from '../pdf/blocks.ts'
import type { Item } from '../pdf/flow.ts'
import { setLines } from '../pdf/paragraph.ts'
import { type Sheet, single } from './sheet.ts'

/** The right column is as wide as its longest line, within these parts of the width. */
const RIGHT = 0.46
const MOST_RIGHT = 0.62
const GUTTER = 12

/** What the head of a document names. */
export type Head = {
  /** The type of the document, for example `BIÊN BẢN`. */
  readonly title: string
  readonly subject: string
  readonly superior: string | null
  readonly body: string
  readonly number: string | null
  readonly draft: boolean
  /** On the right, in line with the number; only on documents that bear it. */
  readonly placeAndDate?: string | null
}

/** Bodies on the left with the number, the heading of the state or the Party on the right; type and subject below. */
export function titleItems(sheet: Sheet, head: Head): Item[] {
  const { heading, title, subject } = sheet.profile
  const { x, width } = sheet.column
  const names = heading.right.map((line) => single(sheet, line, line.text))
  const date = head.placeAndDate ? single(sheet, heading.placeAndDate, head.placeAndDate) : null
  const longest = Math.max(...[...names, ...(date ? [date] : [])].map((each) => lastWidth(each, width)))
  const right = columnFrom(
    x + width - Math.min(Math.max(longest + 1, width * RIGHT), width * MOST_RIGHT),
    x + width,
  )
  const left = columnFrom(x, right.x - GUTTER)

  const bodies: Item[] = []
  if (head.superior)
    bodies.push(
      ...paragraphItems([single(sheet, heading.superior, head.superior.toLocaleUpperCase('vi'))], left),
    )
  const body = single(sheet, heading.body, head.body.toLocaleUpperCase('vi'))
  bodies.push(...paragraphItems([body], left))
  if (heading.underBody.kind === 'asterisk')
    bodies.push(...paragraphItems([single(sheet, heading.body, '*')], left))
  else bodies.push(ruleItem(left, lastWidth(body, left.width) * heading.underBody.length, 2), gap(5))
  const last = names.at(-1)
  const nation = paragraphItems(names, right)
  if (last) nation.push(ruleItem(right, lastWidth(last, right.width) * heading.rightRule, 2))
  if (date) {
    const short = stacked(bodies).height - stacked(nation).height
    if (short !== 0) (short > 0 ? nation : bodies).push(gap(Math.abs(short)))
    nation.push(...paragraphItems([date], right))
  }
  if (head.number) bodies.push(...paragraphItems([single(sheet, heading.number, head.number)], left))
  if (head.draft)
    bodies.push(gap(4), ...paragraphItems([single(sheet, heading.draft, heading.draft.text)], left))

  const type = single(sheet, title, head.title, { type: 'H1', before: 26, keepWithNext: true })
  const about = single(sheet, subject, head.subject, { before: 3, keepWithNext: true })
  const items = [
    sideBySide([bodies, nation], { before: 0, glued: false }),
    ...paragraphItems([type, about], sheet.column, true),
  ]
  if (subject.rule !== null) items.push(ruleItem(sheet.column, lastWidth(about, width) * subject.rule, 4))
  return [...items, gap(8)]
}

const columnFrom = (start: number, end: number) => ({ x: start, width: end - start })

function lastWidth(paragraph: Paragraph, width: number): number {
  return setLines(paragraph.spans, paragraph.style, width).at(-1)?.width ?? 0
}
