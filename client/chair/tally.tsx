import { standingContributions } from '../../domain/contribution-source.ts'
import { centralBridge } from '../../domain/state.ts'
import { useConference, useView } from '../conference/context.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './tally.module.css'

/** How many bridges have been heard, in the hall or in writing. */
export function Tally() {
  const state = useConference()
  const { presence } = useView()
  const central = centralBridge(state)
  const bridges = state.bridges.filter((bridge) => bridge.id !== central)
  const by = (kind: 'spoken' | 'written') =>
    new Set(
      standingContributions(state)
        .filter((held) => held.source.kind === kind)
        .map((held) => held.bridge),
    )
  const [spoken, written] = [by('spoken'), by('written')]
  const spokenCount = bridges.filter((bridge) => spoken.has(bridge.id)).length
  const writtenCount = bridges.filter((bridge) => written.has(bridge.id) && !spoken.has(bridge.id)).length
  const silent = bridges.length - spokenCount - writtenCount
  return (
    <section className={styles.tally} aria-label={words.chair.tally}>
      <dl className={styles.facts}>
        <div>
          <dt>{words.chair.present}</dt>
          <dd>
            {presence.length}
            <small> / {state.bridges.length}</small>
          </dd>
        </div>
        <div>
          <dt>{words.chair.contributions}</dt>
          <dd>{standingContributions(state).length}</dd>
        </div>
      </dl>
      <header className={styles.head}>
        <h2>{words.chair.tally}</h2>
        <span>{words.chair.tallyOf(bridges.length)}</span>
      </header>
      <div
        className={styles.bar}
        role="img"
        aria-label={words.chair.tallyWords(spokenCount, writtenCount, silent)}
      >
        {spokenCount > 0 && <i data-kind="spoken" style={{ flexGrow: spokenCount }} />}
        {writtenCount > 0 && <i data-kind="written" style={{ flexGrow: writtenCount }} />}
        {silent > 0 && <i data-kind="silent" style={{ flexGrow: silent }} />}
      </div>
      <ul className={styles.legend} aria-hidden>
        <li>
          <i data-kind="spoken" />
          {words.chair.spoken} <b>{spokenCount}</b>
        </li>
        <li>
          <i data-kind="written" />
          {words.chair.written} <b>{writtenCount}</b>
        </li>
        <li>
          <i data-kind="silent" />
          {words.chair.silent} <b>{silent}</b>
        </li>
      </ul>
    </section>
  )
}
