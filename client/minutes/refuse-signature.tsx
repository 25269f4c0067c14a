import { useState } from 'react'
import type { SignatureField } from '../../domain/signing.ts'
import { Button } from '../design/button.tsx'
import { Dialog } from '../design/dialog.tsx'
import { words } from '../messages/catalogue.ts'
import { ReasonForm } from './reason-form.tsx'

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
        <ReasonForm
          consequences={words.signing.refuseConsequences}
          label={words.signing.refuseReason}
          needed={words.signing.refuseReasonNeeded}
          act={words.signing.refuse}
          commandOf={(reason) => ({ type: 'minutes/refuse-signature', field, reason })}
          onClose={close}
        />
      </Dialog>
    </>
  )
}
