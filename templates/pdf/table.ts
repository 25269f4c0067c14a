import { baseline, type Column } from './blocks.ts'
import type { Item } from './flow.ts'
import { type Line, type ParagraphStyle, type Span, setLines } from './paragraph.ts'
import type { Pen } from './pen.ts'
import { node, type StructureNode } from './structure.ts'

export type TableColumn = {
  readonly title: string
  /** Share of the table's width. */
  readonly share: number
  readonly align: ParagraphStyle['align']
}

export type Table = {
  readonly parent: StructureNode
  readonly columns: readonly TableColumn[]
  readonly rows: readonly (readonly (readonly Span[])[])[]
  /** Points. */
  readonly size: number
  readonly leading: number
  readonly before: number
  /** Rows taller than this may be cut between lines, lower ones never. Points. */
  readonly tallest: number
  /** Never the first thing on a page: what introduces it stays above it. */
  readonly glued?: boolean
}

type Cell = { node: StructureNode; lines: readonly Line[]; x: number; width: number }

const PADDING = { x: 4, y: 2.5 }
const RULE = 0.5

/**
 * A ruled table for the flow: its header repeats on every page, a row moves whole to the next page unless it is
 * tall, then it is cut between lines.
 */
export function tableItems(table: Table, column: Column): Item[] {
  const root = node('Table', table.parent)
  const header = rowItems(
    table,
    column,
    table.columns.map((each) => [{ text: each.title, bold: true }]),
    { root, type: 'TH', align: 'center', before: table.before, glued: table.glued ?? false },
  )
  // Repeated headers are decoration: the structure holds the header once.
  const repeated = header.map((item) => ({ ...item, before: 0 }))
  const again = repeated.map((item) => ({
    ...item,
    draw: (pen: Pen, top: number) => pen.silently(() => item.draw(pen, top)),
  }))
  const rows = table.rows.flatMap((cells, index) =>
    rowItems(table, column, cells, { root, type: 'TD', header: again, glued: index === 0 }),
  )
  return [...header, ...rows]
}

type RowPlace = {
  root: StructureNode
  type: 'TH' | 'TD'
  align?: ParagraphStyle['align']
  before?: number
  glued?: boolean
  header?: readonly Item[]
}

function rowItems(table: Table, column: Column, cells: Table['rows'][number], place: RowPlace): Item[] {
  const row = node('TR', place.root)
  let x = column.x
  const set = table.columns.map((each, index): Cell => {
    const width = each.share * column.width
    const start = x
    x += width
    const style = { size: table.size, leading: table.leading, align: place.align ?? each.align }
    return {
      node: node(place.type, row, place.type === 'TH' ? { scope: 'Column' } : {}),
      lines: setLines(cells[index] ?? [], style, width - 2 * PADDING.x),
      x: start,
      width,
    }
  })
  const count = Math.max(...set.map((cell) => cell.lines.length))
  const tall = count * table.leading > table.tallest
  return slices(count, tall).map(([from, to]) => {
    const first = from === 0
    const last = to === count
    const slice = { from, to, first, last, column, leading: table.leading, size: table.size }
    return {
      height: table.leading * (to - from) + (first ? PADDING.y : 0) + (last ? PADDING.y : 0),
      before: first ? (place.before ?? 0) : 0,
      glued: first ? (place.glued ?? false) : from === 1 || last,
      ...(place.header ? { header: place.header } : {}),
      draw: (pen: Pen, top: number, endsPage = false) =>
        drawSlice(pen, set, { ...slice, top, closed: last || endsPage }),
    }
  })
}

/** The ranges of lines that stay together: the entire row, or each line of a tall one. */
function slices(count: number, tall: boolean): (readonly [number, number])[] {
  return tall ? Array.from({ length: count }, (_, line) => [line, line + 1] as const) : [[0, count]]
}

type Slice = {
  from: number
  to: number
  first: boolean
  last: boolean
  /** A rule stands below: at the row's end, and where the page cuts it. */
  closed: boolean
  top: number
  column: Column
  leading: number
  size: number
}

function drawSlice(pen: Pen, cells: readonly Cell[], slice: Slice): void {
  const text = slice.top + (slice.first ? PADDING.y : 0)
  const bottom = text + slice.leading * (slice.to - slice.from) + (slice.last ? PADDING.y : 0)
  for (const cell of cells) {
    const lines = cell.lines.slice(slice.from, slice.to)
    // An empty cell is entered too, so that every row has the same number of cells in the structure.
    if (slice.first || lines.length > 0) pen.enterEmpty(cell.node)
    for (const [index, line] of lines.entries())
      pen.line(line, cell.x + PADDING.x, text + index * slice.leading + baseline(slice))
  }
  const right = slice.column.x + slice.column.width
  pen.artifact('Layout', () => {
    if (slice.first) pen.rule(slice.column.x, slice.top, right, RULE)
    if (slice.closed) pen.rule(slice.column.x, bottom, right, RULE)
    for (const x of [...cells.map((cell) => cell.x), right]) pen.post(x, slice.top, bottom, RULE)
  })
}
