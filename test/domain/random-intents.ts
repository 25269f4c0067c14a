import fc from 'fast-check'
import type { CommandType } from '../../domain/commands.ts'
import { bridges, topics } from './small-conference.ts'

/** What somebody wants to do, before it is known what there is to do it with. */
export interface Intent<Kind extends CommandType = CommandType> {
  readonly kind: Kind
  /** Whether to look for somebody who may. */
  readonly entitled: boolean
  readonly actor: number
  readonly bridge: string
  readonly topics: readonly string[]
  readonly pick: number
  readonly seconds: number
  readonly flag: boolean
  /** Milliseconds since the intent before. */
  readonly later: number
}

/** Commands of the slices named. */
export type Of<Slices extends string> = Extract<CommandType, `${Slices}/${string}`>

const weights: Readonly<Record<CommandType, number>> = {
  'conference/create': 1,
  'conference/open': 1,
  'conference/conclude': 1,
  'conference/conclude-read': 1,
  'role/grant': 3,
  'role/revoke': 2,
  'hall/announce': 2,
  'hall/approve': 3,
  'hall/revoke': 2,
  'line/report': 10,
  'rehearsal/report': 4,
  'topic/add': 2,
  'topic/change': 1,
  'topic/move': 3,
  'topic/remove': 1,
  'attendance/enrol': 5,
  'attendance/mark': 8,
  'attendance/count': 3,
  'attendance/strike': 2,
  'floor/request': 12,
  'floor/withdraw': 3,
  'floor/move': 4,
  'floor/call': 12,
  'floor/extend': 3,
  'floor/yield': 6,
  'floor/take-back': 6,
  'floor/cut': 2,
  'floor/restore': 2,
  'stage/direct': 5,
  'screen/share': 6,
  'screen/stop': 2,
  'recording/start': 3,
  'recording/stop': 2,
  'recording/recorded': 4,
  'recording/deleted': 2,
  'recording/failed': 1,
  'contribution/file': 10,
  'contribution/classify': 5,
  'contribution/confirm': 1,
  'contribution/confirmed': 5,
  'contribution/attribute': 3,
  'contribution/split': 1,
  'contribution/split-read': 6,
  'contribution/merge': 1,
  'contribution/merged': 6,
  'contribution/void': 1,
  'contribution/void-read': 4,
  'contribution/reinstate': 3,
  'contribution/attach': 5,
  'contribution/detach': 2,
  'confirmation/propose': 7,
  'confirmation/withdraw': 2,
  'confirmation/accept': 1,
  'confirmation/accept-read': 4,
  'confirmation/decline': 3,
  'confirmation/ask': 2,
  'ledger/declare-none': 5,
  'ledger/withdraw-none': 2,
  'ledger/remind': 2,
  'synthesis/group': 5,
  'synthesis/regroup': 3,
  'synthesis/dissolve': 1,
  'synthesis/answer': 6,
  'synthesis/withdraw-answer': 2,
  'vote/open': 4,
  'vote/cast': 9,
  'vote/count-hands': 4,
  'vote/close': 1,
  'vote/counted': 4,
  'vote/cancel': 1,
  'conclusion/add': 4,
  'conclusion/change': 2,
  'conclusion/move': 2,
  'conclusion/remove': 1,
  'review/comment': 5,
  'review/resolve': 2,
  'review/lock': 6,
  'review/unlock': 3,
  'review/restore': 1,
  'review/restore-read': 2,
  'review/draft': 1,
  'review/draft-read': 2,
  'minutes/seal': 1,
  'minutes/reopen': 2,
  'minutes/sealed': 1,
  'minutes/rendered': 3,
  'minutes/signed': 5,
  'minutes/stamped': 3,
  'minutes/ask-signatures': 1,
  'minutes/refuse-signature': 1,
  'minutes/issue': 2,
  'minutes/propose-correction': 4,
  'notice/number': 1,
  'notice/numbered': 4,
}

const weighed = Object.entries(weights).flatMap(([kind, weight]) =>
  Array.from({ length: weight }, () => kind as CommandType),
)

/** Up to so many, about half of them about `slice` where one is named. */
export const intents = (maxLength: number, slice?: string) => {
  const about = slice === undefined ? weighed : weighed.filter((kind) => kind.startsWith(`${slice}/`))
  return fc.array(
    fc.record<Intent>({
      kind: fc.oneof(fc.constantFrom(...about), fc.constantFrom(...weighed)),
      entitled: fc.integer({ min: 0, max: 9 }).map((n) => n < 8),
      actor: fc.nat(10_000),
      bridge: fc.constantFrom(...bridges),
      topics: fc.uniqueArray(fc.constantFrom(...topics), { maxLength: 2 }),
      pick: fc.nat(10_000),
      seconds: fc.integer({ min: 10, max: 600 }),
      flag: fc.boolean(),
      later: fc.integer({ min: 0, max: 90_000 }),
    }),
    { maxLength, size: 'max' },
  )
}

export function pick<T>(list: readonly T[], n: number): T {
  const found = list[n % list.length]
  if (found === undefined) throw new RangeError('nothing to pick from')
  return found
}

/** The number of something that exists, or where nothing does of something that hardly will. */
export function refOf(list: readonly { readonly id: number }[], n: number): number {
  return list.length > 0 ? pick(list, n).id : (n % 90) + 1
}

/** Some of a list, the same for the same number. */
export function someOf<T>(list: readonly T[], n: number): readonly T[] {
  return list.filter((_, place) => (n >> (place % 13)) % 2 === 1)
}

export function digest(n: number): string {
  return n.toString(16).padStart(64, '0')
}
