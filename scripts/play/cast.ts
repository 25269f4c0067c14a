import { type ConferenceFile, speakerOf } from '../../domain/conference-file.ts'
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
 * The people of a play. Nobody real, unless the file names a bridge's chair. Their ids follow from the file and
 * begin with `prefix`.
 */
export function castOf(file: ConferenceFile, prefix: string): Cast {
  const places = new Map(file.bridges.map((bridge, index) => [bridge.id, { bridge, index }]))
  const central = file.bridges.find(({ level }) => level === 'central')?.id ?? ''
  const at = (bridge: string, role: 'chair' | 'secretary', named: Named): Player => {
    const index = places.get(bridge)?.index ?? 0
    return {
      id: `${prefix}-b${index + 1}-${role}`,
      named,
      grant: { role, bridge },
      address: addressOf(index),
    }
  }
  const invented = (word: string, bridge: string) => ({
    name: `${word} ${(places.get(bridge)?.bridge.name ?? bridge).replace(/^Điểm cầu /, '')} ${MARK}`,
    title: null,
  })
  const chairOf = (bridge: string): Named => {
    const chair = places.get(bridge)?.bridge.chair
    return chair ? speakerOf({ speaker: chair }, { name: '' }) : invented('Chủ trì', bridge)
  }
  const secretary = at(central, 'secretary', { name: `Thư ký ${MARK}`, title: null })
  const bridgesOf = (kind: 'spoken' | 'written') =>
    new Set(file.contributions.filter((made) => made.kind === kind).map((made) => made.bridge))
  return {
    organiser: {
      id: `${prefix}-organiser`,
      named: { name: `Đơn vị tổ chức ${MARK}`, title: null },
      grant: { role: 'organiser', bridge: null },
      address: addressOf(file.bridges.length),
    },
    chair: at(central, 'chair', { name: `Chủ trì ${MARK}`, title: null }),
    secretary,
    chairs: new Map([...bridgesOf('spoken')].map((bridge) => [bridge, at(bridge, 'chair', chairOf(bridge))])),
    secretaries: new Map(
      [...bridgesOf('written')].map((bridge) => [
        bridge,
        bridge === central ? secretary : at(bridge, 'secretary', invented('Thư ký', bridge)),
      ]),
    ),
  }
}

/** Everybody who is given a role, once, in an order that follows from the file. */
export function granted(cast: Cast): readonly Player[] {
  const players = [cast.chair, cast.secretary, ...cast.chairs.values(), ...cast.secretaries.values()]
  return [...new Set(players)]
}

/** An address of 10.0.0.0/8 for each bridge. */
function addressOf(index: number): string {
  const host = index + 1
  return `10.${(host >> 16) & 255}.${(host >> 8) & 255}.${host & 255}`
}
