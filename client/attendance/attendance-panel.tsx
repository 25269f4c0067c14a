import { useState } from 'react'
import { attendanceOf } from '../../domain/attendance.ts'
import { useConference, useMay } from '../conference/context.tsx'
import { Button } from '../design/button.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './attendance.module.css'
import { AttendanceDialog } from './attendance-dialog.tsx'
import { FigureLine } from './figure-line.tsx'
import { HeadCount } from './head-count.tsx'

/** The roll call of one bridge at its own desk. */
export function AttendancePanel({ bridge }: { readonly bridge: string }) {
  const state = useConference()
  const may = useMay()
  const [open, setOpen] = useState(false)
  const { attendees } = attendanceOf(state, bridge)
  const marks = may('attendance/mark', bridge) && state.phase !== 'sealed'
  return (
    <section className={styles.panel} aria-labelledby="attendance">
      <h2 id="attendance">{words.attendance.title}</h2>
      {marks && <HeadCount key={bridge} bridge={bridge} />}
      <FigureLine bridge={bridge} />
      {(marks || attendees.length > 0) && (
        <Button size="big" onPress={() => setOpen(true)}>
          {attendees.length > 0
            ? marks
              ? words.attendance.list
              : words.attendance.seeList
            : words.attendance.enterList}
        </Button>
      )}
      <AttendanceDialog bridge={bridge} isOpen={open} onClose={() => setOpen(false)} />
    </section>
  )
}
