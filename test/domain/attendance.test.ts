import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type AttendanceMark,
  attendanceOf,
  invitedAt,
  presenceOverTime,
  presentAt,
  quorumOverTime,
} from '../../domain/attendance.ts'
import { emptyConference } from '../../domain/state.ts'
import { deskOf, secretary } from './small-conference.ts'
import { tell } from './told-conference.ts'

const desk = deskOf('son-la', 'technician')
const bridge = 'son-la'

function called() {
  const told = tell()
  const attendees = ['Bà Một', 'Ông Hai', 'Bà Ba'].map((name) => ({ name, title: null }))
  const first = told.does(desk, { type: 'attendance/enrol', bridge, attendees })
  const mark = (attendee: number, how: AttendanceMark) =>
    told.does(desk, { type: 'attendance/mark', bridge, attendee, mark: how })
  const present = () => presentAt(attendanceOf(told.state(), bridge))
  return { told, attendees, ids: [first, first + 1, first + 2] as const, mark, present }
}

const away = (name?: string): AttendanceMark => ({
  kind: 'absent',
  reason: 'Đi công tác',
  proxy: name === undefined ? null : { name, title: null },
})

describe('the roll call', () => {
  it('counts who is present and whoever sits for somebody, not who left or is absent', () => {
    const { ids, mark, present } = called()
    expect(present()).toBeNull()
    mark(ids[0], { kind: 'present' })
    mark(ids[1], away('Ông Bốn'))
    mark(ids[2], away())
    expect(present()).toBe(2)
    mark(ids[0], { kind: 'left', reason: 'Họp khẩn' })
    expect(present()).toBe(1)
    mark(ids[2], { kind: 'present' })
    expect(present()).toBe(2)
  })

  it('takes the heads that were counted for more than the marks of a list', () => {
    const { told, ids, mark, present } = called()
    mark(ids[0], { kind: 'present' })
    told.does(desk, { type: 'attendance/count', bridge, present: 27 })
    expect(present()).toBe(27)
    expect(told.answer(desk, { type: 'attendance/count', bridge, present: 27 })).toEqual([])
  })

  it('knows nobody twice by the same name and title, and takes a list again for what is new on it', () => {
    const { told, attendees } = called()
    expect(told.answer(desk, { type: 'attendance/enrol', bridge, attendees })).toEqual([])
    const longer = [...attendees, { name: ' Bà Một ', title: null }, { name: 'Bà Một', title: 'Phó ban' }]
    expect(told.answer(desk, { type: 'attendance/enrol', bridge, attendees: longer })).toMatchObject([
      { type: 'attendee-enrolled', named: { name: 'Bà Một', title: 'Phó ban' } },
    ])
  })

  it('ends somewhere, but not for names that are on it already', () => {
    const told = tell()
    const names = (from: number) =>
      Array.from({ length: 1000 }, (_, n) => ({ name: `Đại biểu ${from + n}`, title: null }))
    const enrol = (from: number) => ({ type: 'attendance/enrol', bridge, attendees: names(from) }) as const
    for (const from of [0, 1000, 2000, 3000, 4000]) told.does(desk, enrol(from))
    expect(told.answer(desk, enrol(4000))).toEqual([])
    expect(told.answer(desk, enrol(4001))).toBe('attendance/too-many')
  })

  it('lets nobody leave who was not there, and strikes nobody who was marked', () => {
    const { told, ids, mark } = called()
    const left = { kind: 'left', reason: null } as const
    const code = (attendee: number) =>
      told.answer(desk, { type: 'attendance/mark', bridge, attendee, mark: left })
    expect(code(ids[0])).toBe('attendance/not-present')
    mark(ids[0], { kind: 'present' })
    mark(ids[0], left)
    expect(code(ids[0])).toEqual([])
    expect(told.answer(desk, { type: 'attendance/strike', bridge, attendee: ids[0] })).toBe(
      'attendance/marked-already',
    )
    told.does(desk, { type: 'attendance/strike', bridge, attendee: ids[1] })
    expect(attendanceOf(told.state(), bridge).attendees.map(({ name }) => name)).toEqual(['Bà Một', 'Bà Ba'])
    expect(code(ids[1])).toBe('attendance/unknown-attendee')
    expect(code(9999)).toBe('attendance/unknown-attendee')
  })

  it('is each bridge’s own to make, or the centre’s', () => {
    const { told } = called()
    const count = { type: 'attendance/count', bridge, present: 3 } as const
    expect(told.answer(deskOf('ha-noi', 'secretary'), count)).toBe('access/not-allowed')
    expect(told.answer(deskOf('son-la', 'delegate'), count)).toBe('access/not-allowed')
    expect(told.answer(secretary, count)).toHaveLength(1)
  })

  it('expects as many as the plan says', () => {
    const { told } = called()
    expect(invitedAt(told.state(), bridge)).toBe(20)
    const unplanned = told.state().bridges.map((each) => ({ ...each, delegates: null }))
    expect(invitedAt({ ...told.state(), bridges: unplanned }, bridge)).toBe(3)
    expect(invitedAt({ ...told.state(), bridges: unplanned }, 'ha-noi')).toBeNull()
  })
})

