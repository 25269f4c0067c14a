import { useState } from 'react'
import { type Choice, tallyOf, type Vote } from '../../domain/votes.ts'
import { useConference, useMay } from '../conference/context.tsx'
import { nameOf, topicsLine } from '../conference/names.ts'
import { useCommands } from '../conference/use-command.ts'
import { Button } from '../design/button.tsx'
import { Confirmation } from '../design/dialog.tsx'
import { Notice } from '../design/notice.tsx'
import { Tag } from '../design/tag.tsx'
import { words } from '../messages/catalogue.ts'
import { CancelVoteDialog } from './cancel-vote-dialog.tsx'
import { TallyBars } from './tally-bars.tsx'
import { chosenIn, type Elector, electorsOf, handsIn, totalOf } from './vote-view.ts'
import styles from './votes.module.css'

const ofBallots = {
  progress: words.votes.voted,
  waiting: words.votes.waitingFor,
  done: words.votes.done,
  everybody: words.votes.everybody,
  closeWaiting: words.votes.closeWaiting,
}
const ofHands = {
  progress: words.votes.reported,
  waiting: words.votes.unreported,
  done: words.votes.reportedBy,
  everybody: words.votes.everyHall,
  closeWaiting: words.votes.closeUnreported,
}

/** A vote while it runs: who has voted, who has not, and, unless it is secret, how it stands. */
export function RunningVote({ vote }: { readonly vote: Vote }) {
  const state = useConference()
  const may = useMay()
  const commands = useCommands()
  const [asked, setAsked] = useState<'close' | 'cancel' | null>(null)
  const electors = electorsOf(state, vote)
  const waiting = electors.filter(({ ballot }) => ballot === null)
  const done = electors.filter(({ ballot }) => ballot !== null)
  const topic = vote.topic === null ? null : topicsLine(state, [vote.topic])
  const say = vote.electorate === 'hands' ? ofHands : ofBallots
  return (
    <section className={styles.vote} aria-label={words.votes.title}>
      <header className={styles.cardHead}>
        <Tag tone="attention">{vote.secret ? words.votes.runningSecret : words.votes.running}</Tag>
        <span>{words.votes.electorates[vote.electorate]}</span>
      </header>
      <h2 className={styles.question}>{vote.question}</h2>
      {topic && <p className={styles.small}>{topic}</p>}
      <p className={styles.progress} role="status">
        {say.progress(done.length, electors.length)}
      </p>
      {vote.secret ? (
        <p className={styles.small}>{words.votes.onlyHowMany}</p>
      ) : (
        <TallyBars tally={tallyOf(vote)} />
      )}
      {waiting.length === 0 && <p className={styles.small}>{say.everybody}</p>}
      <Names label={say.waiting(waiting.length)} electors={waiting} vote={vote} />
      <Names label={say.done(done.length)} electors={done} vote={vote} />
      {commands.problem && <Notice onDismiss={commands.dismiss}>{commands.problem}</Notice>}
      {may('vote/hold') && (
        <div className={styles.acts}>
          <Button tone="primary" onPress={() => setAsked('close')} isPending={commands.busy}>
            {words.votes.close}
          </Button>
          <Button tone="quiet" onPress={() => setAsked('cancel')}>
            {words.votes.cancel}
          </Button>
        </div>
      )}
      <Confirmation
        title={words.votes.closeTitle}
        consequences={[
          ...(waiting.length > 0 ? [say.closeWaiting(waiting.length)] : []),
          ...words.votes.closeConsequences,
        ]}
        act={words.votes.close}
        isOpen={asked === 'close'}
        onClose={() => setAsked(null)}
        onConfirm={() => commands.run({ type: 'vote/close', vote: vote.id })}
      />
      <CancelVoteDialog vote={vote.id} isOpen={asked === 'cancel'} onClose={() => setAsked(null)} />
    </section>
  )
}

function Names({
  label,
  electors,
  vote,
}: {
  readonly label: string
  readonly electors: readonly Elector[]
  readonly vote: Vote
}) {
  const state = useConference()
  if (electors.length === 0) return null
  return (
    <details className={styles.names}>
      <summary>{label}</summary>
      <ul>
        {electors.map((elector) => (
          <li key={elector.id}>
            <span>
              {elector.name}
              {vote.electorate === 'delegates' && <small> · {nameOf(state, elector.bridge)}</small>}
            </span>
            <small>{castOf(elector)}</small>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** `tán thành`, or how many hands; nothing where it is not known. */
function castOf({ ballot }: Elector): string {
  const choice: Choice | null = chosenIn(ballot)
  if (choice !== null) return words.votes.choices[choice]
  const hands = handsIn(ballot)
  return hands === null ? '' : String(totalOf(hands))
}
