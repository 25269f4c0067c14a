import { memo, useRef } from 'react'
import type { DocumentId } from '../../domain/prose.ts'
import { Tag } from '../design/tag.tsx'
import { words } from '../messages/catalogue.ts'
import { clockTime } from '../messages/format.ts'
import styles from './cards.module.css'
import { writingLine } from './colleague-names.ts'
import { confirmationOf, tones } from './confirmation.ts'
import type { CardView } from './desk-texts.ts'
import type { Glance } from './open-texts.ts'
import { originSign } from './origin-line.ts'
import { useGlance } from './texts-context.tsx'
import { useSeen } from './use-seen.ts'

interface CardProps extends Omit<CardView, 'document'> {
  readonly document: DocumentId
  readonly isChosen: boolean
  /** Whether Tab stops here; within the list the arrow keys go on. */
  readonly isStop: boolean
  readonly onChoose: (document: DocumentId) => void
}

/** One contribution in the list: whose, when, its first words, and how far it is. */
export const Card = memo(function Card(props: CardProps) {
  const { document, contribution, ordinal, bridge, turn, topics, origin, isChosen, isStop, onChoose } = props
  const place = useRef<HTMLLIElement>(null)
  const glance = useGlance(document, useSeen(place))
  const isLive = turn?.state.kind === 'speaking'
  return (
    <li ref={place} className={styles.item}>
      <button
        type="button"
        className={styles.card}
        aria-current={isChosen ? 'true' : undefined}
        aria-label={words.secretary.card(ordinal, bridge)}
        aria-describedby={`${document}-more`}
        data-document={document}
        data-live={isLive || undefined}
        tabIndex={isStop ? 0 : -1}
        onClick={() => onChoose(document)}
      >
        <span className={styles.number}>{ordinal}</span>
        <b>{bridge}</b>
        <span className={styles.when}>
          {isLive && words.secretary.speaking}
          {!isLive && (turn ? clockTime(turn.grantedAt) : words.secretary.written)}
        </span>
        <span id={`${document}-more`} className={styles.more}>
          <span className={styles.words} data-none={glance?.words === '' || undefined}>
            {glance && (glance.words || words.secretary.noWords)}
          </span>
          <span className={styles.foot}>
            <span>{topics ? words.secretary.topicShort(topics) : words.secretary.noTopic}</span>
            {origin && <span className={styles.origin}>{originSign(origin)}</span>}
            <State contribution={contribution} glance={glance} isLive={isLive} isChosen={isChosen} />
          </span>
        </span>
      </button>
    </li>
  )
})

function State({
  contribution,
  glance,
  isLive,
  isChosen,
}: Pick<CardProps, 'contribution' | 'isChosen'> & {
  readonly glance: Glance | undefined
  readonly isLive: boolean
}) {
  if (glance?.late) return <Tag tone="need">{words.secretary.late}</Tag>
  const writers = glance?.writers ?? []
  if (writers.length > 0)
    return (
      <Tag tone="attention">
        <span className={styles.writers}>{writingLine(writers, isChosen)}</span>
      </Tag>
    )
  const confirmation = confirmationOf(contribution, glance?.seq)
  if (confirmation === 'none' && isLive) return null
  return <Tag tone={tones[confirmation]}>{words.secretary.confirmation[confirmation]}</Tag>
}
