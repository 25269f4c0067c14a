import { hallsOnline } from '../halls-online.ts'
import type { MinutesBridge, MinutesView, Person } from '../minutes-view.ts'
import { profileOf } from '../profiles/index.ts'
import { heading, labelled, listed, type TextBlock, type TextColumn, text } from '../text-block.ts'
import { count, counted, hourAndMinute, longDate } from '../wording.ts'

const LEVELS: readonly (readonly [MinutesBridge['level'], string])[] = [
  ['central', 'điểm cầu Trung ương'],
  ['province', 'điểm cầu cấp tỉnh'],
  ['district', 'điểm cầu cấp huyện'],
  ['commune', 'điểm cầu cấp xã'],
]

/** Time, place, those who took part with the list of bridges, chair and secretaries. */
export function participantBlocks(view: MinutesView): TextBlock[] {
  const { roles } = profileOf(view.profile, view.profileOverrides)
  const simulated = 'Các mốc thời gian ghi trong biên bản này là thời gian mô phỏng.'
  return [
    heading(2, 'I. THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN'),
    labelled('1. Thời gian bắt đầu', `${hourAndMinute(view.startedAt)}, ${longDate(view.startedAt)}.`),
    ...(view.simulatedClock ? [text([{ text: simulated, italic: true }])] : []),
    labelled('2. Địa điểm', `${view.place ?? places(view)}.`),
    labelled('3. Thành phần tham dự', attendance(view)),
    ...(view.bridges.length > 0 ? [bridgeTable(view.bridges)] : []),
    ...absences(view.bridges),
    labelled(`4. ${roles.chair}`, `${person(view.chair)}.`),
    labelled(`5. ${roles.secretary}`, `${writers(view.secretaries)}.`),
  ]
}

/** `Name, title` */
export function person({ name, title }: Person): string {
  return title ? `${name}, ${title}` : name
}

/** Who signs, then who was to write beside them: whether these did, the minutes do not know. */
function writers([first, ...others]: readonly Person[]): string {
  const beside = others.length > 0 ? `; cùng được phân công: ${others.map(person).join('; ')}` : ''
  return first ? `${person(first)}${beside}` : ''
}

function places({ bridges, connected }: MinutesView): string {
  const central = bridges.find((bridge) => bridge.level === 'central')
  const others = bridges.length - (central ? 1 : 0)
  if (!central) return `Hội nghị trực tuyến tại ${counted(bridges.length)} điểm cầu`
  if (others === 0) return central.name
  return `${central.name} (${central.unit}), ${hallsOnline(others, connected)}`
}

function attendance({ bridges, connected }: MinutesView): string {
  const levels = LEVELS.flatMap(([level, name]) => {
    const number = bridges.filter((bridge) => bridge.level === level).length
    return number > 0 ? [`${counted(number)} ${name}`] : []
  })
  const others = bridges.filter(({ level }) => level !== 'central').length
  const isWhole = connected === null || connected === others
  const planned = isWhole ? '' : 'theo kế hoạch có '
  const there = isWhole
    ? ''
    : `; đã kết nối ${counted(connected)} trên ${counted(others)} điểm cầu trực tuyến`
  return `${planned}${levels.join(', ')}${there}${heads(bridges)}. Danh sách điểm cầu như sau:`
}

/** Where anybody was counted, how many were there of how many expected in those halls. */
function heads(bridges: readonly MinutesBridge[]): string {
  const seen = bridges.filter((bridge) => bridge.present !== null)
  const known = seen.length > 0 ? seen : bridges.filter((bridge) => bridge.delegates !== null)
  if (known.length === 0) return ''
  const sum = (of: (bridge: MinutesBridge) => number | null) =>
    counted(known.reduce((total, bridge) => total + (of(bridge) ?? 0), 0))
  const halls = `${counted(known.length)} điểm cầu`
  if (seen.length === 0)
    return `; dự kiến ${sum(({ delegates }) => delegates)} đại biểu tại ${halls}, chưa điểm cầu nào điểm danh`
  const invited = seen.every(({ delegates }) => delegates !== null)
    ? ` trên ${sum(({ delegates }) => delegates)} đại biểu được mời`
    : ' đại biểu'
  return `; có mặt ${sum(({ present }) => present)}${invited} theo điểm danh tại ${halls}`
}

function bridgeTable(bridges: readonly MinutesBridge[]): TextBlock {
  // Conferences without a named chair at any bridge leave that room to the names.
  const chaired = bridges.some((bridge) => bridge.chair !== null)
  const called = bridges.some((bridge) => bridge.present !== null)
  const shares = chaired ? [0.06, 0.28, 0.275, 0.11, 0.275] : [0.08, 0.42, 0.37, 0.13, 0]
  const columns = [
    { title: 'TT', align: 'center' },
    { title: 'Điểm cầu', align: 'left' },
    { title: 'Đơn vị', align: 'left' },
    { title: called ? 'Có mặt/ được mời' : 'Đại biểu được mời', align: 'center' },
    { title: 'Chủ trì điểm cầu', align: 'left' },
  ] as const
  return {
    kind: 'table',
    columns: columns
      .map((column, index): TextColumn => ({ ...column, share: shares[index] ?? 0 }))
      .filter((column) => column.share > 0),
    rows: bridges.map((bridge, index) =>
      [
        String(index + 1),
        bridge.name,
        bridge.unit,
        present(bridge, called),
        bridge.chair ? person(bridge.chair) : '',
      ]
        .slice(0, chaired ? 5 : 4)
        .map((cell) => [{ text: cell }]),
    ),
  }
}

/** `50/52`; a hall in which nobody counted shows whom it expected after an empty place. */
function present({ present: there, delegates }: MinutesBridge, called: boolean): string {
  const invited = delegates === null ? '' : count(delegates)
  if (!called) return invited
  if (there === null) return invited && `–/${invited}`
  return invited ? `${count(there)}/${invited}` : count(there)
}

function absences(bridges: readonly MinutesBridge[]): TextBlock[] {
  const missing = bridges.filter(({ absent }) => absent.length > 0)
  if (missing.length === 0) return []
  return [
    text([{ text: 'Đại biểu vắng mặt:', bold: true }], { keepWithNext: true }),
    ...listed(
      missing.map(({ name, absent }) => ({
        label: '-',
        text: `${name}: ${absent.map(absence).join('; ')}.`,
      })),
      false,
      { close: true },
    ),
  ]
}

function absence({ reason, proxy, ...who }: MinutesBridge['absent'][number]): string {
  const facts = [reason ?? '', proxy ? `${person(proxy)} dự thay` : ''].filter(Boolean)
  return facts.length > 0 ? `${person(who)} (${facts.join('; ')})` : person(who)
}
