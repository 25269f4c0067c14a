import { useState } from 'react'
import type { Contribution } from '../../domain/contributions.ts'
import { useConference, useMay } from '../conference/context.tsx'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { Dialog, DialogActs } from '../design/dialog.tsx'
import { TextField } from '../design/field.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './sheet.module.css'
import { useDeskKeys } from './use-desk-keys.ts'

/** Puts right who spoke, where another spoke than had been announced; the log keeps both. */
export function AttributeSpeaker({ contribution }: { readonly contribution: Contribution }) {
  const { phase } = useConference()
  const may = useMay()
  const [isOpen, setOpen] = useState(false)
  const canAttribute = phase !== 'sealed' && may('contribution/attribute')
  useDeskKeys({ 'Alt+KeyN': canAttribute ? () => setOpen(true) : null })
  if (!canAttribute) return null
  return (
    <>
      <Button
        size="small"
        tone="quiet"
        keys="Alt N"
        aria-keyshortcuts="Alt+N"
        aria-label={words.secretary.attribute}
        onPress={() => setOpen(true)}
      >
        {words.secretary.attributeShort}
      </Button>
      <Dialog title={words.secretary.attribute} isOpen={isOpen} onClose={() => setOpen(false)}>
        <Form contribution={contribution} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function Form({
  contribution,
  onClose,
}: {
  readonly contribution: Contribution
  readonly onClose: () => void
}) {
  const { run, busy, problem } = useCommands()
  const [name, setName] = useState(contribution.speaker.name)
  const [title, setTitle] = useState(contribution.speaker.title ?? '')
  const isNamed = name.trim() !== ''
  const send = async () => {
    if (!isNamed) return
    const speaker = { name: name.trim(), title: title.trim() === '' ? null : title.trim() }
    if (await run({ type: 'contribution/attribute', contribution: contribution.id, speaker })) onClose()
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <p>{words.secretary.attributeWhat}</p>
      <TextField
        label={words.secretary.attributeName}
        value={name}
        onChange={setName}
        error={isNamed ? null : words.secretary.attributeNeeded}
        maxLength={500}
        validationBehavior="aria"
        autoFocus
      />
      <TextField label={words.secretary.attributeTitle} value={title} onChange={setTitle} maxLength={500} />
      {problem && <Notice>{problem}</Notice>}
      <DialogActs>
        <Button onPress={onClose}>{words.common.cancel}</Button>
        <Button tone="primary" type="submit" isPending={busy}>
          {words.secretary.save}
        </Button>
      </DialogActs>
    </form>
  )
}
