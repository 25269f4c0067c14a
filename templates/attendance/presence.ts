import type { AttendanceView } from '../record-view.ts'

type Point = AttendanceView['quorum'][number]

const MINUTE = 60_000
/** In minutes; whole parts of an hour, so that they fall on round times. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 240, 720]
/** Rows that a reader still takes in. */
const MOST_POINTS = 40

/**
 * How many were there, at most as many points as a page holds: every change by the minute, or, where there were more,
 * what held at the end of each step of so many minutes in which something changed.
 */
export function presenceSteps(quorum: readonly Point[]): {
  readonly minutes: number
  readonly points: readonly Point[]
} {
  for (const minutes of STEPS) {
    const points = stepped(quorum, minutes * MINUTE)
    if (points.length <= MOST_POINTS || minutes === STEPS.at(-1)) return { minutes, points }
  }
  return { minutes: 1, points: quorum }
}

function stepped(quorum: readonly Point[], step: number): readonly Point[] {
  const last = new Map<number, Point>()
  for (const point of quorum) last.set(Math.ceil(point.at / step), point)
  return [...last].map(([end, point]) => ({ ...point, at: step === MINUTE ? point.at : end * step }))
}
