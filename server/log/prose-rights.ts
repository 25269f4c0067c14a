import { grantsOf } from '../../domain/authority.ts'
import { contributionOf } from '../../domain/contributions.ts'
import { subjectOf } from '../../domain/prose.ts'
import { lockOn } from '../../domain/review.ts'
import { type Actor, may } from '../../domain/rights.ts'
import { type ConferenceState, centralBridge } from '../../domain/state.ts'
import type { Instant } from '../../domain/time.ts'
import type { ProseRefusal } from './text-stage.ts'

/** Why an actor may not write in a document at this moment; null when it may. */
export function mayWrite(
  state: ConferenceState,
  actor: Actor,
  document: string,
  now: Instant,
): ProseRefusal | null {
  const subject = subjectOf(state, document)
  if (!subject || !mayAct(state, actor, document, 'write'))
    return subject ? 'prose/not-yours' : 'prose/unknown-document'
  if (state.phase === 'sealed') return 'prose/sealed'
  const contribution = subject.kind === 'contribution' ? contributionOf(state, subject.id) : undefined
  if (contribution && contribution.standing.kind !== 'standing') return 'prose/closed'
  const lock = lockOn(state, document, now)
  return lock && !(actor.kind === 'person' && actor.person === lock.person) ? 'prose/locked' : null
}

/** Whether an actor may read a document; a sealed one too. */
export function mayRead(state: ConferenceState, actor: Actor, document: string): boolean {
  return mayAct(state, actor, document, 'read')
}

function mayAct(state: ConferenceState, actor: Actor, document: string, verb: 'read' | 'write'): boolean {
  const subject = subjectOf(state, document)
  if (!subject || actor.kind !== 'person') return false
  const grants = grantsOf(state, actor)
  const central = centralBridge(state)
  return subject.kind === 'record'
    ? may(grants, `record/${verb}`, null, central)
    : may(grants, `contribution/${verb}`, subject.bridge, central)
}
