import { escapedXml } from '../xml-text.ts'
import { looksLikeFormula } from './formula-guard.ts'
import type { SheetCell, SheetColumn, SheetView } from './sheet-view.ts'
import { STYLE } from './xlsx-styles.ts'

/** Most UTF-16 units that Excel takes in one cell. */
export const MOST_IN_CELL = 32_767
const HANOI_MS = 7 * 3_600_000
const DAY_MS = 86_400_000
/** The day 1 January 1970 in the count of days that spreadsheets keep. */
const EPOCH_DAY = 25_569

/** `xl/worksheets/sheetN.xml`: title, subject, marks, then the table under a header that stays in sight. */
export function worksheetXml(view: SheetView): string {
  const { columns, rows, title, subject, marks } = view
  const above = [
    [textCell(title, STYLE.title)],
    [textCell(subject, STYLE.plain)],
    ...marks.map((mark) => [textCell(mark, STYLE.mark)]),
  ]
  const header = columns.map((column) => textCell(column.title, STYLE.header))
  const table = rows
    .flatMap(withinCells)
    .map((row) => columns.map((column, index) => dataCell(column, row[index] ?? null)))
  const lines = [...above, header, ...table].map((cells, index) => rowXml(index + 1, cells))
  const top = above.length + 1
  const last = columnName(Math.max(columns.length - 1, 0))
  const range = `A${top}:${last}${top + table.length}`
  const widths = columns.map(
    ({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width + 2}" customWidth="1"/>`,
  )
  const footer = escapedXml(['&P/&N', ...marks].join(' – '))
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"><pane ySplit="${top}" topLeftCell="A${top + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>${lines.join('')}</sheetData><autoFilter ref="${range}"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/><headerFooter><oddFooter>&amp;C${footer}</oddFooter></headerFooter></worksheet>`
}

/** `A`, `B` … `Z`, `AA`; counted from 0. */
function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter
}

/** A row whose texts are longer than a cell holds goes on in rows below it. */
function withinCells(row: readonly SheetCell[]): (readonly SheetCell[])[] {
  const tooLong = (cell: SheetCell) => typeof cell === 'string' && cell.length > MOST_IN_CELL
  if (!row.some(tooLong)) return [row]
  const cuts = row.map((cell) => (tooLong(cell) ? cutAt(cell as string) : MOST_IN_CELL))
  const first = row.map((cell, index) => (typeof cell === 'string' ? cell.slice(0, cuts[index]) : cell))
  const rest = row.map((cell, index) => (tooLong(cell) ? (cell as string).slice(cuts[index]) : null))
  return [first, ...withinCells(rest)]
}

/** Never between the halves of a character. */
function cutAt(text: string): number {
  const code = text.charCodeAt(MOST_IN_CELL - 1)
  return code >= 0xd800 && code < 0xdc00 ? MOST_IN_CELL - 1 : MOST_IN_CELL
}

type CellXml = (place: string) => string

function rowXml(number: number, cells: readonly CellXml[]): string {
  return `<row r="${number}">${cells.map((cell, index) => cell(`${columnName(index)}${number}`)).join('')}</row>`
}

function dataCell({ kind }: SheetColumn, value: SheetCell): CellXml {
  if (value === null) return (place) => `<c r="${place}" s="${STYLE.text}"/>`
  if (typeof value === 'string') return textCell(value, looksLikeFormula(value) ? STYLE.guarded : STYLE.text)
  if (kind !== 'instant') return (place) => `<c r="${place}" s="${STYLE.number}"><v>${value}</v></c>`
  const day = (value + HANOI_MS) / DAY_MS + EPOCH_DAY
  return (place) => `<c r="${place}" s="${STYLE.instant}"><v>${day}</v></c>`
}

/** Excel reads `_x0041_` in a text as the letter of that number: such words are kept from it. */
function textCell(text: string, style: number): CellXml {
  const written = escapedXml(text).replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
  return (place) =>
    `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${written}</t></is></c>`
}
