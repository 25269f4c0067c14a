import type { AttendanceMark } from '../../domain/attendance.ts'
import type { AttendeeInFile } from '../../domain/conference-file-shapes.ts'
import { named } from '../../domain/named.ts'
import { known, type Performance, playerAt, sendAll, visit } from './performance.ts'

/** Every hall that the file knows something of: who is on its list, how they were marked, how many were counted. */
export async function callRoll(play: Performance): Promise<void> {
  for (const { id: bridge, attendees = [], present } of play.file.bridges) {
    if (attendees.length === 0 && present === undefined) continue
    await visit(play, playerAt(play.cast.secretaries, bridge), async (at) => {
      if (attendees.length > 0) {
        const { first } = await at.command({
          type: 'attendance/enrol',
          bridge,
          attendees: attendees.map(named),
        })
        const marks = attendees.flatMap((attendee, index) => {
          const mark = markOf(attendee)
          return mark ? [{ attendee: known(first) + index, mark }] : []
        })
        await sendAll(
          at,
          marks.map((mark) => ({ type: 'attendance/mark', bridge, ...mark })),
        )
      }
      if (present !== undefined) await at.command({ type: 'attendance/count', bridge, present })
    })
  }
}

/** Those who leave before the end. */
export async function leaveEarly(play: Performance): Promise<void> {
  for (const { id: bridge, attendees = [] } of play.file.bridges) {
    if (!attendees.some(({ mark }) => mark === 'left')) continue
    await visit(play, playerAt(play.cast.secretaries, bridge), async (at) => {
      const listed = at.state().attendance[bridge]?.attendees ?? []
      const left = attendees.flatMap(({ mark, reason = null }, index) => {
        const attendee = listed[index]?.id
        return mark === 'left' && attendee !== undefined ? [{ attendee, reason }] : []
      })
      await sendAll(
        at,
        left.map(({ attendee, reason }) => ({
          type: 'attendance/mark',
          bridge,
          attendee,
          mark: { kind: 'left', reason },
        })),
      )
    })
  }
}

/** As it is when the roll is called: whoever leaves later is there. */
function markOf({ mark, reason, proxy }: AttendeeInFile): AttendanceMark | null {
  if (mark === undefined) return null
  if (mark !== 'absent') return { kind: 'present' }
  return { kind: 'absent', reason: reason ?? null, proxy: proxy ? named(proxy) : null }
}
