import { useRef, useState } from 'react'
import type { Minutes } from '../../domain/minutes.ts'
import type { SignatureField } from '../../domain/signing.ts'
import { useConnection, useMay } from '../conference/context.tsx'
import { Button } from '../design/button.tsx'
import { Confirmation } from '../design/dialog.tsx'
import { Notice } from '../design/notice.tsx'
import { Tag } from '../design/tag.tsx'
import { sentenceOf, words } from '../messages/catalogue.ts'
import { clockTime } from '../messages/format.ts'
import { randomId } from '../session/random-id.ts'
import { signMinutes } from './files.ts'
import styles from './minutes-panel.module.css'

/** One signature: given, or to be given by whoever may and whose turn it is. */
export function SignatureRow({
  field,
  minutes,
}: {
  readonly field: SignatureField
  readonly minutes: Extract<Minutes, { kind: 'sealed' }>
}) {
  const { conference } = useConnection()
  const may = useMay()
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const id = useRef(randomId())
  const given = minutes.signatures.find((signature) => signature.field === field)
  const mine = may(field === 'chair' ? 'minutes/sign-chair' : 'minutes/sign-secretary')
  const first = field === 'secretary' || minutes.signatures.length > 0

  const sign = async () => {
    setBusy(true)
    setProblem(null)
    const answer = await signMinutes(conference, field, id.current)
    setBusy(false)
    // A retry of the same act keeps its id; a refusal is the end of it.
    if (!answer.ok && !answer.code.startsWith('page/')) id.current = randomId()
    if (!answer.ok) setProblem(sentenceOf(answer))
  }

  return (
    <div className={styles.signature}>
      <b>{words.minutes.fields[field]}</b>
      {given ? (
        <Tag tone="kept">{words.minutes.signed(given.signer, clockTime(given.at))}</Tag>
      ) : (
        <span className={styles.muted}>
          {busy ? words.minutes.signing : first ? words.minutes.notSigned : words.minutes.waitsForSecretary}
        </span>
      )}
      {!given && mine && (
        <Button
          tone="danger"
          isDisabled={!first || minutes.rendered === null}
          isPending={busy}
          onPress={() => setOpen(true)}
        >
          {words.minutes.signAs[field]}
        </Button>
      )}
      {problem && <Notice onDismiss={() => setProblem(null)}>{problem}</Notice>}
      <Confirmation
        title={words.minutes.signTitle}
        consequences={words.minutes.signConsequences}
        act={words.minutes.sign}
        final
        isOpen={open}
        onClose={() => setOpen(false)}
        onConfirm={sign}
      />
    </div>
  )
}
