import { useState } from 'react'
import { Button } from '../design/button.tsx'
import { Dialog, DialogActs } from '../design/dialog.tsx'
import { TextField } from '../design/field.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './sheet.module.css'

/** Asks why a card that was opened by mistake goes. */
export function VoidCard({
  ordinal,
  isOpen,
  onClose,
  onVoid,
}: {
  readonly ordinal: number
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onVoid: (reason: string) => Promise<void>
}) {
  return (
    <Dialog title={words.secretary.voidTitle(ordinal)} isOpen={isOpen} onClose={onClose}>
      <Form onClose={onClose} onVoid={onVoid} />
    </Dialog>
  )
}

function Form({ onClose, onVoid }: Pick<Parameters<typeof VoidCard>[0], 'onClose' | 'onVoid'>) {
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const send = async () => {
    setTried(true)
    if (reason.trim() === '') return
    setBusy(true)
    await onVoid(reason.trim())
    onClose()
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <p>{words.secretary.voidWhat}</p>
      <TextField
        label={words.secretary.voidReason}
        value={reason}
        onChange={setReason}
        error={tried && reason.trim() === '' ? words.secretary.voidReasonNeeded : null}
        maxLength={500}
        validationBehavior="aria"
        autoFocus
      />
      <DialogActs>
        <Button onPress={onClose}>{words.common.cancel}</Button>
        <Button tone="primary" type="submit" isPending={busy}>
          {words.secretary.voidAct}
        </Button>
      </DialogActs>
    </form>
  )
}
