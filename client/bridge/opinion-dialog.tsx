import { type FormEvent, useState } from 'react'
import type { PublicCommand } from '../../domain/commands.ts'
import type { Named } from '../../domain/named.ts'
import { FileChoice } from '../attachments/file-choice.tsx'
import { Upload } from '../attachments/upload.tsx'
import { useConference, useConnection } from '../conference/context.tsx'
import { speakerLine } from '../conference/floor-view.ts'
import { Button } from '../design/button.tsx'
import { Dialog, DialogActs } from '../design/dialog.tsx'
import { TextField } from '../design/field.tsx'
import { Notice } from '../design/notice.tsx'
import { sentenceOf, words } from '../messages/catalogue.ts'
import { TopicChoice } from '../topics/topic-choice.tsx'
import styles from './bridge.module.css'
import { rememberedSpeakers } from './remembered-speakers.ts'

interface Labels {
  readonly title: string
  readonly what: string | null
  readonly name: string
  readonly nameNeeded: string
  readonly act: string
}

interface OpinionDialogProps {
  readonly bridge: string
  readonly labels: Labels
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly command: (speaker: Named, topics: string[]) => PublicCommand
  /** Whether a file may go with it: the command opens a written opinion. */
  readonly takesFile?: boolean
}

/** Asks who speaks for the bridge and on what: for the floor, or for an opinion in writing. */
export function OpinionDialog({ isOpen, onClose, labels, ...rest }: OpinionDialogProps) {
  return (
    <Dialog title={labels.title} isOpen={isOpen} onClose={onClose}>
      <Form labels={labels} onClose={onClose} {...rest} />
    </Dialog>
  )
}

function Form({ bridge, labels, onClose, command, takesFile = false }: Omit<OpinionDialogProps, 'isOpen'>) {
  const state = useConference()
  const connection = useConnection()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [file, setFile] = useState<File | null>(null)
  const [opened, setOpened] = useState<number | null>(null)
  const remembered = rememberedSpeakers(state, bridge)
  // Offered below, never filled in: one thoughtless press would put words into the last speaker's mouth.
  const [name, setName] = useState('')
  const [title, setTitle] = useState('')
  const [topics, setTopics] = useState<string[]>([])
  const [tried, setTried] = useState(false)
  const missing = name.trim() === ''
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (missing || busy) return
    setBusy(true)
    const speaker = { name: name.trim(), title: title.trim() === '' ? null : title.trim() }
    const answer = await connection.command(command(speaker, topics))
    setBusy(false)
    if (!answer.ok) setProblem(sentenceOf(answer))
    else if (file && answer.value.first !== null) setOpened(answer.value.first)
    else onClose()
  }
  if (opened !== null && file) return <Upload contribution={opened} file={file} onDone={onClose} />
  return (
    <form className={styles.form} noValidate onSubmit={(event) => void send(event)}>
      {labels.what && <p>{labels.what}</p>}
      <TextField
        label={labels.name}
        value={name}
        onChange={setName}
        error={tried && missing ? labels.nameNeeded : null}
        maxLength={500}
        autoFocus
        isRequired
        validationBehavior="aria"
      />
      <TextField label={words.floor.speakerTitle} value={title} onChange={setTitle} maxLength={500} />
      {remembered.length > 0 && (
        <fieldset className={styles.remembered}>
          <legend>{words.bridge.lastNames}</legend>
          {remembered.map((speaker) => (
            <Button
              key={speakerLine(speaker)}
              size="small"
              onPress={() => {
                setName(speaker.name)
                setTitle(speaker.title ?? '')
              }}
            >
              {speakerLine(speaker)}
            </Button>
          ))}
        </fieldset>
      )}
      <TopicChoice label={words.floor.topics} chosen={topics} onChange={setTopics} />
      {takesFile && <FileChoice file={file} onChange={setFile} />}
      {problem && <Notice>{problem}</Notice>}
      <DialogActs>
        <Button onPress={onClose}>{words.common.cancel}</Button>
        <Button type="submit" tone="primary" isPending={busy}>
          {labels.act}
        </Button>
      </DialogActs>
    </form>
  )
}
