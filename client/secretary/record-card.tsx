import type { DocumentId } from '../../domain/prose.ts'
import { Tag } from '../design/tag.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './cards.module.css'
import { writingLine } from './colleague-names.ts'
import { useGlance } from './texts-context.tsx'

/** The opening or the conclusion: what the chair says before and after the contributions. */
export function RecordCard({
  document,
  title,
  isChosen,
  onChoose,
}: {
  readonly document: DocumentId
  readonly title: string
  readonly isChosen: boolean
  readonly onChoose: (document: DocumentId) => void
}) {
  const glance = useGlance(document, true)
  const writers = glance?.writers ?? []
  return (
    <button
      type="button"
      className={`${styles.card} ${styles.record}`}
      aria-current={isChosen ? 'true' : undefined}
      aria-label={title}
      aria-describedby={`${document}-more`}
      data-document={document}
      onClick={() => onChoose(document)}
    >
      <b>{title}</b>
      <span className={styles.when}>
        {writers.length > 0 && (
          <Tag tone="attention">
            <span className={styles.writers}>{writingLine(writers, isChosen)}</span>
          </Tag>
        )}
      </span>
      <span id={`${document}-more`} className={styles.words} data-none={glance?.words === '' || undefined}>
        {glance && (glance.words || words.secretary.noWords)}
      </span>
    </button>
  )
}
