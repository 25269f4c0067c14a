import type { Instant } from '../../domain/time.ts'
import { words } from '../messages/catalogue.ts'
import { clockTime, duration } from '../messages/format.ts'
import type { TileState } from './tile-state.ts'

/** A tile as it is read aloud. */
export function spokenState(state: TileState, now: Instant): string {
  const { states } = words.chair
  const lostFor = state.since === null ? '' : duration(Math.max(0, now - state.since), false)
  const kind = {
    live: states.live,
    silenced: states.silenced,
    waiting: states.waiting(state.place),
    lost: states.lost(lostFor),
    absent: states.absent,
    connected: states.connected,
  }[state.kind]
  const parts = [
    kind,
    ...(state.reason === null ? [] : [words.chair.losses[state.reason].short.toLowerCase()]),
    ...(state.place > 0 && state.kind !== 'waiting' ? [states.waiting(state.place)] : []),
    ...(state.onStage ? [state.pinned ? states.pinned : states.onStage] : []),
  ]
  return parts.join(', ')
}

/** How the line does, in sentences that a technician can act on. */
export function lineSentences(state: TileState): readonly string[] {
  const { lossSince, losses, lineGood, lineLost, lineNever } = words.chair
  if (state.kind === 'absent') return [`${lineNever}.`]
  if (state.kind !== 'lost') return [`${lineGood}.`]
  const since = state.since === null ? lineLost : lossSince(clockTime(state.since))
  return [`${since}.`, ...(state.reason === null ? [] : [losses[state.reason].what])]
}
