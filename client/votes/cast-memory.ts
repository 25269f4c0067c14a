import type { Choice, Vote } from '../../domain/votes.ts'

/** What this page knows of a ballot of its own; of a secret one only that it was cast. */
export type Remembered = Choice | 'cast'

/** Names one ballot; votes of two conferences may bear the same number, but do not open in the same millisecond. */
export interface BallotName {
  readonly vote: Pick<Vote, 'id' | 'openedAt'>
  readonly voter: string
}

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

function keyOf({ vote, voter }: BallotName): string {
  return `diem-cau.cast.${vote.openedAt}.${vote.id}.${voter}`
}
