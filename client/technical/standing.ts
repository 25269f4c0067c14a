import type { Bridge } from '../../domain/conference.ts'
import type { LossReason, LostLine, TechnicalLine } from '../../domain/protocol.ts'
import { type Rehearsal, rehearsalOf } from '../../domain/rehearsal.ts'
import {
  LOSS,
  type Outcome,
  type RehearsalResult,
  ROUND_TRIP,
  worstResult,
} from '../../domain/rehearsal-judgement.ts'
import type { ConferenceState } from '../../domain/state.ts'
import type { Instant } from '../../domain/time.ts'
import { shortName } from '../conference/names.ts'

/** Whether a hall is there; `reason` is null where only the log knows of the loss. */
export type Connection =
  | { readonly kind: 'here' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'lost'; readonly since: Instant; readonly reason: LossReason | null }

/** All that the board knows of one bridge. */
export interface Standing {
  readonly bridge: Bridge
  readonly name: string
  readonly rehearsal: Rehearsal | null
  /** The worst of the rehearsal; null where there was none. */
  readonly worst: RehearsalResult | null
  readonly connection: Connection
  readonly line: TechnicalLine | null
  /** Its line does badly now, and has for a while. */
  readonly troubled: boolean
}

export interface Seen {
  readonly state: ConferenceState
  readonly present: readonly string[]
  readonly lost: readonly LostLine[]
  readonly lines: ReadonlyMap<string, TechnicalLine>
  readonly troubled: ReadonlySet<string>
}

/** Every bridge, in the conference's order. */
export function standings({ state, present, lost, lines, troubled }: Seen): readonly Standing[] {
  const here = new Set(present)
  const losses = new Map(lost.map((loss) => [loss.bridge, loss]))
  return state.bridges.map((bridge) => {
    const rehearsal = rehearsalOf(state, bridge.id) ?? null
    return {
      bridge,
      name: shortName(bridge),
      rehearsal,
      worst: rehearsal && worstResult(rehearsal.results),
      connection: connectionOf(bridge, here, losses),
      line: lines.get(bridge.id) ?? null,
      troubled: troubled.has(bridge.id),
    }
  })
}

function connectionOf(
  bridge: Bridge,
  here: ReadonlySet<string>,
  losses: ReadonlyMap<string, LostLine>,
): Connection {
  if (here.has(bridge.id)) return { kind: 'here' }
  const loss = losses.get(bridge.id)
  if (loss) return { kind: 'lost', since: loss.since, reason: loss.reason }
  if (bridge.line.kind === 'lost') return { kind: 'lost', since: bridge.line.since, reason: null }
  return { kind: 'absent' }
}

export const groups = ['all', 'trouble', 'lost', 'fail', 'warn', 'none', 'pass'] as const
export type Group = (typeof groups)[number]

export function isIn(group: Group, { worst, connection, troubled }: Standing): boolean {
  switch (group) {
    case 'all':
      return true
    case 'lost':
      return connection.kind === 'lost'
    case 'trouble':
      return connection.kind === 'lost' || troubled || worst?.outcome === 'fail'
    case 'none':
      return worst === null
    default:
      return worst?.outcome === group
  }
}

/** The most urgent first; equally urgent ones keep their order, so that a tile moves only when its state changes. */
export function byTrouble(all: readonly Standing[]): readonly Standing[] {
  return all.toSorted((one, other) => urgency(one) - urgency(other))
}

const urgencyOf: Readonly<Record<Outcome, number>> = { fail: 1, warn: 3, pass: 5 }

function urgency({ worst, connection, troubled }: Standing): number {
  if (connection.kind === 'lost') return 0
  if (worst?.outcome === 'fail') return urgencyOf.fail
  if (troubled) return 2
  return worst ? urgencyOf[worst.outcome] : 4
}

/** What a line does now, the worse of what its page and the server measured; shares from 0 to 1, milliseconds. */
export function figuresNow(line: TechnicalLine | null): {
  readonly loss: number | null
  readonly roundTrip: number | null
} {
  const { reported = null, measured = null } = line ?? {}
  const losses = [measured?.loss, reported?.uplink.loss, reported?.downlink.loss]
  return {
    loss: highest(losses),
    roundTrip: reported?.roundTrip ?? measured?.roundTrip ?? null,
  }
}

/** Whether these figures would fail a rehearsal. */
export function isBad(line: TechnicalLine): boolean {
  const { loss, roundTrip } = figuresNow(line)
  return (loss ?? 0) > LOSS.most || (roundTrip ?? 0) > ROUND_TRIP.most
}

function highest(values: readonly (number | null | undefined)[]): number | null {
  const known = values.filter((value) => typeof value === 'number')
  return known.length === 0 ? null : Math.max(...known)
}
