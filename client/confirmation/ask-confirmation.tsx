import { useState } from 'react'
import type { Instant } from '../../domain/time.ts'
import { useMay } from '../conference/context.tsx'
import { useCommands } from '../conference/use-command.ts'
import { useNow } from '../conference/use-now.ts'
import { Button } from '../design/button.tsx'
import { Dialog, DialogActs } from '../design/dialog.tsx'
import { TextField } from '../design/field.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './confirmation.module.css'
import { dayOf, deadlineOf } from './deadline.ts'

const TWO_DAYS_MS = 2 * 24 * 3_600_000

/** Asks every bridge that has something recorded of it to confirm, until a day and hour. */
export function AskConfirmation() {
  const may = useMay()
  const [isOpen, setOpen] = useState(false)
  if (!may('confirmation/ask')) return null
  const close = () => setOpen(false)
  return (
    <>
      <Button size="small" onPress={() => setOpen(true)}>
        {words.confirmation.ask}
      </Button>
      <Dialog title={words.confirmation.askTitle} isOpen={isOpen} onClose={close}>
        <Form onClose={close} />
      </Dialog>
    </>
  )
}

function Form({ onClose }: { readonly onClose: () => void }) {
  const commands = useCommands()
  const now = useNow()
  const [day, setDay] = useState(() => dayOf(now + TWO_DAYS_MS))
  const [hour, setHour] = useState('17:00')
  const [tried, setTried] = useState(false)
  const until = deadlineOf(day, hour)
  const error = problemOf(until, now)
  const ask = async () => {
    setTried(true)
    if (error !== null || until === null) return
    if (await commands.run({ type: 'confirmation/ask', bridges: [], until })) onClose()
  }
  return (
    <>
      <p>{words.confirmation.askWhat}</p>
      <div className={styles.when}>
        <TextField label={words.confirmation.askDay} type="date" value={day} onChange={setDay} autoFocus />
        <TextField label={words.confirmation.askHour} type="time" value={hour} onChange={setHour} />
      </div>
      {tried && error && <Notice>{error}</Notice>}
      {commands.problem && <Notice>{commands.problem}</Notice>}
      <DialogActs>
        <Button onPress={onClose}>{words.common.cancel}</Button>
        <Button tone="primary" onPress={() => void ask()} isPending={commands.busy}>
          {words.confirmation.askAct}
        </Button>
      </DialogActs>
    </>
  )
}

function problemOf(until: Instant | null, now: Instant): string | null {
  if (until === null) return words.confirmation.askWrong
  return until <= now ? words.confirmation.askPast : null
}
