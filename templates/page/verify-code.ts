import qrcode from 'qrcode-generator'
import { gap, paragraphItems, stacked } from '../pdf/blocks.ts'
import type { Item } from '../pdf/flow.ts'
import { addLink } from '../pdf/link.ts'
import type { Pen } from '../pdf/pen.ts'
import { node } from '../pdf/structure.ts'
import { mm } from '../pdf/units.ts'
import { type Sheet, single } from './sheet.ts'

const SIDE_MM = 24
/** Modules around the code that stay white (ISO/IEC 18004). */
const QUIET = 4
const GAP_MM = 3

/**
 * A QR code (ISO/IEC 18004, error correction M) of a link beside a line that says what it is for, with the link itself:
 * whoever cannot see the code reads it there. Keeps with what stands above.
 */
export function verifyItem(sheet: Sheet, url: string): Item {
  const { note } = sheet.profile
  const side = mm(SIDE_MM)
  const x = sheet.column.x + side + mm(GAP_MM)
  const beside = { x, width: sheet.column.x + sheet.column.width - x }
  const say = (words: string) => ({
    ...single(sheet, note, words, { align: 'left' }),
  })
  const address = say(url)
  const link = node('Link', address.node)
  const lines = paragraphItems([{ ...address, spans: [{ ...note, text: url, node: link }] }], beside)
  const words = stacked([
    ...paragraphItems([say('Quét mã để kiểm tra chữ ký số và tính toàn vẹn của văn bản, hoặc mở:')], beside),
    gap(2),
    ...lines,
  ])
  const tall = stacked(lines).height
  const height = Math.max(side, words.height)
  const modules = modulesOf(url)
  return {
    height,
    before: 8,
    glued: true,
    draw(pen, top) {
      drawModules(pen, modules, { x: sheet.column.x, y: top + (height - side) / 2, side })
      const first = top + (height - words.height) / 2
      words.draw(pen, first)
      const place = { x, y: first + words.height - tall, width: beside.width, height: tall }
      addLink(pen, { url, description: 'Trang kiểm tra văn bản', ...place }, link)
    },
  }
}

/** Dark modules, row by row. */
function modulesOf(text: string): readonly (readonly boolean[])[] {
  const code = qrcode(0, 'M')
  code.addData(text, 'Byte')
  code.make()
  const all = Array.from({ length: code.getModuleCount() }, (_, index) => index)
  return all.map((row) => all.map((column) => code.isDark(row, column)))
}

/** As vector rectangles, one for each run of dark modules: sharp at every size. */
function drawModules(
  pen: Pen,
  modules: readonly (readonly boolean[])[],
  place: { x: number; y: number; side: number },
): void {
  const size = place.side / (modules.length + 2 * QUIET)
  const path: string[] = []
  for (const [row, dark] of modules.entries())
    for (let from = 0; from < dark.length; from++) {
      if (!dark[from]) continue
      let to = from
      while (dark[to]) to++
      const corner = [place.x + (QUIET + from) * size, place.y + (QUIET + row) * size]
      path.push(`${[...corner, (to - from) * size, size].map((each) => each.toFixed(3)).join(' ')} re`)
      from = to
    }
  // The link stands beside it as text.
  pen.artifact('Layout', () => pen.writer.addContent(`0 0 0 rg ${path.join(' ')} f`))
}
