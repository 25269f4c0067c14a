import type { TechnicalLine } from '../../domain/protocol.ts'
import { isBad } from './standing.ts'

interface Held {
  readonly troubled: boolean
  /** Pushes in a row that said otherwise. */
  readonly against: number
}

/** Whether each bridge's line is in trouble, and how long it has looked otherwise. */
export type Steadiness = ReadonlyMap<string, Held>

/** Pushes (2 s each) after which a bad line is in trouble, and good ones after which it is out of it. */
const BAD_FOR = 3
const GOOD_FOR = 5

/** What one more push adds: a figure that jumps for a moment moves nothing on the board. */
export function steadier(before: Steadiness, lines: readonly TechnicalLine[]): Steadiness {
  return new Map(
    lines.map((line) => {
      const { troubled, against } = before.get(line.bridge) ?? { troubled: false, against: 0 }
      if (isBad(line) === troubled) return [line.bridge, { troubled, against: 0 }]
      const turns = against + 1 >= (troubled ? GOOD_FOR : BAD_FOR)
      return [line.bridge, turns ? { troubled: !troubled, against: 0 } : { troubled, against: against + 1 }]
    }),
  )
}

export function troubledLines(steadiness: Steadiness): ReadonlySet<string> {
  return new Set([...steadiness].filter(([, { troubled }]) => troubled).map(([bridge]) => bridge))
}
