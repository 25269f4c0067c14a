import { holderTurn } from '../../domain/floor.ts'
import { type ConferenceState, centralBridge } from '../../domain/state.ts'

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
