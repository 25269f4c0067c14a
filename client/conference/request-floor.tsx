import { useState } from 'react'
import { Button } from '../design/button.tsx'
import { Dialog, DialogActs } from '../design/dialog.tsx'
import { TextField } from '../design/field.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import { TopicChoice } from '../topics/topic-choice.tsx'
import { useConference } from './context.tsx'
import { placeOf } from './floor-view.ts'
import { useCommands } from './use-command.ts'

/** Asks for the floor for one bridge, with who will speak and on what; or takes the request back. */
export function RequestFloor({
  bridge,
  size = 'usual',
}: {
  readonly bridge: string
  readonly size?: 'usual' | 'big'
}) {
  const state = useConference()
  const commands = useCommands()
  const [open, setOpen] = useState(false)
  const place = placeOf(state, bridge)
  const request = state.floor.queue[place - 1]
  const holds = state.floor.turns.some((turn) => turn.bridge === bridge && turn.state.kind === 'speaking')
  if (request && place > 0)
    return (
      <>
        <Button
          size={size}
          isPending={commands.busy}
          onPress={() => void commands.run({ type: 'floor/withdraw', request: request.id })}
        >
          {words.floor.withdraw}
        </Button>
        {commands.problem && <Notice onDismiss={commands.dismiss}>{commands.problem}</Notice>}
      </>
    )
  if (holds || state.phase === 'concluded' || state.phase === 'sealed') return null
  return (
    <>
      <Button tone="primary" size={size} isDisabled={state.phase !== 'open'} onPress={() => setOpen(true)}>
        {words.floor.request}
      </Button>
      <RequestDialog bridge={bridge} isOpen={open} onClose={() => setOpen(false)} />
    </>
  )
}

function RequestDialog({
  bridge,
  isOpen,
  onClose,
}: {
  readonly bridge: string
  readonly isOpen: boolean
  readonly onClose: () => void
}) {
  const commands = useCommands()
  const [name, setName] = useState('')
  const [title, setTitle] = useState('')
  const [topics, setTopics] = useState<string[]>([])
  const [tried, setTried] = useState(false)
  const missing = name.trim() === ''
  const send = async () => {
    setTried(true)
    if (missing) return
    const speaker = { name: name.trim(), title: title.trim() === '' ? null : title.trim() }
    if (await commands.run({ type: 'floor/request', bridge, speaker, topics })) {
      setTried(false)
      onClose()
    }
  }
  return (
    <Dialog title={words.floor.request} isOpen={isOpen} onClose={onClose}>
      <TextField
        label={words.floor.speaker}
        value={name}
        onChange={setName}
        error={tried && missing ? words.floor.speakerNeeded : null}
        maxLength={500}
        autoFocus
        isRequired
        validationBehavior="aria"
      />
      <TextField label={words.floor.speakerTitle} value={title} onChange={setTitle} maxLength={500} />
      <TopicChoice label={words.floor.topics} chosen={topics} onChange={setTopics} />
      {commands.problem && <Notice>{commands.problem}</Notice>}
      <DialogActs>
        <Button onPress={onClose}>{words.common.cancel}</Button>
        <Button tone="primary" onPress={() => void send()} isPending={commands.busy}>
          {words.floor.send}
        </Button>
      </DialogActs>
    </Dialog>
  )
}
