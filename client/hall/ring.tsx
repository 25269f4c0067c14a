import type { TurnView } from '../conference/floor-view.ts'
import { words } from '../messages/catalogue.ts'
import { duration } from '../messages/format.ts'
import styles from './ring.module.css'

const RADIUS = 54
const LENGTH = 2 * Math.PI * RADIUS
/** When the ring grows clear, in milliseconds before the end. */
const CLEAR_FROM = 60_000

/** What is left of the turn, as a ring: quiet, clear in the last minute, words when there is nothing left. */
export function Ring({ view }: { readonly view: TurnView }) {
  const { left, share, stopped } = view
  const over = left <= 0
  return (
    <div className={styles.ring} data-clear={left <= CLEAR_FROM} data-over={over} role="timer">
      <svg viewBox="0 0 120 120" aria-hidden="true">
        <circle cx="60" cy="60" r={RADIUS} />
        <circle
          cx="60"
          cy="60"
          r={RADIUS}
          className={styles.ringLeft}
          strokeDasharray={`${share * LENGTH} ${LENGTH}`}
        />
      </svg>
      <div>
        <strong>{over ? words.floor.over : duration(left, false)}</strong>
        {!over && <span>{stopped ? words.hall.stopped : words.floor.left}</span>}
        {over && <span>{duration(left)}</span>}
      </div>
    </div>
  )
}
