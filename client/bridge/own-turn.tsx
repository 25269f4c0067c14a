import { useConference, useMay, useView } from '../conference/context.tsx'
import { EndTurn } from '../conference/end-turn.tsx'
import { allowance, turnView } from '../conference/floor-view.ts'
import { useNow } from '../conference/use-now.ts'
import { Icon } from '../design/icon.tsx'
import { words } from '../messages/catalogue.ts'
import { clockTime, duration } from '../messages/format.ts'
import styles from './own-turn.module.css'

/** The bridge's own turn: its clock, by the server's time, and how to end it. */
export function OwnTurn({ bridge }: { readonly bridge: string }) {
  const state = useConference()
  const { presence } = useView()
  const may = useMay()
  const view = turnView(state, useNow())
  if (!view) return null
  const { left, turn, stopped } = view
  const all = allowance(turn.seconds)
  const { cut } = state.floor
  const heard = !cut && presence.includes(bridge)
  return (
    <div className={styles.turn} data-heard={heard}>
      <p className={styles.head}>
        <Icon name={heard ? 'microphone' : 'microphone-closed'} />
        {heard ? words.bridge.micOpen : cut ? words.floor.cut : words.bridge.micAway}
      </p>
      <p className={styles.time}>
        <strong role="timer">{duration(left)}</strong>
        <span>
          {left > 0 ? words.floor.leftOf(all) : words.floor.overOf(all)}
          <br />
          {stopped ? words.floor.stopped : `${words.floor.since} ${clockTime(turn.grantedAt)}`}
        </span>
      </p>
      <svg className={styles.bar} viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
        <rect width="100" height="1" />
        <rect width={view.share * 100} height="1" />
      </svg>
      <p>
        <b>{view.speaker}</b>
        <br />
        {view.topics}
      </p>
      {may('floor/yield', bridge) && <EndTurn bridge={bridge} size="big" />}
    </div>
  )
}
