import type { BridgeAttendance } from './attendance.ts'
import type { ConcludedTask } from './conclusions.ts'
import type {
  Bridge,
  ConferenceFacts,
  DocumentUnderDiscussion,
  HallDevice,
  Person,
  Phase,
} from './conference.ts'
import type { ConfirmationAsked, ProposedChange } from './confirmation.ts'
import type { Contribution } from './contributions.ts'
import type { Floor } from './floor.ts'
import type { Correction, FormerMinutes, Minutes } from './minutes.ts'
import type { Notice } from './notice.ts'
import type { Recording } from './recording.ts'
import type { Rehearsal } from './rehearsal.ts'
import type { Comment, TextLock } from './review.ts'
import type { Stage } from './stage.ts'
import type { OpinionAnswer, OpinionGroup } from './synthesis.ts'
import type { Instant } from './time.ts'
import type { Topic } from './topics.ts'
import type { Vote } from './votes.ts'

export type { DocumentUnderDiscussion }

/** That a conference was brought here from another server, to be read and nothing else. Not in its log. */
export interface Archive {
  readonly importedAt: Instant
  /** When the dossier was made that it came in. */
  readonly madeAt: Instant
  /** Its documents are no records, here as there. */
  readonly demonstration: boolean
  /** Persons of this server who may read it; left out on the wire. */
  readonly readers: readonly string[]
}

/**
 * Everything that the log of one conference says up to `seq`, and whether it is an archive here. Plain data: it crosses
 * the wire as JSON.
 */
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
  /** What bridges proposed to change in the texts recorded of them. */
  readonly changes: readonly ProposedChange[]
  /** By bridge: until when it was last asked to confirm. */
  readonly confirmationsAsked: Readonly<Record<string, ConfirmationAsked>>
  /** By bridge: the columns of the ledger on which it declared that it has no opinion. */
  readonly noOpinion: Readonly<Record<string, readonly string[]>>
  /** By bridge: when it was last reminded that something is missing from it. */
  readonly reminded: Readonly<Record<string, Instant>>
  readonly groups: readonly OpinionGroup[]
  readonly answers: readonly OpinionAnswer[]
  readonly attendance: Readonly<Record<string, BridgeAttendance>>
  readonly votes: readonly Vote[]
  /** The items of the conclusion. */
  readonly tasks: readonly ConcludedTask[]
  readonly comments: readonly Comment[]
  /** By document; those past their `until` are nobody's. */
  readonly locks: Readonly<Record<string, TextLock>>
  readonly recording: Recording
  readonly minutes: Minutes
  /** Versions that a correction has replaced, the oldest first. */
  readonly formerMinutes: readonly FormerMinutes[]
  readonly corrections: readonly Correction[]
  readonly archive?: Archive
  /** Null until it has a number. */
  readonly notice: Notice | null
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
  changes: [],
  confirmationsAsked: {},
  noOpinion: {},
  reminded: {},
  groups: [],
  answers: [],
  attendance: {},
  votes: [],
  tasks: [],
  comments: [],
  locks: {},
  recording: { since: null, turns: [] },
  minutes: { kind: 'draft' },
  formerMinutes: [],
  corrections: [],
  notice: null,
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
