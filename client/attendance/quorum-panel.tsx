import { quorumOverTime } from '../../domain/attendance.ts'
import { useConference } from '../conference/context.tsx'
import { useNow } from '../conference/use-now.ts'
import { words } from '../messages/catalogue.ts'
import { count, hourTime, percent } from '../messages/format.ts'
import { QuorumLine } from './quorum-line.tsx'
import { changesByMinute } from './quorum-steps.ts'
import type { RollTotals } from './roll.ts'
import styles from './roll-call.module.css'

/** What all bridges add up to, now and over time. */
export function QuorumPanel({ totals }: { readonly totals: RollTotals }) {
  const state = useConference()
  const now = useNow()
  const points = quorumOverTime(state)
  const { total } = words.attendance
  const small = [
    { name: total.share, value: totals.share === null ? words.attendance.unknown : percent(totals.share) },
    { name: total.uncalled, value: count(totals.uncalled) },
    { name: total.absent, value: count(totals.absent) },
    { name: total.proxies, value: count(totals.proxies) },
    { name: total.left, value: count(totals.left) },
  ]
  return (
    <aside className={styles.side}>
      <section aria-labelledby="totals">
        <h2 id="totals">{words.attendance.totals}</h2>
        <p className={styles.present}>
          <span>{total.present}</span>
          <strong>{count(totals.present)}</strong>
          {totals.invited > 0 && <small>{words.attendance.ofInvited(count(totals.invited))}</small>}
        </p>
        <dl className={styles.totals}>
          {small.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section aria-labelledby="over-time">
        <h2 id="over-time">{words.attendance.overTime}</h2>
        {points.length === 0 ? (
          <p className={styles.none}>{words.attendance.overTimeNone}</p>
        ) : (
          <>
            <QuorumLine points={points} invited={totals.invited} now={now} />
            <ol className={styles.changes}>
              {changesByMinute(points).map(({ at, present, bridges }) => (
                <li key={at}>{words.attendance.change(hourTime(at), count(present), bridges)}</li>
              ))}
            </ol>
          </>
        )}
      </section>
    </aside>
  )
}
