import { describe, expect, test } from 'vitest'
import { lineEventsIn } from '../../client/attendance/line-losses.ts'
import { namesIn } from '../../client/attendance/pasted-names.ts'
import { changesByMinute, quorumSteps, ticksBetween } from '../../client/attendance/quorum-steps.ts'
import { isUncalled, rollOf, totalsOf } from '../../client/attendance/roll.ts'
import { standingOf } from '../../client/attendance/standing.ts'
import { type AttendanceMark, attendanceOf, quorumOverTime } from '../../domain/attendance.ts'
import { lineLosses } from '../../domain/line-losses.ts'
import { ask, deskOf, type History, prepared, START } from '../domain/small-conference.ts'

const minute = 60_000
const sonLa = deskOf('son-la', 'secretary')

describe('pasted names', () => {
  test('are one person a line, name and office divided as people divide them', () => {
    const pasted = [
      '1. Nguyễn Thị A – Phó Trưởng ban',
      '2) Trần Văn B\tChánh Văn phòng',
      '- Lê Thị C, Ủy viên Ban Thường vụ, Trưởng ban Dân vận',
      'Phạm Văn D - Phó Bí thư',
      'Hoàng Thị E; ',
      'Đỗ Văn G',
    ]
    expect(namesIn(pasted.join('\r\n'))).toEqual([
      { name: 'Nguyễn Thị A', title: 'Phó Trưởng ban' },
      { name: 'Trần Văn B', title: 'Chánh Văn phòng' },
      { name: 'Lê Thị C', title: 'Ủy viên Ban Thường vụ, Trưởng ban Dân vận' },
      { name: 'Phạm Văn D', title: 'Phó Bí thư' },
      { name: 'Hoàng Thị E', title: null },
      { name: 'Đỗ Văn G', title: null },
    ])
  })

  test('keep a dash inside a name, and are composed as the log wants them', () => {
    expect(namesIn('K’Brơi-Thanh – Già làng')).toEqual([{ name: 'K’Brơi-Thanh', title: 'Già làng' }])
    expect(namesIn('Nguyễn'.normalize('NFD'))).toEqual([{ name: 'Nguyễn', title: null }])
  })

  test('are nobody where there is nothing to read', () => {
    expect(namesIn('\n  \n–\n 3. \n')).toEqual([])
  })
})

/** Two people on Sơn La's list; the first is marked in turn, each mark a minute after the other. */
function marked(...marks: readonly AttendanceMark[]): History {
  const attendees = [
    { name: 'Nguyễn Thị A', title: null },
    { name: 'Trần Văn B', title: null },
  ]
  const enrolled = ask(prepared, sonLa, { type: 'attendance/enrol', bridge: 'son-la', attendees }, START)
  const [first] = attendanceOf(enrolled.state, 'son-la').attendees
  if (!first) throw new Error('nobody was enrolled')
  return marks.reduce(
    (history, mark, index) =>
      ask(
        history,
        sonLa,
        { type: 'attendance/mark', bridge: 'son-la', attendee: first.id, mark },
        START + (index + 1) * minute,
      ),
    enrolled,
  )
}

const firstOf = ({ state }: History) => {
  const [first] = attendanceOf(state, 'son-la').attendees
  if (!first) throw new Error('nobody is on the list')
  return standingOf(first)
}

describe('somebody on the list', () => {
  test('has not been marked, then has come, then has left early, with both times', () => {
    expect(firstOf(marked()).kind).toBe('unmarked')
    const left = marked({ kind: 'present' }, { kind: 'left', reason: 'Việc gấp' })
    expect(firstOf(left)).toMatchObject({
      kind: 'left',
      arrivedAt: START + minute,
      leftAt: START + 2 * minute,
      reason: 'Việc gấp',
    })
  })

  test('was marked absent by mistake and is there: nothing of the absence is shown', () => {
    const proxy = { name: 'Vũ Văn H', title: null }
    const here = marked({ kind: 'absent', reason: 'Ốm', proxy }, { kind: 'present' })
    expect(firstOf(here)).toMatchObject({ kind: 'present', reason: null, proxy: null })
  })
})

