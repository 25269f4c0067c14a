import { useState } from 'react'
import { Checkbox, CheckboxGroup, Input, Label, TextField } from 'react-aria-components'
import { useConference } from '../conference/context.tsx'
import field from '../design/field.module.css'
import { Icon } from '../design/icon.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './topic-choice.module.css'
import { topicRows } from './tree-rows.ts'

/** So many are seen at a glance; more are searched. */
const SEARCHED_FROM = 12

/** Several of the topics, as an indented tree that can be searched without marks. */
export function TopicChoice({
  label,
  chosen,
  onChange,
}: {
  readonly label: string
  readonly chosen: readonly string[]
  readonly onChange: (chosen: string[]) => void
}) {
  const { topics } = useConference()
  const [search, setSearch] = useState('')
  const rows = topicRows(topics, search)
  return (
    <CheckboxGroup className={field.field ?? ''} value={[...chosen]} onChange={onChange}>
      <Label className={field.label}>{label}</Label>
      {topics.length > SEARCHED_FROM && (
        <TextField aria-label={words.topics.search} value={search} onChange={setSearch} type="search">
          <Input className={field.input ?? ''} placeholder={words.topics.searchHint} />
        </TextField>
      )}
      <div className={`${field.choices} ${styles.list}`}>
        {rows.length === 0 && <p className={styles.nothing}>{words.topics.nothingFound}</p>}
        {rows.map(({ topic, depth, sign, isFound }) => (
          <Checkbox
            key={topic.id}
            value={topic.id}
            className={`${field.choice} ${styles.choice}`}
            data-passing={!isFound || undefined}
            style={{ paddingInlineStart: `calc(var(--space-2) + ${depth} * var(--space-4))` }}
          >
            {({ isSelected }) => (
              <>
                <span className={field.box} aria-hidden>
                  {isSelected && <Icon name="check" />}
                </span>
                <span>
                  <b>{sign}</b> · {topic.title}
                </span>
              </>
            )}
          </Checkbox>
        ))}
      </div>
    </CheckboxGroup>
  )
}
