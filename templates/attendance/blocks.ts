import type { AttendanceDocument } from '../attendance.ts'
import { heading, labelled, listed, type TextBlock, type TextColumn, text } from '../text-block.ts'
import {
  count,
  counted,
  duration,
  hourAndMinute,
  longDate,
  period,
  shortDateOf,
  shortTime,
} from '../wording.ts'
import { presenceSteps } from './presence.ts'
import { type HallAttendance, type Standing, standings } from './standing.ts'

type Hall = HallAttendance & { readonly list: readonly Standing[] }

/** When and where, what it comes to, everybody bridge by bridge, how many over time, and the lines. */
export function attendanceBlocks(view: AttendanceDocument): TextBlock[] {
  const { startedAt, endedAt, place, draft } = view
  const halls = view.bridges.map((hall): Hall => ({ ...hall, list: standings(hall, startedAt) }))
  const listed = halls.filter(({ list }) => list.length > 0)
  const until = `${hourAndMinute(endedAt)}, ${longDate(endedAt)}`
  return [
    labelled('Thời gian', `từ ${hourAndMinute(startedAt)}, ${longDate(startedAt)} đến ${until}.`),
    ...(place ? [labelled('Địa điểm', `${place}.`)] : []),
    heading(2, 'I. TỔNG HỢP'),
    text(totals(halls), { keepWithNext: true }),
    totalsTable(halls),
    heading(2, 'II. DANH SÁCH TỪNG ĐIỂM CẦU'),
    ...listed.flatMap((hall, index) => hallBlocks(hall, index + 1, startedAt)),
    ...unlisted(
      halls.filter(({ list }) => list.length === 0),
      startedAt,
    ),
    heading(2, 'III. SỐ ĐẠI BIỂU CÓ MẶT THEO THỜI GIAN'),
    ...presence(view),
    heading(2, 'IV. GIÁN ĐOẠN ĐƯỜNG TRUYỀN'),
    ...lines(view),
    text(
      `Danh sách được lập từ nhật ký hội nghị gồm ${count(view.log.seq)} sự kiện; giá trị băm SHA-256 của sự kiện cuối cùng: ${view.log.hash}.`,
      { note: true, keepWithNext: true },
    ),
    ...(draft ? [text('Hội nghị chưa niêm phong biên bản; số liệu còn thay đổi.', { note: true })] : []),
    ...(view.simulatedClock
      ? [text('Các mốc thời gian ghi trong danh sách này là thời gian mô phỏng.', { note: true })]
      : []),
  ]
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
const ofKind = (list: readonly Standing[], kind: Standing['kind']) =>
  list.filter((each) => each.kind === kind).length

/** Whom those halls expected; null where one of them does not say, since its heads are counted all the same. */
function invitedTo(halls: readonly Pick<HallAttendance, 'invited'>[]): number | null {
  return halls.every(({ invited }) => invited !== null) ? sum(halls.map((hall) => hall.invited ?? 0)) : null
}

function totals(halls: readonly Hall[]): string {
  const seated = (which: readonly Hall[]) => sum(which.map(({ present }) => present ?? 0))
  const called = halls.filter(({ present }) => present !== null)
  const all = (kind: Standing['kind']) => counted(sum(halls.map(({ list }) => ofKind(list, kind))))
  const invited = invitedTo(called)
  const here = called.filter(({ isCentral }) => isCentral)
  const afar = called.filter(({ isCentral }) => !isCentral)
  const known = halls.filter((hall) => hall.invited !== null)
  const planned =
    known.length > 0
      ? `, ${counted(invitedTo(known) ?? 0)} đại biểu được mời tại ${counted(known.length)} điểm cầu`
      : ''
  if (called.length === 0)
    return `Tổng số ${counted(halls.length)} điểm cầu${planned}; chưa điểm cầu nào điểm danh.`
  return (
    `Tổng số ${counted(halls.length)} điểm cầu${planned}. Đã điểm danh ${counted(called.length)} điểm cầu: ` +
    `${invited === null ? '' : `${counted(invited)} đại biểu được mời, `}có mặt ${counted(seated(called))} (trực tiếp ${counted(seated(here))}, trực tuyến ${counted(seated(afar))}), trong đó ${all('authorised')} người được ủy quyền; ` +
    `vắng mặt ${all('absent')}; chưa điểm danh ${all('uncalled')}. Số có mặt của mỗi điểm cầu là lúc đông nhất.`
  )
}

const column = (title: string, share: number, align: TextColumn['align'] = 'center'): TextColumn => ({
  title,
  share,
  align,
})
const cells = (row: readonly (string | number | null)[]) =>
  row.map((cell) => [{ text: cell === null ? '–' : typeof cell === 'number' ? count(cell) : cell }])

function totalsTable(halls: readonly Hall[]): TextBlock {
  const rows = halls.map(({ name, isCentral, invited, present, list }, index) => {
    const listed = (kind: Standing['kind']) => (list.length > 0 ? ofKind(list, kind) : null)
    return [
      String(index + 1),
      name,
      isCentral ? 'trực tiếp' : 'trực tuyến',
      invited,
      present,
      listed('authorised'),
      listed('absent'),
      listed('uncalled'),
    ]
  })
  return {
    kind: 'table',
    columns: [
      column('TT', 0.07),
      column('Điểm cầu', 0.29, 'left'),
      column('Hình thức', 0.13),
      column('Được mời', 0.1),
      column('Có mặt', 0.1),
      column('Được ủy quyền', 0.1),
      column('Vắng mặt', 0.1),
      column('Chưa điểm danh', 0.11),
    ],
    rows: rows.map(cells),
  }
}

function hallBlocks({ name, unit, counts, list }: Hall, number: number, day: number): TextBlock[] {
  return [
    heading(3, `${number}. ${name} (${unit})`),
    ...(counts.length > 0 ? [text(`Đếm tại hội trường: ${heads(counts, day)}.`)] : []),
    namesTable(list),
  ]
}

/** The halls without a list of names: what was counted there, or that nothing was. */
function unlisted(halls: readonly Hall[], day: number): TextBlock[] {
  const counted = halls.filter(({ counts }) => counts.length > 0)
  const silent = halls.filter(({ counts }) => counts.length === 0)
  return [
    ...(counted.length > 0
      ? [text('Các điểm cầu đếm tại hội trường, không có danh sách đại biểu:', { keepWithNext: true })]
      : []),
    ...listed(
      counted.map(({ name, unit, counts }) => ({
        label: '-',
        text: `${name} (${unit}): ${heads(counts, day)}.`,
      })),
      false,
      { close: true },
    ),
    ...(silent.length > 0
      ? [text(`Các điểm cầu chưa điểm danh: ${silent.map(({ name }) => name).join('; ')}.`)]
      : []),
  ]
}

function heads(counts: Hall['counts'], day: number): string {
  return counts.map(({ at, present }) => `${count(present)} người lúc ${shortTime(at, day)}`).join('; ')
}

function namesTable(list: readonly Standing[]): TextBlock {
  let ordinal = 0
  return {
    kind: 'table',
    columns: [
      column('TT', 0.07),
      column('Họ và tên', 0.24, 'left'),
      column('Chức vụ', 0.23, 'left'),
      column('Tình trạng', 0.26, 'left'),
      column('Giờ đến', 0.1),
      column('Giờ về', 0.1),
    ],
    rows: list.map(({ kind, name, title, state, arrived, left }) =>
      // A proxy takes nobody's number: the seat is counted once.
      cells([kind === 'authorised' ? '' : String(++ordinal), name, title, state, arrived, left]),
    ),
  }
}

function presence({ quorum, bridges, startedAt }: AttendanceDocument): TextBlock[] {
  if (quorum.length === 0) return [text('Chưa điểm cầu nào điểm danh.')]
  const { minutes, points } = presenceSteps(quorum)
  const invited = invitedTo(bridges.filter((hall) => hall.present !== null))
  const steps =
    minutes === 1 ? 'theo từng lần thay đổi' : `cuối mỗi khoảng ${minutes} phút mà số có mặt thay đổi`
  return [
    text(`Số đại biểu có mặt tại các điểm cầu, ${steps}:`, { keepWithNext: true }),
    {
      kind: 'table',
      columns: [
        column('Thời điểm', 0.3),
        column('Đại biểu có mặt', 0.25),
        column('Số điểm cầu có đại biểu', invited === null ? 0.45 : 0.25),
        ...(invited === null ? [] : [column('So với được mời', 0.2)]),
      ],
      rows: points.map(({ at, present, bridges: there }) =>
        cells([
          shortTime(at, startedAt),
          present,
          there,
          ...(invited === null ? [] : [share(present, invited)]),
        ]),
      ),
    },
  ]
}

/** `97,5%` */
function share(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((part * 100) / whole).toFixed(1).replace('.', ',').replace(',0', '')}%`
}

function lines({ bridges, startedAt }: AttendanceDocument): TextBlock[] {
  const lost = bridges.filter(({ losses }) => losses.length > 0)
  if (lost.length === 0) return [text('Không ghi nhận gián đoạn đường truyền trong thời gian hội nghị.')]
  return [
    text(
      `${counted(lost.length)} điểm cầu có gián đoạn đường truyền trong thời gian hội nghị, do máy chủ ghi nhận:`,
      { keepWithNext: true },
    ),
    {
      kind: 'table',
      columns: [
        column('TT', 0.07),
        column('Điểm cầu', 0.33, 'left'),
        column('Số lần', 0.1),
        column('Các lần gián đoạn', 0.3),
        column('Tổng thời gian', 0.2),
      ],
      rows: lost.map(({ name, losses }, index) =>
        cells([
          String(index + 1),
          name,
          losses.length,
          losses.map(({ from, to }) => period(from, to, startedAt, shortDateOf)).join('\n'),
          duration(sum(losses.map(({ from, to }) => to - from))),
        ]),
      ),
    },
  ]
}
