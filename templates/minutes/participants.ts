import type { MinutesBridge, MinutesView, Person } from '../minutes-view.ts'
import { type Paragraph, paragraphItems } from '../pdf/blocks.ts'
import type { Item } from '../pdf/flow.ts'
import { tableItems } from '../pdf/table.ts'
import { heading, running, type Sheet } from './sheet.ts'
import { count, counted, hourAndMinute, longDate } from './wording.ts'

const LEVELS: readonly (readonly [MinutesBridge['level'], string])[] = [
  ['central', 'điểm cầu Trung ương'],
  ['province', 'điểm cầu cấp tỉnh'],
  ['district', 'điểm cầu cấp huyện'],
  ['commune', 'điểm cầu cấp xã'],
]

/** Rows above this part of a page may be cut between lines. */
const TALLEST_ROW = 0.7

/** Time, place, those who took part with the list of bridges, chair and secretaries. */
export function participantItems(sheet: Sheet, view: MinutesView): Item[] {
  const line = (label: string, text: string) => running(sheet, [{ text: `${label}: `, bold: true }, { text }])
  const before: Paragraph[] = [
    heading(sheet, 'H2', 'I. THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN'),
    line('1. Thời gian bắt đầu', `${hourAndMinute(view.startedAt)}, ${longDate(view.startedAt)}.`),
  ]
  if (view.simulatedClock)
    before.push(
      running(sheet, [
        { text: 'Các mốc thời gian ghi trong biên bản này là thời gian mô phỏng.', italic: true },
      ]),
    )
  before.push(line('2. Địa điểm', `${view.place ?? places(view.bridges)}.`))
  before.push({
    ...line('3. Thành phần tham dự', attendance(view.bridges)),
    keepWithNext: view.bridges.length > 0,
  })
  const after = [
    line(`4. ${sheet.profile.roles.chair}`, `${person(view.chair)}.`),
    line(`5. ${sheet.profile.roles.secretary}`, `${view.secretaries.map(person).join('; ')}.`),
  ]
  return [
    ...paragraphItems(before, sheet.column),
    ...bridgeTable(sheet, view.bridges),
    ...paragraphItems(after, sheet.column),
  ]
}

/** `Name, title` */
export function person({ name, title }: Person): string {
  return title ? `${name}, ${title}` : name
}

function places(bridges: readonly MinutesBridge[]): string {
  const central = bridges.find((bridge) => bridge.level === 'central')
  const others = bridges.length - (central ? 1 : 0)
  if (!central) return `Hội nghị trực tuyến tại ${counted(bridges.length)} điểm cầu`
  if (others === 0) return central.name
  return `${central.name} (${central.unit}), kết nối trực tuyến với ${counted(others)} điểm cầu`
}

function attendance(bridges: readonly MinutesBridge[]): string {
  const levels = LEVELS.flatMap(([level, name]) => {
    const number = bridges.filter((bridge) => bridge.level === level).length
    return number > 0 ? [`${counted(number)} ${name}`] : []
  })
  const reported = bridges.filter((bridge) => bridge.delegates !== null)
  const delegates = reported.reduce((sum, bridge) => sum + (bridge.delegates ?? 0), 0)
  const total =
    reported.length > 0
      ? `; tổng số ${counted(delegates)} đại biểu theo báo cáo của ${counted(reported.length)} điểm cầu`
      : ''
  return `${levels.join(', ')}${total}. Danh sách điểm cầu như sau:`
}

function bridgeTable(sheet: Sheet, bridges: readonly MinutesBridge[]): Item[] {
  if (bridges.length === 0) return []
  const { table, body } = sheet.profile
  // Conferences without a named chair at any bridge leave that room to the names.
  const chaired = bridges.some((bridge) => bridge.chair !== null)
  const shares = chaired ? [0.06, 0.29, 0.285, 0.09, 0.275] : [0.08, 0.42, 0.38, 0.12, 0]
  const columns = [
    { title: 'TT', align: 'center' },
    { title: 'Điểm cầu', align: 'left' },
    { title: 'Đơn vị', align: 'left' },
    { title: 'Số đại biểu', align: 'center' },
    { title: 'Chủ trì điểm cầu', align: 'left' },
  ] as const
  return tableItems(
    {
      parent: sheet.root,
      columns: columns
        .map((column, index) => ({ ...column, share: shares[index] ?? 0 }))
        .filter((column) => column.share > 0),
      rows: bridges.map((bridge, index) => [
        [{ text: String(index + 1) }],
        [{ text: bridge.name }],
        [{ text: bridge.unit }],
        [{ text: bridge.delegates === null ? '' : count(bridge.delegates) }],
        [{ text: bridge.chair ? person(bridge.chair) : '' }],
      ]),
      size: table.size,
      leading: table.leading,
      before: body.paragraphGap,
      tallest: sheet.height * TALLEST_ROW,
      glued: true,
    },
    sheet.column,
  )
}
