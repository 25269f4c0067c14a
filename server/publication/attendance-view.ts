import { attendanceOf, quorumOverTime } from '../../domain/attendance.ts'
import { type LineLosses, lossesWithin } from '../../domain/line-losses.ts'
import type { ConferenceState } from '../../domain/state.ts'
import type { MinutesView } from '../../templates/minutes-view.ts'
import type { AttendanceView } from '../../templates/record-view.ts'

type Told = Pick<MinutesView, 'bridges' | 'startedAt' | 'endedAt'>

/** The roll calls with everything that was marked; `told` is what the minutes say of each bridge, and when it was. */
export function attendanceView(state: ConferenceState, told: Told, losses: LineLosses): AttendanceView {
  const { bridges, startedAt, endedAt } = told
  return {
    bridges: bridges.map(({ id, name, unit, level, delegates, present }) => {
      const { counts, attendees } = attendanceOf(state, id)
      return {
        name,
        unit,
        isCentral: level === 'central',
        invited: delegates,
        present,
        counts: counts.map((count) => ({ at: count.at, present: count.present })),
        attendees: attendees.map((who) => ({
          name: who.name,
          title: who.title,
          marks: who.marks.map(({ at, mark }) => ({
            at,
            kind: mark.kind,
            reason: mark.kind === 'present' ? null : mark.reason,
            proxy: mark.kind === 'absent' ? mark.proxy : null,
          })),
        })),
        losses: state.openedAt === null ? [] : lossesWithin(losses.get(id) ?? [], startedAt, endedAt),
      }
    }),
    quorum: quorumOverTime(state).map(({ at, present, bridges: there }) => ({ at, present, bridges: there })),
  }
}
