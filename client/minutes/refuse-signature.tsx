import { useState } from 'react'
import type { SignatureField } from '../../domain/signing.ts'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { Dialog, DialogActs } from '../design/dialog.tsx'
import { TextField } from '../design/field.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './minutes-panel.module.css'

/** Whoever is to sign and does not says why, once; the minutes go back to review. */
export function RefuseSignature({ field }: { readonly field: SignatureField }) {
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <Button tone="quiet" onPress={() => setOpen(true)}>
        {words.signing.refuse}
      </Button>
      <Dialog title={words.signing.refuseTitle} isOpen={isOpen} onClose={close} alert>
        <Form field={field} onClose={close} />
      </Dialog>
    </>
  )
}

function Form({ field, onClose }: { readonly field: SignatureField; readonly onClose: () => void }) {
  const commands = useCommands()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const given = reason.trim()
  const refuse = async () => {
    setTried(true)
    if (given !== '' && (await commands.run({ type: 'minutes/refuse-signature', field, reason: given })))
      onClose()
  }
  return (
    <>
      <ul className={styles.consequences}>
        {words.signing.refuseConsequences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <TextField
        label={words.signing.refuseReason}
        value={reason}
        onChange={setReason}
        error={tried && given === '' ? words.signing.refuseReasonNeeded : null}
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
        <Button tone="final" onPress={() => void refuse()} isPending={commands.busy}>
          {words.signing.refuse}
        </Button>
      </DialogActs>
    </>
  )
}
