import { tallyOf, type Vote } from '../../domain/votes.ts'
import { useConference } from '../conference/context.tsx'
import { useNow } from '../conference/use-now.ts'
import { words } from '../messages/catalogue.ts'
import { count } from '../messages/format.ts'
import styles from './hall-vote.module.css'
import { TallyBars } from './tally-bars.tsx'
import { hallVote, totalOf } from './vote-view.ts'

/** Over the stage of every hall: the question while it is voted on, then for a while the result. */
export function HallVote() {
  const state = useConference()
  const vote = hallVote(state, useNow())
  if (!vote) return null
  return vote.state.kind === 'closed' ? <Result vote={vote} /> : <Question vote={vote} />
}

function Question({ vote }: { readonly vote: Vote }) {
  const { bridges } = useConference()
  // Of delegates a hall is not told who has voted.
  const counted =
    vote.electorate === 'delegates'
      ? null
      : (vote.electorate === 'hands' ? words.votes.reported : words.votes.voted)(
          vote.ballots.length,
          bridges.length,
        )
  const tally = vote.electorate === 'hands' && totalOf(tallyOf(vote)) > 0 ? tallyOf(vote) : null
  return (
    <section
      className={styles.vote}
      data-counted={tally === null ? undefined : true}
      aria-label={words.votes.hall}
    >
      <p className={styles.kind}>
        {vote.secret ? words.votes.hallSecret : words.votes.hall}
        {counted && <b>{counted}</b>}
      </p>
      <h1 data-length={lengthOf(vote.question)}>{vote.question}</h1>
      <p className={styles.how}>{words.votes.hallHow[vote.electorate]}</p>
      {tally && <TallyBars tally={tally} size="hall" />}
    </section>
  )
}

function Result({ vote }: { readonly vote: Vote }) {
  if (vote.state.kind !== 'closed') return null
  return (
    <section className={styles.vote} data-counted aria-label={words.votes.hallResult} role="status">
      <p className={styles.kind}>
        {words.votes.hallResult}
        <b>{words.votes.votesOf(count(totalOf(vote.state.tally)))}</b>
      </p>
      <h1 data-length={lengthOf(vote.question)}>{vote.question}</h1>
      <TallyBars tally={vote.state.tally} size="hall" />
    </section>
  )
}

function lengthOf(question: string): 'short' | 'long' {
  return question.length > 90 ? 'long' : 'short'
}
