import { type AttendanceCommand, decideAttendance, evolveAttendance } from './attendance.ts'
import { mayCommand } from './authority.ts'
import type { Command } from './commands.ts'
import { type ConclusionCommand, decideConclusions, evolveConclusions } from './conclusions.ts'
import { type ConferenceCommand, decideConference } from './conference.ts'
import { evolveConference } from './conference-evolution.ts'
import {
  type ConfirmationCommand,
  decideConfirmation,
  evolveConfirmation,
  withdrawn,
} from './confirmation.ts'
import type { ContributionCommand } from './contribution-commands.ts'
import { evolveContributions } from './contribution-evolution.ts'
import { decideContributions } from './contributions.ts'
import type { DomainEvent, LogEntry } from './events.ts'
import { decideFloor, type FloorCommand } from './floor.ts'
import { evolveFloor } from './floor-evolution.ts'
import { decideLedger, evolveLedger, type LedgerCommand } from './ledger.ts'
import { decideMinutes, evolveMinutes } from './minutes.ts'
import type { MinutesCommand } from './minutes-commands.ts'
import { decideNotice, evolveNotice, type NoticeCommand } from './notice.ts'
import { decideRecording, evolveRecording, type RecordingCommand, stopped } from './recording.ts'
import { type Refused, refuse } from './refusal.ts'
import { decideRehearsal, evolveRehearsal, type RehearsalCommand } from './rehearsal.ts'
import { decideReview, evolveReview, type ReviewCommand } from './review.ts'
import type { Actor } from './rights.ts'
import { decideStage, endScreenOfTurn, evolveStage, type StageCommand, withoutScreen } from './stage.ts'
import type { ConferenceState } from './state.ts'
import { decideSynthesis, evolveSynthesis } from './synthesis.ts'
import type { SynthesisCommand } from './synthesis-commands.ts'
import type { ClockKind, Instant } from './time.ts'
import { decideTopics, evolveTopics, type TopicCommand } from './topics.ts'
import { decideVotes, evolveVotes, type VoteCommand } from './votes.ts'

/**
 * Raised with every change of these rules that gives another state for the same log: stored snapshots of an
 * older build are dropped, and pages of an older build reload when idle.
 */
export const RULES_BUILD = 6

export interface Accepted {
  readonly kind: 'accepted'
  readonly events: readonly DomainEvent[]
}

export type Decision = Accepted | Refused

/** Who asks, when, and by what clock. `clock` matters only when a conference is created. */
export interface Asking {
  readonly actor: Actor
  readonly clock: ClockKind
  readonly now: Instant
}

/** What a command leads to: events, or a refusal with a stable code. Pure; nothing is changed. */
export function decide(state: ConferenceState, command: Command, asking: Asking): Decision {
  if (state.archive) return refuse('conference/imported')
  const create = command.type === 'conference/create'
  if (!create && !state.facts) return refuse('conference/unknown')
  const allowed = create ? asking.actor.kind !== 'hall' : mayCommand(state, asking.actor, command)
  if (!allowed) return refuse('access/not-allowed', { command: command.type })
  const events = decideInSlice(state, command, asking)
  return 'kind' in events ? events : { kind: 'accepted', events }
}

function decideInSlice(
  state: ConferenceState,
  command: Command,
  { actor, clock, now }: Asking,
): readonly DomainEvent[] | Refused {
  const slice = command.type.slice(0, command.type.indexOf('/'))
  switch (slice) {
    case 'topic':
      return decideTopics(state, command as TopicCommand)
    case 'rehearsal':
      return decideRehearsal(state, command as RehearsalCommand, now)
    case 'attendance':
      return decideAttendance(state, command as AttendanceCommand)
    case 'floor':
      return decideFloor(state, command as FloorCommand)
    case 'stage':
    case 'screen':
      return decideStage(state, command as StageCommand, actor)
    case 'recording':
      return decideRecording(state, command as RecordingCommand)
    case 'contribution':
      return decideContributions(state, command as ContributionCommand, actor, now)
    case 'confirmation':
      return decideConfirmation(state, command as ConfirmationCommand, actor, now)
    case 'ledger':
      return decideLedger(state, command as LedgerCommand)
    case 'synthesis':
      return decideSynthesis(state, command as SynthesisCommand)
    case 'vote':
      return decideVotes(state, command as VoteCommand, actor)
    case 'conclusion':
      return decideConclusions(state, command as ConclusionCommand)
    case 'review':
      return decideReview(state, command as ReviewCommand, actor, now)
    case 'minutes':
      return decideMinutes(state, command as MinutesCommand)
    case 'notice':
      return decideNotice(state, command as NoticeCommand)
    default:
      return decideConference(state, command as ConferenceCommand, clock)
  }
}

