import { holderTurn } from './floor.ts'
import { screenOnStage, stageOf } from './stage.ts'
import { type ConferenceState, centralBridge } from './state.ts'

/** What one bridge's hall should receive. Bridges by id; of the bridge itself only a screen shared at its desk. */
export interface Programme {
  /** The shared screen that fills the main picture: none or one. */
  readonly screen: readonly string[]
  /** On the main picture. */
  readonly stage: readonly string[]
  /**
   * The layer of the stage's cameras: `high`, or `middle` where each fills no more than a quarter of the picture
   * (four at once, or the speaker beside a document).
   */
  readonly stageLayer: 'high' | 'middle'
  /** Ready to go on stage at once: the head of the queue, and the next two, whom the chair may call before it. */
  readonly prepared: readonly string[]
  /** Seen in the high layer by a desk that thinks of putting it on stage: none or one. */
  readonly preview: readonly string[]
  /** In the low layer: the page of the gallery that the hall looks at. */
  readonly gallery: readonly string[]
  /** Whose microphones it hears. */
  readonly audio: readonly string[]
}

/** What a page looks at by its own choice. */
export interface Look {
  /** Bridges in the small pictures. */
  readonly gallery: readonly string[]
  /** A bridge seen large before it goes on stage; only a desk that directs the stage has one. */
  readonly preview: string | null
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
 * What `bridge` receives while its page looks at `look`. A desk (null) sees without hearing, and alone has a
 * preview.
 */
export function programme(state: ConferenceState, bridge: string | null, look: Look = noLook): Programme {
  const known = new Set(state.bridges.map((held) => held.id))
  const others = (ids: readonly string[]) => ids.filter((id) => id !== bridge)
  const screen = screenOnStage(state)
  const stage = stageOf(state)
  // After the conclusion nobody is called any more.
  const queue = state.phase === 'open' ? state.floor.queue : []
  const next = [...new Set(queue.map(({ bridge }) => bridge))].slice(0, PREPARED)
  const preview =
    bridge === null && look.preview !== null && known.has(look.preview) && !stage.includes(look.preview)
      ? [look.preview]
      : []
  const large = new Set([...stage, ...preview])
  const gallery = [...new Set(look.gallery)].filter((id) => known.has(id) && !large.has(id))
  return {
    // What a desk shows comes to its own hall as to every other.
    screen: screen === null || (screen === bridge && state.stage.screen?.origin === 'hall') ? [] : [screen],
    stage: others(stage),
    stageLayer: screen !== null || stage.length > 2 ? 'middle' : 'high',
    prepared: others(next.filter((id) => !large.has(id))),
    preview,
    gallery: others(gallery),
    audio: bridge === null ? [] : others(openMicrophones(state)),
  }
}

/** How many of the queue are ready: each sends all its layers meanwhile, and every hall holds a stream of it. */
const PREPARED = 3

const noLook: Look = { gallery: [], preview: null }
