import { useState } from 'react'
import type { PublicCommand } from '../../domain/commands.ts'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { DialogActs } from '../design/dialog.tsx'
import { TextField } from '../design/field.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './minutes-panel.module.css'

/** What follows from an act that opens the minutes again, and the reason that it needs. */
export function ReasonForm({
  consequences,
  label,
  needed,
  act,
  commandOf,
  onClose,
}: {
  readonly consequences: readonly string[]
  readonly label: string
  /** Said where the reason was left out. */
  readonly needed: string
  readonly act: string
  readonly commandOf: (reason: string) => PublicCommand
  readonly onClose: () => void
}) {
  const commands = useCommands()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const given = reason.trim()
  const run = async () => {
    setTried(true)
    if (given !== '' && (await commands.run(commandOf(given)))) onClose()
  }
  return (
    <>
      <ul className={styles.consequences}>
        {consequences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <TextField
        label={label}
        value={reason}
        onChange={setReason}
        error={tried && given === '' ? needed : null}
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
        <Button tone="final" onPress={() => void run()} isPending={commands.busy}>
          {act}
        </Button>
      </DialogActs>
    </>
  )
}
