import { type FormEvent, useState } from 'react'
import { type Electorate, electorates } from '../../domain/votes.ts'
import { useConference } from '../conference/context.tsx'
import { numbered } from '../conference/names.ts'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { Dialog, DialogActs } from '../design/dialog.tsx'
import { TextField } from '../design/field.tsx'
import { Notice } from '../design/notice.tsx'
import { SelectField } from '../design/select-field.tsx'
import { words } from '../messages/catalogue.ts'
import { OneOf } from './one-of.tsx'
import styles from './votes.module.css'

/** Asks what is voted on, who votes, and whether in secret. */
export function OpenVoteDialog({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean
  readonly onClose: () => void
}) {
  return (
    <Dialog title={words.votes.openTitle} isOpen={isOpen} onClose={onClose}>
      <Form onClose={onClose} />
    </Dialog>
  )
}

const manners = ['open', 'secret'] as const
const NO_TOPIC = ''

function Form({ onClose }: { readonly onClose: () => void }) {
  const state = useConference()
  const commands = useCommands()
  const [question, setQuestion] = useState('')
  const [electorate, setElectorate] = useState<Electorate>('bridges')
  const [manner, setManner] = useState<(typeof manners)[number]>('open')
  const [topic, setTopic] = useState(NO_TOPIC)
  const [tried, setTried] = useState(false)
  const missing = question.trim() === ''
  const byHands = electorate === 'hands'
  const secret = manner === 'secret' && !byHands
  const open = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (missing || commands.busy) return
    const about = topic === NO_TOPIC ? null : topic
    if (
      await commands.run({ type: 'vote/open', question: question.trim(), electorate, secret, topic: about })
    )
      onClose()
  }
  return (
    <form className={styles.form} noValidate onSubmit={(event) => void open(event)}>
      <TextField
        label={words.votes.question}
        value={question}
        onChange={setQuestion}
        error={tried && missing ? words.votes.questionNeeded : null}
        maxLength={2000}
        autoFocus
      />
      <OneOf
        label={words.votes.electorate}
        of={electorates.map((id) => ({ id, label: words.votes.electorates[id] }))}
        chosen={electorate}
        onChange={setElectorate}
        hint={words.votes.electorateWhat[electorate]}
      />
      <OneOf
        label={words.votes.manner}
        of={manners.map((id) => ({ id, label: id === 'open' ? words.votes.inTheOpen : words.votes.secret }))}
        chosen={secret ? 'secret' : 'open'}
        onChange={setManner}
        isDisabled={byHands}
        hint={
          byHands ? words.votes.handsAreOpen : secret ? words.votes.secretWhat : words.votes.inTheOpenWhat
        }
      />
      {state.topics.length > 0 && (
        <SelectField
          label={words.votes.topic}
          value={topic}
          onChange={setTopic}
          options={[
            { id: NO_TOPIC, label: words.votes.noTopic },
            ...state.topics.map((held) => ({ id: held.id, label: numbered(state, held) })),
          ]}
        />
      )}
      <p className={styles.small}>{words.votes.onScreens}</p>
      {commands.problem && <Notice>{commands.problem}</Notice>}
      <DialogActs>
        <Button onPress={onClose}>{words.common.cancel}</Button>
        <Button type="submit" tone="primary" isPending={commands.busy}>
          {words.votes.openAct}
        </Button>
      </DialogActs>
    </form>
  )
}
