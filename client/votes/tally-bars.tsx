import { choices, type Tally } from '../../domain/votes.ts'
import { words } from '../messages/catalogue.ts'
import { count, percent } from '../messages/format.ts'
import styles from './tally-bars.module.css'
import { totalOf } from './vote-view.ts'

/** How a vote stands: for each choice a bar, its votes and their share. Bars differ by their filling too. */
export function TallyBars({
  tally,
  size = 'desk',
}: {
  readonly tally: Tally
  readonly size?: 'desk' | 'hall'
}) {
  const total = totalOf(tally)
  const rows = choices.map((choice) => {
    const share = total === 0 ? 0 : tally[choice] / total
    return { choice, name: words.votes.choices[choice], votes: tally[choice], share }
  })
  const label = words.votes.bars(
    rows.map(({ name, votes, share }) => ({ name, votes: count(votes), share: percent(share) })),
  )
  return (
    <div className={styles.bars} data-size={size} role="img" aria-label={label}>
      {rows.map(({ choice, name, votes, share }) => (
        <div key={choice} className={styles.row} data-choice={choice}>
          <span>{name}</span>
          <b className={styles.votes}>{count(votes)}</b>
          <span className={styles.share}>{percent(share)}</span>
          <span className={styles.track}>
            <i style={{ width: `${share * 100}%` }} />
          </span>
        </div>
      ))}
    </div>
  )
}
