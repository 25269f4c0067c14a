import { useState } from 'react'
import { useMay } from '../conference/context.tsx'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { Dialog, DialogActs } from '../design/dialog.tsx'
import { TextField } from '../design/field.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './minutes-panel.module.css'

/** The way back from a seal, for a correction: the chair says why, once. */
export function ReopenMinutes() {
  const may = useMay()
  const [isOpen, setOpen] = useState(false)
  if (!may('minutes/reopen')) return null
  const close = () => setOpen(false)
  return (
    <>
      <Button tone="quiet" onPress={() => setOpen(true)}>
        {words.seal.reopen}
      </Button>
      <Dialog title={words.seal.reopenTitle} isOpen={isOpen} onClose={close} alert>
        <Form onClose={close} />
      </Dialog>
    </>
  )
}

function Form({ onClose }: { readonly onClose: () => void }) {
  const commands = useCommands()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const given = reason.trim()
  const reopen = async () => {
    setTried(true)
    if (given !== '' && (await commands.run({ type: 'minutes/reopen', reason: given }))) onClose()
  }
  return (
    <>
      <ul className={styles.consequences}>
        {words.seal.reopenConsequences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <TextField
        label={words.seal.reopenReason}
        value={reason}
        onChange={setReason}
        error={tried && given === '' ? words.seal.reopenReasonNeeded : null}
        maxLength={2000}
        autoFocus
        isRequired
        validationBehavior="aria"
      />
      {commands.problem && <Notice>{commands.problem}</Notice>}
      <DialogActs>
        <Button onPress={onClose} isDisabled={commands.busy}>
          {words.common.cancel}
        </Button>
        <Button tone="final" onPress={() => void reopen()} isPending={commands.busy}>
          {words.seal.reopen}
        </Button>
      </DialogActs>
    </>
  )
}
