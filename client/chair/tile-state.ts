import { useEffect, useState } from 'react'
import type { Bridge } from '../../domain/conference.ts'
import { holderTurn } from '../../domain/floor.ts'
import type { ConferenceState } from '../../domain/state.ts'
import type { Instant } from '../../domain/time.ts'
import { placeOf } from '../conference/floor-view.ts'

/** What the wall says of one bridge. `place` counts from 1 in the queue, 0 outside of it. */
export interface TileState {
  readonly kind: 'live' | 'waiting' | 'lost' | 'absent' | 'connected'
  readonly place: number
  /** Since when the line is lost. */
  readonly since: Instant | null
}

export function tileState(
  state: ConferenceState,
  bridge: Bridge,
  present: readonly string[],
  lostSince: ReadonlyMap<string, Instant>,
): TileState {
  const place = placeOf(state, bridge.id)
  const since = bridge.line.kind === 'lost' ? bridge.line.since : (lostSince.get(bridge.id) ?? null)
  const here = present.includes(bridge.id)
  if (!here && bridge.line.kind !== 'never') return { kind: 'lost', place, since }
  if (holderTurn(state)?.bridge === bridge.id) return { kind: 'live', place, since: null }
  if (place > 0) return { kind: 'waiting', place, since: null }
  return { kind: here ? 'connected' : 'absent', place, since: null }
}

/** When this page saw lines go that the log does not hold for lost yet: it waits ten seconds before it does. */
export function useLosses(present: readonly string[], now: () => Instant): ReadonlyMap<string, Instant> {
  const [seen, setSeen] = useState<{
    readonly present: readonly string[]
    readonly lost: ReadonlyMap<string, Instant>
  }>({ present: [], lost: new Map() })
  useEffect(() => {
    setSeen((before) => {
      const lost = new Map(before.lost)
      for (const bridge of before.present) if (!present.includes(bridge)) lost.set(bridge, now())
      for (const bridge of present) lost.delete(bridge)
      return { present, lost }
    })
  }, [present, now])
  return seen.lost
}
