import Type, { type Static } from 'typebox'
import type { ContributionEvent } from './contributions.ts'
import { Named } from './named.ts'
import { type Refused, refuse } from './refusal.ts'
import { bridgeOf, type ConferenceState, centralBridge } from './state.ts'
import { Id, Ref } from './text.ts'
import type { Instant, Milliseconds } from './time.ts'

/** How long a turn lasts unless the chair says otherwise. */
export const USUAL_TURN_SECONDS = 300

/** A bridge that waits for the floor. Its place in `Floor.queue` is its place in the queue. */
export interface Request {
  readonly id: Ref
  readonly bridge: string
  readonly speaker: Named
  readonly topics: readonly string[]
  readonly requestedAt: Instant
}

/** One holding of the floor. */
export interface Turn {
  readonly id: Ref
  readonly bridge: string
  readonly speaker: Named
  readonly topics: readonly string[]
  readonly grantedAt: Instant
  /** What the chair allows, extensions included. */
  readonly seconds: number
  /** While the holder's line was lost its clock stood still. */
  readonly lost: readonly LostInterval[]
  readonly state: TurnState
}

export type LostInterval =
  | { readonly kind: 'open'; readonly from: Instant }
  | { readonly kind: 'closed'; readonly from: Instant; readonly to: Instant }

export type TurnState =
  | { readonly kind: 'speaking' }
  | { readonly kind: 'ended'; readonly at: Instant; readonly reason: TurnEnd }

export type TurnEnd = 'yielded' | 'taken-back' | 'concluded'

export interface Floor {
  readonly queue: readonly Request[]
  readonly turns: readonly Turn[]
  /** True while the chair has cut every microphone. */
  readonly cut: boolean
}

export type FloorEvent =
  | {
      readonly type: 'floor-requested'
      readonly bridge: string
      readonly speaker: Named
      readonly topics: readonly string[]
    }
  | { readonly type: 'request-withdrawn'; readonly request: Ref }
  | { readonly type: 'request-moved'; readonly request: Ref; readonly place: number }
  | {
      readonly type: 'floor-granted'
      readonly request: Ref
      readonly bridge: string
      readonly speaker: Named
      readonly topics: readonly string[]
      readonly seconds: number
      /** True when the chair called on it before those who waited longer. */
      readonly outOfOrder: boolean
    }
  | { readonly type: 'turn-extended'; readonly turn: Ref; readonly seconds: number }
  | { readonly type: 'turn-ended'; readonly turn: Ref; readonly reason: TurnEnd }
  | { readonly type: 'microphones-cut' }
  | { readonly type: 'microphones-restored' }

const object = <P extends Parameters<typeof Type.Object>[0]>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })

export const floorCommands = [
  object({
    type: Type.Literal('floor/request'),
    bridge: Id,
    speaker: Named,
    topics: Type.Array(Id, { maxItems: 50, uniqueItems: true }),
  }),
  object({ type: Type.Literal('floor/withdraw'), request: Ref }),
  /** `place` counts from 0, the head of the queue. */
  object({
    type: Type.Literal('floor/move'),
    request: Ref,
    place: Type.Integer({ minimum: 0, maximum: 10_000 }),
  }),
  object({
    type: Type.Literal('floor/call'),
    request: Ref,
    seconds: Type.Integer({ minimum: 10, maximum: 14_400 }),
    outOfOrder: Type.Boolean(),
  }),
  object({
    type: Type.Literal('floor/extend'),
    turn: Ref,
    seconds: Type.Integer({ minimum: -3600, maximum: 3600 }),
  }),
  object({ type: Type.Literal('floor/yield'), turn: Ref }),
  object({ type: Type.Literal('floor/take-back'), turn: Ref }),
  object({ type: Type.Literal('floor/cut') }),
  object({ type: Type.Literal('floor/restore') }),
] as const
export type FloorCommand = Static<(typeof floorCommands)[number]>

type Decision = readonly (FloorEvent | ContributionEvent)[] | Refused