/** The state after one more entry. Events of a later seq only; pure. */
export function evolve(state: ConferenceState, entry: LogEntry): ConferenceState {
  const { seq, at } = entry
  return { ...apply(state, entry), seq, at }
}

function apply(state: ConferenceState, { seq, at, event }: LogEntry): ConferenceState {
  switch (event.type) {
    case 'line-connected':
    case 'line-lost':
      return evolveFloor(evolveConference(state, event, at), event, seq, at)
    case 'topic-added':
    case 'topic-changed':
    case 'topic-moved':
    case 'topic-removed':
      return evolveTopics(state, event)
    case 'rehearsal-reported':
      return evolveRehearsal(state, event, at)
    case 'attendee-enrolled':
    case 'attendance-marked':
    case 'attendance-counted':
    case 'attendee-struck':
      return evolveAttendance(state, event, seq, at)
    case 'floor-requested':
    case 'request-withdrawn':
    case 'request-moved':
    case 'floor-granted':
    case 'turn-extended':
    case 'microphones-cut':
    case 'microphones-restored':
      return evolveFloor(state, event, seq, at)
    case 'turn-ended':
      return endScreenOfTurn(evolveFloor(state, event, seq, at), event.turn)
    case 'stage-directed':
    case 'screen-shared':
    case 'screen-stopped':
      return evolveStage(state, event)
    case 'conference-concluded':
      return stopped(withoutScreen(evolveConference(state, event, at)))
    case 'recording-started':
    case 'recording-stopped':
    case 'turn-recorded':
    case 'turn-recording-deleted':
      return evolveRecording(state, event, seq, at)
    case 'contribution-confirmed':
      return withdrawn(evolveContributions(state, event, seq, at), event.contribution, at)
    case 'contribution-derived':
      return event.origins.reduce(
        (held, origin) => withdrawn(held, origin.contribution, at),
        evolveContributions(state, event, seq, at),
      )
    case 'contribution-opened':
    case 'contribution-filed':
    case 'contribution-classified':
    case 'contribution-attributed':
    case 'contribution-voided':
    case 'contribution-reinstated':
    case 'contribution-attached':
    case 'contribution-detached':
      return evolveContributions(state, event, seq, at)
    case 'change-proposed':
    case 'change-accepted':
    case 'change-declined':
    case 'change-withdrawn':
    case 'confirmation-asked':
      return evolveConfirmation(state, event, seq, at)
    case 'no-opinion-declared':
    case 'no-opinion-withdrawn':
    case 'bridges-reminded':
      return evolveLedger(state, event, at)
    case 'opinions-grouped':
    case 'group-changed':
    case 'group-dissolved':
    case 'opinions-answered':
    case 'answer-withdrawn':
      return evolveSynthesis(state, event, seq, at)
    case 'vote-opened':
    case 'ballot-cast':
    case 'vote-closed':
    case 'vote-cancelled':
      return evolveVotes(state, event, seq, at)
    case 'task-added':
    case 'task-changed':
    case 'task-moved':
    case 'task-removed':
      return evolveConclusions(state, event, seq)
    case 'comment-added':
    case 'comment-resolved':
    case 'text-locked':
    case 'text-unlocked':
    case 'text-restored':
    case 'record-drafted':
      return evolveReview(state, event, seq, at)
    case 'minutes-sealed':
    case 'minutes-reopened':
    case 'minutes-rendered':
    case 'minutes-signed':
    case 'minutes-stamped':
    case 'signatures-asked':
    case 'signature-refused':
    case 'minutes-issued':
    case 'correction-proposed':
      return evolveMinutes(state, event, seq, at)
    case 'notice-numbered':
      return evolveNotice(state, event, at)
    default:
      return evolveConference(state, event, at)
  }
}
