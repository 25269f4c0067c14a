import { rehearsalOpensAt } from '../../domain/rehearsal.ts'
import type { Instant } from '../../domain/time.ts'
import { useConference } from '../conference/context.tsx'
import { Facts } from '../design/facts.tsx'
import { Icon } from '../design/icon.tsx'
import { words } from '../messages/catalogue.ts'
import { duration, hourTime, longDate } from '../messages/format.ts'
import { figuresOf } from '../rehearsal/figures.ts'
import { OutcomeSign } from '../rehearsal/outcome-sign.tsx'
import styles from './detail.module.css'
import { allFigures } from './figures.ts'
import type { Standing } from './standing.ts'

/** One bridge in full: how it stands, what to do about it, and its line in figures. */
export function Detail({ standing, now }: { readonly standing: Standing | null; readonly now: Instant }) {
  if (!standing)
    return (
      <aside className={styles.detail}>
        <p className={styles.hint}>
          <b>{words.technical.choose}</b>
          {words.technical.chooseHow}
        </p>
      </aside>
    )
  return (
    <aside className={styles.detail} aria-label={words.technical.detail(standing.name)}>
      <header>
        <h2>{standing.name}</h2>
        <p>{standing.bridge.unit}</p>
      </header>
      <ConnectionState standing={standing} now={now} />
      <Rehearsed standing={standing} />
      <section>
        <h3>{words.technical.now}</h3>
        {standing.line && (standing.line.reported || standing.line.measured) ? (
          <Facts of={allFigures(standing.line)} />
        ) : (
          <p className={styles.quiet}>{words.technical.noFigures}</p>
        )}
      </section>
    </aside>
  )
}

function ConnectionState({
  standing: { connection },
  now,
}: {
  readonly standing: Standing
  readonly now: Instant
}) {
  return (
    <section>
      <h3>{words.technical.connection}</h3>
      {connection.kind === 'here' && (
        <p className={styles.here}>
          <Icon name="check" /> {words.technical.here}
        </p>
      )}
      {connection.kind === 'absent' && <p className={styles.quiet}>{words.technical.absent}</p>}
      {connection.kind === 'lost' && (
        <div className={styles.lost}>
          <p>
            <Icon name="line-cut" />
            <b>{lostLine(connection, now)}</b>
          </p>
          <p>
            {connection.reason === null
              ? words.technical.lossUnknown
              : words.technical.lossRemedies[connection.reason]}
          </p>
        </div>
      )}
    </section>
  )
}

function lostLine(
  { since, reason }: Extract<Standing['connection'], { kind: 'lost' }>,
  now: Instant,
): string {
  const time = duration(Math.max(0, now - since), false)
  return reason === null
    ? words.technical.lost(time)
    : words.technical.lostLong(time, words.technical.losses[reason])
}

function Rehearsed({ standing: { rehearsal } }: { readonly standing: Standing }) {
  const state = useConference()
  const opensAt = rehearsalOpensAt(state)
  return (
    <section>
      <h3>{words.technical.rehearsal}</h3>
      {!rehearsal && (
        <p className={styles.quiet}>
          {words.technical.notRehearsed}{' '}
          {opensAt !== null &&
            state.at < opensAt &&
            words.technical.opensAt(hourTime(opensAt), longDate(opensAt))}
        </p>
      )}
      {rehearsal && (
        <>
          <p className={styles.quiet}>
            {words.technical.rehearsedAt(hourTime(rehearsal.at), longDate(rehearsal.at))}
          </p>
          <ol className={styles.checks}>
            {rehearsal.results.map(({ check, outcome, finding }) => (
              <li key={check} data-outcome={outcome}>
                <OutcomeSign outcome={outcome} />
                <div>
                  <p>
                    <b>{words.rehearsal.checks[check]}</b>{' '}
                    <span className={styles.word}>{words.rehearsal.outcomes[outcome]}</span>
                  </p>
                  {outcome !== 'pass' && <p>{words.rehearsal.remedies[finding]}</p>}
                  <p className={styles.figures}>{figuresOf(check, rehearsal.measured)}</p>
                </div>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  )
}
