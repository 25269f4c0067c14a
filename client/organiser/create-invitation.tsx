import { useState } from 'react'
import { type Role, roles } from '../../domain/rights.ts'
import { centralBridge } from '../../domain/state.ts'
import { useConference, useConnection } from '../conference/context.tsx'
import { nameOf } from '../conference/names.ts'
import { Button } from '../design/button.tsx'
import { Dialog, DialogActs } from '../design/dialog.tsx'
import { TextField } from '../design/field.tsx'
import { Notice } from '../design/notice.tsx'
import { SelectField } from '../design/select-field.tsx'
import { sentenceOf, words } from '../messages/catalogue.ts'
import { askWith } from '../session/ask.ts'
import { CopiedLine } from './copied-line.tsx'
import { bridgeChoices } from './invitation-words.ts'
import styles from './organiser.module.css'

/** A link that was just made: its only appearance. */
interface Made {
  readonly link: string
  readonly who: string
  readonly what: string
}

/** Makes a link for a person or for a bridge's hall, and shows it once. */
export function CreateInvitation({
  isOpen,
  onClose,
  made,
}: {
  readonly isOpen: boolean
  readonly onClose: () => void
  /** A link was made: the list is old. */
  readonly made: () => Promise<void>
}) {
  const [result, setResult] = useState<Made | null>(null)
  const close = () => {
    setResult(null)
    onClose()
  }
  return (
    <Dialog
      title={result ? words.organiser.madeTitle : words.organiser.createTitle}
      isOpen={isOpen}
      onClose={close}
      alert={result !== null}
    >
      {result ? (
        <>
          <p>{words.organiser.madeFor(result.who, result.what)}</p>
          <CopiedLine label={words.organiser.madeLabel} line={result.link} />
          <Notice tone="plain">{words.organiser.madeOnce}</Notice>
          <DialogActs>
            <Button onPress={() => setResult(null)}>{words.organiser.madeAnother}</Button>
            <Button onPress={close}>{words.common.close}</Button>
          </DialogActs>
        </>
      ) : (
        <Form
          onClose={close}
          onMade={(link) => {
            setResult(link)
            void made()
          }}
        />
      )}
    </Dialog>
  )
}

function Form({ onClose, onMade }: { readonly onClose: () => void; readonly onMade: (made: Made) => void }) {
  const state = useConference()
  const { conference } = useConnection()
  const [kind, setKind] = useState<'person' | 'hall'>('person')
  const [name, setName] = useState('')
  const [title, setTitle] = useState('')
  const [role, setRole] = useState<Role>('chair')
  const [bridge, setBridge] = useState(() => bridgeChoices(state)[1]?.id ?? centralBridge(state))
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const isPerson = kind === 'person'
  const organises = isPerson && role === 'organiser'
  const missing = isPerson && name.trim() === ''

  const create = async () => {
    setTried(true)
    if (missing || busy) return
    setBusy(true)
    setProblem(null)
    const body = isPerson
      ? {
          kind,
          name: name.trim(),
          title: title.trim() === '' ? null : title.trim(),
          role,
          bridge: organises ? null : bridge,
        }
      : { kind, bridge }
    const answer = await askWith<{ link: string }>('POST', `/api/conferences/${conference}/invitations`, body)
    setBusy(false)
    if (!answer.ok) {
      setProblem(sentenceOf(answer))
      return
    }
    const place = organises ? words.organiser.central : nameOf(state, bridge)
    onMade({
      link: answer.value.link,
      who: isPerson ? name.trim() : words.organiser.hallOf(place),
      what: isPerson ? `${words.roleNames[role]}, ${place}` : words.roleNames.hall,
    })
  }

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void create()
      }}
      className={styles.form}
    >
      <SelectField
        label={words.organiser.forWhom}
        options={[
          { id: 'person', label: words.organiser.forPerson },
          { id: 'hall', label: words.organiser.forHall },
        ]}
        value={kind}
        onChange={(chosen) => setKind(chosen === 'hall' ? 'hall' : 'person')}
      />
      {isPerson ? (
        <>
          <TextField
            label={words.organiser.name}
            value={name}
            onChange={setName}
            error={tried && missing ? words.organiser.nameNeeded : null}
            maxLength={500}
            autoFocus
            isRequired
            validationBehavior="aria"
          />
          <TextField label={words.organiser.title} value={title} onChange={setTitle} maxLength={500} />
          <SelectField
            label={words.organiser.role}
            options={roles.map((id) => ({ id, label: words.roleNames[id] }))}
            value={role}
            onChange={(chosen) => setRole(roles.find((held) => held === chosen) ?? role)}
          />
        </>
      ) : (
        <p>{words.organiser.forHallWhat}</p>
      )}
      {!organises && (
        <SelectField
          label={words.organiser.bridge}
          options={bridgeChoices(state)}
          value={bridge}
          onChange={setBridge}
        />
      )}
      {problem && <Notice>{problem}</Notice>}
      <DialogActs>
        <Button onPress={onClose}>{words.common.cancel}</Button>
        <Button type="submit" tone="primary" isPending={busy}>
          {words.organiser.create}
        </Button>
      </DialogActs>
    </form>
  )
}
