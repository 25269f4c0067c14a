import { holderTurn, remainingTime, type Turn } from '../../domain/floor.ts'
import type { ConferenceState } from '../../domain/state.ts'
import { centralBridge } from '../../domain/state.ts'
import type { Instant, Milliseconds } from '../../domain/time.ts'
import { words } from '../messages/catalogue.ts'
import { duration } from '../messages/format.ts'
import { nameOf, topicsLine } from './names.ts'

/** The running turn as every page shows it. */
export interface TurnView {
  readonly turn: Turn
  readonly bridge: string
  readonly speaker: string
  readonly topics: string
  readonly left: Milliseconds
  /** From 1, all of the time, to 0. */
  readonly share: number
  /** The holder's line is lost and the clock stands. */
  readonly stopped: boolean
}

export function turnView(state: ConferenceState, now: Instant): TurnView | null {
  const turn = holderTurn(state)
  if (!turn) return null
  const left = remainingTime(turn, now)
  return {
    turn,
    bridge: nameOf(state, turn.bridge),
    speaker: speakerLine(turn.speaker),
    topics: topicsLine(state, turn.topics) ?? words.floor.noTopic,
    left,
    share: Math.max(0, Math.min(1, left / (turn.seconds * 1000))),
    stopped: turn.lost.some((interval) => interval.kind === 'open'),
  }
}

/** `Nguyễn Văn A, Phó Bí thư` */
export function speakerLine({ name, title }: Turn['speaker']): string {
  return title === null ? name : `${name}, ${title}`
}

/** `5 phút`, `1:30` */
export function allowance(seconds: number): string {
  return seconds % 60 === 0 ? words.common.minutes(seconds / 60) : duration(seconds * 1000)
}

/** The place of a bridge in the queue, from 1; 0 when it does not wait, or nobody is called any more. */
export function placeOf(state: ConferenceState, bridge: string): number {
  if (state.phase !== 'open') return 0
  return state.floor.queue.findIndex((request) => request.bridge === bridge) + 1
}

/** How often a bridge has had the floor. */
export function timesSpoken(state: ConferenceState, bridge: string): number {
  return state.floor.turns.filter((turn) => turn.bridge === bridge && turn.state.kind === 'ended').length
}

export function isCentral(state: ConferenceState, bridge: string): boolean {
  return centralBridge(state) === bridge
}
