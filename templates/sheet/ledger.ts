import type { LedgerView, RecordView } from '../record-view.ts'
import { marksOf, numberColumn, type SheetView, textColumn } from './sheet-view.ts'

type Cell = LedgerView['rows'][number]['cells'][number]

/** Bridge × topic, with what each column holds in all below it. */
export function ledgerSheet({ minutes, ledger }: RecordView): SheetView {
  const totals = ledger.columns.map((_, index) => {
    const of = (state: Cell['state']) =>
      ledger.rows.filter(({ cells }) => cells[index]?.state === state).length
    return `đã có ${of('given')}; không có ý kiến ${of('none')}; thiếu ${of('missing')}`
  })
  const unclassified = ledger.rows.reduce((sum, row) => sum + row.unclassified, 0)
  return {
    name: 'Đối chiếu',
    title: 'BẢNG ĐỐI CHIẾU Ý KIẾN CỦA CÁC ĐIỂM CẦU',
    subject: minutes.subject,
    marks: marksOf(minutes),
    columns: [
      numberColumn('TT'),
      textColumn('Điểm cầu', 26),
      textColumn('Đơn vị', 26),
      ...ledger.columns.map((topic) => textColumn(topic, 24)),
      numberColumn('Chưa xếp nhóm', 10),
    ],
    rows: [
      ...ledger.rows.map(({ bridge, unit, cells, unclassified: own }, index) => [
        index + 1,
        bridge,
        unit,
        ...cells.map(said),
        own,
      ]),
      [null, 'Tổng số', null, ...totals, unclassified],
    ],
  }
}

function said({ state, spoken, written }: Cell): string {
  if (state === 'missing') return 'thiếu'
  if (state === 'none') return 'không có ý kiến'
  const parts = [spoken > 0 ? `${spoken} phát biểu` : '', written > 0 ? `${written} văn bản` : '']
  return parts.filter(Boolean).join(', ')
}
