import type { Bridge } from '../../domain/conference.ts'
import type { Instant } from '../../domain/time.ts'
import { shortName } from '../conference/names.ts'
import { Icon } from '../design/icon.tsx'
import { words } from '../messages/catalogue.ts'
import { duration } from '../messages/format.ts'
import type { TileState } from './tile-state.ts'
import styles from './wall.module.css'

/** One bridge on the wall: a word and a shape for what is not normal, nothing for what is. */
export function Tile({
  bridge,
  state,
  now,
  dimmed,
}: {
  readonly bridge: Bridge
  readonly state: TileState
  readonly now: Instant
  readonly dimmed: boolean
}) {
  const name = shortName(bridge)
  const lostFor = state.since === null ? '' : duration(Math.max(0, now - state.since), false)
  return (
    <li
      className={styles.tile}
      data-state={state.kind}
      data-dimmed={dimmed}
      aria-label={`${name}: ${spoken(state, lostFor)}`}
    >
      <div className={styles.picture} aria-hidden>
        {state.kind === 'lost' && state.place > 0 && <span className={styles.order}>{state.place}</span>}
        <Band state={state} lostFor={lostFor} />
      </div>
      <span className={styles.name} aria-hidden>
        {name}
      </span>
    </li>
  )
}

function Band({ state, lostFor }: { readonly state: TileState; readonly lostFor: string }) {
  const { bands } = words.chair
  switch (state.kind) {
    case 'live':
      return <span className={styles.band}>{bands.live}</span>
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

function spoken(state: TileState, lostFor: string): string {
  const { states } = words.chair
  const waits = state.place > 0 ? `, ${states.waiting(state.place)}` : ''
  switch (state.kind) {
    case 'live':
      return states.live
    case 'waiting':
      return states.waiting(state.place)
    case 'lost':
      return `${states.lost(lostFor)}${waits}`
    case 'absent':
      return states.absent
    case 'connected':
      return states.connected
  }
}
