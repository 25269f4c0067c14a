import type { Instant } from '../../domain/time.ts'

type Player = (at: Instant) => boolean

const players = new Set<Player>()

/** Plays what was said at this moment, on the player that is on the page. @returns false if no recording has it */
export function playFrom(at: Instant): boolean {
  return [...players].some((player) => player(at))
}

/** From now on the player is asked; answers with what ends it. */
export function offerToPlay(player: Player): () => void {
  players.add(player)
  return () => players.delete(player)
}