export function decideFloor(state: ConferenceState, command: FloorCommand): Decision {
  if (command.type === 'floor/cut' || command.type === 'floor/restore') {
    const cut = command.type === 'floor/cut'
    if (state.floor.cut === cut) return refuse('floor/cut-unchanged')
    return [{ type: cut ? 'microphones-cut' : 'microphones-restored' }]
  }
  if (state.phase !== 'open') return refuse('conference/not-open')
  switch (command.type) {
    case 'floor/request': {
      if (!bridgeOf(state, command.bridge)) return refuse('bridge/unknown', { bridge: command.bridge })
      if (command.bridge === centralBridge(state)) return refuse('floor/central-needs-no-request')
      const topic = command.topics.find((id) => !state.topics.some((known) => known.id === id))
      if (topic !== undefined) return refuse('topic/unknown', { topic })
      if (state.floor.queue.some((request) => request.bridge === command.bridge))
        return refuse('floor/already-waiting', { bridge: command.bridge })
      const { bridge, speaker, topics } = command
      return [{ type: 'floor-requested', bridge, speaker, topics }]
    }
    case 'floor/withdraw':
      if (!requestOf(state, command.request)) return refuse('floor/unknown-request')
      return [{ type: 'request-withdrawn', request: command.request }]
    case 'floor/move': {
      if (!requestOf(state, command.request)) return refuse('floor/unknown-request')
      const place = Math.min(command.place, state.floor.queue.length - 1)
      if (state.floor.queue[place]?.id === command.request) return []
      return [{ type: 'request-moved', request: command.request, place }]
    }
    case 'floor/call': {
      const request = requestOf(state, command.request)
      if (!request) return refuse('floor/unknown-request')
      const holder = holderTurn(state)
      if (holder) return refuse('floor/taken', { bridge: holder.bridge })
      const first = state.floor.queue[0]?.id === command.request
      if (!first && !command.outOfOrder) return refuse('floor/not-first')
      const { id, bridge, speaker, topics } = request
      const { seconds } = command
      return [
        { type: 'floor-granted', request: id, bridge, speaker, topics, seconds, outOfOrder: !first },
        { type: 'contribution-opened', turn: state.seq + 1, bridge, speaker, topics },
      ]
    }
    case 'floor/extend': {
      const turn = speaking(state, command.turn)
      if ('kind' in turn) return turn
      // A turn may be shortened to nothing, not below.
      const seconds = Math.max(command.seconds, -turn.seconds)
      return seconds === 0 ? [] : [{ type: 'turn-extended', turn: command.turn, seconds }]
    }
    case 'floor/yield':
    case 'floor/take-back': {
      const turn = speaking(state, command.turn)
      if ('kind' in turn) return turn
      const reason = command.type === 'floor/yield' ? 'yielded' : 'taken-back'
      return [{ type: 'turn-ended', turn: command.turn, reason }]
    }
  }
}

function speaking(state: ConferenceState, id: Ref): Turn | Refused {
  const turn = turnOf(state, id)
  if (!turn) return refuse('floor/unknown-turn')
  return turn.state.kind === 'ended' ? refuse('floor/turn-ended') : turn
}

/** The events that end whatever turn is running. */
export function endRunningTurns(state: ConferenceState, reason: TurnEnd): readonly FloorEvent[] {
  return state.floor.turns
    .filter((turn) => turn.state.kind === 'speaking')
    .map((turn) => ({ type: 'turn-ended', turn: turn.id, reason }))
}

export function requestOf(state: ConferenceState, id: Ref): Request | undefined {
  return state.floor.queue.find((request) => request.id === id)
}

export function turnOf(state: ConferenceState, id: Ref): Turn | undefined {
  return state.floor.turns.find((turn) => turn.id === id)
}

/** The turn that is running, if any: beside the chair nobody else is heard. */
export function holderTurn(state: ConferenceState): Turn | undefined {
  return state.floor.turns.findLast((turn) => turn.state.kind === 'speaking')
}

/** How much of a turn has been used at `now`, without the time in which its line was lost. */
export function usedTime(turn: Turn, now: Instant): Milliseconds {
  const end = turn.state.kind === 'ended' ? turn.state.at : Math.max(now, turn.grantedAt)
  const lost = turn.lost.reduce((sum, interval) => {
    const from = Math.min(Math.max(interval.from, turn.grantedAt), end)
    const to = interval.kind === 'closed' ? Math.min(Math.max(interval.to, from), end) : end
    return sum + (to - from)
  }, 0)
  return end - turn.grantedAt - lost
}

/** What is left of a turn at `now`; negative when it has run over. */
export function remainingTime(turn: Turn, now: Instant): Milliseconds {
  return turn.seconds * 1000 - usedTime(turn, now)
}
