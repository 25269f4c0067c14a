import { grantsOf } from '../../domain/authority.ts'
import { subjectOf } from '../../domain/prose.ts'
import { type Actor, may } from '../../domain/rights.ts'
import { type ConferenceState, centralBridge } from '../../domain/state.ts'
import type { ProseRefusal } from './text-stage.ts'

/** Why an actor may not write in a document at this moment; null when it may. */
export function mayWrite(state: ConferenceState, actor: Actor, document: string): ProseRefusal | null {
  const subject = subjectOf(state, document)
  if (!subject || !mayAct(state, actor, document, 'write'))
    return subject ? 'prose/not-yours' : 'prose/unknown-document'
  return state.phase === 'sealed' ? 'prose/sealed' : null
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
