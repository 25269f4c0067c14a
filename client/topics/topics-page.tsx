import { useState } from 'react'
import { topicOf } from '../../domain/topics.ts'
import { useConference, useMay } from '../conference/context.tsx'
import { useCommands } from '../conference/use-command.ts'
import { useUndo } from '../conference/use-undo.tsx'
import { Button } from '../design/button.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import { randomId } from '../session/random-id.ts'
import { ConferenceGate, Forbidden } from '../shell/conference-gate.tsx'
import { LineState } from '../shell/line-state.tsx'
import { TopBar } from '../shell/top-bar.tsx'
import { ImportDialog } from './import-dialog.tsx'
import { behind, type Place, placeOf } from './moves.ts'
import { TopicForm } from './topic-form.tsx'
import { TopicTree } from './topic-tree.tsx'
import styles from './topics-page.module.css'

/** The document under discussion: its provisions as a tree, entered or read from its text. */
export function TopicsPage() {
  return (
    <ConferenceGate>
      <Desk />
    </ConferenceGate>
  )
}

function Desk() {
  const state = useConference()
  const may = useMay()
  const commands = useCommands()
  const [chosen, setChosen] = useState<string | null>(null)
  const [isImporting, setImporting] = useState(false)
  const { say, runAll, notices } = useUndo(commands)
  if (!may('topic/edit')) return <Forbidden />
  const { topics, facts, phase } = state
  const isEditable = phase !== 'sealed'
  const topic = chosen === null ? undefined : topicOf(state, chosen)

  const add = async (place: Place) => {
    const id = `t-${randomId().slice(0, 10)}`
    const parent = place.parent === null ? {} : { parent: place.parent }
    const done = await runAll([
      { type: 'topic/add', topics: [{ id, title: words.topics.newTitle, ...parent }] },
      { type: 'topic/move', topic: id, ...place },
    ])
    if (done) setChosen(id)
  }
  const move = (id: string, place: Place) => void commands.run({ type: 'topic/move', topic: id, ...place })
  const remove = async (id: string) => {
    const held = topicOf(state, id)
    if (!held) return
    const place = placeOf(topics, id)
    if (!(await commands.run({ type: 'topic/remove', topic: id }))) return
    say(words.topics.removed(held.label ?? held.title), [
      { type: 'topic/add', topics: [held] },
      { type: 'topic/move', topic: id, ...place },
    ])
  }

  return (
    <div className={styles.page}>
      <TopBar here="/topics" />
      <LineState />
      <main className={styles.desk}>
        <section className={styles.left} aria-label={words.topics.tree}>
          <header className={styles.head}>
            <div>
              <h2>{facts?.document?.symbol ?? words.topics.title}</h2>
              <p>{facts?.document?.subject}</p>
            </div>
            <span>{words.topics.count(topics.length)}</span>
            {isEditable && (
              <>
                <Button onPress={() => setImporting(true)}>{words.topics.importText}</Button>
                <Button tone="primary" onPress={() => void add({ parent: null, place: topics.length })}>
                  {words.topics.add}
                </Button>
              </>
            )}
          </header>
          {!isEditable && <Notice tone="plain">{words.topics.sealed}</Notice>}
          {notices}
          <TopicTree
            chosen={topic?.id ?? null}
            isEditable={isEditable}
            onChoose={setChosen}
            onMove={move}
            onRemove={(id) => void remove(id)}
          />
          {isEditable && <p className={styles.keys}>{words.topics.keys}</p>}
        </section>
        <aside className={styles.side}>
          {topic ? (
            <TopicForm
              key={topic.id}
              topic={topic}
              isEditable={isEditable}
              onAddBeside={() => void add(behind(topics, topic))}
              onAddWithin={() => void add({ parent: topic.id, place: topics.length })}
              onMove={(place) => move(topic.id, place)}
              onRemove={() => void remove(topic.id)}
            />
          ) : (
            <p className={styles.hint}>{words.topics.choose}</p>
          )}
        </aside>
      </main>
      {isImporting && (
        <ImportDialog
          onClose={() => setImporting(false)}
          onAdded={(count) => say(words.topics.added(count))}
        />
      )}
    </div>
  )
}
