import { useState } from 'react'
import type * as Y from 'yjs'
import { type ProposedChange as Change, openChangeOf } from '../../domain/confirmation.ts'
import { useConference, useMay } from '../conference/context.tsx'
import { nameOf } from '../conference/names.ts'
import { usePlainWords } from '../conference/plain-words.ts'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { Dialog, DialogActs } from '../design/dialog.tsx'
import { TextField } from '../design/field.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import { timeAndDate } from '../messages/format.ts'
import styles from './confirmation.module.css'
import { Wording } from './difference.tsx'

/** What the bridge wants a text to say, beside what it says, to be accepted or declined. Nothing where nothing waits. */
export function ProposedChange({
  contribution,
  doc,
  seq,
}: {
  readonly contribution: number
  readonly doc: Y.Doc | null
  readonly seq: number
}) {
  const state = useConference()
  const change = openChangeOf(state, contribution)
  if (!change || state.phase === 'sealed' || !doc) return null
  return <Beside key={change.id} change={change} doc={doc} seq={seq} />
}

function Beside({
  change,
  doc,
  seq,
}: {
  readonly change: Change
  readonly doc: Y.Doc
  readonly seq: number
}) {
  const state = useConference()
  const may = useMay()
  const commands = useCommands()
  const present = usePlainWords(doc)
  const [declining, setDeclining] = useState(false)
  return (
    <section
      className={styles.proposed}
      aria-label={words.confirmation.proposedBy(nameOf(state, change.bridge))}
    >
      <header>
        <h2>{words.confirmation.proposedBy(nameOf(state, change.bridge))}</h2>
        <span>{timeAndDate(change.at)}</span>
      </header>
      <div className={styles.beside}>
        <div>
          <h3>{words.confirmation.present}</h3>
          <Wording before={present} after={change.text} side="left" />
        </div>
        <div>
          <h3>{words.confirmation.wanted}</h3>
          <Wording before={present} after={change.text} side="added" />
        </div>
      </div>
      {may('confirmation/settle') && (
        <div className={styles.acts}>
          <Button
            tone="primary"
            isPending={commands.busy}
            onPress={() => void commands.run({ type: 'confirmation/accept', change: change.id, docSeq: seq })}
          >
            {words.confirmation.accept}
          </Button>
          <Button onPress={() => setDeclining(true)}>{words.confirmation.decline}</Button>
          <small>{words.confirmation.acceptWhat}</small>
        </div>
      )}
      {commands.problem && <Notice onDismiss={commands.dismiss}>{commands.problem}</Notice>}
      <Dialog title={words.confirmation.declineTitle} isOpen={declining} onClose={() => setDeclining(false)}>
        <Decline change={change.id} onClose={() => setDeclining(false)} />
      </Dialog>
    </section>
  )
}

function Decline({ change, onClose }: { readonly change: number; readonly onClose: () => void }) {
  const commands = useCommands()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const given = reason.trim()
  const decline = async () => {
    setTried(true)
    if (given !== '' && (await commands.run({ type: 'confirmation/decline', change, reason: given })))
      onClose()
  }
  return (
    <>
      <TextField
        label={words.confirmation.declineReason}
        value={reason}
        onChange={setReason}
        error={tried && given === '' ? words.confirmation.declineReasonNeeded : null}
        maxLength={2000}
        autoFocus
        isRequired
        validationBehavior="aria"
      />
      {commands.problem && <Notice>{commands.problem}</Notice>}
      <DialogActs>
        <Button onPress={onClose}>{words.common.cancel}</Button>
        <Button tone="primary" onPress={() => void decline()} isPending={commands.busy}>
          {words.confirmation.decline}
        </Button>
      </DialogActs>
    </>
  )
}
