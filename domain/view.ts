import { type Confirmation, contributionOf } from './contributions.ts'
import type { DomainEvent, LogEntry } from './events.ts'
import type { Minutes, SealedDocument } from './minutes.ts'
import { contributionDocument } from './prose.ts'
import { type Grant, may, type Right } from './rights.ts'
import { evolve } from './rules.ts'
import { type ConferenceState, centralBridge } from './state.ts'

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
}

/** The conference as this viewer may see it; the same shape, with what is not theirs left out. */
export function project(state: ConferenceState, viewer: Viewer): ConferenceState {
  const sees = sight(state, viewer)
  const contributions = state.contributions.flatMap((held) => {
    if (sees('contribution/read', held.bridge)) return [held]
    return held.source.kind === 'spoken' ? [{ ...held, confirmation: withoutText(held.confirmation) }] : []
  })
  const seen = { ...state, contributions }
  return {
    ...seen,
    people: Object.fromEntries(
      Object.entries(state.people).flatMap(([id, person]) => {
        const grants = person.grants.filter((grant) => sees('people/see', grant.bridge))
        return grants.length > 0 ? [[id, { ...person, grants }]] : []
      }),
    ),
    halls: Object.fromEntries(Object.entries(state.halls).filter(([bridge]) => sees('people/see', bridge))),
    rehearsals: Object.fromEntries(
      Object.entries(state.rehearsals).filter(([bridge]) => sees('rehearsal/see', bridge)),
    ),
    minutes: seenMinutes(state, viewer),
    corrections: state.corrections.filter((correction) => sees('contribution/read', correction.bridge)),
  }
}

/**
 * The event as this viewer may see it, given the full state before it; null when it is not theirs. Only the
 * facts go on: who did it stays in the log.
 */
export function visible(before: ConferenceState, recorded: LogEntry, viewer: Viewer): LogEntry | null {
  const { seq, at, event } = recorded
  const entry: LogEntry = { seq, at, event }
  // The central bridge is fixed by the event that adds it, and rights are judged by it.
  const sees = sight(before, viewer)
  switch (event.type) {
    case 'role-granted':
    case 'role-revoked':
      return sees('people/see', event.grant.bridge) ? entry : null
    case 'hall-announced':
    case 'hall-approved':
    case 'hall-revoked':
      return sees('people/see', event.bridge) ? entry : null
    case 'rehearsal-reported':
      return sees('rehearsal/see', event.bridge) ? entry : null
    case 'contribution-filed':
    case 'correction-proposed':
      return sees('contribution/read', event.bridge) ? entry : null
    case 'contribution-classified':
    case 'contribution-confirmed': {
      const held = contributionOf(before, event.contribution)
      if (held && sees('contribution/read', held.bridge)) return entry
      if (held?.source.kind !== 'spoken') return null
      return event.type === 'contribution-confirmed' ? { ...entry, event: withoutText(event) } : entry
    }
    case 'minutes-sealed': {
      const docs = seenDocuments(before, viewer, event.docs)
      return { ...entry, event: { ...event, docs } }
    }
    default:
      return entry
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

function sight(state: ConferenceState, viewer: Viewer): (right: Right, bridge: string | null) => boolean {
  const central = centralBridge(state)
  return (right, bridge) => may(viewer.grants, right, bridge, central)
}

/** A short text can be guessed from its hash: whoever may not read it is told only that it was confirmed. */
function withoutText<T extends Confirmation | Extract<DomainEvent, { type: 'contribution-confirmed' }>>(
  of: T,
): T {
  return 'sha256' in of ? { ...of, docSeq: 0, sha256: '' } : of
}

function seenMinutes({ minutes, ...state }: ConferenceState, viewer: Viewer): Minutes {
  if (minutes.kind === 'draft') return minutes
  return { ...minutes, docs: seenDocuments({ minutes, ...state }, viewer, minutes.docs) }
}

/** The sealed texts that the viewer may read. */
function seenDocuments(
  state: ConferenceState,
  viewer: Viewer,
  docs: readonly SealedDocument[],
): readonly SealedDocument[] {
  const sees = sight(state, viewer)
  const ids = new Set<string>(
    state.contributions
      .filter((held) => sees('contribution/read', held.bridge))
      .map((held) => contributionDocument(held.id)),
  )
  if (sees('record/read', null)) for (const id of ['opening', 'conclusion']) ids.add(id)
  return docs.filter((doc) => ids.has(doc.id))
}
