import type { TurnView } from '../conference/floor-view.ts'
import type { StageTile } from '../conference/stage-view.ts'
import { words } from '../messages/catalogue.ts'
import { duration } from '../messages/format.ts'
import { AirSign, TileLine, TileName } from './caption-parts.tsx'
import styles from './tile-caption.module.css'

/** Who sits in one of several pictures, and whether that hall is heard. */
export function TileCaption({
  tile,
  view,
  large = false,
}: {
  readonly tile: StageTile
  /** The running turn, where it is this bridge's. */
  readonly view: TurnView | null
  readonly large?: boolean
}) {
  return (
    <div className={styles.caption} data-holds={tile.holds && tile.open} data-large={large}>
      {tile.holds && <AirSign cut={!tile.open} className={styles.air} />}
      <TileName tile={tile} />
      <TileLine tile={tile} className={styles.line} />
      {view && (
        <p className={styles.clock} role="timer">
          {view.left <= 0 ? words.floor.over : duration(view.left, false)}
        </p>
      )}
    </div>
  )
}
