import type { Instant } from '../../domain/time.ts'

const VIETNAM = '+07:00'
const OFFSET_MS = 7 * 3_600_000

/** The day in Vietnam as a date field holds it: `2023-06-01`. */
export function dayOf(at: Instant): string {
  return new Date(at + OFFSET_MS).toISOString().slice(0, 10)
}

/** The instant that a date field and a time field name, in Vietnam's time; null where they name none. */
export function deadlineOf(day: string, hour: string): Instant | null {
  const at = Date.parse(`${day}T${hour}:00${VIETNAM}`)
  return Number.isNaN(at) ? null : at
}
