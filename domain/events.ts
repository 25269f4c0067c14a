import type { AttendanceEvent } from './attendance.ts'
import type { ConclusionEvent } from './conclusions.ts'
import type { ConferenceEvent } from './conference.ts'
import type { ConfirmationEvent } from './confirmation.ts'
import type { ContributionEvent } from './contributions.ts'
import type { FloorEvent } from './floor.ts'
import type { LedgerEvent } from './ledger.ts'
import type { MinutesEvent } from './minutes.ts'
import type { NoticeEvent } from './notice.ts'
import type { RecordingEvent } from './recording.ts'
import type { RehearsalEvent } from './rehearsal.ts'
import type { ReviewEvent } from './review.ts'
import type { Actor } from './rights.ts'
import type { StageEvent } from './stage.ts'
import type { SynthesisEvent } from './synthesis.ts'
import type { Instant } from './time.ts'
import type { TopicEvent } from './topics.ts'
import type { VoteEvent } from './votes.ts'

/** Everything that can have happened. Facts in the past tense; once stored they are never changed. */
export type DomainEvent =
  | ConferenceEvent
  | TopicEvent
  | RehearsalEvent
  | AttendanceEvent
  | FloorEvent
  | StageEvent
  | RecordingEvent
  | ContributionEvent
  | ConfirmationEvent
  | LedgerEvent
  | SynthesisEvent
  | VoteEvent
  | ConclusionEvent
  | ReviewEvent
  | MinutesEvent
  | NoticeEvent

export type EventType = DomainEvent['type']

/** One entry of the log as the rules and the pages see it. */
export interface LogEntry {
  readonly seq: number
  readonly at: Instant
  readonly event: DomainEvent
}

/** One entry with who did it, as the server keeps it. */
export interface RecordedEntry extends LogEntry {
  readonly version: number
  readonly actor: Actor
}

/**
 * The version that each type of event is written in today. A change of an event's shape raises its number and
 * adds an upcaster; nothing stored is ever rewritten.
 */
export const eventVersions: Readonly<Record<EventType, number>> = {
  'conference-created': 1,
  'topic-added': 1,
  'topic-changed': 1,
  'topic-moved': 1,
  'topic-removed': 1,
  'bridge-added': 1,
  'role-granted': 1,
  'role-revoked': 1,
  'hall-announced': 1,
  'hall-approved': 1,
  'hall-revoked': 1,
  'line-connected': 1,
  'line-lost': 1,
  'rehearsal-reported': 1,
  'conference-opened': 1,
  'conference-concluded': 1,
  'floor-requested': 1,
  'request-withdrawn': 1,
  'request-moved': 1,
  'floor-granted': 1,
  'turn-extended': 1,
  'turn-ended': 1,
  'microphones-cut': 1,
  'microphones-restored': 1,
  'stage-directed': 1,
  'screen-shared': 1,
  'screen-stopped': 1,
  'contribution-opened': 1,
  'contribution-filed': 1,
  'contribution-classified': 1,
  'contribution-confirmed': 1,
  'contribution-attributed': 1,
  'contribution-derived': 1,
  'contribution-voided': 1,
  'contribution-reinstated': 1,
  'contribution-attached': 1,
  'contribution-detached': 1,
  'change-proposed': 1,
  'change-accepted': 1,
  'change-declined': 1,
  'change-withdrawn': 1,
  'confirmation-asked': 1,
  'no-opinion-declared': 1,
  'no-opinion-withdrawn': 1,
  'bridges-reminded': 1,
  'opinions-grouped': 1,
  'group-changed': 1,
  'group-dissolved': 1,
  'opinions-answered': 1,
  'answer-withdrawn': 1,
  'attendee-enrolled': 1,
  'attendance-marked': 1,
  'attendance-counted': 1,
  'attendee-struck': 1,
  'vote-opened': 1,
  'ballot-cast': 1,
  'vote-closed': 1,
  'vote-cancelled': 1,
  'task-added': 1,
  'task-changed': 1,
  'task-moved': 1,
  'task-removed': 1,
  'comment-added': 1,
  'comment-resolved': 1,
  'text-locked': 1,
  'text-unlocked': 1,
  'text-restored': 1,
  'record-drafted': 1,
  'recording-started': 1,
  'recording-stopped': 1,
  'turn-recorded': 1,
  'turn-recording-deleted': 1,
  'minutes-sealed': 1,
  'minutes-reopened': 1,
  'minutes-rendered': 1,
  'minutes-signed': 1,
  'minutes-stamped': 1,
  'signatures-asked': 1,
  'signature-refused': 1,
  'minutes-issued': 1,
  'correction-proposed': 1,
  'notice-numbered': 1,
}

type Upcaster = (stored: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>

/** From version n to n + 1, by type. Empty while every type is in its first version. */
const upcasters: Partial<Record<EventType, Readonly<Record<number, Upcaster>>>> = {}

/**
 * A stored event in today's shape.
 * @throws RangeError when the type is unknown or the version is newer than this build.
 */
export function upcast(
  type: string,
  version: number,
  stored: Readonly<Record<string, unknown>>,
): DomainEvent {
  if (!Object.hasOwn(eventVersions, type)) throw new RangeError(`unknown event type ${type}`)
  const known = type as EventType
  const newest = eventVersions[known]
  if (version > newest)
    throw new RangeError(`${type} version ${version} is newer than this build's ${newest}`)
  let event = stored
  for (let from = version; from < newest; from++) {
    const step = upcasters[known]?.[from]
    if (!step) throw new RangeError(`no upcaster for ${type} from version ${from}`)
    event = step(event)
  }
  return { ...event, type: known } as unknown as DomainEvent
}
