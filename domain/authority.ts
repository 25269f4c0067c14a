import type { Command, CommandType } from './commands.ts'
import { changeOf } from './confirmation.ts'
import { contributionOf } from './contributions.ts'
import { requestOf, turnOf } from './floor.ts'
import { subjectOf } from './prose.ts'
import { type Actor, type Grant, may, type Right, systemMay } from './rights.ts'
import { type ConferenceState, centralBridge, hallsOf, personOf } from './state.ts'

/** The right that each command needs. */
const rightFor: Readonly<Record<CommandType, Right>> = {
  'conference/create': 'conference/create',
  'conference/open': 'conference/open',
  'conference/conclude': 'conference/conclude',
  'conference/conclude-read': 'conference/conclude',
  'role/grant': 'role/grant',
  'role/revoke': 'role/revoke',
  'hall/announce': 'hall/announce',
  'hall/approve': 'hall/approve',
  'hall/revoke': 'hall/revoke',
  'line/report': 'line/report',
  'rehearsal/report': 'rehearsal/report',
  'topic/add': 'topic/edit',
  'topic/change': 'topic/edit',
  'topic/move': 'topic/edit',
  'topic/remove': 'topic/edit',
  'attendance/enrol': 'attendance/mark',
  'attendance/mark': 'attendance/mark',
  'attendance/count': 'attendance/mark',
  'attendance/strike': 'attendance/mark',
  'floor/request': 'floor/request',
  'floor/withdraw': 'floor/withdraw',
  'floor/move': 'floor/move',
  'floor/call': 'floor/call',
  'floor/extend': 'floor/extend',
  'floor/yield': 'floor/yield',
  'floor/take-back': 'floor/take-back',
  'floor/cut': 'floor/cut',
  'floor/restore': 'floor/restore',
  'stage/direct': 'stage/direct',
  'screen/share': 'screen/share',
  'screen/stop': 'screen/stop',
  'recording/start': 'recording/order',
  'recording/stop': 'recording/order',
  'recording/recorded': 'recording/keep',
  'recording/deleted': 'recording/keep',
  'recording/failed': 'recording/keep',
  'contribution/file': 'contribution/file',
  'contribution/classify': 'contribution/classify',
  'contribution/confirm': 'contribution/confirm',
  'contribution/confirmed': 'contribution/confirm',
  'contribution/attribute': 'contribution/attribute',
  'contribution/split': 'contribution/rearrange',
  'contribution/split-read': 'contribution/rearrange',
  'contribution/merge': 'contribution/rearrange',
  'contribution/merged': 'contribution/rearrange',
  'contribution/void': 'contribution/rearrange',
  'contribution/void-read': 'contribution/rearrange',
  'contribution/reinstate': 'contribution/rearrange',
  'contribution/attach': 'contribution/attach',
  'contribution/detach': 'contribution/attach',
  'confirmation/propose': 'confirmation/propose',
  'confirmation/withdraw': 'confirmation/propose',
  'confirmation/accept': 'confirmation/settle',
  'confirmation/accept-read': 'confirmation/settle',
  'confirmation/decline': 'confirmation/settle',
  'confirmation/ask': 'confirmation/ask',
  'ledger/declare-none': 'ledger/declare-none',
  'ledger/withdraw-none': 'ledger/declare-none',
  'ledger/remind': 'ledger/remind',
  'synthesis/group': 'synthesis/arrange',
  'synthesis/regroup': 'synthesis/arrange',
  'synthesis/dissolve': 'synthesis/arrange',
  'synthesis/answer': 'synthesis/answer',
  'synthesis/withdraw-answer': 'synthesis/answer',
  'vote/open': 'vote/hold',
  'vote/cast': 'vote/cast',
  'vote/count-hands': 'vote/count-hands',
  'vote/close': 'vote/hold',
  'vote/counted': 'vote/hold',
  'vote/cancel': 'vote/hold',
  'conclusion/add': 'conclusion/edit',
  'conclusion/change': 'conclusion/edit',
  'conclusion/move': 'conclusion/edit',
  'conclusion/remove': 'conclusion/edit',
  'review/comment': 'review/comment',
  'review/resolve': 'review/comment',
  'review/lock': 'review/lock',
  'review/unlock': 'review/lock',
  'review/restore': 'review/restore',
  'review/restore-read': 'review/restore',
  'review/draft': 'review/draft',
  'review/draft-read': 'review/draft',
  'minutes/seal': 'minutes/seal',
  'minutes/reopen': 'minutes/reopen',
  'minutes/sealed': 'minutes/seal',
  'minutes/rendered': 'minutes/rendered',
  'minutes/signed': 'minutes/sign-chair',
  'minutes/stamped': 'minutes/stamped',
  'minutes/ask-signatures': 'minutes/ask-signatures',
  'minutes/refuse-signature': 'minutes/sign-chair',
  'minutes/issue': 'minutes/issue',
  'minutes/propose-correction': 'minutes/propose-correction',
  'notice/number': 'minutes/issue',
  'notice/numbered': 'minutes/issue',
}

/**
 * What an actor may act as, read from the log alone: a person's grants, or those of a hall device that is
 * approved at this moment. What a log from elsewhere grants, it grants to persons elsewhere: here it is read by those
 * whom its import names.
 */
export function grantsOf(state: ConferenceState, actor: Actor): readonly Grant[] {
  if (state.archive) {
    const reads = actor.kind === 'person' && state.archive.readers.includes(actor.person)
    return reads ? [{ role: 'archive', bridge: null }] : []
  }
  if (actor.kind === 'person') return personOf(state, actor.person)?.grants ?? []
  if (actor.kind === 'hall') {
    const approved = hallsOf(state, actor.bridge).some(
      (held) => held.device === actor.device && held.approved,
    )
    return approved ? [{ role: 'hall', bridge: actor.bridge }] : []
  }
  return []
}

/** Whether the actor may ask for this; matters of unknown objects belong to no bridge. */
export function mayCommand(state: ConferenceState, actor: Actor, command: Command): boolean {
  const right = rightOf(command)
  if (actor.kind === 'system') return systemMay(right)
  return may(grantsOf(state, actor), right, bridgeOfCommand(state, command), centralBridge(state))
}

function rightOf(command: Command): Right {
  if (command.type === 'minutes/signed' || command.type === 'minutes/refuse-signature')
    return `minutes/sign-${command.field}`
  return rightFor[command.type]
}

function bridgeOfCommand(state: ConferenceState, command: Command): string | null {
  if ('bridge' in command) return command.bridge
  if ('request' in command) return requestOf(state, command.request)?.bridge ?? null
  if ('turn' in command) return turnOf(state, command.turn)?.bridge ?? null
  if ('contribution' in command) return contributionOf(state, command.contribution)?.bridge ?? null
  if ('change' in command) return changeOf(state, command.change)?.bridge ?? null
  if ('document' in command) return bridgeOfDocument(state, command.document)
  if ('comment' in command) {
    const comment = state.comments.find((held) => held.id === command.comment)
    return comment ? bridgeOfDocument(state, comment.document) : null
  }
  return null
}

function bridgeOfDocument(state: ConferenceState, document: string): string | null {
  const subject = subjectOf(state, document)
  return subject?.kind === 'contribution' ? subject.bridge : null
}
