import type {
  Bridge,
  ConferenceFacts,
  DocumentUnderDiscussion,
  HallDevice,
  Person,
  Phase,
  Topic,
} from './conference.ts'
import type { Contribution } from './contributions.ts'
import type { Floor } from './floor.ts'
import type { Correction, Minutes } from './minutes.ts'
import type { Rehearsal } from './rehearsal.ts'
import type { Stage } from './stage.ts'
import type { Instant } from './time.ts'

export type { DocumentUnderDiscussion }

/** Everything that the log of one conference says up to `seq`. Plain data: it crosses the wire as JSON. */
export interface ConferenceState {
  /** The number of the last event; 0 before the first. */
  readonly seq: number
  /** The time of the last event. */
  readonly at: Instant
  readonly phase: Phase
  /** Null only before `conference-created`. */
  readonly facts: ConferenceFacts | null
  readonly openedAt: Instant | null
  readonly concludedAt: Instant | null
  readonly topics: readonly Topic[]
  readonly bridges: readonly Bridge[]
  readonly people: Readonly<Record<string, Person>>
  /** Hall devices by bridge: those that asked to be the hall, and the one approved. */
  readonly halls: Readonly<Record<string, readonly HallDevice[]>>
  /** The latest rehearsal by bridge. */
  readonly rehearsals: Readonly<Record<string, Rehearsal>>
  readonly floor: Floor
  /** What every hall shows. */
  readonly stage: Stage
  readonly contributions: readonly Contribution[]
  readonly minutes: Minutes
  readonly corrections: readonly Correction[]
}

export const emptyConference: ConferenceState = {
  seq: 0,
  at: 0,
  phase: 'preparing',
  facts: null,
  openedAt: null,
  concludedAt: null,
  topics: [],
  bridges: [],
  people: {},
  halls: {},
  rehearsals: {},
  floor: { queue: [], turns: [], cut: false },
  stage: { layout: 'follow', pinned: [], screen: null },
  contributions: [],
  minutes: { kind: 'draft' },
  corrections: [],
}

/** The id of the central bridge; an empty string before there is one. */
export function centralBridge(state: ConferenceState): string {
  return state.bridges.find((bridge) => bridge.level === 'central')?.id ?? ''
}

/** Ids are free text: `constructor` must not find what every object inherits. */
export function personOf(state: ConferenceState, id: string): Person | undefined {
  return Object.hasOwn(state.people, id) ? state.people[id] : undefined
}

/** The devices that asked to be this bridge's hall, and the approved one. */
export function hallsOf(state: ConferenceState, bridge: string): readonly HallDevice[] {
  return (Object.hasOwn(state.halls, bridge) ? state.halls[bridge] : undefined) ?? []
}

export function bridgeOf(state: ConferenceState, id: string): Bridge | undefined {
  return state.bridges.find((bridge) => bridge.id === id)
}
