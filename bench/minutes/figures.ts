import type { Machine } from '../media/figures.ts'
import type { Quantiles } from './latencies.ts'
import type { TypingFigures } from './typing.ts'

export interface RoomFigures {
  readonly name: string
  readonly typing: TypingFigures
  /** Acknowledged updates per second when the writers never wait. */
  readonly saturation: number
  /** Core-seconds per second of the server and of the database while people type at their pace. */
  readonly cpu: { readonly server: number; readonly database: number }
  /** Resident bytes of the server, after everything. */
  readonly memory: number
  /** Milliseconds until somebody new holds a conference of so many contributions: the first time, and again. */
  readonly load: { readonly first: number; readonly again: number }
}

export interface MinutesFigures {
  readonly at: string
  readonly machine: Machine
  readonly clients: number
  readonly typing: number
  readonly seconds: number
  readonly contributions: number
  readonly ours: RoomFigures
  readonly theirs: RoomFigures
  /** Plain commits per second of the same database, with as many connections as writers. */
  readonly commits: number
  /** One plain commit at the pace of the typists, on a quiet machine. */
  readonly rareCommit: Quantiles
  readonly targets: readonly MinutesTarget[]
}

export interface MinutesTarget {
  readonly name: string
  readonly wanted: string
  readonly measured: string
  readonly met: boolean
}

export function targetsOf(ours: RoomFigures, theirs: RoomFigures, commits: number): readonly MinutesTarget[] {
  const ratio = (a: number | null, b: number | null) => (a === null || b === null ? Number.NaN : a / b)
  const acknowledged = ratio(ours.typing.acknowledged.p95, theirs.typing.acknowledged.p95)
  const seen = ratio(ours.typing.seen.p95, theirs.typing.seen.p95)
  const share = ours.saturation / commits
  return [
    {
      name: 'Keystroke → acknowledged, p95, ours (on disk) to theirs (in memory)',
      wanted: '≤ 1',
      measured: acknowledged.toFixed(2),
      met: acknowledged <= 1,
    },
    {
      name: 'Keystroke → seen by the others, p95, ours (on disk) to theirs (in memory)',
      wanted: '≤ 1',
      measured: seen.toFixed(2),
      met: seen <= 1,
    },
    {
      name: 'Acknowledged updates per second to plain commits per second',
      wanted: '≥ 0.5',
      measured: share.toFixed(2),
      met: share >= 0.5,
    },
    {
      name: 'Keystrokes not acknowledged, or not seen by somebody',
      wanted: 'none',
      measured: String(ours.typing.unacknowledged + ours.typing.unseen),
      met: ours.typing.unacknowledged + ours.typing.unseen === 0,
    },
  ]
}
