import { mayCommand } from './authority.ts'
import type { Command } from './commands.ts'
import { type ConferenceCommand, decideConference } from './conference.ts'
import { evolveConference } from './conference-evolution.ts'
import { type ContributionCommand, decideContributions, evolveContributions } from './contributions.ts'
import type { DomainEvent, LogEntry } from './events.ts'
import { decideFloor, type FloorCommand } from './floor.ts'
import { evolveFloor } from './floor-evolution.ts'
import { decideMinutes, evolveMinutes, type MinutesCommand } from './minutes.ts'
import { type Refused, refuse } from './refusal.ts'
import { decideRehearsal, evolveRehearsal, type RehearsalCommand } from './rehearsal.ts'
import type { Actor } from './rights.ts'
import { decideStage, endScreenOfTurn, evolveStage, type StageCommand, withoutScreen } from './stage.ts'
import type { ConferenceState } from './state.ts'
import type { ClockKind, Instant } from './time.ts'

/**
 * Raised with every change of these rules that gives another state for the same log: stored snapshots of an
 * older build are dropped, and pages of an older build reload when idle.
 */
export const RULES_BUILD = 3

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
  asking: Asking,
): readonly DomainEvent[] | Refused {
  const slice = command.type.slice(0, command.type.indexOf('/'))
  if (slice === 'rehearsal') return decideRehearsal(state, command as RehearsalCommand, asking.now)
  if (slice === 'floor') return decideFloor(state, command as FloorCommand)
  if (slice === 'contribution') return decideContributions(state, command as ContributionCommand)
  if (slice === 'minutes') return decideMinutes(state, command as MinutesCommand)
  if (slice === 'stage' || slice === 'screen')
    return decideStage(state, command as StageCommand, asking.actor)
  return decideConference(state, command as ConferenceCommand, asking.clock)
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
    case 'rehearsal-reported':
      return evolveRehearsal(state, event, at)
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
      return withoutScreen(evolveConference(state, event, at))
    case 'contribution-opened':
    case 'contribution-filed':
    case 'contribution-classified':
    case 'contribution-confirmed':
      return evolveContributions(state, event, seq, at)
    case 'minutes-sealed':
    case 'minutes-rendered':
    case 'minutes-signed':
    case 'correction-proposed':
      return evolveMinutes(state, event, seq, at)
    default:
      return evolveConference(state, event, at)
  }
}
