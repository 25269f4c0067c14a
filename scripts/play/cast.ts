import type { ConferenceFile } from '../../domain/conference-file.ts'
import type { Named } from '../../domain/named.ts'
import type { Grant, Role } from '../../domain/rights.ts'

/** Somebody who acts in the play. */
export interface Player {
  readonly id: string
  readonly named: Named
  readonly grant: Grant & { readonly role: Role }
  /** The network address that it calls from: every bridge has one of its own. */
  readonly address: string
}

/** Everybody whom a conference file needs. */
export interface Cast {
  readonly organiser: Player
  readonly chair: Player
  readonly secretary: Player
  /** By bridge: whoever asks for the floor there, confirms what was said, votes, and declares no opinion. */
  readonly chairs: ReadonlyMap<string, Player>
  /** By bridge: whoever calls the roll and files its written contributions. The central bridge's is `secretary`. */
  readonly secretaries: ReadonlyMap<string, Player>
  /** By bridge: as many as cast a ballot of their own there. */
  readonly delegates: ReadonlyMap<string, readonly Player[]>
}

const MARK = '(minh họa)'

/**
 * The people of a play. Nobody real: that somebody whom the file names asked for the floor or accepted a text would
 * be an invention. Their ids follow from the file and begin with `prefix`.
 */
export function castOf(file: ConferenceFile, prefix: string): Cast {
  const places = new Map(file.bridges.map((bridge, index) => [bridge.id, { bridge, index }]))
  const central = file.bridges.find(({ level }) => level === 'central')?.id ?? ''
  const at = (bridge: string, role: 'chair' | 'secretary'): Player => {
    const { bridge: facts, index } = places.get(bridge) ?? { bridge: { name: bridge }, index: 0 }
    const place = bridge === central ? [] : [facts.name.replace(/^Điểm cầu /, '')]
    const name = [role === 'chair' ? 'Chủ trì' : 'Thư ký', ...place, MARK].join(' ')
    return {
      id: `${prefix}-b${index + 1}-${role}`,
      named: { name, title: null },
      grant: { role, bridge },
      address: addressOf(index),
    }
  }
  const [chair, secretary] = [at(central, 'chair'), at(central, 'secretary')]
  const everywhere = (role: 'chair' | 'secretary', bridges: readonly string[]) => {
    const ofCentral = role === 'chair' ? chair : secretary
    return new Map(bridges.map((bridge) => [bridge, bridge === central ? ofCentral : at(bridge, role)]))
  }
  const bridgesOf = (kind: 'spoken' | 'written') =>
    file.contributions.filter((made) => made.kind === kind).map((made) => made.bridge)
  return {
    organiser: {
      id: `${prefix}-organiser`,
      named: { name: `Đơn vị tổ chức ${MARK}`, title: null },
      grant: { role: 'organiser', bridge: null },
      address: addressOf(file.bridges.length),
    },
    chair,
    secretary,
    chairs: everywhere('chair', [...bridgesOf('spoken'), ...votingBridges(file), ...silentBridges(file)]),
    secretaries: everywhere('secretary', [...bridgesOf('written'), ...calledBridges(file)]),
    delegates: new Map(
      [...delegatesIn(file)].map(([bridge, most]) => {
        const { grant, named, ...like } = at(bridge, 'secretary')
        const delegate = (index: number): Player => ({
          ...like,
          id: like.id.replace(/secretary$/, `delegate-${index + 1}`),
          named: { name: named.name.replace(/^Thư ký/, `Đại biểu ${index + 1}`), title: null },
          grant: { role: 'delegate', bridge: grant.bridge },
        })
        return [bridge, Array.from({ length: most }, (_, index) => delegate(index))]
      }),
    ),
  }
}

function votingBridges({ votes = [] }: ConferenceFile): readonly string[] {
  return votes.flatMap(({ electorate, ballots = [], hands = [] }) =>
    electorate === 'delegates' ? [] : [...ballots, ...hands].map(({ bridge }) => bridge),
  )
}

function silentBridges({ noOpinion = [] }: ConferenceFile): readonly string[] {
  return noOpinion.map(({ bridge }) => bridge)
}

function calledBridges({ bridges }: ConferenceFile): readonly string[] {
  return bridges.flatMap(({ id, attendees = [], present }) =>
    attendees.length > 0 || present !== undefined ? [id] : [],
  )
}

/** The most ballots that delegates of a bridge cast in one vote. */
function delegatesIn({ votes = [] }: ConferenceFile): ReadonlyMap<string, number> {
  const most = new Map<string, number>()
  for (const { electorate, ballots = [] } of votes)
    if (electorate === 'delegates')
      for (const [bridge, cast] of Map.groupBy(ballots, (ballot) => ballot.bridge))
        most.set(bridge, Math.max(most.get(bridge) ?? 0, cast.length))
  return most
}

/** Everybody who is given a role, once, in an order that follows from the file. */
export function granted(cast: Cast): readonly Player[] {
  const bridges = [
    ...cast.chairs.values(),
    ...cast.secretaries.values(),
    ...[...cast.delegates.values()].flat(),
  ]
  const players = [cast.chair, cast.secretary, ...bridges]
  return [...new Set(players)]
}

/** An address in a network of its own for each bridge (RFC 3849, for documentation). */
function addressOf(index: number): string {
  return `2001:db8:0:${(index + 1).toString(16)}::1`
}
