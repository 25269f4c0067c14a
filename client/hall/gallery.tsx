import { holderTurn } from '../../domain/floor.ts'
import { useConference, useView } from '../conference/context.tsx'
import { nameOf } from '../conference/names.ts'
import { Picture } from '../design/picture.tsx'
import type { MediaSnapshot } from '../media/index.ts'
import { words } from '../messages/catalogue.ts'
import styles from './gallery.module.css'

export function Gallery({
  own,
  shown,
  media,
}: {
  readonly own: string
  readonly shown: readonly string[]
  readonly media: MediaSnapshot
}) {
  const state = useConference()
  const { presence } = useView()
  const speaking = holderTurn(state)?.bridge
  const others = state.bridges.filter((bridge) => bridge.id !== own && !shown.includes(bridge.id)).length
  return (
    <ul className={styles.gallery} aria-label={words.hall.gallery}>
      {shown.map((bridge) => (
        <li
          key={bridge}
          className={styles.bridge}
          data-live={bridge === speaking && !state.floor.cut}
          data-absent={!presence.includes(bridge)}
        >
          <Picture
            stream={media.peers.get(bridge)?.video ?? null}
            label={nameOf(state, bridge)}
            className={styles.picture}
          />
          <span className={styles.name}>{nameOf(state, bridge)}</span>
        </li>
      ))}
      {others > 0 && (
        <li className={styles.more}>
          <b>{words.hall.more(others)}</b>
          {words.hall.bridges}
        </li>
      )}
    </ul>
  )
}
