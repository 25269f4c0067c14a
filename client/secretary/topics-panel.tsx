import { useMemo, useState } from 'react'
import { ToggleButton } from 'react-aria-components'
import { standingContributions } from '../../domain/contribution-source.ts'
import { useConference } from '../conference/context.tsx'
import { words } from '../messages/catalogue.ts'
import { topicRows } from '../topics/tree-rows.ts'
import styles from './topics-panel.module.css'
import type { Classification } from './use-classification.ts'

/** So many are seen at a glance; more are searched. */
const SEARCHED_FROM = 12

/** Every topic with how many have spoken and written to it; pressing one gives it to the chosen contribution. */
export function TopicsPanel({ classification }: { readonly classification: Classification }) {
  const state = useConference()
  const { topics, contributions, facts } = state
  const [search, setSearch] = useState('')
  // biome-ignore lint/correctness/useExhaustiveDependencies: which count follows from the contributions alone
  const counts = useMemo(() => {
    const found = new Map<string, { spoken: number; written: number }>()
    for (const { topics: named, source } of standingContributions(state))
      for (const topic of named) {
        const held = found.get(topic) ?? { spoken: 0, written: 0 }
        held[source.kind] += 1
        found.set(topic, held)
      }
    return found
  }, [contributions])
  return (
    <section className={styles.panel} aria-label={words.secretary.topics}>
      <header className={styles.head}>
        <h2>{words.secretary.topics}</h2>
        <span title={facts?.document?.subject}>{facts?.document?.symbol}</span>
      </header>
      {topics.length > SEARCHED_FROM && (
        <input
          type="search"
          className={styles.search}
          aria-label={words.topics.search}
          placeholder={words.topics.searchHint}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      )}
      <p className={styles.columns} aria-hidden>
        <span>{words.secretary.spokenColumn}</span>
        <span>{words.secretary.writtenColumn}</span>
      </p>
      <ol className={styles.list}>
        {topicRows(topics, search).map(({ topic, depth }) => {
          const index = topics.indexOf(topic)
          const { spoken, written } = counts.get(topic.id) ?? { spoken: 0, written: 0 }
          return (
            <li key={topic.id}>
              <ToggleButton
                className={styles.topic ?? ''}
                isSelected={classification.topics.includes(topic.id)}
                isDisabled={!classification.editable}
                onChange={() => classification.toggle(topic.id)}
                aria-label={words.secretary.assign(index + 1, topic.title)}
                aria-describedby={`topic-${index}`}
                {...(index < 9 ? { 'aria-keyshortcuts': `Alt+${index + 1}` } : {})}
              >
                <span className={styles.number}>{index + 1}</span>
                <span
                  className={styles.title}
                  style={{ paddingInlineStart: `calc(${depth} * var(--space-3))` }}
                >
                  {topic.label && <b>{topic.label} · </b>}
                  {topic.title}
                </span>
                <span data-zero={spoken === 0 || undefined}>{spoken}</span>
                <span data-zero={written === 0 || undefined}>{written}</span>
              </ToggleButton>
              <span id={`topic-${index}`} hidden>
                {words.secretary.spokenCount(spoken)}, {words.secretary.writtenCount(written)}
              </span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
