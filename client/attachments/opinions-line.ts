import type { Instant } from '../../domain/time.ts'
import { words } from '../messages/catalogue.ts'
import { timeAndDate } from '../messages/format.ts'

/** Until when written opinions are taken, and what happens then. */
export function opinionsLine(until: Instant | undefined, now: Instant): string {
  if (until === undefined) return words.attachments.noUntil
  const time = timeAndDate(until)
  return now > until ? words.attachments.overWhat(time) : words.attachments.untilWhat(time)
}
