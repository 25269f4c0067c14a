/** When a worker counts as full; shares of one core, 0 to 1. */
export interface Capacity {
  readonly full: number
  /** What a peer is expected to cost before it shows in the measured load. */
  readonly peer: number
}

/** What is known of a worker that runs. */
export interface Candidate {
  /** Share of one core used lately, 0 to 1. */
  readonly load: number
  readonly peers: number
  /** Whether the room that asks has a router there. */
  readonly held: boolean
}

/** Share of a core: what was measured, or, right after many have joined, what they are expected to cost. */
function expectedLoad({ load, peers }: Candidate, { peer }: Capacity): number {
  return Math.max(load, peers * peer)
}

/**
 * The worker for one more peer of a room: the first that the room is on already, so that few streams must cross;
 * when those are full, the least loaded of all.
 */
export function chooseWorker<T extends Candidate>(
  candidates: readonly T[],
  capacity: Capacity,
): T | undefined {
  const present = candidates.find(
    (candidate) => candidate.held && expectedLoad(candidate, capacity) < capacity.full,
  )
  return present ?? [...candidates].sort((a, b) => expectedLoad(a, capacity) - expectedLoad(b, capacity))[0]
}
