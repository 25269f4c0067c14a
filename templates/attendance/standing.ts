import { person } from '../minutes/participants.ts'
import type { AttendanceView } from '../record-view.ts'
import { shortTime } from '../wording.ts'

export type HallAttendance = AttendanceView['bridges'][number]
type Attendee = HallAttendance['attendees'][number]

/** One line of the list: somebody expected, or who sat there instead. */
export type Standing = {
  readonly kind: 'present' | 'absent' | 'authorised' | 'uncalled'
  readonly name: string
  readonly title: string
  readonly state: string
  readonly arrived: string
  readonly left: string
}

/** What is said of everybody on a hall's list; a proxy stands below whoever sent them. */
export function standings(hall: HallAttendance, day: number): readonly Standing[] {
  return hall.attendees.flatMap((attendee) => standingsOf(hall, attendee, day))
}

function standingsOf({ isCentral }: HallAttendance, attendee: Attendee, day: number): readonly Standing[] {
  const { name, title, marks } = attendee
  const manner = isCentral ? 'trực tiếp' : 'trực tuyến'
  const when = (at: number) => shortTime(at, day)
  const stays = staysIn(marks)
  const times = {
    arrived: stays.map(({ from }) => when(from)).join('\n'),
    left: stays.flatMap(({ to }) => (to === null ? [] : [when(to)])).join('\n'),
  }
  const last = marks.at(-1)
  const own = { name, title: title ?? '', ...times }
  if (!last) return [{ ...own, kind: 'uncalled', state: 'Chưa điểm danh' }]
  if (last.kind !== 'absent') {
    const why = last.kind === 'left' && last.reason ? `; về sớm: ${last.reason}` : ''
    return [{ ...own, kind: 'present', state: `Có mặt ${manner}${why}` }]
  }
  const { reason, proxy } = last
  const absent = { ...own, kind: 'absent', state: reason ? `Vắng mặt: ${reason}` : 'Vắng mặt' } as const
  if (!proxy) return [absent]
  return [
    absent,
    {
      kind: 'authorised',
      name: proxy.name,
      title: proxy.title ?? '',
      state: `Được ủy quyền, dự thay ${person(attendee)} (${manner})`,
      arrived: when(last.at),
      left: '',
    },
  ]
}

/** The stretches in which somebody was there; `to` is null for one without an end. */
function staysIn(marks: Attendee['marks']): readonly { readonly from: number; readonly to: number | null }[] {
  const stays: { from: number; to: number | null }[] = []
  for (const { kind, at } of marks) {
    const open = stays.at(-1)
    if (kind === 'present' && open?.to !== null) stays.push({ from: at, to: null })
    else if (kind !== 'present' && open?.to === null) open.to = at
  }
  return stays
}
