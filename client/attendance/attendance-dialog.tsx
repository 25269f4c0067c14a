import { useState } from 'react'
import { attendanceOf } from '../../domain/attendance.ts'
import { useConference, useMay } from '../conference/context.tsx'
import { nameOf } from '../conference/names.ts'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { Dialog, DialogActs } from '../design/dialog.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './attendance.module.css'
import { AttendeeRow } from './attendee-row.tsx'
import { EnrolForm } from './enrol-form.tsx'
import { FigureLine } from './figure-line.tsx'
import { HeadCount } from './head-count.tsx'
import { moveAmong } from './row-keys.ts'

/** The list of one bridge's attendees, each marked by one key or one touch. */
export function AttendanceDialog({
  bridge,
  isOpen,
  onClose,
  counts = false,
}: {
  readonly bridge: string
  readonly isOpen: boolean
  readonly onClose: () => void
  /** Whether heads are counted here too, where the reader is not at the bridge's own desk. */
  readonly counts?: boolean
}) {
  const state = useConference()
  return (
    <Dialog
      title={words.attendance.listOf(nameOf(state, bridge))}
      isOpen={isOpen}
      onClose={onClose}
      size="wide"
    >
      <Sheet bridge={bridge} onClose={onClose} counts={counts} />
    </Dialog>
  )
}

function Sheet({
  bridge,
  onClose,
  counts,
}: {
  readonly bridge: string
  readonly onClose: () => void
  readonly counts: boolean
}) {
  const state = useConference()
  const may = useMay()
  const commands = useCommands()
  const { attendees } = attendanceOf(state, bridge)
  const [adding, setAdding] = useState(false)
  const marks = may('attendance/mark', bridge) && state.phase !== 'sealed'
  const isEmpty = attendees.length === 0
  const enrols = marks && (adding || isEmpty)
  return (
    <>
      {counts && marks && <HeadCount bridge={bridge} />}
      {isEmpty && !enrols && <p>{words.attendance.noList}</p>}
      {!isEmpty && !enrols && (
        <>
          <div className={styles.head}>
            <FigureLine bridge={bridge} />
            {marks && <span>{words.attendance.keysHelp}</span>}
          </div>
          <ul className={styles.list} onKeyDown={moveAmong}>
            {attendees.map((attendee) => (
              <AttendeeRow
                key={attendee.id}
                bridge={bridge}
                attendee={attendee}
                commands={commands}
                marks={marks}
              />
            ))}
          </ul>
        </>
      )}
      {commands.problem && <Notice onDismiss={commands.dismiss}>{commands.problem}</Notice>}
      {enrols && <EnrolForm bridge={bridge} onDone={() => setAdding(false)} />}
      <DialogActs>
        {adding && !isEmpty && <Button onPress={() => setAdding(false)}>{words.attendance.seeList}</Button>}
        {marks && !enrols && <Button onPress={() => setAdding(true)}>{words.attendance.add}</Button>}
        <Button onPress={onClose}>{words.common.close}</Button>
      </DialogActs>
    </>
  )
}
