import { holderTurn } from '../../domain/floor.ts'
import { type ConferenceState, centralBridge } from '../../domain/state.ts'
import { useConference, useView } from '../conference/context.tsx'
import { nameOf } from '../conference/names.ts'
import { Picture } from '../design/picture.tsx'
import type { MediaSnapshot } from '../media/index.ts'
import { words } from '../messages/catalogue.ts'
import styles from './gallery.module.css'

const MOST = 8

/** The bridges of the strip: the central one, who speaks, who waits, then whoever else is connected. */
export function galleryOf(
  state: ConferenceState,
  present: readonly string[],
  own: string,
): readonly string[] {
  const speaking = holderTurn(state)?.bridge
  const waiting = state.floor.queue.map((request) => request.bridge)
  const connected = state.bridges.map((bridge) => bridge.id).filter((id) => present.includes(id))
  const first = [centralBridge(state), ...(speaking ? [speaking] : []), ...waiting]
  return [...new Set([...first, ...connected])].filter((id) => id !== own).slice(0, MOST)
}

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
          data-live={bridge === speaking}
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
