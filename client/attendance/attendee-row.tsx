import { type KeyboardEvent, useState } from 'react'
import type { AttendanceMark, Attendee } from '../../domain/attendance.ts'
import { speakerLine } from '../conference/floor-view.ts'
import type { Commands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { useLetterKeys } from '../design/letter-keys.ts'
import { words } from '../messages/catalogue.ts'
import { hourTime } from '../messages/format.ts'
import styles from './attendance.module.css'
import { ReasonDialog } from './reason-dialog.tsx'
import { type Standing, standingOf } from './standing.ts'

const kinds = ['present', 'absent', 'left'] as const
type Kind = (typeof kinds)[number]
const keys: Readonly<Record<string, Kind>> = { c: 'present', v: 'absent', s: 'left' }

/** One name on the list: how they stand, and a button for each way to. */
export function AttendeeRow({
  bridge,
  attendee,
  commands,
  marks,
}: {
  readonly bridge: string
  readonly attendee: Attendee
  readonly commands: Commands
  readonly marks: boolean
}) {
  const [letters] = useLetterKeys()
  const [asking, setAsking] = useState(false)
  const standing = standingOf(attendee)
  const mark = (given: AttendanceMark) =>
    commands.run({ type: 'attendance/mark', bridge, attendee: attendee.id, mark: given })
  const isOffered = (kind: Kind) => kind !== 'left' || standing.kind === 'present' || standing.kind === 'left'
  const press = (kind: Kind) => {
    // A second press would take the reason away again.
    if (standing.kind !== kind && isOffered(kind)) void mark(plainMark(kind))
  }
  const typed = (event: KeyboardEvent) => {
    const kind = keys[event.key.toLowerCase()]
    if (!letters || kind === undefined || event.ctrlKey || event.altKey || event.metaKey || asking) return
    event.preventDefault()
    press(kind)
  }
  const said = explained(standing)
  return (
    <li className={styles.row} data-kind={standing.kind} onKeyDown={marks ? typed : undefined}>
      <div className={styles.who}>
        <b>{attendee.name}</b>
        {attendee.title && <span>{attendee.title}</span>}
        {said !== '' && <small>{said}</small>}
      </div>
      {marks ? (
        <div className={styles.marks}>
          {kinds.map((kind) => (
            <Button
              key={kind}
              size="big"
              className={styles.mark ?? ''}
              data-mark={kind}
              aria-label={words.attendance.markAs(attendee.name, words.attendance.marks[kind])}
              aria-pressed={standing.kind === kind}
              isDisabled={!isOffered(kind)}
              onPress={() => press(kind)}
            >
              {words.attendance.marks[kind]}
            </Button>
          ))}
          {(standing.kind === 'absent' || standing.kind === 'left') && (
            <Button
              size="big"
              tone="quiet"
              className={styles.other ?? ''}
              aria-label={words.attendance.reasonOf(attendee.name)}
              onPress={() => setAsking(true)}
            >
              {words.attendance.reasonAct}
            </Button>
          )}
          {standing.kind === 'unmarked' && (
            <Button
              size="big"
              tone="quiet"
              className={styles.other ?? ''}
              aria-label={words.attendance.strike(attendee.name)}
              onPress={() => void commands.run({ type: 'attendance/strike', bridge, attendee: attendee.id })}
            >
              {words.attendance.strikeShort}
            </Button>
          )}
        </div>
      ) : (
        <span>{words.attendance.marks[standing.kind]}</span>
      )}
      <ReasonDialog
        who={speakerLine(attendee)}
        standing={standing}
        isOpen={asking}
        onClose={() => setAsking(false)}
        onKeep={mark}
      />
    </li>
  )
}

function plainMark(kind: Kind): AttendanceMark {
  if (kind === 'present') return { kind }
  return kind === 'left' ? { kind, reason: null } : { kind, reason: null, proxy: null }
}

/** `đến 08:02, về 10:15 · họp tỉnh` */
export function explained({ arrivedAt, leftAt, reason, proxy }: Standing): string {
  const times = [
    ...(arrivedAt === null ? [] : [words.attendance.arrived(hourTime(arrivedAt))]),
    ...(leftAt === null ? [] : [words.attendance.leftAt(hourTime(leftAt))]),
  ].join(', ')
  const others = [reason, proxy && words.attendance.proxyIs(speakerLine(proxy))]
  return [times, ...others].filter(Boolean).join(' · ')
}
