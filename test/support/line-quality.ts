/** One direction of a line, as poor as a test wants it. */
export interface LineQuality {
  /** Share of the packets that vanish, 0 to 1. */
  readonly loss: number
  /** Time that every packet takes (ms). */
  readonly delayMs: number
  /** Most that is added to it, each packet by its own chance (ms). */
  readonly jitterMs: number
  /** Bits per second; null: no limit. */
  readonly bitsPerSecond: number | null
}

export const goodLine: LineQuality = { loss: 0, delayMs: 0, jitterMs: 0, bitsPerSecond: null }

/** How far a packet may get ahead of the one before it (ms): networks reorder neighbours, not more. */
const OVERTAKES_BY = 5
/** What waits for a narrow line: more than this (ms) is dropped, as by a small router. */
const QUEUE_MS = 150

/** Decides of each packet of one direction when it arrives, and whether. Pure but for the random numbers. */
export class PacketFate {
  quality: LineQuality = goodLine
  readonly #random: () => number
  /** When the narrow part of the line is free again. */
  #freeAt = 0
  #lastArrival = 0

  constructor(random: () => number) {
    this.#random = random
  }

  /** @returns after how many ms a packet of `bytes` sent at `now` (ms, monotonic) arrives; null: never */
  arrival(bytes: number, now: number): number | null {
    const { loss, delayMs, jitterMs, bitsPerSecond } = this.quality
    // Drawn for every packet, so that a change of quality does not shift the numbers of the later ones.
    const [lost, late] = [this.#random() < loss, this.#random() * jitterMs]
    let sent = now
    if (bitsPerSecond !== null) {
      const begins = Math.max(now, this.#freeAt)
      if (begins - now > QUEUE_MS) return null
      sent = begins + (bytes * 8000) / bitsPerSecond
      this.#freeAt = sent
    }
    if (lost) return null
    const arrives = Math.max(sent + delayMs + late, this.#lastArrival - OVERTAKES_BY)
    this.#lastArrival = Math.max(arrives, this.#lastArrival)
    return arrives - now
  }
}
