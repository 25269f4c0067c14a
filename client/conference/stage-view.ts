import { holderTurn } from '../../domain/floor.ts'
import { openMicrophones } from '../../domain/programme.ts'
import { screenOnStage, stageOf } from '../../domain/stage.ts'
import { bridgeOf, type ConferenceState } from '../../domain/state.ts'
import { speakerLine } from './floor-view.ts'
import { nameOf } from './names.ts'

/** One bridge in its place on the main picture. */
export interface StageTile {
  readonly bridge: string
  readonly name: string
  /** The speaker's name and office where the bridge holds the floor, else who sits there. */
  readonly line: string
  readonly holds: boolean
  /** Its microphone is open by the log; whether anything arrives is another matter. */
  readonly open: boolean
}

/** What every hall shows: bridges in one, two or four places, or a shared screen with its speaker beside it. */
export type StageView =
  | { readonly kind: 'bridges'; readonly tiles: readonly StageTile[] }
  | { readonly kind: 'document'; readonly screen: string; readonly speaker: StageTile }

export function stageView(state: ConferenceState): StageView {
  const tiles = stageOf(state).map((bridge) => stageTile(state, bridge))
  const screen = screenOnStage(state)
  const [speaker] = tiles
  return screen !== null && speaker ? { kind: 'document', screen, speaker } : { kind: 'bridges', tiles }
}

export function stageTile(state: ConferenceState, bridge: string): StageTile {
  const turn = holderTurn(state)
  const holds = turn?.bridge === bridge
  return {
    bridge,
    name: nameOf(state, bridge),
    line: holds ? speakerLine(turn.speaker) : (bridgeOf(state, bridge)?.unit ?? ''),
    holds,
    open: openMicrophones(state).includes(bridge),
  }
}
