import { useMemo, useState } from 'react'
import { contributionDocument, type DocumentId } from '../../domain/prose.ts'
import { bridgeOf } from '../../domain/state.ts'
import { FileChoice } from '../attachments/file-choice.tsx'
import { Upload } from '../attachments/upload.tsx'
import { useConference, useConnection } from '../conference/context.tsx'
import { nameOf, shortName } from '../conference/names.ts'
import { Button } from '../design/button.tsx'
import { Dialog, DialogActs } from '../design/dialog.tsx'
import { TextField } from '../design/field.tsx'
import { Notice } from '../design/notice.tsx'
import { SearchField } from '../design/search-field.tsx'
import { sentenceOf, words } from '../messages/catalogue.ts'
import { TopicChoice } from '../topics/topic-choice.tsx'

/** Takes a written opinion in for a bridge, and opens its text. */
export function FileOpinion({
  isOpen,
  onClose,
  onFiled,
}: {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onFiled: (document: DocumentId) => void
}) {
  return (
    <Dialog title={words.secretary.fileTitle} isOpen={isOpen} onClose={onClose}>
      <Form onClose={onClose} onFiled={onFiled} />
    </Dialog>
  )
}

function Form({ onClose, onFiled }: Pick<Parameters<typeof FileOpinion>[0], 'onClose' | 'onFiled'>) {
  const state = useConference()
  const connection = useConnection()
  const [bridge, setBridge] = useState<string | null>(null)
  const [name, setName] = useState('')
  const [title, setTitle] = useState('')
  const [topics, setTopics] = useState<string[]>([])
  const [tried, setTried] = useState(false)
  const [file, setFile] = useState<File | null>(null)
  const [opened, setOpened] = useState<number | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const choices = useMemo(
    () => state.bridges.map((held) => ({ id: held.id, label: shortName(held) })),
    [state.bridges],
  )

  const choose = (next: string | null) => {
    setBridge(next)
    const before = bridge === null ? '' : suggested(bridge)
    // What the person has written stays.
    if (next !== null && (name === '' || name === before)) setName(suggested(next))
  }
  const suggested = (id: string) =>
    words.secretary.representative(bridgeOf(state, id)?.unit ?? nameOf(state, id))

  const send = async () => {
    setTried(true)
    if (bridge === null || name.trim() === '') return
    setBusy(true)
    const speaker = { name: name.trim(), title: title.trim() === '' ? null : title.trim() }
    const answer = await connection.command({ type: 'contribution/file', bridge, speaker, topics })
    setBusy(false)
    if (!answer.ok) setProblem(sentenceOf(answer))
    else if (answer.value.first !== null) {
      if (file) return setOpened(answer.value.first)
      done(answer.value.first)
    }
  }
  const done = (contribution: number) => {
    onClose()
    onFiled(contributionDocument(contribution))
  }
  if (opened !== null && file) return <Upload contribution={opened} file={file} onDone={() => done(opened)} />

  return (
    <>
      <p>{words.secretary.fileWhat}</p>
      <SearchField
        label={words.secretary.fileBridge}
        placeholder={words.secretary.fileBridgeHint}
        error={tried && bridge === null ? words.secretary.fileBridgeNeeded : null}
        openLabel={words.secretary.openList}
        nothing={words.secretary.noMatch}
        choices={choices}
        chosen={bridge}
        onChange={choose}
        autoFocus
      />
      <TextField
        label={words.secretary.fileSpeaker}
        value={name}
        onChange={setName}
        error={tried && name.trim() === '' ? words.secretary.fileSpeakerNeeded : null}
        maxLength={500}
        validationBehavior="aria"
      />
      <TextField label={words.secretary.fileSpeakerTitle} value={title} onChange={setTitle} maxLength={500} />
      <TopicChoice label={words.secretary.topics} chosen={topics} onChange={setTopics} />
      <FileChoice file={file} onChange={setFile} />
      {problem && <Notice>{problem}</Notice>}
      <DialogActs>
        <Button onPress={onClose}>{words.common.cancel}</Button>
        <Button tone="primary" onPress={() => void send()} isPending={busy}>
          {words.secretary.fileAct}
        </Button>
      </DialogActs>
    </>
  )
}
