import { grantsOf } from '../../domain/authority.ts'
import type { CatchUp, Identity, Joined, JoinRequest } from '../../domain/protocol.ts'
import type { Actor } from '../../domain/rights.ts'
import { RULES_BUILD } from '../../domain/rules.ts'
import { changesSight, project, type Viewer, viewerOf } from '../../domain/view.ts'
import type { ConferenceLog } from '../log/conference-log.ts'
import type { Held } from '../log/conferences.ts'
import { deviceCode, type Session } from '../session.ts'
import { batchOf } from './audience.ts'

/** The answer to a page that enters: who it is, and the conference as it may see it from where it left off. */
export function joined(
  held: Held,
  session: Session,
  request: JoinRequest,
  now: number,
  nodes: readonly string[],
): Joined {
  const { log } = held
  const viewer = viewerOf(log.state, session.actor)
  return {
    conference: log.id,
    identity: identityOf(session),
    grants: viewer.grants,
    build: RULES_BUILD,
    now,
    nodes,
    owner: held.kind === 'follower' ? held.owner.url : null,
    catchUp: catchUp(log, viewer, request, session.actor),
  }
}

function identityOf({ actor, name }: Session): Identity {
  if (actor.kind === 'hall') return { ...actor, code: deviceCode(actor.device) }
  return { kind: 'person', person: actor.kind === 'person' ? actor.person : '', name }
}

/** Entries when the page was away for a while and may see what it could see before, else a whole snapshot. */
function catchUp(log: ConferenceLog, viewer: Viewer, request: JoinRequest, actor: Actor): CatchUp {
  const { since } = request
  const { head, state } = log
  const snapshot: CatchUp = { kind: 'snapshot', state: project(state, viewer) }
  if (since === undefined || since > head.seq || request.build !== RULES_BUILD) return snapshot
  if (since === head.seq) {
    const batch = { conference: log.id, from: since, to: { seq: head.seq, at: head.at }, entries: [] }
    return { kind: 'entries', from: since, batch }
  }
  const steps = log.stepsSince(since)
  const before = steps[0]?.before
  const regranted =
    changesSight(steps.map((step) => step.entry.event)) &&
    JSON.stringify(before && grantsOf(before, actor)) !== JSON.stringify(viewer.grants)
  return regranted ? snapshot : { kind: 'entries', from: since, batch: batchOf(log.id, steps, viewer) }
}
