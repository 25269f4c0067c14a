import type { Bridge } from '../../domain/conference.ts'
import { holderTurn } from '../../domain/floor.ts'
import type { LossReason, LostLine } from '../../domain/protocol.ts'
import { stageOf } from '../../domain/stage.ts'
import type { ConferenceState } from '../../domain/state.ts'
import type { Instant } from '../../domain/time.ts'
import { placeOf } from '../conference/floor-view.ts'

/** What the wall says of one bridge. `silenced` holds the floor while every microphone is cut. */
export interface TileState {
  readonly kind: 'live' | 'silenced' | 'waiting' | 'lost' | 'absent' | 'connected'
  /** In the queue, from 1; 0 outside of it. */
  readonly place: number
  /** Since when the line is lost; null where only its loss is known. */
  readonly since: Instant | null
  readonly reason: LossReason | null
  readonly onStage: boolean
  readonly pinned: boolean
}

export function tileState(
  state: ConferenceState,
  bridge: Bridge,
  present: readonly string[],
  lost: readonly LostLine[],
): TileState {
  const { id, line } = bridge
  const about = {
    place: placeOf(state, id),
    since: null,
    reason: null,
    onStage: stageOf(state).includes(id),
    pinned: state.stage.pinned.includes(id),
  }
  const here = present.includes(id)
  const loss = lost.find((known) => known.bridge === id)
  if (!here && (loss || line.kind !== 'never')) {
    const since = loss?.since ?? (line.kind === 'lost' ? line.since : null)
    return { ...about, kind: 'lost', since, reason: loss?.reason ?? null }
  }
  if (holderTurn(state)?.bridge === id) return { ...about, kind: state.floor.cut ? 'silenced' : 'live' }
  if (about.place > 0) return { ...about, kind: 'waiting' }
  return { ...about, kind: here ? 'connected' : 'absent' }
}
