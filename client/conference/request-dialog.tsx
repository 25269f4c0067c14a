import { useState } from 'react'
import { Button } from '../design/button.tsx'
import { Dialog, DialogActs } from '../design/dialog.tsx'
import { TextField } from '../design/field.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import { TopicChoice } from '../topics/topic-choice.tsx'
import { useCommands } from './use-command.ts'

/** Asks who will speak, and on what. */
export function RequestDialog({
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
