import type { BridgeFacts, ConferencePlan } from '../../domain/conference.ts'
import { type Actor, deskFor, type Role } from '../../domain/rights.ts'
import { type Invited, invite, putPerson } from '../../server/access/invitations.ts'
import { createConference } from '../../server/conference/create.ts'
import type { Database } from '../../server/database/pool.ts'
import type { Conferences } from '../../server/log/conferences.ts'
import type { Home } from '../../server/session.ts'

export const central = 'trung-uong'
export const bridges = [central, 'son-la', 'ha-noi', 'dien-bien'] as const
export type BridgeId = (typeof bridges)[number]

const deskRoles = ['chair', 'secretary', 'technician', 'delegate', 'observer'] as const

/** Somebody with one role at one bridge, the organiser, or a bridge's hall. */
export type Who = 'organiser' | `${BridgeId}-${(typeof deskRoles)[number] | 'hall'}`

export const people: readonly Exclude<Who, `${BridgeId}-hall`>[] = [
  'organiser',
  ...bridges.flatMap((bridge) => deskRoles.map((role) => `${bridge}-${role}` as const)),
]
export const halls: readonly Who[] = bridges.map((bridge) => `${bridge}-hall` as const)

export const nameOf = (who: string) => `Tên của ${who}`

/** The role and bridge behind such a name. */
export function placeOf(who: Who): { readonly role: Role | 'hall'; readonly bridge: BridgeId | null } {
  const bridge = bridges.find((id) => who.startsWith(`${id}-`))
  if (!bridge) return { role: 'organiser', bridge: null }
  return { role: who.slice(bridge.length + 1) as Role | 'hall', bridge }
}

export function personCalled(who: string): Extract<Actor, { kind: 'person' }> {
  return { kind: 'person', person: who, name: nameOf(who) }
}

export const plan: ConferencePlan = {
  title: 'Hội nghị trực tuyến góp ý dự thảo',
  organiser: 'Ban Tổ chức Trung ương',
  organiserSymbol: 'BTCTW',
  startsAt: Date.UTC(2026, 4, 30, 1),
  profile: 'party-hd36-2018',
  document: null,
  submittedTo: null,
  superior: null,
  note: 'Dữ liệu thử nghiệm',
  demonstration: true,
}

const named: Readonly<Record<BridgeId, string>> = {
  'trung-uong': 'Trung ương',
  'son-la': 'Sơn La',
  'ha-noi': 'Hà Nội',
  'dien-bien': 'Điện Biên',
}

export const blueprint = {
  plan,
  topics: [
    { id: 'ty-le', title: 'Tỷ lệ' },
    { id: 'co-che', title: 'Cơ chế' },
  ],
  bridges: bridges.map(
    (id): BridgeFacts => ({
      id,
      name: `Điểm cầu ${named[id]}`,
      unit: `Cơ quan ${named[id]}`,
      level: id === central ? 'central' : 'province',
      parent: id === central ? null : central,
      delegates: null,
      chair: null,
    }),
  ),
}

/** A sign-in link's token for everybody, and for each bridge's hall. */
export type Tokens = Readonly<Record<Who, string>>

/** Creates a conference of four bridges, with somebody in every role at every bridge, and a link for each. */
export async function prepareConference(
  conferences: Conferences,
  database: Database,
  id: string,
): Promise<Tokens> {
  const organiser = personCalled('organiser')
  await createConference(conferences, blueprint, { id, organiser })
  const tokens: Partial<Record<Who, string>> = {}
  const link = async (who: Who, invited: Invited, home: Home) => {
    tokens[who] = (await invite(database, id, invited, home)).token
  }
  await putPerson(database, { id: 'organiser', name: nameOf('organiser'), title: null, organises: true })
  await Promise.all(
    people.map(async (who) => {
      const { role, bridge } = placeOf(who)
      if (role === 'hall') return
      await putPerson(database, { id: who, name: nameOf(who), title: null })
      if (bridge) {
        const grant = { role, bridge }
        const command = { type: 'role/grant', person: who, named: personNamed(who), grant } as const
        await conferences.command(id, `prepare:${who}`, command, organiser)
      }
      await link(who, { kind: 'person', person: who }, `/${deskFor({ role, bridge }, central)}`)
    }),
  )
  for (const bridge of bridges) await link(`${bridge}-hall`, { kind: 'hall', bridge }, '/hall')
  return tokens as Tokens
}

function personNamed(who: string): { readonly name: string; readonly title: null } {
  return { name: nameOf(who), title: null }
}
