import type { TurnView } from '../conference/floor-view.ts'
import type { StageTile } from '../conference/stage-view.ts'
import { words } from '../messages/catalogue.ts'
import { AirSign, TileLine, TileName } from './caption-parts.tsx'
import { Ring } from './ring.tsx'
import styles from './speaker-aside.module.css'

/** Beside a shared document: whose picture that is, who speaks, and how long still. */
export function SpeakerAside({ tile, view }: { readonly tile: StageTile; readonly view: TurnView | null }) {
  const speaks = tile.holds ? view : null
  return (
    <div className={styles.aside}>
      {tile.holds && <AirSign cut={!tile.open} className={styles.air} />}
      <TileName tile={tile} />
      <TileLine tile={tile} className={styles.line} />
      {view && !speaks && (
        <p className={styles.other}>
          {words.floor.speaking}: <b>{view.bridge}</b>
        </p>
      )}
      {view && (
        <div className={styles.ring}>
          <Ring view={view} />
        </div>
      )}
    </div>
  )
}
