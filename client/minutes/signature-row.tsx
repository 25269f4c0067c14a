import { useState } from 'react'
import type { Minutes } from '../../domain/minutes.ts'
import { nextField, type SignatureField } from '../../domain/signing.ts'
import { useConference, useMay } from '../conference/context.tsx'
import { Button } from '../design/button.tsx'
import { Tag } from '../design/tag.tsx'
import { words } from '../messages/catalogue.ts'
import { timeAndDate } from '../messages/format.ts'
import styles from './minutes-panel.module.css'
import { RefuseSignature } from './refuse-signature.tsx'
import { SignDialog } from './sign-dialog.tsx'

/** One signature: given, or to be given by whoever may and whose turn it is. */
export function SignatureRow({
  field,
  minutes,
  demonstrates,
  toSign,
}: {
  readonly field: SignatureField
  readonly minutes: Extract<Minutes, { kind: 'sealed' }>
  readonly demonstrates: boolean
  readonly toSign: string | null
}) {
  const state = useConference()
  const may = useMay()
  const [open, setOpen] = useState(false)
  const given = minutes.signatures.find((signature) => signature.field === field)
  const next = nextField(state, minutes)
  const isNext = next === field && minutes.rendered !== null
  return (
    <div className={styles.signature} data-next={isNext}>
      <b>{words.minutes.fields[field]}</b>
      {given ? (
        <Tag tone="kept">{words.minutes.signed(given.signer, timeAndDate(given.at))}</Tag>
      ) : (
        <span className={isNext ? styles.next : styles.muted}>
          {isNext
            ? words.signing.yourTurn
            : next && next !== field
              ? words.signing.waitsFor[next]
              : words.signing.waitsForFile}
        </span>
      )}
      {!given && may(`minutes/sign-${field}`) && (
        <div className={styles.acts}>
          <Button tone="danger" isDisabled={!isNext} onPress={() => setOpen(true)}>
            {words.minutes.signAs[field]}
          </Button>
          {isNext && <RefuseSignature field={field} />}
        </div>
      )}
      <SignDialog
        field={field}
        demonstrates={demonstrates}
        toSign={toSign}
        isOpen={open && !given}
        onClose={() => setOpen(false)}
      />
    </div>
  )
}
