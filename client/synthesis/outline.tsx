import { ToggleButton } from 'react-aria-components'
import { words } from '../messages/catalogue.ts'
import styles from './outline.module.css'
import type { Counts } from './table.ts'

export interface OutlineRow {
  readonly id: string
  readonly depth: number
  readonly sign: string
  readonly title: string
  /** With everything below it. */
  readonly counts: Counts
}

/** The tree with how many opinions have their answer; pressing a line leaves only what stands under it. */
export function Outline({
  rows,
  chosen,
  onChoose,
}: {
  readonly rows: readonly OutlineRow[]
  readonly chosen: string | null
  readonly onChoose: (topic: string | null) => void
}) {
  return (
    <nav className={styles.outline} aria-label={words.synthesis.topics}>
      <h2>{words.synthesis.topics}</h2>
      <ol>
        <li>
          <ToggleButton
            className={styles.row ?? ''}
            isSelected={chosen === null}
            onChange={() => onChoose(null)}
          >
            <span className={styles.title}>{words.synthesis.allTopics}</span>
          </ToggleButton>
        </li>
        {rows.map(({ id, depth, sign, title, counts }) => {
          const answered = counts.all - counts.unanswered
          return (
            <li key={id}>
              <ToggleButton
                className={styles.row ?? ''}
                style={{ paddingInlineStart: `calc(var(--space-4) + ${depth} * var(--space-3))` }}
                isSelected={chosen === id}
                onChange={(isChosen) => onChoose(isChosen ? id : null)}
              >
                <span className={styles.title} title={title}>
                  <b>{sign}</b> {title}
                </span>
                {counts.all > 0 && (
                  <>
                    <span
                      className={styles.count}
                      data-done={counts.unanswered === 0 || undefined}
                      aria-hidden
                    >
                      {words.synthesis.topicCount(answered, counts.all)}
                    </span>
                    <span className={styles.hidden}>
                      {words.synthesis.topicCountSaid(answered, counts.all)}
                    </span>
                  </>
                )}
              </ToggleButton>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
