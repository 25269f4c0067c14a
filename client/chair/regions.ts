import type { Bridge } from '../../domain/conference.ts'
import { shortName } from '../conference/names.ts'
import type { Catalogue } from '../messages/catalogue.ts'

export const COLUMNS = 14

type RegionId = keyof Catalogue['chair']['regions']

/** A region's place on the wall: its row, the first column, and its bridges in their order. */
export interface Region {
  readonly id: RegionId
  readonly row: number
  readonly column: number
  readonly bridges: readonly Bridge[]
}

/** Provinces until 30 June 2025, by region, each in a fixed order: a bridge never moves on the wall. */
const plan: readonly {
  readonly id: RegionId
  readonly row: number
  readonly column: number
  readonly names: string
}[] = [
  {
    id: 'red-river',
    row: 1,
    column: 3,
    names:
      'Hà Nội, Quảng Ninh, Vĩnh Phúc, Bắc Ninh, Hải Dương, Hải Phòng, Hưng Yên, Thái Bình, Hà Nam, Nam Định, Ninh Bình',
  },
  {
    id: 'north-mountains',
    row: 2,
    column: 1,
    names:
      'Hà Giang, Cao Bằng, Bắc Kạn, Tuyên Quang, Lào Cai, Điện Biên, Lai Châu, Sơn La, Yên Bái, Hòa Bình, Thái Nguyên, Lạng Sơn, Bắc Giang, Phú Thọ',
  },
  {
    id: 'central-coast',
    row: 3,
    column: 1,
    names:
      'Thanh Hóa, Nghệ An, Hà Tĩnh, Quảng Bình, Quảng Trị, Thừa Thiên Huế, Đà Nẵng, Quảng Nam, Quảng Ngãi, Bình Định, Phú Yên, Khánh Hòa, Ninh Thuận, Bình Thuận',
  },
  { id: 'highlands', row: 4, column: 1, names: 'Kon Tum, Gia Lai, Đắk Lắk, Đắk Nông, Lâm Đồng' },
  {
    id: 'south-east',
    row: 4,
    column: 7,
    names: 'Bình Phước, Tây Ninh, Bình Dương, Đồng Nai, Bà Rịa - Vũng Tàu, TP. Hồ Chí Minh',
  },
  {
    id: 'mekong',
    row: 5,
    column: 1,
    names:
      'Long An, Tiền Giang, Bến Tre, Trà Vinh, Vĩnh Long, Đồng Tháp, An Giang, Kiên Giang, Cần Thơ, Hậu Giang, Sóc Trăng, Bạc Liêu, Cà Mau',
  },
]

/** The wall of a conference; bridges that are no province of that list stand in rows of their own below. */
export function regionsOf(bridges: readonly Bridge[]): readonly Region[] {
  const byName = new Map(
    bridges.filter((bridge) => bridge.level === 'province').map((bridge) => [shortName(bridge), bridge]),
  )
  const placed = plan.map(({ id, row, column, names }) => ({
    id,
    row,
    column,
    bridges: names.split(', ').flatMap((name) => byName.get(name) ?? []),
  }))
  const central = bridges.filter((bridge) => bridge.level === 'central')
  const known = new Set([...central, ...placed.flatMap((region) => region.bridges)])
  const others = bridges.filter((bridge) => !known.has(bridge))
  return [
    { id: 'central' as const, row: 1, column: 1, bridges: central },
    ...placed,
    { id: 'others' as const, row: 6, column: 1, bridges: others },
  ].filter((region) => region.bridges.length > 0)
}
