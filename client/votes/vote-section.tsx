import { useState } from 'react'
import { centralBridge } from '../../domain/state.ts'
import { useConference, useMay } from '../conference/context.tsx'
import { Button } from '../design/button.tsx'
import { words } from '../messages/catalogue.ts'
import { CastingCards } from './casting-cards.tsx'
import { OpenVoteDialog } from './open-vote-dialog.tsx'
import { ResultsDialog } from './results-dialog.tsx'
import { RunningVote } from './running-vote.tsx'
import { runningVotes } from './vote-view.ts'
import styles from './votes.module.css'

/** The votes that run, as the central desk leads them, with its own ballot; nothing while none runs. */
export function RunningVotes() {
  const state = useConference()
  const votes = runningVotes(state)
  if (votes.length === 0) return null
  return (
    <div className={styles.running}>
      {votes.map((vote) => (
        <RunningVote key={vote.id} vote={vote} />
      ))}
      <CastingCards bridge={centralBridge(state)} compact />
    </div>
  )
}

/** Opens a vote, and shows the results of those that are over. One at a time: halls show one question. */
export function VoteActs() {
  const state = useConference()
  const may = useMay()
  const [shown, setShown] = useState<'open' | 'results' | null>(null)
  const over = state.votes.filter((vote) => vote.state.kind !== 'open')
  const opens = state.phase === 'open' && may('vote/hold') && runningVotes(state).length === 0
  if (!opens && over.length === 0) return null
  return (
    <div className={styles.holding}>
      {opens && <Button onPress={() => setShown('open')}>{words.votes.open}</Button>}
      {over.length > 0 && (
        <Button onPress={() => setShown('results')}>{words.votes.results(over.length)}</Button>
      )}
      <OpenVoteDialog isOpen={opens && shown === 'open'} onClose={() => setShown(null)} />
      <ResultsDialog votes={over} isOpen={shown === 'results'} onClose={() => setShown(null)} />
    </div>
  )
}
