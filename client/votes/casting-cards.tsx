import type { Vote } from '../../domain/votes.ts'
import { useConference, useView } from '../conference/context.tsx'
import { topicsLine } from '../conference/names.ts'
import { Tag } from '../design/tag.tsx'
import { words } from '../messages/catalogue.ts'
import { ChoiceBallot } from './choice-ballot.tsx'
import { HandsForm } from './hands-form.tsx'
import { runningVotes } from './vote-view.ts'
import { voterAt } from './voter.ts'
import styles from './votes.module.css'

/** The votes that run, each with the ballot of whoever sits at this bridge. Nothing where none runs. */
export function CastingCards({
  bridge,
  compact = false,
}: {
  readonly bridge: string
  /** Only the ballot, where the reader has one: what is voted on stands above it. */
  readonly compact?: boolean
}) {
  const votes = runningVotes(useConference())
  return votes.map((vote) => (
    <CastingCard key={`${vote.id} ${bridge}`} vote={vote} bridge={bridge} compact={compact} />
  ))
}

function CastingCard({
  vote,
  bridge,
  compact,
}: {
  readonly vote: Vote
  readonly bridge: string
  readonly compact: boolean
}) {
  const state = useConference()
  const { grants, identity } = useView()
  const person = identity?.kind === 'person' ? identity.person : null
  const voter = person === null ? null : voterAt(grants, person, vote.electorate, bridge)
  if (voter === null && compact) return null
  const kind = vote.electorate === 'hands' ? 'castHands' : vote.electorate === 'bridges' ? 'cast' : 'castOwn'
  const topic = vote.topic === null ? null : topicsLine(state, [vote.topic])
  return (
    <section
      className={styles.card}
      data-compact={compact || undefined}
      aria-label={compact ? words.votes[kind] : words.votes.title}
    >
      <header className={styles.cardHead}>
        {!compact && <Tag tone="attention">{vote.secret ? words.votes.isSecret : words.votes.isOpen}</Tag>}
        {voter !== null && <span>{words.votes[kind]}</span>}
      </header>
      {!compact && <h2 className={styles.question}>{vote.question}</h2>}
      {!compact && topic && <p className={styles.small}>{topic}</p>}
      {voter === null ? (
        <p className={styles.small}>{words.votes.electorateWhat[vote.electorate]}</p>
      ) : vote.electorate === 'hands' ? (
        <HandsForm vote={vote} bridge={bridge} />
      ) : (
        <ChoiceBallot vote={vote} bridge={bridge} voter={voter} />
      )}
    </section>
  )
}
