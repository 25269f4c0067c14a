import { useState } from 'react'
import { useMay } from '../conference/context.tsx'
import { Button } from '../design/button.tsx'
import { Dialog } from '../design/dialog.tsx'
import { words } from '../messages/catalogue.ts'
import { ReasonForm } from './reason-form.tsx'

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
        <ReasonForm
          consequences={words.seal.reopenConsequences}
          label={words.seal.reopenReason}
          needed={words.seal.reopenReasonNeeded}
          act={words.seal.reopen}
          commandOf={(reason) => ({ type: 'minutes/reopen', reason })}
          onClose={close}
        />
      </Dialog>
    </>
  )
}
