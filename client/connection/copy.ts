import type { Joined, LogBatch, PresencePush, SnapshotPush } from '../../domain/protocol.ts'
import { RULES_BUILD } from '../../domain/rules.ts'
import { advance } from '../../domain/view.ts'
import type { View } from './view.ts'

/*
 * How the page's copy of the facts moves on. Each gives the next view, or null when what came does not fit what
 * the page holds: then it begins anew.
 */

/** After a joining: a whole snapshot, or what was missed. */
export function entered(view: View, { catchUp, identity, grants, build }: Joined): View | null {
  const about = { identity, grants, outdated: build !== RULES_BUILD, refusal: null }
  if (catchUp.kind === 'snapshot') return { ...view, ...about, state: catchUp.state }
  const { state } = view
  if (!state || catchUp.batch.from !== state.seq) return null
  return { ...view, ...about, state: advance(state, catchUp.batch.to, catchUp.batch.entries) }
}

/** After a commit. What the page has seen already changes nothing. */
export function advanced(view: View, { from, to, entries }: LogBatch): View | null {
  const { state } = view
  if (!state || to.seq <= state.seq) return view
  return from === state.seq ? { ...view, state: advance(state, to, entries) } : null
}

/** After a change of what the page may see of the past. */
export function replaced(view: View, { state, grants }: SnapshotPush): View {
  return view.state && state.seq < view.state.seq ? view : { ...view, state, grants }
}

/** Who is there, and who was; the log says so later. */
export function seen({ connected, lost }: PresencePush): Pick<View, 'presence' | 'lost'> {
  return { presence: connected, lost }
}
