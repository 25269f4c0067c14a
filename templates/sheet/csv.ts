import { looksLikeFormula } from './formula-guard.ts'
import type { SheetCell, SheetColumn, SheetView } from './sheet-view.ts'

/** Excel takes a file without it for one in the machine's old code page. */
const BYTE_ORDER_MARK = '\ufeff'
const HANOI_MS = 7 * 3_600_000

/**
 * The table as CSV (RFC 4180, comma, CRLF) in UTF-8 with a byte order mark. Instants stand as `YYYY-MM-DD HH:MM:SS`
 * at +07:00. A text that a spreadsheet might take for a formula stands behind an apostrophe. What the table is marked
 * with stands in a last column, since the file has no other place for it.
 */
export function csvOf({ columns, rows, marks }: SheetView): Uint8Array {
  const mark = marks.join(' – ')
  const header = [...columns.map(({ title }) => quoted(title)), quoted('Tình trạng tài liệu')]
  const lines = rows.map((row) => [
    ...columns.map((column, index) => cell(column, row[index] ?? null)),
    quoted(mark),
  ])
  const text = [header, ...lines].map((line) => `${line.join(',')}\r\n`).join('')
  return new TextEncoder().encode(`${BYTE_ORDER_MARK}${text}`)
}

function cell({ kind }: SheetColumn, value: SheetCell): string {
  if (value === null) return ''
  if (typeof value === 'string') return quoted(looksLikeFormula(value) ? `'${value}` : value)
  if (kind !== 'instant') return String(value)
  return new Date(value + HANOI_MS).toISOString().slice(0, 19).replace('T', ' ')
}

function quoted(text: string): string {
  const written = text.toWellFormed().normalize('NFC')
  return /[",\r\n]/.test(written) ? `"${written.replaceAll('"', '""')}"` : written
}
