import { attendanceOf, invitedAt, presentAt } from '../../domain/attendance.ts'
import type { Bridge } from '../../domain/conference.ts'
import type { ConferenceState } from '../../domain/state.ts'
import type { Instant } from '../../domain/time.ts'
import { shortName } from '../conference/names.ts'
import { type Figures, figuresOf, type Standing, standingOf } from './standing.ts'

/** Somebody who is not there, or not any more. */
export interface Missed extends Standing {
  readonly name: string
}

/** One bridge in the roll call of all. */
export interface RollRow {
  readonly bridge: Bridge
  readonly name: string
  readonly invited: number | null
  /** Null where nobody has said. */
  readonly present: number | null
  /** From 0; null where one of the two is not known. */
  readonly share: number | null
  readonly figures: Figures
  readonly missed: readonly Missed[]
  /** When the bridge last said something of it. */
  readonly saidAt: Instant | null
}

export interface RollTotals {
  readonly invited: number
  readonly present: number
  readonly share: number | null
  readonly absent: number
  readonly proxies: number
  readonly left: number
  /** Bridges of which nobody has said who is there. */
  readonly uncalled: number
}

export function rollOf(state: ConferenceState): readonly RollRow[] {
  return state.bridges.map((bridge) => {
    const held = attendanceOf(state, bridge.id)
    const invited = invitedAt(state, bridge.id)
    const present = presentAt(held)
    const said = [...held.counts, ...held.attendees.flatMap(({ marks }) => marks)].map(({ at }) => at)
    return {
      bridge,
      name: shortName(bridge),
      invited,
      present,
      share: shareOf(present, invited),
      figures: figuresOf(held),
      missed: held.attendees
        .map((attendee) => ({ ...standingOf(attendee), name: attendee.name }))
        .filter(({ kind }) => kind === 'absent' || kind === 'left'),
      saidAt: said.length > 0 ? Math.max(...said) : null,
    }
  })
}

/** The share is of the bridges that have said both: one that is still to be called does not lower it. */
export function totalsOf(rows: readonly RollRow[]): RollTotals {
  const sum = (of: (row: RollRow) => number) => rows.reduce((all, row) => all + of(row), 0)
  const both = rows.filter(({ share }) => share !== null)
  const invitedOfBoth = both.reduce((all, { invited }) => all + (invited ?? 0), 0)
  const presentOfBoth = both.reduce((all, { present }) => all + (present ?? 0), 0)
  return {
    invited: sum(({ invited }) => invited ?? 0),
    present: sum(({ present }) => present ?? 0),
    share: shareOf(presentOfBoth, invitedOfBoth),
    absent: sum(({ figures }) => figures.absent),
    proxies: sum(({ figures }) => figures.proxies),
    left: sum(({ figures }) => figures.left),
    uncalled: rows.filter(isUncalled).length,
  }
}

export function isUncalled({ present }: RollRow): boolean {
  return present === null
}

function shareOf(present: number | null, invited: number | null): number | null {
  return present === null || invited === null || invited === 0 ? null : present / invited
}
