import { useConference } from '../conference/context.tsx'
import { numbered, topicNumber } from '../conference/names.ts'
import { Button } from '../design/button.tsx'
import { ChoiceMenu } from '../design/choice-menu.tsx'
import { words } from '../messages/catalogue.ts'
import { topicRows } from '../topics/tree-rows.ts'
import { KindMenu } from './kind-menu.tsx'
import styles from './topic-chips.module.css'
import type { Classification } from './use-classification.ts'

/** The topics and the kind of the chosen contribution. */
export function TopicChips({ classification }: { readonly classification: Classification }) {
  const state = useConference()
  const { topics, editable, set, menu, openMenu, kind } = classification
  const known = state.topics.filter((topic) => topics.includes(topic.id))
  if (!editable && known.length === 0 && kind === null) return null
  return (
    <ul className={styles.chips} aria-label={words.secretary.topicsChosen}>
      {known.map((topic) => {
        const number = topicNumber(state, topic.id)
        return (
          <li key={topic.id} className={styles.chip}>
            <b>{number}</b>
            <span title={topic.title}>{topic.label ? numbered(state, topic) : topic.title}</span>
            {editable && (
              <Button
                size="small"
                tone="quiet"
                aria-label={words.secretary.removeTopic(number)}
                onPress={() => set(topics.filter((held) => held !== topic.id))}
              >
                ×
              </Button>
            )}
          </li>
        )
      })}
      {editable && (
        <li>
          <ChoiceMenu
            label={words.secretary.topics}
            choices={topicRows(state.topics).map(({ topic }) => ({
              id: topic.id,
              label: numbered(state, topic),
            }))}
            chosen={topics}
            onChange={set}
            isOpen={menu === 'topics'}
            onOpenChange={(isOpen) => openMenu(isOpen ? 'topics' : null)}
          >
            <Button size="small" keys="Alt V" className={styles.add ?? ''} aria-keyshortcuts="Alt+V">
              {words.secretary.addTopic}
            </Button>
          </ChoiceMenu>
        </li>
      )}
      <KindMenu classification={classification} />
    </ul>
  )
}
