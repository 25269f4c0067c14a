import type { Choice } from '../../domain/votes.ts'

/** What this page knows of a ballot of its own; of a secret one only that it was cast. */
export type Remembered = Choice | 'cast'

/** Names one ballot: conference, vote, voter. */
export type BallotName = readonly [conference: string, vote: number, voter: string]

/**
 * Delegates are not told of ballots, not even of their own: the page remembers for this sitting that they have voted,
 * also over a reload.
 */
export function rememberCast(name: BallotName, cast: Remembered): void {
  try {
    sessionStorage.setItem(keyOf(name), cast)
  } catch {
    // Storage is switched off: the server still refuses what may not be cast twice.
  }
}

export function rememberedCast(name: BallotName): Remembered | null {
  try {
    return sessionStorage.getItem(keyOf(name)) as Remembered | null
  } catch {
    return null
  }
}

function keyOf([conference, vote, voter]: BallotName): string {
  return `diem-cau.cast.${conference}.${vote}.${voter}`
}
