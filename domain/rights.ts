import Type, { type Static } from 'typebox'

/** Roles, held per conference; all but the organiser's are held at a bridge. */
export const roles = ['organiser', 'chair', 'secretary', 'technician', 'delegate', 'observer'] as const
export type Role = (typeof roles)[number]
export const Role = Type.Unsafe<Role>(Type.Union(roles.map((role) => Type.Literal(role))))

/**
 * One role at one bridge; `bridge` is null for the organiser and the reader of an archive only. An approved hall device
 * acts as `hall`; `archive` is who may read a conference that came from elsewhere, and nobody grants it.
 */
export interface Grant {
  readonly role: Role | 'hall' | 'archive'
  readonly bridge: string | null
}

/** Where somebody has their work, or looks on from. */
export type Desk = 'organiser' | 'chair' | 'secretary' | 'bridge' | 'hall'

/** The desk that belongs to a grant; delegates and observers sit in the hall of their bridge, the central one too. */
export function deskFor({ role, bridge }: Grant, central: string): Desk {
  if (role === 'organiser' || role === 'archive') return 'organiser'
  if (role === 'hall') return 'hall'
  if (bridge !== central || role === 'delegate' || role === 'observer') return 'bridge'
  return role === 'secretary' ? 'secretary' : 'chair'
}

/** Who acts. The system is the server itself: lost lines, finished renderings. */
export const Actor = Type.Union([
  Type.Object({ kind: Type.Literal('person'), person: Type.String(), name: Type.String() }),
  Type.Object({ kind: Type.Literal('hall'), bridge: Type.String(), device: Type.String() }),
  Type.Object({ kind: Type.Literal('system') }),
])
export type Actor = Static<typeof Actor>

/**
 * A holder of a right: a role at the central bridge (`@central`), at the bridge that the matter belongs to
 * (`@own`), or at any bridge (`@any`).
 */
type Place = 'central' | 'own' | 'any'
type Holder = 'organiser' | 'archive' | 'system' | `${Exclude<Role, 'organiser'> | 'hall'}@${Place}`

const centralDesk = ['organiser', 'chair@central', 'secretary@central'] as const
const bridgeDesk = ['chair@own', 'secretary@own', 'technician@own'] as const

