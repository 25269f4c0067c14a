import { setLines } from '../pdf/paragraph.ts'
import type { Colour, Pen } from '../pdf/pen.ts'
import { mm } from '../pdf/units.ts'
import type { Sheet } from './sheet.ts'

/** Stands on every page of every document of a demonstration. */
export const DEMONSTRATION_MARK = 'TÀI LIỆU MINH HỌA – KHÔNG CÓ GIÁ TRỊ'

const RED: Colour = [0.7, 0.07, 0.09]
const MARK = { size: 11, fromBottomMm: 10, paddingX: 8, height: 18 }

/** Page number, demonstration mark and draft mark: in the margins, outside the structure. */
export function pageMarks(
  sheet: Sheet,
  view: { readonly demonstration: boolean; readonly draft: boolean },
  pen: Pen,
  page: number,
): void {
  const { pageNumber, heading } = sheet.profile
  const centred = (text: string, rule: { size: number; bold?: boolean; italic?: boolean }) =>
    setLines([{ ...rule, text }], { size: rule.size, leading: rule.size, align: 'center' }, sheet.paper[0])
  const [number] = centred(String(page), pageNumber)
  if (number && pageNumber.position === 'top-centre' && (page > 1 || pageNumber.onFirstPage))
    pen.artifact(
      'Pagination',
      () => pen.line(number, 0, mm(pageNumber.fromEdgeMm) + pageNumber.size * 0.33),
      'Header',
    )
  const marks = [
    view.demonstration ? DEMONSTRATION_MARK : '',
    view.draft && page > 1 ? heading.draft.text : '',
  ]
  const text = marks.filter(Boolean).join(' – ')
  if (!text) return
  const [line] = centred(text, { size: MARK.size, bold: true })
  if (!line) return
  const y = sheet.paper[1] - mm(MARK.fromBottomMm)
  const { paddingX, height } = MARK
  const mark = () => {
    pen.line(line, 0, y + MARK.size * 0.36, RED)
    pen.frame(line.x - paddingX, y - height / 2, line.width + 2 * paddingX, height, 0.8, RED)
  }
  pen.artifact('Pagination', mark, 'Footer')
}
