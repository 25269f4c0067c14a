import type { Instant } from './time.ts'

/** Working days in which the notice of conclusion follows the conference. */
export const NOTICE_WORKING_DAYS = 5

const DAY_MS = 86_400_000
/** Vietnam's time, without summer time. */
const OFFSET_MS = 7 * 3_600_000

/** Days of rest of the solar calendar (Labour Code 2019, article 112), as month and day. */
const fixedHolidays = new Set(['01-01', '04-30', '05-01', '09-01', '09-02'])

/**
 * The day (`YYYY-MM-DD`, at +07:00) that is `days` working days after the day of `from`. Saturdays, Sundays, the
 * holidays of the solar calendar and the days in `alsoFree` (`YYYY-MM-DD`: Tết, the Hùng Kings' day, days in lieu,
 * which the government fixes each year) do not count.
 */
export function workingDayAfter(from: Instant, days: number, alsoFree: readonly string[] = []): string {
  const free = new Set(alsoFree)
  let day = from + OFFSET_MS
  for (let left = days; left > 0; ) {
    day += DAY_MS
    const date = new Date(day).toISOString().slice(0, 10)
    const weekday = new Date(day).getUTCDay()
    const works = weekday !== 0 && weekday !== 6 && !fixedHolidays.has(date.slice(5)) && !free.has(date)
    if (works) left -= 1
  }
  return new Date(day).toISOString().slice(0, 10)
}
