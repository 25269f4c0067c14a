import { bridgeOf, centralBridge } from '../../domain/state.ts'
import { useConference } from '../conference/context.tsx'
import type { TurnView } from '../conference/floor-view.ts'
import { shortName } from '../conference/names.ts'
import { words } from '../messages/catalogue.ts'
import styles from './lower-third.module.css'
import { Ring } from './ring.tsx'

/** Who speaks and from where; without a speaker, whom the hall is looking at. */
export function LowerThird({ view }: { readonly view: TurnView | null }) {
  const state = useConference()
  if (view)
    return (
      <div className={styles.lower} data-cut={state.floor.cut}>
        <p className={styles.air} data-cut={state.floor.cut}>
          {state.floor.cut ? words.floor.cutShort : words.floor.speaking}
        </p>
        <div className={styles.lowerText}>
          <h1>{view.bridge}</h1>
          <p className={styles.lowerSpeaker}>{view.speaker}</p>
          <p className={styles.lowerTopics}>{view.topics}</p>
        </div>
        <Ring view={view} />
      </div>
    )
  const central = bridgeOf(state, centralBridge(state))
  if (!central || state.phase !== 'open') return null
  return (
    <div className={styles.lower} data-quiet>
      <div className={styles.lowerText}>
        <p className={styles.lowerSpeaker}>
          <b>{shortName(central)}</b>
          {` · ${central.unit}`}
        </p>
      </div>
    </div>
  )
}
