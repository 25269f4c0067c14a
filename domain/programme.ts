import { holderTurn } from './floor.ts'
import { type ConferenceState, centralBridge } from './state.ts'

/** What one bridge's hall should receive. Bridges by id; never the bridge itself. */
export interface Programme {
  /** In the high layer. */
  readonly stage: readonly string[]
  /** Ready to go on stage at once: the head of the queue. */
  readonly prepared: readonly string[]
  /** In the low layer: the page of the gallery that the hall looks at. */
  readonly gallery: readonly string[]
  /** Whose microphones it hears. */
  readonly audio: readonly string[]
}

/** The bridges on the main picture: the holder of the floor, else the central hall. */
export function stageOf(state: ConferenceState): readonly string[] {
  const shown = holderTurn(state)?.bridge ?? centralBridge(state)
  return shown === '' ? [] : [shown]
}

/**
 * Whose microphones are open: the central hall's and the floor holder's; nobody's after *cắt tất cả*, nor once the
 * conference is concluded.
 */
export function openMicrophones(state: ConferenceState): readonly string[] {
  const central = centralBridge(state)
  const over = state.phase === 'concluded' || state.phase === 'sealed'
  if (central === '' || over || state.floor.cut) return []
  const holder = holderTurn(state)
  return holder && holder.bridge !== central ? [central, holder.bridge] : [central]
}

/**
 * What `bridge` receives while its hall looks at `gallery`. A desk (null) sees without hearing.
 */
export function programme(
  state: ConferenceState,
  bridge: string | null,
  gallery: readonly string[] = [],
): Programme {
  const others = (ids: readonly string[]) => ids.filter((id) => id !== bridge)
  const stage = stageOf(state)
  // After the conclusion nobody is called any more.
  const head = state.phase === 'open' ? state.floor.queue[0]?.bridge : undefined
  const known = new Set(state.bridges.map((held) => held.id))
  return {
    stage: others(stage),
    prepared: head === undefined || stage.includes(head) ? [] : others([head]),
    gallery: others([...new Set(gallery)].filter((id) => known.has(id) && !stage.includes(id))),
    audio: bridge === null ? [] : others(openMicrophones(state)),
  }
}
