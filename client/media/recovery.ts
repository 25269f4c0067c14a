/*
 * All the waiting that recovery does, in one place. Milliseconds.
 *
 * A cut of five seconds ends the socket after three (the server's pings), so that coming back is a matter of the
 * next attempt to open one and of one joining. A cut of the media path alone leaves the socket: ICE finds its way
 * back by itself or is restarted; what that cannot mend is joined again.
 */

/** An answer that takes longer is not coming. */
export const ANSWER_WITHIN = 8000

/** Before each attempt to join, the last for all that follow; each with up to half of it more at random. */
const JOIN_AFTER = [0, 200, 500, 1000, 2000, 4000]
/** A session that lasted this long was a good one: the next attempt is made at once. */
export const GOOD_SESSION = 5000

/** Before the first ICE restart of a path that is interrupted, and between the next ones. */
export const RESTART_AFTER = 500
export const RESTART_AGAIN_AFTER = 2000
/** Then the session is given up. */
export const MOST_RESTARTS = 4

export function delayBeforeJoining(attempt: number, random: () => number = Math.random): number {
  const delay = JOIN_AFTER[Math.min(attempt, JOIN_AFTER.length - 1)] ?? 0
  return delay * (1 + random() / 2)
}
