import { type FormEvent, useState } from 'react'
import type { Contribution } from '../../domain/contributions.ts'
import { useConference, useMay } from '../conference/context.tsx'
import { useTextSnapshot } from '../conference/texts.tsx'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { Dialog, DialogActs } from '../design/dialog.tsx'
import { TextField } from '../design/field.tsx'
import { Notice } from '../design/notice.tsx'
import { Tag } from '../design/tag.tsx'
import { words } from '../messages/catalogue.ts'
import { clockTime } from '../messages/format.ts'
import type { ProseSession } from '../prose/prose-session.ts'
import styles from './contributions.module.css'

/** After the seal: what came too late for the minutes, and what the bridge asks to have corrected. */
export function Corrections({
  contribution,
  session,
}: {
  readonly contribution: Contribution
  readonly session: ProseSession | null
}) {
  const { corrections } = useConference()
  const may = useMay()
  const { late } = useTextSnapshot(session)
  const [open, setOpen] = useState(false)
  const own = corrections.filter((held) => held.contribution === contribution.id)
  const proposes = may('minutes/propose-correction', contribution.bridge)
  return (
    <div className={styles.corrections}>
      {late !== '' && (
        <Notice>
          {words.bridge.lateWhat} “{late}”
        </Notice>
      )}
      {own.map((held) => (
        <div key={held.id} className={styles.correction}>
          <Tag tone="plain">{words.bridge.proposed(clockTime(held.at))}</Tag>
          <p>{held.text}</p>
        </div>
      ))}
      {proposes && <Button onPress={() => setOpen(true)}>{words.bridge.propose}</Button>}
      <Dialog title={words.bridge.proposeTitle} isOpen={open} onClose={() => setOpen(false)}>
        <Form
          contribution={contribution.id}
          text={late}
          onClose={() => setOpen(false)}
          onSent={() => session?.dismissLost()}
        />
      </Dialog>
    </div>
  )
}

function Form({
  contribution,
  text,
  onClose,
  onSent,
}: {
  readonly contribution: number
  readonly text: string
  readonly onClose: () => void
  readonly onSent: () => void
}) {
  const commands = useCommands()
  const [typed, setTyped] = useState(text)
  const [tried, setTried] = useState(false)
  const missing = typed.trim() === ''
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (missing || commands.busy) return
    if (!(await commands.run({ type: 'minutes/propose-correction', contribution, text: typed.trim() })))
      return
    onSent()
    onClose()
  }
  return (
    <form className={styles.form} noValidate onSubmit={(event) => void send(event)}>
      <p>{words.bridge.proposeWhat}</p>
      <TextField
        label={words.bridge.proposeText}
        lines="many"
        value={typed}
        onChange={setTyped}
        error={tried && missing ? words.bridge.proposeNeeded : null}
        autoFocus
        validationBehavior="aria"
      />
      {commands.problem && <Notice>{commands.problem}</Notice>}
      <DialogActs>
        <Button onPress={onClose}>{words.common.cancel}</Button>
        <Button type="submit" tone="primary" isPending={commands.busy}>
          {words.bridge.proposeAct}
        </Button>
      </DialogActs>
    </form>
  )
}