describe('the quorum over time', () => {
  it('is at each of its points, and between them, what the halls say by themselves', () => {
    const at = fc.integer({ min: 0, max: 30 })
    const mark = fc.constantFrom<AttendanceMark>(
      { kind: 'present' },
      { kind: 'left', reason: null },
      { kind: 'absent', reason: null, proxy: null },
      { kind: 'absent', reason: null, proxy: { name: 'Thay', title: null } },
    )
    const inOrder = <T extends { at: number }>(of: fc.Arbitrary<T>) =>
      fc.array(of, { maxLength: 6 }).map((all) => all.toSorted((a, b) => a.at - b.at))
    const hall = fc.record({
      counts: inOrder(fc.record({ at, present: fc.integer({ min: 0, max: 9 }) })),
      attendees: fc.array(
        fc.record({
          id: at,
          name: fc.constant('A'),
          title: fc.constant(null),
          marks: inOrder(fc.record({ at, mark })),
        }),
        { maxLength: 5 },
      ),
    })
    fc.assert(
      fc.property(fc.array(hall, { maxLength: 4 }), (halls) => {
        const attendance = Object.fromEntries(halls.map((held, index) => [`b${index}`, held]))
        const points = quorumOverTime({ ...emptyConference, attendance })
        for (let moment = 0; moment <= 30; moment++) {
          const said = halls.map((held) => presentAt(held, moment) ?? 0)
          const point = points.findLast((each) => each.at <= moment) ?? { present: 0, bridges: 0 }
          expect(point).toMatchObject({
            present: said.reduce((sum, each) => sum + each, 0),
            bridges: said.filter((each) => each > 0).length,
          })
        }
        const [one] = halls
        if (one) expect(presenceOverTime(one).at(-1)?.present ?? null).toBe(presentAt(one))
      }),
    )
  })

  it('has a point for each moment at which somebody came or went, over all bridges', () => {
    const { told, ids, mark } = called()
    const from = told.now()
    mark(ids[0], { kind: 'present' })
    mark(ids[1], { kind: 'present' })
    mark(ids[2], away())
    const other = deskOf('ha-noi', 'chair')
    told.does(other, { type: 'attendance/count', bridge: 'ha-noi', present: 10 })
    mark(ids[1], { kind: 'left', reason: null })
    told.does(other, { type: 'attendance/count', bridge: 'ha-noi', present: 0 })
    expect(quorumOverTime(told.state())).toEqual([
      { at: from + 1000, present: 1, bridges: 1 },
      { at: from + 2000, present: 2, bridges: 1 },
      { at: from + 4000, present: 12, bridges: 2 },
      { at: from + 5000, present: 11, bridges: 2 },
      { at: from + 6000, present: 1, bridges: 1 },
    ])
  })
})
