import type { Instant } from '../../domain/time.ts'
import { NOTICE_WORKING_DAYS, workingDayAfter } from '../../domain/working-days.ts'

/** When the notice of conclusion is due, and how far that is. */
export interface NoticeDue {
  /** `YYYY-MM-DD`. */
  readonly day: string
  /** Working days after today up to the day itself: 0 on the day, negative once it is past. */
  readonly left: number
}

/** Vietnam's time. */
const OFFSET_MS = 7 * 3_600_000

export function noticeDue(concludedAt: Instant, now: Instant): NoticeDue {
  const day = workingDayAfter(concludedAt, NOTICE_WORKING_DAYS)
  const today = dayOf(now)
  if (today <= day) return { day, left: workingDaysBetween(now, day) }
  return { day, left: -workingDaysBetween(Date.parse(`${day}T00:00:00+07:00`), today) }
}

/** How many working days come after the day of `from` up to and with the day `until`; both may be days of rest. */
function workingDaysBetween(from: Instant, until: string): number {
  let count = 0
  // Beyond so many it makes no difference to anybody how many.
  while (count < 999 && workingDayAfter(from, count + 1) <= until) count += 1
  return count
}

function dayOf(at: Instant): string {
  return new Date(at + OFFSET_MS).toISOString().slice(0, 10)
}

/** The first moment of a day in Vietnam, to be shown as a date. */
export function startOf(day: string): Instant {
  return Date.parse(`${day}T00:00:00+07:00`)
}
