import { useState } from 'react'
import type { ConcludedTask } from '../../domain/conclusions.ts'
import { useConference, useConnection, useMay } from '../conference/context.tsx'
import { useCommands } from '../conference/use-command.ts'
import { useUndo } from '../conference/use-undo.tsx'
import { Button } from '../design/button.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import { ConferenceGate, Forbidden } from '../shell/conference-gate.tsx'
import { LineState } from '../shell/line-state.tsx'
import { TopBar } from '../shell/top-bar.tsx'
import styles from './conclusion.module.css'
import { NoticeOfConclusion } from './notice-card.tsx'
import { TaskDialog } from './task-dialog.tsx'
import { TaskList } from './task-list.tsx'

/** What the chair concluded: the items, and when the notice of it is due. */
export function ConclusionPage() {
  return (
    <ConferenceGate>
      <Desk />
    </ConferenceGate>
  )
}

function Desk() {
  const { tasks, phase } = useConference()
  const may = useMay()
  const connection = useConnection()
  const commands = useCommands()
  const { say, notices, runAll } = useUndo(commands)
  const [open, setOpen] = useState<ConcludedTask | 'new' | null>(null)
  if (!may('conclusion/edit')) return <Forbidden />
  const isEditable = phase !== 'sealed'
  const remove = async (task: ConcludedTask) => {
    const { id, ...facts } = task
    const ordinal = tasks.indexOf(task) + 1
    if (!(await runAll([{ type: 'conclusion/remove', task: id }]))) return
    say(words.conclusion.removed(ordinal), async () => {
      const again = { ...facts, coordinating: [...facts.coordinating] }
      const answer = await connection.command({ type: 'conclusion/add', task: again })
      // It comes last and goes back to its place; its number is that of the event that brought it.
      const added = answer.ok ? answer.value.first : null
      return added !== null && runAll([{ type: 'conclusion/move', task: added, place: ordinal - 1 }])
    })
  }
  return (
    <div className={styles.page}>
      <TopBar here="/conclusion" />
      <LineState />
      <main className={styles.desk}>
        <section className={styles.main} aria-label={words.conclusion.title}>
          <header className={styles.head}>
            <div>
              <h2>{words.conclusion.title}</h2>
              <p>{words.conclusion.what}</p>
            </div>
            {isEditable && (
              <Button tone="primary" onPress={() => setOpen('new')}>
                {words.conclusion.add}
              </Button>
            )}
          </header>
          {!isEditable && <Notice tone="plain">{words.conclusion.sealed}</Notice>}
          {notices}
          <TaskList
            isEditable={isEditable}
            onChange={setOpen}
            onMove={(task, place) => void runAll([{ type: 'conclusion/move', task: task.id, place }])}
            onRemove={(task) => void remove(task)}
          />
          {isEditable && tasks.length > 0 && <p className={styles.keys}>{words.conclusion.keys}</p>}
        </section>
        <NoticeOfConclusion />
      </main>
      {open !== null && (
        <TaskDialog
          key={open === 'new' ? 'new' : open.id}
          task={open === 'new' ? null : open}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  )
}
