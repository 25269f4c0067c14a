import Type, { type Static } from 'typebox'
import { holderTurn } from './floor.ts'
import { type Refused, refuse } from './refusal.ts'
import type { Actor } from './rights.ts'
import { bridgeOf, type ConferenceState, centralBridge } from './state.ts'
import { Id, type Ref } from './text.ts'

/**
 * What the chair has every hall show: whatever the floor brings (`follow`), one bridge, two side by side, four, or
 * the shared screen with its speaker in a corner.
 */
export const stageLayouts = ['follow', 'single', 'pair', 'quad', 'document'] as const
export type StageLayout = (typeof stageLayouts)[number]
const StageLayout = Type.Unsafe<StageLayout>(Type.Union(stageLayouts.map((layout) => Type.Literal(layout))))

/** How many bridges each layout shows; beside a document one, in the corner. */
export const placesOf: Readonly<Record<StageLayout, number>> = {
  follow: 1,
  single: 1,
  pair: 2,
  quad: 4,
  document: 1,
}

/** Where a shared screen is captured: on the hall's own device, or at the desk of the bridge's chair. */
export type ScreenOrigin = 'hall' | 'desk'

/** A screen that is shared now. */
export interface SharedScreen {
  readonly bridge: string
  readonly origin: ScreenOrigin
  /** The turn that it ends with; null for the central bridge's, which lasts until it is stopped. */
  readonly turn: Ref | null
}

export interface Stage {
  readonly layout: StageLayout
  /** Bridges that the chair has put on the first places; every other place follows the floor. */
  readonly pinned: readonly string[]
  readonly screen: SharedScreen | null
}

export type StageEvent =
  | { readonly type: 'stage-directed'; readonly layout: StageLayout; readonly pinned: readonly string[] }
  | {
      readonly type: 'screen-shared'
      readonly bridge: string
      readonly origin: ScreenOrigin
      readonly turn: Ref | null
    }
  | { readonly type: 'screen-stopped'; readonly bridge: string }

const object = <P extends Parameters<typeof Type.Object>[0]>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })

export const stageCommands = [
  object({
    type: Type.Literal('stage/direct'),
    layout: StageLayout,
    pinned: Type.Array(Id, { maxItems: 4, uniqueItems: true }),
  }),
  /** The bridge that holds the floor, or the central one, shows a screen; from the hall or from the chair's desk. */
  object({ type: Type.Literal('screen/share'), bridge: Id }),
  object({ type: Type.Literal('screen/stop'), bridge: Id }),
] as const
export type StageCommand = Static<(typeof stageCommands)[number]>

export function decideStage(
  state: ConferenceState,
  command: StageCommand,
  actor: Actor,
): readonly StageEvent[] | Refused {
  switch (command.type) {
    case 'stage/direct': {
      const unknown = command.pinned.find((id) => !bridgeOf(state, id))
      if (unknown !== undefined) return refuse('bridge/unknown', { bridge: unknown })
      const { layout } = command
      const pinned = layout === 'follow' ? [] : command.pinned.slice(0, placesOf[layout])
      return same(state.stage, layout, pinned) ? [] : [{ type: 'stage-directed', layout, pinned }]
    }
    case 'screen/share': {
      if (state.phase !== 'open') return refuse('conference/not-open')
      const { bridge } = command
      const isCentral = bridge === centralBridge(state)
      const holder = holderTurn(state)
      if (!isCentral && holder?.bridge !== bridge) return refuse('screen/floor-needed')
      const origin = actor.kind === 'hall' ? 'hall' : 'desk'
      const { screen } = state.stage
      if (screen?.bridge === bridge && screen.origin === origin) return []
      if (screen && screen.bridge !== bridge && !isCentral)
        return refuse('screen/taken', { bridge: screen.bridge })
      return [
        ...(screen ? [{ type: 'screen-stopped', bridge: screen.bridge } as const] : []),
        { type: 'screen-shared', bridge, origin, turn: isCentral ? null : (holder?.id ?? null) },
      ]
    }
    case 'screen/stop': {
      const { screen } = state.stage
      return screen?.bridge === command.bridge ? [{ type: 'screen-stopped', bridge: command.bridge }] : []
    }
  }
}

export function evolveStage(state: ConferenceState, event: StageEvent): ConferenceState {
  switch (event.type) {
    case 'stage-directed':
      return { ...state, stage: { ...state.stage, layout: event.layout, pinned: event.pinned } }
    case 'screen-shared': {
      const { bridge, origin, turn } = event
      return { ...state, stage: { ...state.stage, screen: { bridge, origin, turn } } }
    }
    case 'screen-stopped':
      return withoutScreen(state)
  }
}

/** A shared screen goes with the turn that it was shared in. */
export function endScreenOfTurn(state: ConferenceState, turn: Ref): ConferenceState {
  return state.stage.screen?.turn === turn ? withoutScreen(state) : state
}

/** After the conclusion nothing is shown any more. */
export function withoutScreen(state: ConferenceState): ConferenceState {
  return state.stage.screen ? { ...state, stage: { ...state.stage, screen: null } } : state
}

/**
 * The bridges on the main picture, by place, at most `placesOf` the layout: first those that the chair pinned, then
 * the holder of the floor, the central hall, and who spoke last. Beside a shown screen: its speaker alone.
 */
export function stageOf(state: ConferenceState): readonly string[] {
  const { pinned, layout } = state.stage
  const spoken = state.floor.turns.map((turn) => turn.bridge).toReversed()
  const holder = holderTurn(state)?.bridge
  const following = [...(holder === undefined ? [] : [holder]), centralBridge(state), ...spoken]
  const wanted = [...new Set([...pinned, ...following])].filter((id) => id !== '')
  return wanted.slice(0, placesOf[layout])
}

/** The bridge whose shared screen fills the main picture; null while none does. */
export function screenOnStage(state: ConferenceState): string | null {
  const { layout, screen } = state.stage
  return screen && (layout === 'follow' || layout === 'document') ? screen.bridge : null
}

function same(stage: Stage, layout: StageLayout, pinned: readonly string[]): boolean {
  return (
    stage.layout === layout &&
    stage.pinned.length === pinned.length &&
    stage.pinned.every((id, place) => pinned[place] === id)
  )
}
