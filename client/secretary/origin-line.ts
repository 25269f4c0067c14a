import { words } from '../messages/catalogue.ts'
import { clockTime } from '../messages/format.ts'
import type { OriginView } from './origins.ts'

/** `Tách từ ý kiến 3, phần 2 trên 2` */
export function originLine(origin: OriginView): string {
  if (origin.kind === 'split') return words.secretary.splitFrom(origin.of, origin.part, origin.parts)
  const { count, startedAt } = origin
  return startedAt.length > 0
    ? words.secretary.mergedFromTurns(count, startedAt.map(clockTime).join(', '))
    : words.secretary.mergedFrom(count)
}

/** The same where there is little room: `tách từ ý kiến 3` */
export function originSign(origin: OriginView): string {
  return origin.kind === 'split'
    ? words.secretary.splitFromShort(origin.of)
    : words.secretary.mergedFromShort(origin.count)
}
