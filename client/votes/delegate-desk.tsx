import { useConference, useView } from '../conference/context.tsx'
import { nameOf } from '../conference/names.ts'
import { Tag } from '../design/tag.tsx'
import { words } from '../messages/catalogue.ts'
import { LineState } from '../shell/line-state.tsx'
import { SignOut } from '../shell/sign-out.tsx'
import { CastingCards } from './casting-cards.tsx'
import styles from './delegate-desk.module.css'
import { runningVotes } from './vote-view.ts'

/** What somebody sees who sits at a bridge as a delegate: the ballot, when there is one. */
export function DelegateDesk({ bridges }: { readonly bridges: readonly string[] }) {
  const state = useConference()
  const { identity } = useView()
  const { facts } = state
  if (!facts) return null
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
      <main className={styles.main}>
        {bridges.map((bridge) => (
          <CastingCards key={bridge} bridge={bridge} />
        ))}
        {runningVotes(state).length === 0 && (
          <p className={styles.quiet}>
            <b>{words.votes.none}</b>
            {words.votes.noneWhat}
          </p>
        )}
      </main>
    </div>
  )
}
