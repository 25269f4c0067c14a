import { person } from '../minutes/participants.ts'
import type { AttendanceView, RecordView } from '../record-view.ts'
import {
  instantColumn,
  marksOf,
  numberColumn,
  type SheetCell,
  type SheetView,
  textColumn,
} from './sheet-view.ts'

type Bridge = AttendanceView['bridges'][number]

const MARKS = { present: 'có mặt', left: 'rời hội nghị', absent: 'vắng mặt' } as const

/** Everything that was marked and counted, how many were there over time, and when lines were lost. */
export function attendanceSheets({ minutes, attendance }: RecordView): [SheetView, SheetView, SheetView] {
  const facts = { subject: minutes.subject, marks: marksOf(minutes) }
  return [
    {
      ...facts,
      name: 'Điểm danh',
      title: 'ĐIỂM DANH CÁC ĐIỂM CẦU',
      columns: [
        textColumn('Điểm cầu', 26),
        textColumn('Đơn vị', 26),
        numberColumn('Được mời'),
        numberColumn('Có mặt'),
        textColumn('Họ và tên', 26),
        textColumn('Chức vụ', 26),
        textColumn('Ghi nhận', 20),
        instantColumn('Thời điểm'),
        textColumn('Lý do', 30),
        textColumn('Người dự thay', 30),
        numberColumn('Số lần gián đoạn đường truyền', 12),
        numberColumn('Tổng thời gian gián đoạn (giây)', 14),
      ],
      rows: attendance.bridges.flatMap(bridgeRows),
    },
    {
      ...facts,
      name: 'Theo thời gian',
      title: 'SỐ ĐẠI BIỂU CÓ MẶT THEO THỜI GIAN',
      columns: [instantColumn('Thời điểm'), numberColumn('Có mặt', 10), numberColumn('Số điểm cầu', 10)],
      rows: attendance.quorum.map(({ at, present, bridges }) => [at, present, bridges]),
    },
    {
      ...facts,
      name: 'Đường truyền',
      title: 'GIÁN ĐOẠN ĐƯỜNG TRUYỀN TRONG THỜI GIAN HỘI NGHỊ',
      columns: [
        textColumn('Điểm cầu', 26),
        textColumn('Đơn vị', 26),
        instantColumn('Mất lúc'),
        instantColumn('Có lại lúc'),
        numberColumn('Thời gian (giây)', 12),
      ],
      rows: attendance.bridges.flatMap(({ name, unit, losses }) =>
        losses.map(({ from, to }) => [name, unit, from, to, seconds(to - from)]),
      ),
    },
  ]
}

/** Whole seconds of milliseconds. */
const seconds = (milliseconds: number) => Math.round(milliseconds / 1000)

/** What is the hall's own stands in each of its rows: the line's losses too. */
function bridgeRows(bridge: Bridge): SheetCell[][] {
  const { losses } = bridge
  const lost = losses.reduce((sum, { from, to }) => sum + to - from, 0)
  return markRows(bridge).map((row) => [...row, losses.length, seconds(lost)])
}

function markRows({ name, unit, invited, present, counts, attendees }: Bridge): SheetCell[][] {
  const hall: SheetCell[] = [name, unit, invited, present]
  const rows = [
    ...attendees.flatMap((who): SheetCell[][] =>
      who.marks.length === 0
        ? [[...hall, who.name, who.title, 'chưa điểm danh', null, null, null]]
        : who.marks.map(({ at, kind, reason, proxy }) => [
            ...hall,
            who.name,
            who.title,
            MARKS[kind],
            at,
            reason,
            proxy && person(proxy),
          ]),
    ),
    ...counts.map(({ at, present: heads }): SheetCell[] => [
      ...hall,
      null,
      null,
      `đếm được ${heads} người`,
      at,
      null,
      null,
    ]),
  ]
  return rows.length > 0 ? rows : [[...hall, null, null, 'chưa điểm danh', null, null, null]]
}
