import type { Command, CommandType } from './commands.ts'
import { contributionOf } from './contributions.ts'
import { requestOf, turnOf } from './floor.ts'
import { type Actor, type Grant, may, type Right, systemMay } from './rights.ts'
import { type ConferenceState, centralBridge, hallsOf, personOf } from './state.ts'

/** The right that each command needs. */
const rightFor: Readonly<Record<CommandType, Right>> = {
  'conference/create': 'conference/create',
  'conference/open': 'conference/open',
  'conference/conclude': 'conference/conclude',
  'role/grant': 'role/grant',
  'role/revoke': 'role/revoke',
  'hall/announce': 'hall/announce',
  'hall/approve': 'hall/approve',
  'hall/revoke': 'hall/revoke',
  'line/report': 'line/report',
  'rehearsal/report': 'rehearsal/report',
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
  'contribution/file': 'contribution/file',
  'contribution/classify': 'contribution/classify',
  'contribution/confirm': 'contribution/confirm',
  'contribution/confirmed': 'contribution/confirm',
  'minutes/seal': 'minutes/seal',
  'minutes/sealed': 'minutes/seal',
  'minutes/rendered': 'minutes/rendered',
  'minutes/signed': 'minutes/sign-chair',
  'minutes/propose-correction': 'minutes/propose-correction',
}

/**
 * What an actor may act as, read from the log alone: a person's grants, or those of a hall device that is
 * approved at this moment.
 */
export function grantsOf(state: ConferenceState, actor: Actor): readonly Grant[] {
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
  if (command.type === 'minutes/signed')
    return command.field === 'secretary' ? 'minutes/sign-secretary' : 'minutes/sign-chair'
  return rightFor[command.type]
}

function bridgeOfCommand(state: ConferenceState, command: Command): string | null {
  if ('bridge' in command) return command.bridge
  if ('request' in command) return requestOf(state, command.request)?.bridge ?? null
  if ('turn' in command) return turnOf(state, command.turn)?.bridge ?? null
  if ('contribution' in command) return contributionOf(state, command.contribution)?.bridge ?? null
  return null
}
