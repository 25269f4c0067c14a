import { BorderStyle, type Paragraph, Table, TableCell, TableLayoutType, TableRow, WidthType } from 'docx'
import type { Sheet } from '../page/sheet.ts'
import type { Head } from '../page/title.ts'
import { lineOf, twips } from './blocks.ts'

const NO_RULE = { style: BorderStyle.NONE, size: 0, color: 'auto' }
const NO_RULES = { top: NO_RULE, bottom: NO_RULE, left: NO_RULE, right: NO_RULE }

/** Bodies on the left, the heading of the state or the Party on the right; type and subject below. */
export function headOf(sheet: Sheet, head: Head): (Paragraph | Table)[] {
  const { heading, title, subject } = sheet.profile
  const bodies = [
    ...(head.superior ? [lineOf(heading.superior, head.superior.toLocaleUpperCase('vi'))] : []),
    lineOf(
      { ...heading.body, underline: heading.underBody.kind === 'rule' },
      head.body.toLocaleUpperCase('vi'),
    ),
    ...(heading.underBody.kind === 'asterisk' ? [lineOf(heading.body, '*')] : []),
    ...(head.number ? [lineOf(heading.number, head.number)] : []),
    ...(head.draft ? [lineOf(heading.draft, heading.draft.text)] : []),
  ]
  const nation = heading.right.map((line, index) =>
    lineOf({ ...line, underline: index === heading.right.length - 1 }, line.text),
  )
  return [
    sideBySide(sheet, bodies, nation),
    lineOf(title, head.title, false, { before: twips(26) }),
    lineOf(subject, head.subject, false, { before: twips(3), after: twips(12) }),
  ]
}

/** Two columns without rules. */
export function sideBySide(sheet: Sheet, left: readonly Paragraph[], right: readonly Paragraph[]): Table {
  const half = twips(sheet.column.width / 2)
  return new Table({
    width: { size: half * 2, type: WidthType.DXA },
    columnWidths: [half, half],
    layout: TableLayoutType.FIXED,
    borders: { ...NO_RULES, insideHorizontal: NO_RULE, insideVertical: NO_RULE },
    rows: [
      new TableRow({
        cantSplit: true,
        children: [left, right].map(
          (children) =>
            new TableCell({ width: { size: half, type: WidthType.DXA }, borders: NO_RULES, children }),
        ),
      }),
    ],
  })
}
