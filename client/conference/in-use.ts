import { holderTurn } from '../../domain/floor.ts'
import { openMicrophones } from '../../domain/programme.ts'
import { screenOnStage, stageOf } from '../../domain/stage.ts'
import type { ConferenceState } from '../../domain/state.ts'

/** What the open conference would miss if a hall's page were left now; by the log, the gravest first. */
export type InUse = 'floor' | 'heard' | 'stage'

export function inUse(state: ConferenceState, bridge: string): InUse | null {
  if (state.phase !== 'open') return null
  if (holderTurn(state)?.bridge === bridge) return 'floor'
  if (openMicrophones(state).includes(bridge)) return 'heard'
  return stageOf(state).includes(bridge) || screenOnStage(state) === bridge ? 'stage' : null
}
