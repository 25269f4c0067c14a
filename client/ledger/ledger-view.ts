import { standingContributions } from '../../domain/contribution-source.ts'
import { type LedgerCell, ledger } from '../../domain/ledger.ts'
import type { ConferenceState } from '../../domain/state.ts'
import type { Instant } from '../../domain/time.ts'
import { type Region, regionsOf } from '../chair/regions.ts'
import { nameOf } from '../conference/names.ts'
import { bare } from '../design/bare.ts'

export type RegionId = Region['id']

/** One bridge's line of the ledger as the page shows it. */
export interface LedgerLine {
  readonly bridge: string
  readonly name: string
  readonly region: RegionId
  readonly cells: readonly LedgerCell[]
  /** How many contributions there are, each counted once whatever it concerns. */
  readonly spoken: number
  readonly written: number
  readonly unclassified: number
  /** How many columns are missing. */
  readonly missing: number
  readonly remindedAt: Instant | null
}

/** All lines, missing ones, or bridges from which nothing at all has come. */
export type Show = 'all' | 'missing' | 'silent'

export const shows: Readonly<Record<Show, (line: LedgerLine) => boolean>> = {
  all: () => true,
  missing: ({ missing }) => missing > 0,
  silent: ({ spoken, written, cells }) =>
    spoken + written === 0 && cells.every((cell) => cell.state === 'missing'),
}

export function ledgerLines(state: ConferenceState): readonly LedgerLine[] {
  const own = Map.groupBy(standingContributions(state), (held) => held.bridge)
  const regions = new Map(
    regionsOf(state.bridges).flatMap(({ id, bridges }) => bridges.map((bridge) => [bridge.id, id] as const)),
  )
  return ledger(state).map(({ bridge, cells, unclassified }) => {
    const given = own.get(bridge) ?? []
    return {
      bridge,
      name: nameOf(state, bridge),
      region: regions.get(bridge) ?? 'others',
      cells,
      spoken: given.filter(({ source }) => source.kind === 'spoken').length,
      written: given.filter(({ source }) => source.kind === 'written').length,
      unclassified: unclassified.length,
      missing: cells.filter((cell) => cell.state === 'missing').length,
      remindedAt: (Object.hasOwn(state.reminded, bridge) ? state.reminded[bridge] : undefined) ?? null,
    }
  })
}

export interface LedgerFilter {
  readonly show: Show
  readonly region: RegionId | 'all'
  /** Part of a bridge's name, with or without its marks. */
  readonly search: string
}

export function shownLines(lines: readonly LedgerLine[], filter: LedgerFilter): readonly LedgerLine[] {
  const sought = bare(filter.search.trim())
  return lines.filter(
    (line) =>
      shows[filter.show](line) &&
      (filter.region === 'all' || line.region === filter.region) &&
      bare(line.name).includes(sought),
  )
}

/** How many bridges stand in each state, column by column. */
export function columnTotals(
  lines: readonly LedgerLine[],
): readonly Readonly<Record<LedgerCell['state'], number>>[] {
  const columns = lines[0]?.cells.length ?? 0
  return Array.from({ length: columns }, (_, index) => {
    const total = { given: 0, none: 0, missing: 0 }
    for (const { cells } of lines) {
      const state = cells[index]?.state
      if (state) total[state] += 1
    }
    return total
  })
}
