const FIRST = 250
const MOST = 1_000

/**
 * How long to wait before the next try, in milliseconds: short and doubling up to one second, each between half
 * and all of it, so that sixty halls that lost one node do not come back in the same instant.
 */
export function waitBefore(attempt: number, random: () => number): number {
  const full = Math.min(MOST, FIRST * 2 ** attempt)
  return full * (0.5 + random() / 2)
}
