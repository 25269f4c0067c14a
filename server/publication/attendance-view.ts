import { attendanceOf, quorumOverTime } from '../../domain/attendance.ts'
import type { ConferenceState } from '../../domain/state.ts'
import type { MinutesBridge } from '../../templates/minutes-view.ts'
import type { AttendanceView } from '../../templates/record-view.ts'

/** The roll calls with everything that was marked; `halls` is what the minutes say of each bridge. */
export function attendanceView(state: ConferenceState, halls: readonly MinutesBridge[]): AttendanceView {
  return {
    bridges: halls.map(({ id, name, unit, delegates, present }) => {
      const { counts, attendees } = attendanceOf(state, id)
      return {
        name,
        unit,
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
      }
    }),
    quorum: quorumOverTime(state).map(({ at, present, bridges }) => ({ at, present, bridges })),
  }
}