/** The whole of who may do and see what. Every route, socket command and event passes it. */
export const rights = {
  'conference/create': ['organiser', 'system'],
  'conference/open': ['organiser', 'chair@central'],
  'conference/conclude': ['chair@central'],
  'role/grant': ['organiser', 'system'],
  'role/revoke': ['organiser'],
  'hall/announce': ['system'],
  'hall/approve': ['organiser', 'chair@central', 'technician@central', 'secretary@central', ...bridgeDesk],
  'hall/revoke': ['organiser', 'chair@central', 'technician@central', 'secretary@central', ...bridgeDesk],
  'line/report': ['system'],
  'rehearsal/report': ['hall@own'],
  'rehearsal/see': [...centralDesk, 'technician@central', ...bridgeDesk, 'hall@own', 'archive'],
  'floor/request': [...bridgeDesk, 'hall@own'],
  'floor/withdraw': [...bridgeDesk, 'hall@own', 'chair@central'],
  'floor/move': ['chair@central'],
  'floor/call': ['chair@central'],
  'floor/extend': ['chair@central'],
  'floor/yield': [...bridgeDesk, 'hall@own'],
  'floor/take-back': ['chair@central'],
  'floor/cut': ['chair@central', 'technician@central'],
  'floor/restore': ['chair@central'],
  'stage/direct': ['chair@central', 'technician@central'],
  /** Before a bridge goes on stage, how it looks there. */
  'stage/preview': ['chair@central', 'technician@central'],
  'screen/share': ['chair@own', 'hall@own'],
  /** The system: when nobody sends the shown screen any more. */
  'screen/stop': ['chair@own', 'hall@own', 'chair@central', 'technician@central', 'system'],
  /** How every hall's line does, in figures. */
  'technical/see': ['organiser', 'chair@central', 'technician@central'],
  'topic/edit': [...centralDesk],
  'contribution/file': ['chair@own', 'secretary@own', 'secretary@central'],
  'contribution/classify': ['secretary@central', 'chair@central'],
  'contribution/confirm': ['chair@own', 'secretary@own'],
  'contribution/attribute': ['secretary@central'],
  /** Splitting, merging, voiding what was opened by mistake. */
  'contribution/rearrange': ['secretary@central'],
  'contribution/attach': ['chair@own', 'secretary@own', 'secretary@central'],
  'contribution/write': ['secretary@central', 'secretary@own'],
  'contribution/read': [...centralDesk, 'chair@own', 'secretary@own', 'archive'],
  'confirmation/propose': ['chair@own', 'secretary@own'],
  'confirmation/settle': ['secretary@central'],
  'confirmation/ask': [...centralDesk],
  /** The central secretary: for a bridge that has said so by telephone. */
  'ledger/declare-none': ['chair@own', 'secretary@own', 'secretary@central'],
  'ledger/remind': [...centralDesk],
  'ledger/see': [...centralDesk, 'chair@own', 'secretary@own', 'archive'],
  'synthesis/arrange': ['organiser', 'secretary@central'],
  'synthesis/answer': ['organiser', 'chair@central'],
  'synthesis/see': [...centralDesk, 'archive'],
  'attendance/mark': ['organiser', 'secretary@central', ...bridgeDesk],
  'vote/hold': ['chair@central', 'secretary@central'],
  'vote/cast': ['chair@own', 'secretary@own', 'delegate@own'],
  'vote/count-hands': ['chair@own', 'secretary@own'],
  'conclusion/edit': [...centralDesk],
  'review/comment': [...centralDesk, 'chair@own', 'secretary@own'],
  'review/lock': ['secretary@central', 'secretary@own'],
  'review/restore': ['secretary@central'],
  'review/draft': ['secretary@central', 'system'],
  'recording/order': ['chair@central'],
  'recording/keep': ['system'],
  'recording/hear': [...centralDesk, 'archive'],
  'record/write': ['secretary@central'],
  'record/read': [...centralDesk, 'archive'],
  'minutes/seal': ['chair@central'],
  'minutes/reopen': ['chair@central'],
  'minutes/rendered': ['system'],
  'minutes/sign-secretary': ['secretary@central'],
  'minutes/sign-chair': ['chair@central'],
  /** The organ's seal is kept by whoever keeps its papers. */
  'minutes/sign-organ': ['secretary@central'],
  'minutes/stamped': ['system'],
  'minutes/ask-signatures': [...centralDesk],
  'minutes/issue': [...centralDesk],
  'minutes/read-unsigned': [...centralDesk, 'archive'],
  'minutes/read': [...centralDesk, 'chair@any', 'secretary@any', 'archive'],
  'minutes/propose-correction': ['secretary@central', 'chair@own', 'secretary@own'],
  'people/see': [...centralDesk, 'technician@central', ...bridgeDesk, 'archive'],
  'log/export': ['organiser', 'chair@central', 'secretary@central', 'archive'],
} as const satisfies Record<string, readonly Holder[]>

export type Right = keyof typeof rights

/**
 * Whether somebody with these grants holds a right in a matter of `bridge` (null: of no bridge in particular).
 * `central` is the id of the central bridge.
 */
export function may(grants: readonly Grant[], right: Right, bridge: string | null, central: string): boolean {
  return (rights[right] as readonly Holder[]).some((holder) =>
    grants.some((grant) => holds(grant, holder, bridge, central)),
  )
}

/** Rights of the system itself. */
export function systemMay(right: Right): boolean {
  return (rights[right] as readonly Holder[]).includes('system')
}

function holds(grant: Grant, holder: Holder, bridge: string | null, central: string): boolean {
  if (holder === 'system') return false
  if (holder === 'organiser' || holder === 'archive') return grant.role === holder
  const [role, place] = holder.split('@')
  if (grant.role !== role || grant.bridge === null) return false
  if (place === 'any') return true
  if (place === 'central') return grant.bridge === central
  return grant.bridge === bridge
}
