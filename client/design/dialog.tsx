import { type ReactNode, useState } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { words } from '../messages/catalogue.ts'
import { Button } from './button.tsx'
import styles from './dialog.module.css'

/** A window over the page that holds the keyboard until it is closed. */
export function Dialog({
  title,
  isOpen,
  onClose,
  alert = false,
  size = 'usual',
  children,
}: {
  readonly title: string
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly alert?: boolean
  /** `wide` holds a picture. */
  readonly size?: 'usual' | 'wide'
  readonly children: ReactNode
}) {
  return (
    <ModalOverlay
      className={styles.veil ?? ''}
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={!alert}
    >
      <Modal className={`${styles.box} ${styles[size]}`}>
        <AriaDialog className={styles.dialog ?? ''} role={alert ? 'alertdialog' : 'dialog'}>
          <Heading slot="title" className={styles.title ?? ''}>
            {title}
          </Heading>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

export function DialogActs({ children }: { readonly children: ReactNode }) {
  return <div className={styles.acts}>{children}</div>
}

/** Asks once, naming what will follow. The act is the second button, so that Enter alone does nothing. */
export function Confirmation({
  title,
  consequences,
  act,
  final = false,
  isOpen,
  onClose,
  onConfirm,
}: {
  readonly title: string
  readonly consequences: readonly string[]
  readonly act: string
  readonly final?: boolean
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onConfirm: () => Promise<unknown>
}) {
  const [busy, setBusy] = useState(false)
  const confirm = async () => {
    setBusy(true)
    try {
      await onConfirm()
    } finally {
      setBusy(false)
      onClose()
    }
  }
  return (
    <Dialog title={title} isOpen={isOpen} onClose={onClose} alert>
      <ul className={`${styles.body} ${styles.consequences}`}>
        {consequences.map((consequence) => (
          <li key={consequence}>{consequence}</li>
        ))}
      </ul>
      <DialogActs>
        <Button onPress={onClose} autoFocus isDisabled={busy}>
          {words.common.cancel}
        </Button>
        <Button tone={final ? 'final' : 'primary'} onPress={() => void confirm()} isPending={busy}>
          {act}
        </Button>
      </DialogActs>
    </Dialog>
  )
}
