import { type ConferenceState, centralBridge } from '../../domain/state.ts'
import { nameOf } from '../conference/names.ts'
import { words } from '../messages/catalogue.ts'
import { hourTime, longDate } from '../messages/format.ts'
import type { Invitation } from './use-invitations.ts'

/** A link as a line of the list. */
export interface InvitationLine {
  readonly who: string
  readonly title: string | null
  readonly role: string
  readonly bridge: string
  readonly state: string
  readonly kind: 'unused' | 'used' | 'revoked'
}

export function lineOf(state: ConferenceState, invitation: Invitation): InvitationLine {
  const { bridge } = invitation
  const place = bridge === null ? words.organiser.central : nameOf(state, bridge)
  const isHall = invitation.kind === 'hall'
  const organises = invitation.role === 'organiser'
  return {
    who: isHall ? words.organiser.hallOf(place) : (invitation.name ?? invitation.id),
    title: invitation.title ?? null,
    role: isHall ? words.roleNames.hall : invitation.role ? words.roleNames[invitation.role] : '',
    bridge: organises ? words.organiser.central : place,
    ...stateOf(invitation),
  }
}

function stateOf({ usedAt, revokedAt }: Invitation): Pick<InvitationLine, 'state' | 'kind'> {
  if (revokedAt !== null) return { kind: 'revoked', state: words.organiser.revoked }
  if (usedAt === null) return { kind: 'unused', state: words.organiser.unused }
  const at = Date.parse(usedAt)
  return { kind: 'used', state: words.organiser.used(hourTime(at), longDate(at)) }
}

/** Whether a line holds the words that somebody searches for, marks and case apart. */
export function matches(line: InvitationLine, sought: string): boolean {
  const text = plain(`${line.who} ${line.title ?? ''} ${line.role} ${line.bridge} ${line.state}`)
  return plain(sought)
    .split(/\s+/)
    .every((word) => text.includes(word))
}

/** `Điện Biên` → `dien bien` */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
}

/** Bridges as choices, the central one first, then by name. */
export function bridgeChoices(
  state: ConferenceState,
): readonly { readonly id: string; readonly label: string }[] {
  const central = centralBridge(state)
  const rank = (id: string) => (id === central ? 0 : 1)
  return state.bridges
    .map(({ id }) => ({ id, label: nameOf(state, id) }))
    .sort((one, other) => rank(one.id) - rank(other.id) || one.label.localeCompare(other.label, 'vi'))
}