describe('the roll call of all bridges', () => {
  const proxy = { name: 'Vũ Văn H', title: null }
  const history = ask(
    marked({ kind: 'absent', reason: 'Ốm', proxy }),
    deskOf('ha-noi', 'chair'),
    { type: 'attendance/count', bridge: 'ha-noi', present: 15 },
    START + 5 * minute,
  )
  const rows = rollOf(history.state)
  const row = (id: string) => rows.find(({ bridge }) => bridge.id === id)

  test('has a row for each bridge and knows which have said nothing', () => {
    expect(rows.map(({ bridge }) => bridge.id)).toEqual(history.state.bridges.map(({ id }) => id))
    expect(rows.filter(isUncalled).map(({ bridge }) => bridge.id)).toEqual(['trung-uong', 'moc-chau'])
  })

  test('counts a proxy as present and names whom they sit for', () => {
    expect(row('son-la')).toMatchObject({ invited: 20, present: 1, share: 0.05 })
    expect(row('son-la')?.missed).toMatchObject([{ name: 'Nguyễn Thị A', reason: 'Ốm', proxy }])
  })

  test('takes the share of those that have said, so that silence does not lower it', () => {
    expect(totalsOf(rows)).toMatchObject({
      invited: 80,
      present: 16,
      share: 16 / 40,
      absent: 1,
      proxies: 1,
      uncalled: 2,
    })
  })

  test('draws who was there as steps that end now', () => {
    const points = quorumOverTime(history.state)
    expect(points.map(({ present }) => present)).toEqual([1, 16])
    const steps = quorumSteps(points, 80, START + 9 * minute, { width: 80, height: 80 })
    expect(steps?.path).toBe('M0 79H40V64H80')
    expect(quorumSteps([], 80, START, { width: 80, height: 80 })).toBeNull()
  })
})

describe('times under the line', () => {
  test('are full, and never more than there is room for', () => {
    for (const length of [1, 7, 44, 130, 600, 3000]) {
      const ticks = ticksBetween(START + 17_000, START + length * minute, 5)
      expect(ticks.length).toBeLessThanOrEqual(6)
      for (const at of ticks) expect(at % minute).toBe(0)
    }
  })

  test('bridges that report within one minute are one change, the last', () => {
    const point = (at: number, present: number) => ({ at: START + at, present, bridges: 1 })
    const points = [point(0, 3), point(20_000, 9), point(minute, 12)]
    expect(changesByMinute(points)).toEqual([points[2], points[1]])
  })
})

describe('the losses of a line', () => {
  const since = (type: 'line-lost' | 'line-connected', bridge: string, at: number) =>
    ({ type, bridge, since: at }) as const

  test('are read from the log, each with its beginning and its end', () => {
    const losses = lineLosses([
      since('line-connected', 'son-la', 1),
      since('line-lost', 'son-la', 10),
      since('line-connected', 'son-la', 30),
      since('line-lost', 'ha-noi', 40),
      since('line-lost', 'son-la', 50),
    ])
    expect(losses.get('son-la')).toEqual([
      { from: 10, to: 30 },
      { from: 50, to: null },
    ])
    expect(losses.get('ha-noi')).toEqual([{ from: 40, to: null }])
  })

  test('are found in the log as it is exported, and what was erased is passed over', () => {
    const line = (type: string, event: unknown) =>
      JSON.stringify({ type, payload: event === null ? null : JSON.stringify({ actor: {}, event }) })
    const lost = since('line-lost', 'son-la', 10)
    const log = [
      line('conference-opened', { type: 'conference-opened' }),
      line('attendee-enrolled', { type: 'attendee-enrolled', named: { name: '"line-lost"', title: null } }),
      line('line-lost', lost),
      line('line-lost', null),
      '',
    ]
    expect(lineEventsIn(log.join('\n'))).toEqual([lost])
  })
})
