import { useDeferredValue, useMemo, useState } from 'react'
import { topicKinds } from '../../domain/topics.ts'
import { useConference, useConnection } from '../conference/context.tsx'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { ChooseFile } from '../design/choose-file.tsx'
import { Dialog, DialogActs } from '../design/dialog.tsx'
import { TextField } from '../design/field.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './import-dialog.module.css'
import { commandsOf, type ImportPlan, importPlan } from './import-plan.ts'
import { PROVISION_FILES, readProvisionFile } from './provision-file.ts'

/** Lines of the preview; the rest is counted. */
const MOST_SHOWN = 400

type ReadingFile =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading' | 'read'; readonly name: string }
  | { readonly kind: 'problem'; readonly problem: string }

/** A whole regulation from its text: shown as it was recognised, added when it is right. */
export function ImportDialog({
  onClose,
  onAdded,
}: {
  readonly onClose: () => void
  readonly onAdded: (count: number) => void
}) {
  const { topics } = useConference()
  const { conference } = useConnection()
  const commands = useCommands()
  const [text, setText] = useState('')
  const [file, setFile] = useState<ReadingFile>({ kind: 'none' })
  const read = useDeferredValue(text)
  const plan = useMemo(() => importPlan(topics, read), [topics, read])
  const counted = (change: ImportPlan['rows'][number]['change']) =>
    plan.rows.filter((row) => row.change === change).length
  const [fresh, changed] = [counted('new'), counted('changed')]
  const open = async (chosen: File) => {
    setFile({ kind: 'reading', name: chosen.name })
    const found = await readProvisionFile(conference, chosen)
    if (found.kind === 'text') setText(found.text)
    setFile(found.kind === 'text' ? { kind: 'read', name: chosen.name } : found)
  }
  const type = (typed: string) => {
    setText(typed)
    if (file.kind !== 'reading') setFile({ kind: 'none' })
  }
  const add = async () => {
    for (const command of commandsOf(plan)) if (!(await commands.run(command))) return
    onAdded(fresh + changed)
    onClose()
  }
  return (
    <Dialog title={words.topics.importTitle} isOpen onClose={onClose} size="wide" alert>
      <p>{words.topics.importWhat}</p>
      <div className={styles.columns}>
        <TextField label={words.topics.paste} lines="many" value={text} onChange={type} autoFocus />
        <Preview plan={plan} isEmpty={read.trim() === ''} file={file.kind === 'read' ? file.name : null} />
      </div>
      {file.kind === 'reading' && <p role="status">{words.topics.fileReading(file.name)}</p>}
      {file.kind === 'problem' && <Notice>{file.problem}</Notice>}
      {commands.problem && <Notice onDismiss={commands.dismiss}>{commands.problem}</Notice>}
      <DialogActs>
        <ChooseFile
          accept={PROVISION_FILES}
          isDisabled={file.kind === 'reading'}
          onFile={(chosen) => void open(chosen)}
        >
          {words.topics.chooseFile}
        </ChooseFile>
        <Button onPress={onClose}>{words.common.cancel}</Button>
        <Button
          tone="primary"
          isDisabled={fresh + changed === 0 || read !== text}
          isPending={commands.busy}
          onPress={() => void add()}
        >
          {actWords(fresh, changed)}
        </Button>
      </DialogActs>
    </Dialog>
  )
}

function actWords(fresh: number, changed: number): string {
  if (changed === 0) return words.topics.addAll(fresh)
  return fresh === 0 ? words.topics.changeAll(changed) : words.topics.addAndChange(fresh, changed)
}

function Preview({
  plan,
  isEmpty,
  file,
}: {
  readonly plan: ImportPlan
  readonly isEmpty: boolean
  /** What the text was read from; null where it was pasted. */
  readonly file: string | null
}) {
  const { rows, read } = plan
  if (isEmpty) return null
  if (rows.length === 0)
    return (
      <Notice tone="plain">
        {file === null ? words.topics.nothingRecognised : words.topics.nothingInFile(file)}
      </Notice>
    )
  const counts = topicKinds.flatMap((kind) => {
    const count = rows.filter(({ topic }) => topic.kind === kind).length
    return count > 0 ? [`${count} ${words.topics.kinds[kind].toLowerCase()}`] : []
  })
  const leftOut = [...read.before, ...read.after]
  return (
    <section className={styles.preview} aria-label={words.topics.preview}>
      <p role="status">
        {words.topics.recognised(counts.join(', '))}{' '}
        {rows.every(({ change }) => change === 'same') && words.topics.nothingToAdd}
      </p>
      <ol className={styles.rows}>
        {rows.slice(0, MOST_SHOWN).map(({ topic, depth, change }) => (
          <li
            key={topic.id}
            data-change={change}
            style={{ paddingInlineStart: `calc(${depth} * var(--space-4))` }}
          >
            <b>{topic.label}</b> {topic.title}{' '}
            <small>{change !== 'new' && words.topics.changes[change]}</small>
          </li>
        ))}
        {rows.length > MOST_SHOWN && <li>… {words.topics.count(rows.length)}</li>}
      </ol>
      {leftOut.length > 0 && (
        <details>
          <summary>{words.topics.leftOut(leftOut.length)}</summary>
          <p className={styles.leftOut}>{leftOut.join('\n')}</p>
        </details>
      )}
    </section>
  )
}
