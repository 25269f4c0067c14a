/*
 * All the waiting for a line to a node, in milliseconds. Both sides see a dead line within three seconds (the
 * server's pings); from then on what counts is how soon after the return of the network the next try begins.
 */

const FIRST = 250
const MOST = 1_000

/**
 * How long to wait before the next try: short and doubling up to one second, each between half and all of it, so
 * that sixty halls that lost one node do not come back in the same instant.
 */
export function waitBefore(attempt: number, random: () => number): number {
  const full = Math.min(MOST, FIRST * 2 ** attempt)
  return full * (0.5 + random() / 2)
}

/**
 * While one try is still opening, another one begins: what a dead network swallowed is sent again by TCP only
 * after one, three, seven seconds.
 */
export const OPEN_ANOTHER_AFTER = 1_000

const FIRST_OPEN_WITHIN = 3_000
const MOST_OPEN_WITHIN = 12_000

/** How long a try may take to open, when so many before it took too long: a thin line needs more than a dead node gets. */
export function openWithin(tooLong: number): number {
  return Math.min(MOST_OPEN_WITHIN, FIRST_OPEN_WITHIN * 1.5 ** tooLong)
}

/** How long a page only asks whether its node is there before it tries a socket all the same. */
export const KNOCK_AT_MOST = 30_000

/** How long a node may take to answer before the line counts as dead. */
export const ANSWER_WITHIN = 10_000

/** A line that is in doubt is dead when nothing arrives over it for so long; the server pings each second. */
export const SIGN_OF_LIFE_WITHIN = 1_500
