import type { TurnView } from '../conference/floor-view.ts'
import type { StageTile } from '../conference/stage-view.ts'
import { Icon } from '../design/icon.tsx'
import { words } from '../messages/catalogue.ts'
import { lengthOf } from './lower-third.tsx'
import { Ring } from './ring.tsx'
import styles from './speaker-aside.module.css'

/** Beside a shared document: whose picture that is, who speaks, and how long still. */
export function SpeakerAside({ tile, view }: { readonly tile: StageTile; readonly view: TurnView | null }) {
  const speaks = tile.holds ? view : null
  const cut = tile.holds && !tile.open
  return (
    <div className={styles.aside}>
      {tile.holds && (
        <p className={styles.air} data-cut={cut}>
          {cut ? words.floor.cutShort : words.floor.speaking}
        </p>
      )}
      <h2 data-length={lengthOf(tile.name)}>
        <Icon name={tile.open ? 'microphone' : 'microphone-closed'} />
        <span>{tile.name}</span>
      </h2>
      <p className={styles.line}>{tile.line}</p>
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
