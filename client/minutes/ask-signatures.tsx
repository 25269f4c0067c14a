import { useState } from 'react'
import type { Instant } from '../../domain/time.ts'
import { useMay } from '../conference/context.tsx'
import { useCommands } from '../conference/use-command.ts'
import { useNow } from '../conference/use-now.ts'
import { dayOf, deadlineOf } from '../confirmation/deadline.ts'
import { Button } from '../design/button.tsx'
import { Dialog, DialogActs } from '../design/dialog.tsx'
import { TextField } from '../design/field.tsx'
import { Notice } from '../design/notice.tsx'
import { Tag } from '../design/tag.tsx'
import { words } from '../messages/catalogue.ts'
import { timeAndDate } from '../messages/format.ts'
import styles from './minutes-panel.module.css'

const TWO_DAYS_MS = 2 * 24 * 3_600_000

/** Until when everybody is asked to sign, and setting it. */
export function SigningDeadline({ until }: { readonly until: Instant | null }) {
  const may = useMay()
  const now = useNow()
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <div className={styles.acts}>
      {until !== null &&
        (until < now ? (
          <Tag tone="need">{words.signing.overdue(timeAndDate(until))}</Tag>
        ) : (
          <span>{words.signing.deadline(timeAndDate(until))}</span>
        ))}
      {may('minutes/ask-signatures') && (
        <Button size="small" onPress={() => setOpen(true)}>
          {until === null ? words.signing.ask : words.signing.askAgain}
        </Button>
      )}
      <Dialog title={words.signing.askTitle} isOpen={isOpen} onClose={close}>
        <Form onClose={close} />
      </Dialog>
    </div>
  )
}

function Form({ onClose }: { readonly onClose: () => void }) {
  const commands = useCommands()
  const now = useNow()
  const [day, setDay] = useState(() => dayOf(now + TWO_DAYS_MS))
  const [hour, setHour] = useState('17:00')
  const [tried, setTried] = useState(false)
  const until = deadlineOf(day, hour)
  const isRight = until !== null && until > now
  const ask = async () => {
    setTried(true)
    if (isRight && (await commands.run({ type: 'minutes/ask-signatures', until }))) onClose()
  }
  return (
    <>
      <p>{words.signing.askWhat}</p>
      <p>{words.signing.askUntil}</p>
      <div className={styles.when}>
        <TextField label={words.confirmation.askDay} type="date" value={day} onChange={setDay} autoFocus />
        <TextField label={words.confirmation.askHour} type="time" value={hour} onChange={setHour} />
      </div>
      {tried && !isRight && <Notice>{words.signing.askNeeded}</Notice>}
      {commands.problem && <Notice>{commands.problem}</Notice>}
      <DialogActs>
        <Button onPress={onClose}>{words.common.cancel}</Button>
        <Button tone="primary" onPress={() => void ask()} isPending={commands.busy}>
          {words.signing.ask}
        </Button>
      </DialogActs>
    </>
  )
}
