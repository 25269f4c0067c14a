import { useConference } from '../conference/context.tsx'
import type { TurnView } from '../conference/floor-view.ts'
import type { StageTile } from '../conference/stage-view.ts'
import { words } from '../messages/catalogue.ts'
import { duration } from '../messages/format.ts'
import { AirSign, lengthOf } from './caption-parts.tsx'
import styles from './lower-third.module.css'
import { Ring } from './ring.tsx'

/** Over a single picture: who speaks and how long still, or without a speaker whom the hall is looking at. */
export function LowerThird({ tile, view }: { readonly tile: StageTile; readonly view: TurnView | null }) {
  const { phase, floor } = useConference()
  if (view && tile.holds)
    return (
      <div className={styles.lower} data-cut={floor.cut}>
        <AirSign cut={floor.cut} className={styles.air} />
        <div className={styles.lowerText}>
          <h1 data-length={lengthOf(view.bridge)}>{view.bridge}</h1>
          <p className={styles.lowerSpeaker}>{view.speaker}</p>
          <p className={styles.lowerTopics}>{view.topics}</p>
        </div>
        <Ring view={view} />
      </div>
    )
  if (phase !== 'open') return null
  return (
    <div className={styles.lower} data-quiet>
      <div className={styles.lowerText}>
        <p className={styles.lowerSpeaker}>
          <b>{tile.name}</b>
          {` · ${tile.line}`}
        </p>
      </div>
    </div>
  )
}

/** Who speaks while the chair shows others. */
export function OnAirStrip({ view }: { readonly view: TurnView }) {
  const { cut } = useConference().floor
  return (
    <div className={styles.strip}>
      <AirSign cut={cut} className={styles.stripState} />
      <p className={styles.stripWho}>
        <b>{view.bridge}</b>
        {` · ${view.speaker}`}
      </p>
      <p className={styles.stripClock} role="timer">
        {view.left <= 0 ? words.floor.over : duration(view.left, false)}
      </p>
    </div>
  )
}
