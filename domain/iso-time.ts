import type { Instant } from './time.ts'

const LATEST = Date.UTC(3000, 0)
/** The shape of a date, `YYYY-MM-DD`; whether there is such a day, `isCalendarDate` says. */
export const DATE_PATTERN = '^(\\d{4})-(\\d{2})-(\\d{2})$'

/** The shape of a date and time with its offset; whether there is such a time, `instantOf` says. */
export const TIME_PATTERN =
  '^(\\d{4}-\\d{2}-\\d{2})T(\\d{2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,3}))?)?(?:Z|([+-])(\\d{2}):(\\d{2}))$'

const DATE = new RegExp(DATE_PATTERN)
const TIME = new RegExp(TIME_PATTERN)

/** Whether an ISO 8601 calendar date `YYYY-MM-DD` is a day that the Gregorian calendar has. */
export function isCalendarDate(text: string): boolean {
  const [, year, month, day] = (DATE.exec(text) ?? []).map(Number)
  if (year === undefined || month === undefined || day === undefined) return false
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
}

/**
 * The instant that an ISO 8601 date and time with its offset (RFC 3339, seconds optional, no leap seconds)
 * names; undefined when there is no such time, or when it is not between the years 1970 and 2999 (UTC).
 */
export function instantOf(text: string): Instant | undefined {
  const parts = TIME.exec(text)
  const date = parts?.[1]
  if (!parts || date === undefined || !isCalendarDate(date)) return undefined
  const [hour = 0, minute = 0, second = 0] = parts.slice(2, 5).map((part) => Number(part ?? 0))
  const millisecond = Number((parts[5] ?? '').padEnd(3, '0'))
  const [offsetHour, offsetMinute] = [Number(parts[7] ?? 0), Number(parts[8] ?? 0)]
  if (hour > 23 || minute > 59 || second > 59 || offsetHour > 14 || offsetMinute > 59) return undefined
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const offset = (parts[6] === '-' ? -1 : 1) * (offsetHour * 60 + offsetMinute)
  // Date.UTC would read the years 0 to 99 as 1900 to 1999.
  if (year < 1969) return undefined
  const instant = Date.UTC(year, month - 1, day, hour, minute - offset, second, millisecond)
  return instant >= 0 && instant < LATEST ? instant : undefined
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}
