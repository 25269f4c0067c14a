import { useState } from 'react'
import { centralBridge } from '../../domain/state.ts'
import { Button } from '../design/button.tsx'
import { Choices } from '../design/choices.tsx'
import { Dialog, DialogActs } from '../design/dialog.tsx'
import { TextField } from '../design/field.tsx'
import { Notice } from '../design/notice.tsx'
import { SelectField } from '../design/select-field.tsx'
import { sentenceOf, words } from '../messages/catalogue.ts'
import { useConference, useConnection } from './context.tsx'
import { nameOf, numbered } from './names.ts'

/** Files a written opinion: for one bridge, or for whichever is chosen where `bridge` is null. */
export function FileContribution({
  bridge,
  isOpen,
  onClose,
  onFiled,
}: {
  readonly bridge: string | null
  readonly isOpen: boolean
  readonly onClose: () => void
  /** Told the number that the contribution has in the log. */
  readonly onFiled: (contribution: number) => void
}) {
  const state = useConference()
  const connection = useConnection()
  const others = state.bridges.filter((held) => held.id !== centralBridge(state))
  const [chosen, setChosen] = useState(bridge ?? others[0]?.id ?? '')
  const [name, setName] = useState('')
  const [title, setTitle] = useState('')
  const [topics, setTopics] = useState<string[]>([])
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const target = bridge ?? chosen
  const placeholder = words.secretary.representative(nameOf(state, target))

  const file = async () => {
    setBusy(true)
    setProblem(null)
    const speaker = {
      name: name.trim() === '' ? placeholder : name.trim(),
      title: title.trim() === '' ? null : title.trim(),
    }
    const answer = await connection.command({ type: 'contribution/file', bridge: target, speaker, topics })
    setBusy(false)
    if (!answer.ok) {
      setProblem(sentenceOf(answer))
      return
    }
    setName('')
    setTitle('')
    setTopics([])
    onClose()
    if (answer.value.first !== null) onFiled(answer.value.first)
  }

  return (
    <Dialog title={words.secretary.fileTitle} isOpen={isOpen} onClose={onClose}>
      <p>{bridge === null ? words.secretary.fileWhat : words.bridge.fileWhat}</p>
      {bridge === null && (
        <SelectField
          label={words.secretary.bridge}
          value={chosen}
          onChange={setChosen}
          options={others.map((held) => ({ id: held.id, label: nameOf(state, held.id) }))}
        />
      )}
      <TextField
        label={words.secretary.filedBy}
        value={name}
        onChange={setName}
        placeholder={placeholder}
        maxLength={500}
        autoFocus
      />
      <TextField label={words.floor.speakerTitle} value={title} onChange={setTitle} maxLength={500} />
      <Choices
        label={words.floor.topics}
        choices={state.topics.map((topic) => ({ id: topic.id, label: numbered(state, topic) }))}
        chosen={topics}
        onChange={setTopics}
      />
      {problem && <Notice>{problem}</Notice>}
      <DialogActs>
        <Button onPress={onClose}>{words.common.cancel}</Button>
        <Button tone="primary" onPress={() => void file()} isPending={busy}>
          {words.secretary.fileAct}
        </Button>
      </DialogActs>
    </Dialog>
  )
}
