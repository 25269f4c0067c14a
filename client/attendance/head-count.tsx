import { type FormEvent, useState } from 'react'
import { attendanceOf, invitedAt, presentAt } from '../../domain/attendance.ts'
import { useConference } from '../conference/context.tsx'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { Notice } from '../design/notice.tsx'
import { NumberField } from '../design/number-field.tsx'
import { words } from '../messages/catalogue.ts'
import { count, hourTime } from '../messages/format.ts'
import styles from './attendance.module.css'

/** How many heads there are in the hall: counted, kept with one press, the log has each count. */
export function HeadCount({ bridge }: { readonly bridge: string }) {
  const state = useConference()
  const commands = useCommands()
  const held = attendanceOf(state, bridge)
  const kept = held.counts.at(-1) ?? null
  // Until somebody types, the field follows what is known: another desk may count too.
  const [typed, setTyped] = useState<number | null | undefined>(undefined)
  const known = presentAt(held)
  const value = typed === undefined ? known : typed
  const isNew = value !== null && value !== (kept?.present ?? null)
  const keep = async (event: FormEvent) => {
    event.preventDefault()
    if (value === null || !isNew || commands.busy) return
    if (await commands.run({ type: 'attendance/count', bridge, present: value })) setTyped(undefined)
  }
  const invited = invitedAt(state, bridge)
  const label = words.attendance.heads + (invited === null ? '' : ` (${words.attendance.headsOf(invited)})`)
  return (
    <form className={styles.count} noValidate onSubmit={(event) => void keep(event)}>
      <NumberField
        label={label}
        value={value}
        onChange={setTyped}
        fewer={words.attendance.fewer}
        more={words.attendance.more}
      />
      <Button type="submit" size="big" tone="primary" isDisabled={!isNew} isPending={commands.busy}>
        {words.attendance.keepCount}
      </Button>
      <p className={styles.said} role="status">
        {kept
          ? words.attendance.counted(count(kept.present), hourTime(kept.at))
          : known === null
            ? words.attendance.notCounted
            : words.attendance.fromList(count(known))}
        {kept && held.attendees.length > 0 && ` ${words.attendance.countGoesBefore}`}
      </p>
      {commands.problem && <Notice onDismiss={commands.dismiss}>{commands.problem}</Notice>}
    </form>
  )
}
