/** Share of a core that a peer is expected to cost before it shows in the measured load. */
const EXPECTED_LOAD_OF_PEER = 0.018

/** What is known of a worker that runs. */
export interface Candidate {
  /** Share of one core used lately, 0 to 1. */
  readonly load: number
  readonly peers: number
  /** Whether the room that asks has a router there. */
  readonly held: boolean
}

/** Share of a core: what was measured, or, right after many have joined, what they are expected to cost. */
export function expectedLoad({ load, peers }: Pick<Candidate, 'load' | 'peers'>): number {
  return Math.max(load, peers * EXPECTED_LOAD_OF_PEER)
}

/**
 * The worker for one more peer of a room: the first that the room is on already, so that few streams must cross;
 * when those are full (`full` is a share of a core), the least loaded of all.
 */
export function chooseWorker<T extends Candidate>(candidates: readonly T[], full: number): T | undefined {
  const present = candidates.find((candidate) => candidate.held && expectedLoad(candidate) < full)
  return present ?? [...candidates].sort((a, b) => expectedLoad(a) - expectedLoad(b))[0]
}
