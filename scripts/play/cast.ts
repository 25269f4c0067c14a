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
  /** By bridge: whoever asks for the floor there and confirms what was said. */
  readonly chairs: ReadonlyMap<string, Player>
  /** By bridge: whoever files its written contributions. The central bridge's is `secretary`. */
  readonly secretaries: ReadonlyMap<string, Player>
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
  const secretary = at(central, 'secretary')
  const bridgesOf = (kind: 'spoken' | 'written') =>
    new Set(file.contributions.filter((made) => made.kind === kind).map((made) => made.bridge))
  return {
    organiser: {
      id: `${prefix}-organiser`,
      named: { name: `Đơn vị tổ chức ${MARK}`, title: null },
      grant: { role: 'organiser', bridge: null },
      address: addressOf(file.bridges.length),
    },
    chair: at(central, 'chair'),
    secretary,
    chairs: new Map([...bridgesOf('spoken')].map((bridge) => [bridge, at(bridge, 'chair')])),
    secretaries: new Map(
      [...bridgesOf('written')].map((bridge) => [
        bridge,
        bridge === central ? secretary : at(bridge, 'secretary'),
      ]),
    ),
  }
}

/** Everybody who is given a role, once, in an order that follows from the file. */
export function granted(cast: Cast): readonly Player[] {
  const players = [cast.chair, cast.secretary, ...cast.chairs.values(), ...cast.secretaries.values()]
  return [...new Set(players)]
}

/** An address in a network of its own for each bridge (RFC 3849, for documentation). */
function addressOf(index: number): string {
  return `2001:db8:0:${(index + 1).toString(16)}::1`
}
