import type { TurnView } from '../conference/floor-view.ts'
import type { StageTile } from '../conference/stage-view.ts'
import { Icon } from '../design/icon.tsx'
import { words } from '../messages/catalogue.ts'
import { duration } from '../messages/format.ts'
import { lengthOf } from './lower-third.tsx'
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
  const cut = tile.holds && !tile.open
  return (
    <div className={styles.caption} data-holds={tile.holds && tile.open} data-large={large}>
      {tile.holds && (
        <p className={styles.air} data-cut={cut}>
          {cut ? words.floor.cutShort : words.floor.speaking}
        </p>
      )}
      <h2 data-length={lengthOf(tile.name)}>
        <Icon name={tile.open ? 'microphone' : 'microphone-closed'} />
        <span>{tile.name}</span>
        <span className={styles.unseen}>{tile.open ? words.hall.tileOpen : words.hall.tileClosed}</span>
      </h2>
      <p className={styles.line}>{tile.line}</p>
      {view && (
        <p className={styles.clock} role="timer">
          {view.left <= 0 ? words.floor.over : duration(view.left, false)}
        </p>
      )}
    </div>
  )
}
