import { useState } from 'react'
import type { OpinionGroup } from '../../domain/synthesis.ts'
import { type Commands, useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { Dialog, DialogActs } from '../design/dialog.tsx'
import { TextField } from '../design/field.tsx'
import { Notice } from '../design/notice.tsx'
import { useShortcut } from '../design/use-shortcut.ts'
import { words } from '../messages/catalogue.ts'
import { AnswerEditor } from './answer.tsx'
import { type Grouping, groupingOf } from './grouping.ts'
import styles from './synthesis-page.module.css'

/** Opinions chosen under one topic. */
export interface Selection {
  readonly topic: string
  readonly contributions: ReadonlySet<number>
}

/** What can be done with the chosen opinions together. */
export function SelectionBar({
  selection,
  groups,
  answered,
  mayArrange,
  mayAnswer,
  onRegroup,
  onClear,
}: {
  readonly selection: Selection
  /** Those of the topic, with the members that still stand under it. */
  readonly groups: readonly OpinionGroup[]
  /** How many of the chosen have an answer. */
  readonly answered: number
  readonly mayArrange: boolean
  readonly mayAnswer: boolean
  readonly onRegroup: (grouping: Exclude<Grouping, { kind: 'new' }>) => void
  readonly onClear: () => void
}) {
  const commands = useCommands()
  const [asking, setAsking] = useState<'group' | 'answer' | null>(null)
  const contributions = [...selection.contributions]
  const grouping = mayArrange ? groupingOf(groups, contributions) : null
  const group = () => {
    if (grouping?.kind === 'new') setAsking('group')
    else if (grouping) onRegroup(grouping)
  }
  useShortcut('g', group, grouping !== null)
  useShortcut('escape', onClear)
  const close = () => setAsking(null)
  const done = () => {
    close()
    onClear()
  }
  return (
    <section className={styles.selection} aria-label={words.synthesis.selected(contributions.length)}>
      <b role="status">{words.synthesis.selected(contributions.length)}</b>
      {grouping && (
        <Button tone="primary" keys="G" aria-keyshortcuts="G" onPress={group}>
          {groupingWords(grouping)}
        </Button>
      )}
      {mayAnswer && contributions.length > 1 && (
        <Button onPress={() => setAsking('answer')}>{words.synthesis.answerTogether}</Button>
      )}
      <Button tone="quiet" keys="Esc" aria-keyshortcuts="Escape" onPress={onClear}>
        {words.synthesis.clear}
      </Button>
      <Dialog title={words.synthesis.groupDialog} isOpen={asking === 'group'} onClose={close}>
        <NewGroup
          topic={selection.topic}
          contributions={contributions}
          commands={commands}
          onDone={done}
          onClose={close}
        />
      </Dialog>
      <Dialog
        title={words.synthesis.answerDialog(contributions.length)}
        isOpen={asking === 'answer'}
        onClose={close}
      >
        {answered > 0 && <Notice tone="plain">{words.synthesis.answerReplaces(answered)}</Notice>}
        <AnswerEditor
          name={`answers.${selection.topic}.${contributions.toSorted((a, b) => a - b).join('-')}`}
          of={words.synthesis.selected(contributions.length)}
          topic={selection.topic}
          contributions={contributions}
          answer={null}
          onDone={done}
        />
        <DialogActs>
          <Button onPress={close}>{words.common.close}</Button>
        </DialogActs>
      </Dialog>
    </section>
  )
}

function NewGroup({
  topic,
  contributions,
  commands,
  onDone,
  onClose,
}: {
  readonly topic: string
  readonly contributions: readonly number[]
  readonly commands: Commands
  readonly onDone: () => void
  readonly onClose: () => void
}) {
  const [title, setTitle] = useState('')
  const [tried, setTried] = useState(false)
  const missing = title.trim() === ''
  const make = async () => {
    setTried(true)
    if (missing || commands.busy) return
    const command = { type: 'synthesis/group', topic, title: title.trim() } as const
    if (await commands.run({ ...command, contributions: [...contributions] })) onDone()
  }
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void make()
      }}
    >
      <p>{words.synthesis.groupWhat}</p>
      <TextField
        label={words.synthesis.groupTitle}
        value={title}
        onChange={setTitle}
        maxLength={2000}
        error={tried && missing ? words.synthesis.titleNeeded : null}
        autoFocus
        isRequired
        validationBehavior="aria"
      />
      {commands.problem && <Notice>{commands.problem}</Notice>}
      <DialogActs>
        <Button onPress={onClose}>{words.common.cancel}</Button>
        <Button type="submit" tone="primary" isPending={commands.busy}>
          {words.synthesis.group}
        </Button>
      </DialogActs>
    </form>
  )
}

function groupingWords(grouping: Grouping): string {
  if (grouping.kind === 'new') return words.synthesis.group
  if (grouping.kind === 'leave') return words.synthesis.leave
  const { title } = grouping.group
  const short = title.length > 40 ? `${title.slice(0, 40)}…` : title
  return grouping.kind === 'join' ? words.synthesis.join(short) : words.synthesis.merge(short)
}
