import { grantsOf } from './authority.ts'
import { changeOf } from './confirmation.ts'
import { contributionOf } from './contributions.ts'
import type { DomainEvent, LogEntry } from './events.ts'
import type { Actor, Grant } from './rights.ts'
import { evolve } from './rules.ts'
import {
  ofBridges,
  readable,
  readsDocument,
  type Sight,
  seenAnswer,
  seenAttendance,
  seenContribution,
  seenDocuments,
  seenMinutes,
  seesBallot,
  sight,
  withoutText,
} from './sight.ts'
import type { ConferenceState } from './state.ts'
import { voteOf } from './votes.ts'

/*
 * What one viewer sees of a conference. The law, tested for every role:
 *
 *   advance(project(s, v), e.seq, visible(s, e, v)) = project(evolve(s, e), v)
 *
 * so that a page which evolves what it may see holds exactly what a fresh snapshot would give it.
 */

/** Somebody with these grants; rights are read from the log, so a change of grants needs a new snapshot. */
export interface Viewer {
  readonly grants: readonly Grant[]
  /** Who it is, where that is a person: everybody is told of their own ballot. */
  readonly person?: string
}

/** How an actor sees a conference. */
export function viewerOf(state: ConferenceState, actor: Actor): Viewer {
  const grants = grantsOf(state, actor)
  return actor.kind === 'person' ? { grants, person: actor.person } : { grants }
}

/** The conference as this viewer may see it; the same shape, with what is not theirs left out. */
export function project(state: ConferenceState, viewer: Viewer): ConferenceState {
  const sees = sight(state, viewer.grants)
  const reads = readable(state, sees)
  return {
    ...state,
    contributions: state.contributions.flatMap((held) => seenContribution(held, sees)),
    changes: state.changes.filter((change) => sees('contribution/read', change.bridge)),
    noOpinion: ofBridges(state.noOpinion, (bridge) => sees('ledger/see', bridge)),
    groups: sees('synthesis/see', null) ? state.groups : [],
    answers: state.answers.flatMap((answer) => seenAnswer(answer, reads)),
    attendance: Object.fromEntries(
      Object.entries(state.attendance).flatMap(([bridge, held]) => seenAttendance(bridge, held, sees)),
    ),
    votes: state.votes.map((vote) => ({
      ...vote,
      ballots: vote.ballots.filter((ballot) => seesBallot(vote, ballot, sees, viewer.person ?? null)),
    })),
    comments: state.comments.filter(({ document }) => readsDocument(state, document, sees)),
    locks: ofBridges(state.locks, (document) => readsDocument(state, document, sees)),
    recording: sees('recording/hear', null) ? state.recording : { ...state.recording, turns: [] },
    people: Object.fromEntries(
      Object.entries(state.people).flatMap(([id, person]) => {
        const grants = person.grants.filter((grant) => sees('people/see', grant.bridge))
        return grants.length > 0 ? [[id, { ...person, grants }]] : []
      }),
    ),
    halls: ofBridges(state.halls, (bridge) => sees('people/see', bridge)),
    rehearsals: ofBridges(state.rehearsals, (bridge) => sees('rehearsal/see', bridge)),
    minutes: seenMinutes(state, sees, state.minutes),
    formerMinutes: state.formerMinutes.map((former) => ({
      ...former,
      docs: seenDocuments(state, sees, former.docs),
    })),
    corrections: state.corrections.filter((correction) => sees('contribution/read', correction.bridge)),
    ...(state.archive ? { archive: { ...state.archive, readers: [] } } : {}),
  }
}

/**
 * The event as this viewer may see it, given the full state before it; null when it is not theirs. Only the
 * facts go on: who did it stays in the log.
 */
export function visible(before: ConferenceState, recorded: LogEntry, viewer: Viewer): LogEntry | null {
  const { seq, at } = recorded
  // The central bridge is fixed by the event that adds it, and rights are judged by it.
  const event = seenEvent(before, recorded.event, sight(before, viewer.grants), viewer.person ?? null)
  return event && { seq, at, event }
}

function seenEvent(
  before: ConferenceState,
  event: DomainEvent,
  sees: Sight,
  person: string | null,
): DomainEvent | null {
  const when = (condition: boolean) => (condition ? event : null)
  switch (event.type) {
    case 'role-granted':
    case 'role-revoked':
      return when(sees('people/see', event.grant.bridge))
    case 'hall-announced':
    case 'hall-approved':
    case 'hall-revoked':
    case 'attendee-enrolled':
    case 'attendance-marked':
    case 'attendee-struck':
      return when(sees('people/see', event.bridge))
    case 'rehearsal-reported':
      return when(sees('rehearsal/see', event.bridge))
    case 'contribution-filed':
    case 'correction-proposed':
    case 'change-proposed':
      return when(sees('contribution/read', event.bridge))
    case 'contribution-derived':
      return when(event.source.kind === 'spoken' || sees('contribution/read', event.bridge))
    case 'contribution-attached':
    case 'contribution-detached':
      return when(readable(before, sees)(event.contribution))
    case 'contribution-classified':
    case 'contribution-attributed':
    case 'contribution-reinstated':
    case 'contribution-voided':
    case 'contribution-confirmed':
    case 'change-accepted': {
      if (readable(before, sees)(event.contribution)) return event
      const isSpoken = contributionOf(before, event.contribution)?.source.kind === 'spoken'
      return isSpoken ? withoutText(event) : null
    }
    case 'change-declined':
    case 'change-withdrawn':
      return when(sees('contribution/read', changeOf(before, event.change)?.bridge ?? null))
    case 'no-opinion-declared':
    case 'no-opinion-withdrawn':
      return when(sees('ledger/see', event.bridge))
    case 'opinions-grouped':
    case 'group-changed':
    case 'group-dissolved':
      return when(sees('synthesis/see', null))
    case 'opinions-answered':
    case 'answer-withdrawn': {
      const contributions = event.contributions.filter(readable(before, sees))
      return contributions.length > 0 ? { ...event, contributions } : null
    }
    case 'ballot-cast': {
      const vote = voteOf(before, event.vote)
      return when(vote !== undefined && seesBallot(vote, event, sees, person))
    }
    case 'comment-resolved': {
      const comment = before.comments.find((held) => held.id === event.comment)
      return when(comment !== undefined && readsDocument(before, comment.document, sees))
    }
    case 'comment-added':
    case 'text-locked':
    case 'text-unlocked':
    case 'text-restored':
    case 'record-drafted':
      return when(readsDocument(before, event.document, sees))
    case 'turn-recorded':
    case 'turn-recording-deleted':
      return when(sees('recording/hear', null))
    case 'minutes-sealed':
      return { ...event, docs: seenDocuments(before, sees, event.docs) }
    default:
      return event
  }
}

/** A viewer's state moved on to `to` over the entries that it may see. */
export function advance(
  state: ConferenceState,
  to: LogEntry | Head,
  entries: readonly LogEntry[],
): ConferenceState {
  const next = entries.reduce(evolve, state)
  return { ...next, seq: to.seq, at: to.at }
}

/** How far the log has come. */
export interface Head {
  readonly seq: number
  readonly at: number
}

/** Whether these events change what somebody with the actor's identity may see of the past. */
export function changesSight(events: readonly DomainEvent[]): boolean {
  return events.some(
    (event) =>
      event.type === 'role-granted' ||
      event.type === 'role-revoked' ||
      event.type === 'hall-approved' ||
      event.type === 'hall-revoked',
  )
}
