import { contributionsInOrder } from '../../domain/contribution-source.ts'
import type { Contribution } from '../../domain/contributions.ts'
import { turnOf } from '../../domain/floor.ts'
import type { ConferenceState } from '../../domain/state.ts'
import type { Instant } from '../../domain/time.ts'

/** A bridge that has not confirmed all that was recorded of it. */
export interface UnconfirmedBridge {
  readonly bridge: string
  readonly contributions: readonly Contribution[]
  /** Until when it was asked to; null when it was not. */
  readonly until: Instant | null
}

/** The bridges whose word is still awaited, in the order of the minutes. Who still speaks is not awaited. */
export function unconfirmedBridges(state: ConferenceState): readonly UnconfirmedBridge[] {
  const open = contributionsInOrder(state).filter(
    (held) => held.confirmation.kind === 'none' && !isSpeaking(state, held),
  )
  return [...Map.groupBy(open, (held) => held.bridge)].map(([bridge, contributions]) => ({
    bridge,
    contributions,
    until: askedUntil(state, bridge),
  }))
}

/** Until when a bridge was last asked to confirm; null when it was not. */
export function askedUntil(state: ConferenceState, bridge: string): Instant | null {
  const asked = Object.hasOwn(state.confirmationsAsked, bridge) ? state.confirmationsAsked[bridge] : undefined
  return asked?.until ?? null
}

function isSpeaking(state: ConferenceState, { source }: Contribution): boolean {
  return source.kind === 'spoken' && turnOf(state, source.turn)?.state.kind !== 'ended'
}
