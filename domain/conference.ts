import Type, { type Static } from 'typebox'
import { decideCreate } from './conference-creation.ts'
import { endRunningTurns, type FloorEvent } from './floor.ts'
import { Named } from './named.ts'
import { ProfileOverrides } from './profile-overrides.ts'
import { type Refused, refuse } from './refusal.ts'
import type { ReviewEvent } from './review.ts'
import { type Grant, Role } from './rights.ts'
import { bridgeOf, type ConferenceState, hallsOf, personOf } from './state.ts'
import { Id, Line, Text, Title } from './text.ts'
import type { ClockKind, Instant } from './time.ts'
import { Topic, type TopicEvent } from './topics.ts'

export const levels = ['central', 'province', 'district', 'commune'] as const
export type Level = (typeof levels)[number]
export const Level = Type.Unsafe<Level>(Type.Union(levels.map((level) => Type.Literal(level))))

export const BridgeFacts = Type.Object(
  {
    id: Id,
    name: Line,
    /** The body that sits there: `Tỉnh ủy Điện Biên`. */
    unit: Line,
    level: Level,
    parent: Type.Union([Id, Type.Null()]),
    delegates: Type.Union([Type.Integer({ minimum: 0, maximum: 100_000 }), Type.Null()]),
    chair: Type.Union([Named, Type.Null()]),
  },
  { additionalProperties: false },
)
export type BridgeFacts = Static<typeof BridgeFacts>

/** Whether the hall's line carries: measured by the owner node, logged after 10 s of loss. */
export type LineState =
  | { readonly kind: 'never' }
  | { readonly kind: 'connected'; readonly since: Instant }
  | { readonly kind: 'lost'; readonly since: Instant }

export type Bridge = Readonly<BridgeFacts> & { readonly line: LineState }

export const DocumentUnderDiscussion = Type.Object(
  {
    symbol: Line,
    issuedOn: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
    issuer: Line,
    subject: Title,
  },
  { additionalProperties: false },
)
export type DocumentUnderDiscussion = Static<typeof DocumentUnderDiscussion>

export const profileIds = ['party-hd36-2018', 'party-hd05-2026', 'nd30'] as const
export type ProfileId = (typeof profileIds)[number]
export const ProfileId = Type.Unsafe<ProfileId>(Type.Union(profileIds.map((id) => Type.Literal(id))))

export const ConferencePlan = Type.Object(
  {
    title: Title,
    organiser: Line,
    /** The organiser's letters in document numbers: `BTCTW`. */
    organiserSymbol: Type.String({ minLength: 1, maxLength: 30, pattern: '^[\\p{Lu}\\p{N}.-]+$' }),
    startsAt: Type.Integer({ minimum: 0 }),
    /** How many minutes before `startsAt` rehearsals are recorded, at most 90 days; an hour where it is left out. */
    rehearsalOpensMinutesBefore: Type.Optional(Type.Integer({ minimum: 0, maximum: 129_600 })),
    /** Until when bridges file written opinions; left out, until the minutes are sealed. */
    opinionsUntil: Type.Optional(Type.Integer({ minimum: 0 })),
    profile: ProfileId,
    /** What the organiser's documents have otherwise than the profile. */
    profileOverrides: Type.Optional(ProfileOverrides),
    /** Whether the organiser's seal goes on the minutes, as a third signature. */
    organSeal: Type.Optional(Type.Boolean()),
    /** The place that stands before the date of a document: `Hà Nội`. */
    place: Type.Optional(Line),
    document: Type.Union([DocumentUnderDiscussion, Type.Null()]),
    submittedTo: Type.Union([Line, Type.Null()]),
    /** The body above the organiser, as documents name it over the organiser's name. */
    superior: Type.Union([Line, Type.Null()]),
    /** What is invented in this conference; one with a note is a demonstration. */
    note: Type.Union([Text, Type.Null()]),
    demonstration: Type.Boolean(),
  },
  { additionalProperties: false },
)
export type ConferencePlan = Static<typeof ConferencePlan>

export type ConferenceFacts = Readonly<ConferencePlan> & { readonly clock: ClockKind }

export type Phase = 'preparing' | 'open' | 'concluded' | 'sealed'

export interface Person {
  readonly name: string
  readonly title: string | null
  readonly grants: readonly Grant[]
}

/** A room device that asked to be a bridge's hall; `code` is what its screen shows to whoever approves it. */
export interface HallDevice {
  readonly device: string
  readonly code: string
  readonly approved: boolean
}

export type ConferenceEvent =
  | { readonly type: 'conference-created'; readonly plan: ConferencePlan; readonly clock: ClockKind }
  | { readonly type: 'bridge-added'; readonly bridge: BridgeFacts }
  | { readonly type: 'role-granted'; readonly person: string; readonly named: Named; readonly grant: Grant }
  | { readonly type: 'role-revoked'; readonly person: string; readonly grant: Grant }
  | {
      readonly type: 'hall-announced'
      readonly bridge: string
      readonly device: string
      readonly code: string
    }
  | { readonly type: 'hall-approved'; readonly bridge: string; readonly device: string }
  | { readonly type: 'hall-revoked'; readonly bridge: string; readonly device: string }
  | { readonly type: 'line-connected'; readonly bridge: string; readonly since: Instant }
  | { readonly type: 'line-lost'; readonly bridge: string; readonly since: Instant }
  | { readonly type: 'conference-opened' }
  | { readonly type: 'conference-concluded' }

const object = <P extends Parameters<typeof Type.Object>[0]>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })

const RoleGrant = object({ role: Role, bridge: Type.Union([Id, Type.Null()]) })

