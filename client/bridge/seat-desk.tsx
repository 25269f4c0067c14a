import { useConference, useView } from '../conference/context.tsx'
import { nameOf } from '../conference/names.ts'
import { Tag } from '../design/tag.tsx'
import { words } from '../messages/catalogue.ts'
import { LineState } from '../shell/line-state.tsx'
import { SignOut } from '../shell/sign-out.tsx'
import { CastingCards } from '../votes/casting-cards.tsx'
import { runningVotes } from '../votes/vote-view.ts'
import { NowStrip } from './now-strip.tsx'
import { QueuePanel } from './queue-panel.tsx'
import styles from './seat-desk.module.css'

/** What somebody sees who sits in a hall without a desk: who speaks and waits, and the vote, with a ballot if they have one. */
export function SeatDesk({
  bridges,
  votes,
}: {
  readonly bridges: readonly [string, ...string[]]
  /** Whether they are there to vote as delegates. */
  readonly votes: boolean
}) {
  const state = useConference()
  const { identity } = useView()
  const { facts } = state
  if (!facts) return null
  const [first] = bridges
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div>
          <h1>{facts.title}</h1>
          <p className={styles.who}>
            {[
              ...(identity?.kind === 'person' ? [identity.name] : []),
              ...bridges.map((bridge) => words.votes.castFor(nameOf(state, bridge))),
            ].join(' · ')}
          </p>
        </div>
        {facts.demonstration && <Tag tone="demonstration">{words.common.demonstration}</Tag>}
        <SignOut />
      </header>
      <LineState />
      <NowStrip bridge={first} />
      <main className={styles.main}>
        {bridges.map((bridge) => (
          <CastingCards key={bridge} bridge={bridge} />
        ))}
        <QueuePanel bridge={first} />
        {runningVotes(state).length === 0 && (
          <p className={styles.quiet}>
            <b>{words.votes.none}</b>
            {votes ? words.votes.noneWhat : words.votes.noneWhatObserved}
          </p>
        )}
      </main>
    </div>
  )
}
