import type { Vote } from '../../domain/votes.ts'
import { useConference } from '../conference/context.tsx'
import { topicsLine } from '../conference/names.ts'
import { Button } from '../design/button.tsx'
import { Dialog, DialogActs } from '../design/dialog.tsx'
import { words } from '../messages/catalogue.ts'
import { hourTime } from '../messages/format.ts'
import { TallyBars } from './tally-bars.tsx'
import styles from './votes.module.css'

/** Every vote that is over, the latest first. */
export function ResultsDialog({
  votes,
  isOpen,
  onClose,
}: {
  readonly votes: readonly Vote[]
  readonly isOpen: boolean
  readonly onClose: () => void
}) {
  return (
    <Dialog title={words.votes.resultsTitle} isOpen={isOpen} onClose={onClose} size="wide">
      <ol className={styles.results}>
        {votes.toReversed().map((vote) => (
          <Result key={vote.id} vote={vote} />
        ))}
      </ol>
      <DialogActs>
        <Button onPress={onClose}>{words.common.close}</Button>
      </DialogActs>
    </Dialog>
  )
}

function Result({ vote }: { readonly vote: Vote }) {
  const conference = useConference()
  const { question, electorate, secret, state } = vote
  if (state.kind === 'open') return null
  const topic = vote.topic === null ? null : topicsLine(conference, [vote.topic])
  const how = [words.votes.electorates[electorate], secret ? words.votes.secret : words.votes.inTheOpen]
  const time = hourTime(state.at)
  const end =
    state.kind === 'cancelled'
      ? words.votes.cancelledAt(time, state.reason)
      : electorate === 'hands'
        ? words.votes.closedHands(time, state.voters)
        : words.votes.closedAt(time, state.voters)
  return (
    <li>
      <h3>{question}</h3>
      <p className={styles.small}>{[how.join(', '), end, topic].filter(Boolean).join(' · ')}</p>
      {state.kind === 'closed' && <TallyBars tally={state.tally} />}
    </li>
  )
}
