import type { QuorumPoint } from '../../domain/attendance.ts'
import type { Instant } from '../../domain/time.ts'

export interface Box {
  readonly width: number
  readonly height: number
}

export interface QuorumSteps {
  /** An SVG path: level until somebody comes or goes, then a step. */
  readonly path: string
  /** What the top of the box stands for. */
  readonly most: number
  /** Where each point of time lies, from 0 to the width. */
  readonly x: (at: Instant) => number
  /** Where each number lies, from the height (none) to 0 (`most`). */
  readonly y: (present: number) => number
  readonly from: Instant
  readonly to: Instant
}

/** The line of who was there, from the first point to `now`; null before there is one. */
export function quorumSteps(
  points: readonly QuorumPoint[],
  invited: number,
  now: Instant,
  { width, height }: Box,
): QuorumSteps | null {
  const first = points[0]
  if (!first) return null
  const from = first.at
  const to = Math.max(now, from + 60_000)
  const most = Math.max(1, invited, ...points.map(({ present }) => present))
  const x = (at: Instant) => ((at - from) / (to - from)) * width
  const y = (present: number) => height - (present / most) * height
  const steps = points.slice(1).map(({ at, present }) => `H${round(x(at))}V${round(y(present))}`)
  return { path: `M0 ${round(y(first.present))}${steps.join('')}H${width}`, most, x, y, from, to }
}

/** What the minutes of the clock ended with, the latest first: sixty bridges that report at once are one line. */
export function changesByMinute(points: readonly QuorumPoint[]): readonly QuorumPoint[] {
  const minuteOf = ({ at }: QuorumPoint) => Math.floor(at / 60_000)
  return points
    .filter((point, index) => {
      const next = points[index + 1]
      return !next || minuteOf(next) !== minuteOf(point)
    })
    .toReversed()
}

/** Full quarter hours (or halves, or hours) within the time, so that labels do not touch. */
export function ticksBetween(from: Instant, to: Instant, mostTicks: number): readonly Instant[] {
  const minute = 60_000
  const step = [1, 5, 15, 30, 60, 120, 240, 720, 1440]
    .map((minutes) => minutes * minute)
    .find((each) => (to - from) / each <= mostTicks)
  if (step === undefined) return []
  const first = Math.ceil(from / step) * step
  return Array.from({ length: Math.max(0, Math.floor((to - first) / step) + 1) }, (_, i) => first + i * step)
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
