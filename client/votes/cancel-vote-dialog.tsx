import { type FormEvent, useState } from 'react'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { Dialog, DialogActs } from '../design/dialog.tsx'
import { TextField } from '../design/field.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './votes.module.css'

interface CancelVoteProps {
  readonly vote: number
  readonly onClose: () => void
}

/** A vote that does not count, with the reason that the log keeps. */
export function CancelVoteDialog({ vote, isOpen, onClose }: CancelVoteProps & { readonly isOpen: boolean }) {
  return (
    <Dialog title={words.votes.cancelTitle} isOpen={isOpen} onClose={onClose}>
      <Form vote={vote} onClose={onClose} />
    </Dialog>
  )
}

function Form({ vote, onClose }: CancelVoteProps) {
  const commands = useCommands()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const missing = reason.trim() === ''
  const cancel = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (missing || commands.busy) return
    if (await commands.run({ type: 'vote/cancel', vote, reason: reason.trim() })) onClose()
  }
  return (
    <form className={styles.form} noValidate onSubmit={(event) => void cancel(event)}>
      <p>{words.votes.cancelWhat}</p>
      <TextField
        label={words.votes.reason}
        value={reason}
        onChange={setReason}
        error={tried && missing ? words.votes.reasonNeeded : null}
        maxLength={2000}
        autoFocus
      />
      {commands.problem && <Notice>{commands.problem}</Notice>}
      <DialogActs>
        <Button onPress={onClose}>{words.common.cancel}</Button>
        <Button type="submit" tone="final" isPending={commands.busy}>
          {words.votes.cancel}
        </Button>
      </DialogActs>
    </form>
  )
}
