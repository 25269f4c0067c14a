import type { BridgeAttendance } from './attendance.ts'
import { type Confirmation, type Contribution, contributionOf } from './contributions.ts'
import type { DomainEvent } from './events.ts'
import type { Minutes, SealedDocument } from './minutes.ts'
import { contributionDocument, subjectOf } from './prose.ts'
import { type Grant, may, type Right } from './rights.ts'
import { type ConferenceState, centralBridge } from './state.ts'
import type { OpinionAnswer } from './synthesis.ts'
import type { Vote } from './votes.ts'

/** Whether the viewer holds a right in a matter of a bridge. */
export type Sight = (right: Right, bridge: string | null) => boolean

export function sight(state: ConferenceState, grants: readonly Grant[]): Sight {
  const central = centralBridge(state)
  return (right, bridge) => may(grants, right, bridge, central)
}

/** Whether the text of a contribution is the viewer's to read. */
export function readable(state: ConferenceState, sees: Sight): (contribution: number) => boolean {
  return (id) => {
    const held = contributionOf(state, id)
    return held !== undefined && sees('contribution/read', held.bridge)
  }
}

export function readsDocument(state: ConferenceState, document: string, sees: Sight): boolean {
  const subject = subjectOf(state, document)
  if (!subject) return false
  return subject.kind === 'record' ? sees('record/read', null) : sees('contribution/read', subject.bridge)
}

export function ofBridges<T>(
  record: Readonly<Record<string, T>>,
  isSeen: (key: string) => boolean,
): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => isSeen(key)))
}

/** That somebody spoke everybody heard; what was written, and every text, belongs to its readers. */
export function seenContribution(held: Contribution, sees: Sight): readonly Contribution[] {
  if (sees('contribution/read', held.bridge)) return [held]
  if (held.source.kind === 'written') return []
  const { standing } = held
  return [
    {
      ...held,
      confirmation: withoutHash(held.confirmation),
      standing: standing.kind === 'void' ? { ...standing, reason: '' } : standing,
      attachments: [],
    },
  ]
}

export function seenAnswer(answer: OpinionAnswer, reads: (id: number) => boolean): readonly OpinionAnswer[] {
  const contributions = answer.contributions.filter(reads)
  return contributions.length > 0 ? [{ ...answer, contributions }] : []
}

/** How many sit in a hall is everybody's to know; who they are is not. */
export function seenAttendance(
  bridge: string,
  held: BridgeAttendance,
  sees: Sight,
): readonly [string, BridgeAttendance][] {
  if (sees('people/see', bridge)) return [[bridge, held]]
  return held.counts.length > 0 ? [[bridge, { ...held, attendees: [] }]] : []
}

/** Delegates vote in their own name: everybody is told of their own ballot, others only where they know the people. */
export function seesBallot(
  vote: Vote,
  { voter, bridge }: { readonly voter: string; readonly bridge: string },
  sees: Sight,
  person: string | null,
): boolean {
  return vote.electorate !== 'delegates' || voter === person || sees('people/see', bridge)
}

/** A short text can be guessed from its hash: whoever may not read it is told only that it was confirmed. */
export function withoutHash(of: Confirmation): Confirmation {
  return of.kind === 'confirmed' ? { ...of, docSeq: 0, sha256: '' } : of
}

export function withoutText(event: DomainEvent): DomainEvent {
  if (event.type === 'contribution-confirmed' || event.type === 'change-accepted')
    return { ...event, docSeq: 0, sha256: '' }
  return event.type === 'contribution-voided' ? { ...event, reason: '' } : event
}

export function seenMinutes(state: ConferenceState, sees: Sight, minutes: Minutes): Minutes {
  if (minutes.kind === 'draft') return minutes
  return { ...minutes, docs: seenDocuments(state, sees, minutes.docs) }
}

/** The sealed texts that the viewer may read. */
export function seenDocuments(
  state: ConferenceState,
  sees: Sight,
  docs: readonly SealedDocument[],
): readonly SealedDocument[] {
  const ids = new Set<string>(
    state.contributions
      .filter((held) => sees('contribution/read', held.bridge))
      .map((held) => contributionDocument(held.id)),
  )
  if (sees('record/read', null)) for (const id of ['opening', 'conclusion']) ids.add(id)
  return docs.filter((doc) => ids.has(doc.id))
}
