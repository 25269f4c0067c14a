import { useState } from 'react'
import type { Contribution } from '../../domain/contributions.ts'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { Dialog, DialogActs } from '../design/dialog.tsx'
import { TextField } from '../design/field.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './confirmation.module.css'
import { Difference } from './difference.tsx'

interface ProposeProps {
  readonly contribution: Contribution
  /** The text as it stands, and the number of its last update. */
  readonly present: string
  readonly seq: number
  readonly onClose: () => void
}

/** A bridge rewrites in plain words what was recorded of it, and sees what it changes before it sends. */
export function ProposeDialog({ isOpen, ...rest }: ProposeProps & { readonly isOpen: boolean }) {
  return (
    <Dialog title={words.confirmation.proposeTitle} isOpen={isOpen} onClose={rest.onClose} size="wide">
      <Form {...rest} />
    </Dialog>
  )
}

function Form({ contribution, present, seq, onClose }: ProposeProps) {
  const commands = useCommands()
  const [begun, setBegun] = useState(present)
  const [text, setText] = useState(present)
  const [tried, setTried] = useState(false)
  const wanted = text.trim()
  const same = wanted === present
  const error = wanted === '' ? words.confirmation.proposeEmpty : same ? words.confirmation.proposeSame : null
  const send = async () => {
    setTried(true)
    if (error !== null) return
    const command = {
      type: 'confirmation/propose',
      contribution: contribution.id,
      docSeq: seq,
      text: wanted,
    } as const
    if (await commands.run(command)) onClose()
  }
  return (
    <>
      <p>{words.confirmation.proposeWhat}</p>
      {begun !== present && (
        <Notice>
          {words.confirmation.movedOn}{' '}
          <Button
            size="small"
            onPress={() => {
              setBegun(present)
              setText(present)
            }}
          >
            {words.confirmation.takeNew}
          </Button>
        </Notice>
      )}
      <TextField
        label={words.confirmation.proposeText}
        lines="many"
        value={text}
        onChange={setText}
        error={tried ? error : null}
        maxLength={400_000}
        autoFocus
        validationBehavior="aria"
      />
      {!same && wanted !== '' && (
        <section className={styles.changes} aria-label={words.confirmation.changes}>
          <h3>{words.confirmation.changes}</h3>
          <Difference before={present} after={wanted} />
        </section>
      )}
      {commands.problem && <Notice>{commands.problem}</Notice>}
      <DialogActs>
        <Button onPress={onClose}>{words.common.cancel}</Button>
        <Button tone="primary" onPress={() => void send()} isPending={commands.busy}>
          {words.confirmation.proposeAct}
        </Button>
      </DialogActs>
    </>
  )
}
