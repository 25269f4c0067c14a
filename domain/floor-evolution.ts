import type { ConferenceEvent } from './conference.ts'
import type { Floor, FloorEvent, LostInterval, Turn } from './floor.ts'
import { bridgeOf, type ConferenceState } from './state.ts'
import type { Ref } from './text.ts'
import type { Instant } from './time.ts'

type LineEvent = Extract<ConferenceEvent, { type: 'line-lost' | 'line-connected' }>

/** The floor after one event; `seq` names what the event creates. */
export function evolveFloor(
  state: ConferenceState,
  event: FloorEvent | LineEvent,
  seq: Ref,
  at: Instant,
): ConferenceState {
  const floor = nextFloor(state, event, seq, at)
  return floor === state.floor ? state : { ...state, floor }
}

function nextFloor(state: ConferenceState, event: FloorEvent | LineEvent, seq: Ref, at: Instant): Floor {
  const { floor } = state
  switch (event.type) {
    case 'floor-requested': {
      const { bridge, speaker, topics } = event
      return { ...floor, queue: [...floor.queue, { id: seq, bridge, speaker, topics, requestedAt: at }] }
    }
    case 'request-withdrawn':
      return { ...floor, queue: floor.queue.filter((request) => request.id !== event.request) }
    case 'request-moved': {
      const moved = floor.queue.find((request) => request.id === event.request)
      if (!moved) return floor
      return {
        ...floor,
        queue: floor.queue.filter((other) => other !== moved).toSpliced(event.place, 0, moved),
      }
    }
    case 'floor-granted': {
      const { bridge, speaker, topics, seconds } = event
      // Called while its line is lost, its clock waits for the line.
      const away = bridgeOf(state, bridge)?.line.kind === 'lost'
      const turn: Turn = {
        id: seq,
        bridge,
        speaker,
        topics,
        grantedAt: at,
        seconds,
        lost: away ? [{ kind: 'open', from: at }] : [],
        state: { kind: 'speaking' },
      }
      const queue = floor.queue.filter((request) => request.id !== event.request)
      return { ...floor, queue, turns: [...floor.turns, turn] }
    }
    case 'turn-extended':
      return withTurn(floor, event.turn, (turn) => ({ ...turn, seconds: turn.seconds + event.seconds }))
    case 'turn-ended':
      return withTurn(floor, event.turn, (turn) => ({
        ...turn,
        lost: turn.lost.map((interval) => closed(interval, at)),
        state: { kind: 'ended', at, reason: event.reason },
      }))
    case 'microphones-cut':
      return { ...floor, cut: true }
    case 'microphones-restored':
      return { ...floor, cut: false }
    case 'line-lost':
      return withHolder(floor, event.bridge, (turn) => ({
        ...turn,
        lost: [...turn.lost, { kind: 'open', from: Math.max(event.since, lastReturn(turn)) }],
      }))
    case 'line-connected':
      return withHolder(floor, event.bridge, (turn) => ({
        ...turn,
        lost: turn.lost.map((interval) => closed(interval, event.since)),
      }))
  }
}

/** Measured times may cross: a new loss begins after the last one ended, so that no time is lost twice. */
function lastReturn(turn: Turn): Instant {
  const last = turn.lost.at(-1)
  return last?.kind === 'closed' ? last.to : turn.grantedAt
}

function closed(interval: LostInterval, to: Instant): LostInterval {
  return interval.kind === 'closed'
    ? interval
    : { kind: 'closed', from: interval.from, to: Math.max(to, interval.from) }
}

function withTurn(floor: Floor, id: Ref, change: (turn: Turn) => Turn): Floor {
  return { ...floor, turns: floor.turns.map((turn) => (turn.id === id ? change(turn) : turn)) }
}

function withHolder(floor: Floor, bridge: string, change: (turn: Turn) => Turn): Floor {
  const holds = (turn: Turn) => turn.bridge === bridge && turn.state.kind === 'speaking'
  if (!floor.turns.some(holds)) return floor
  return { ...floor, turns: floor.turns.map((turn) => (holds(turn) ? change(turn) : turn)) }
}
