import type { KeyboardEvent } from 'react'
import type { Bridge } from '../../domain/conference.ts'
import type { Instant } from '../../domain/time.ts'
import { shortName } from '../conference/names.ts'
import { Icon } from '../design/icon.tsx'
import { Picture } from '../design/picture.tsx'
import { words } from '../messages/catalogue.ts'
import { duration } from '../messages/format.ts'
import type { TileState } from './tile-state.ts'
import { spokenState } from './tile-words.ts'
import styles from './wall.module.css'

/** One bridge on the wall: a word and a shape for what is not normal, nothing for what is. */
export function Tile({
  bridge,
  state,
  stream,
  now,
  dimmed,
  isCurrent,
  onPoint,
  onOpen,
  onKeyDown,
}: {
  readonly bridge: Bridge
  readonly state: TileState
  /** Its small picture, where one arrives. */
  readonly stream: MediaStream | null
  readonly now: Instant
  readonly dimmed: boolean
  /** The keyboard enters the wall at this tile. */
  readonly isCurrent: boolean
  readonly onPoint: () => void
  readonly onOpen: (tile: HTMLElement) => void
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
}) {
  const name = shortName(bridge)
  const lostFor = state.since === null ? '' : duration(Math.max(0, now - state.since), false)
  return (
    <li className={styles.tile} data-state={state.kind} data-dimmed={dimmed}>
      <button
        type="button"
        className={styles.button}
        tabIndex={isCurrent ? 0 : -1}
        data-tile={bridge.id}
        aria-label={`${name}: ${spokenState(state, now)}`}
        aria-haspopup="dialog"
        title={name}
        onPointerEnter={onPoint}
        onFocus={onPoint}
        onClick={(event) => onOpen(event.currentTarget)}
        onKeyDown={onKeyDown}
      >
        <span className={styles.picture} aria-hidden>
          {stream && state.kind !== 'lost' && <Picture stream={stream} label="" className={styles.moving} />}
          {(state.kind === 'lost' || state.kind === 'silenced') && state.place > 0 && (
            <span className={styles.order}>{state.place}</span>
          )}
          {state.onStage && (
            <span className={styles.onStage}>
              <Icon name={state.pinned ? 'pin' : 'screen'} />
            </span>
          )}
          <Band state={state} lostFor={lostFor} />
        </span>
        <span className={styles.name} aria-hidden>
          {name}
        </span>
      </button>
    </li>
  )
}

function Band({ state, lostFor }: { readonly state: TileState; readonly lostFor: string }) {
  const { bands } = words.chair
  switch (state.kind) {
    case 'live':
      return <span className={styles.band}>{bands.live}</span>
    case 'silenced':
      return (
        <span className={styles.band}>
          <Icon name="microphone-closed" />
          {bands.silenced}
        </span>
      )
    case 'waiting':
      return <span className={styles.band}>{bands.waiting(state.place)}</span>
    case 'lost':
      return (
        <span className={styles.band}>
          <Icon name="line-cut" />
          {bands.lost(lostFor)}
        </span>
      )
    case 'absent':
      return <span className={styles.band}>{bands.absent}</span>
    case 'connected':
      return null
  }
}
