import { type FormEvent, useState } from 'react'
import type { AttendanceMark } from '../../domain/attendance.ts'
import { Button } from '../design/button.tsx'
import { Dialog, DialogActs } from '../design/dialog.tsx'
import { TextField } from '../design/field.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './attendance.module.css'
import type { Standing } from './standing.ts'

interface ReasonDialogProps {
  readonly who: string
  readonly standing: Standing
  readonly isOpen: boolean
  readonly onClose: () => void
  /** Whether it was kept. */
  readonly onKeep: (mark: AttendanceMark) => Promise<boolean>
}

/** Why somebody is not there, and who sits there instead. */
export function ReasonDialog({ who, standing, isOpen, onClose, onKeep }: ReasonDialogProps) {
  const kind = standing.kind === 'left' ? 'left' : 'absent'
  return (
    <Dialog title={words.attendance.reasonTitle[kind](who)} isOpen={isOpen} onClose={onClose}>
      <Form kind={kind} standing={standing} onClose={onClose} onKeep={onKeep} />
    </Dialog>
  )
}

function Form({
  kind,
  standing,
  onClose,
  onKeep,
}: Pick<ReasonDialogProps, 'standing' | 'onClose' | 'onKeep'> & { readonly kind: 'absent' | 'left' }) {
  const [reason, setReason] = useState(standing.reason ?? '')
  const [proxy, setProxy] = useState(standing.proxy?.name ?? '')
  const [title, setTitle] = useState(standing.proxy?.title ?? '')
  const [busy, setBusy] = useState(false)
  const keep = async (event: FormEvent) => {
    event.preventDefault()
    // The form's parent is a form's child in React's tree, whatever the page shows.
    event.stopPropagation()
    setBusy(true)
    const why = textOf(reason)
    const name = textOf(proxy)
    const instead = name === null ? null : { name, title: textOf(title) }
    const done = await onKeep(kind === 'left' ? { kind, reason: why } : { kind, reason: why, proxy: instead })
    setBusy(false)
    if (done) onClose()
  }
  return (
    <form className={styles.form} noValidate onSubmit={(event) => void keep(event)}>
      <TextField
        label={words.attendance.reason}
        value={reason}
        onChange={setReason}
        maxLength={2000}
        autoFocus
      />
      {kind === 'absent' && (
        <>
          <TextField
            label={words.attendance.proxy}
            hint={words.attendance.proxyHint}
            value={proxy}
            onChange={setProxy}
            maxLength={500}
          />
          <TextField
            label={words.attendance.proxyTitle}
            value={title}
            onChange={setTitle}
            maxLength={500}
            isDisabled={proxy.trim() === ''}
          />
        </>
      )}
      <DialogActs>
        <Button onPress={onClose}>{words.common.cancel}</Button>
        <Button type="submit" tone="primary" isPending={busy}>
          {words.attendance.keep}
        </Button>
      </DialogActs>
    </form>
  )
}

function textOf(typed: string): string | null {
  return typed.trim() === '' ? null : typed.trim()
}