/** What people may ask for. */
export const conferenceCommands = [
  object({ type: Type.Literal('conference/open') }),
  object({ type: Type.Literal('conference/conclude') }),
  object({ type: Type.Literal('role/grant'), person: Id, named: Named, grant: RoleGrant }),
  object({ type: Type.Literal('role/revoke'), person: Id, grant: RoleGrant }),
  object({ type: Type.Literal('hall/approve'), bridge: Id, device: Id }),
  object({ type: Type.Literal('hall/revoke'), bridge: Id, device: Id }),
] as const

/** What the server asks for on its own account or after gathering facts. */
export const conferenceServerCommands = [
  object({
    type: Type.Literal('conference/create'),
    plan: ConferencePlan,
    topics: Type.Array(Topic, { maxItems: 2000 }),
    bridges: Type.Array(BridgeFacts, { minItems: 1, maxItems: 2000 }),
  }),
  /** `conference/conclude` once the server has seen which of the opening and the closing nobody has written. */
  object({
    type: Type.Literal('conference/conclude-read'),
    unwritten: Type.Array(
      object({
        document: Type.Union([Type.Literal('opening'), Type.Literal('conclusion')]),
        seq: Type.Integer({ minimum: 0 }),
      }),
    ),
  }),
  object({ type: Type.Literal('hall/announce'), bridge: Id, device: Id, code: Type.String() }),
  object({
    type: Type.Literal('line/report'),
    bridge: Id,
    kind: Type.Union([Type.Literal('connected'), Type.Literal('lost')]),
    since: Type.Integer({ minimum: 0 }),
  }),
] as const

export type ConferenceCommand =
  | Static<(typeof conferenceCommands)[number]>
  | Static<(typeof conferenceServerCommands)[number]>

type Decision = readonly (ConferenceEvent | FloorEvent | ReviewEvent | TopicEvent)[] | Refused

export function decideConference(
  state: ConferenceState,
  command: ConferenceCommand,
  clock: ClockKind,
): Decision {
  if (command.type === 'conference/create') return decideCreate(state, command, clock)
  switch (command.type) {
    case 'conference/open':
      if (state.phase !== 'preparing') return refuse('conference/not-preparing')
      return [{ type: 'conference-opened' }]
    case 'conference/conclude':
    case 'conference/conclude-read': {
      if (state.phase === 'preparing') return refuse('conference/not-open')
      if (state.phase !== 'open') return refuse('conference/already-concluded')
      if (state.votes.some((vote) => vote.state.kind === 'open')) return refuse('vote/still-open')
      const unwritten = command.type === 'conference/conclude-read' ? command.unwritten : []
      return [
        ...endRunningTurns(state, 'concluded'),
        { type: 'conference-concluded' },
        ...unwritten.map(
          ({ document, seq }) => ({ type: 'record-drafted', document, docSeq: seq + 1 }) as const,
        ),
      ]
    }
    case 'role/grant': {
      const { role, bridge } = command.grant
      if (role === 'organiser' ? bridge !== null : bridge === null || !bridgeOf(state, bridge))
        return refuse('bridge/unknown', { bridge: bridge ?? '' })
      if (hasGrant(state, command.person, command.grant)) return []
      // One person has one name in a conference, else two bridges could see the same person differently.
      const known = personOf(state, command.person)
      const named = known ? { name: known.name, title: known.title } : command.named
      return [{ type: 'role-granted', person: command.person, named, grant: command.grant }]
    }
    case 'role/revoke':
      if (!personOf(state, command.person)) return refuse('person/unknown', { person: command.person })
      if (!hasGrant(state, command.person, command.grant)) return []
      return [{ type: 'role-revoked', person: command.person, grant: command.grant }]
    case 'hall/announce':
      if (!bridgeOf(state, command.bridge)) return refuse('bridge/unknown', { bridge: command.bridge })
      if (deviceOf(state, command)) return []
      return [{ type: 'hall-announced', bridge: command.bridge, device: command.device, code: command.code }]
    case 'hall/approve': {
      const device = deviceOf(state, command)
      if (!device) return refuse('hall/unknown-device', { bridge: command.bridge })
      if (device.approved) return refuse('hall/already-approved', { bridge: command.bridge })
      return [{ type: 'hall-approved', bridge: command.bridge, device: command.device }]
    }
    case 'hall/revoke':
      if (!deviceOf(state, command)) return refuse('hall/unknown-device', { bridge: command.bridge })
      return [{ type: 'hall-revoked', bridge: command.bridge, device: command.device }]
    case 'line/report': {
      const bridge = bridgeOf(state, command.bridge)
      if (!bridge) return refuse('bridge/unknown', { bridge: command.bridge })
      if (bridge.line.kind === command.kind) return refuse('bridge/line-unchanged', { bridge: bridge.id })
      if (command.kind === 'lost' && bridge.line.kind === 'never')
        return refuse('bridge/line-unchanged', { bridge: bridge.id })
      const type = command.kind === 'lost' ? 'line-lost' : 'line-connected'
      return [{ type, bridge: command.bridge, since: command.since }]
    }
  }
}

function hasGrant(state: ConferenceState, person: string, grant: Grant): boolean {
  return personOf(state, person)?.grants.some((held) => sameGrant(held, grant)) ?? false
}

export function sameGrant(a: Grant, b: Grant): boolean {
  return a.role === b.role && a.bridge === b.bridge
}

function deviceOf(state: ConferenceState, named: { bridge: string; device: string }): HallDevice | undefined {
  return hallsOf(state, named.bridge).find((device) => device.device === named.device)
}
