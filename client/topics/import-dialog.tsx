import { useDeferredValue, useMemo, useState } from 'react'
import { topicKinds } from '../../domain/topics.ts'
import { useConference } from '../conference/context.tsx'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { ChooseFile } from '../design/choose-file.tsx'
import { Dialog, DialogActs } from '../design/dialog.tsx'
import { TextField } from '../design/field.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './import-dialog.module.css'
import { commandsOf, type ImportPlan, importPlan } from './import-plan.ts'

/** Lines of the preview; the rest is counted. */
const MOST_SHOWN = 400

/** A whole regulation from its text: shown as it was recognised, added when it is right. */
export function ImportDialog({
  onClose,
  onAdded,
}: {
  readonly onClose: () => void
  readonly onAdded: (count: number) => void
}) {
  const { topics } = useConference()
  const commands = useCommands()
  const [text, setText] = useState('')
  const [isUnreadable, setUnreadable] = useState(false)
  const read = useDeferredValue(text)
  const plan = useMemo(() => importPlan(topics, read), [topics, read])
  const counted = (change: ImportPlan['rows'][number]['change']) =>
    plan.rows.filter((row) => row.change === change).length
  const [fresh, changed] = [counted('new'), counted('changed')]
  const open = async (file: File) => {
    try {
      setText(new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer()))
      setUnreadable(false)
    } catch {
      setUnreadable(true)
    }
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
        <TextField label={words.topics.paste} lines="many" value={text} onChange={setText} autoFocus />
        <Preview plan={plan} isEmpty={read.trim() === ''} />
      </div>
      {isUnreadable && <Notice>{words.topics.fileUnreadable}</Notice>}
      {commands.problem && <Notice onDismiss={commands.dismiss}>{commands.problem}</Notice>}
      <DialogActs>
        <ChooseFile accept={['text/plain', '.txt']} onFile={(file) => void open(file)}>
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

function Preview({ plan, isEmpty }: { readonly plan: ImportPlan; readonly isEmpty: boolean }) {
  const { rows, read } = plan
  if (isEmpty) return null
  if (rows.length === 0) return <Notice tone="plain">{words.topics.nothingRecognised}</Notice>
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
