/** How long the main picture must lack before the gallery gives way (ms): layers take some seconds to begin. */
const LACK = 5000
/** First wait before more of the gallery is tried again (ms), doubled by each failure, and the longest. */
const FIRST_PATIENCE = 10_000
const LONGEST_PATIENCE = 160_000

/** One look at a line. */
export interface LineSample {
  /** Whether the main picture arrives in a smaller layer than it is sent and wanted in. */
  readonly lacks: boolean
  /** Gallery pictures that the programme has. */
  readonly gallery: number
  /** Milliseconds, monotonic. */
  readonly now: number
}

/**
 * How many pictures of the gallery a thin line is given: bandwidth is shared out so that every picture gets its
 * lowest layer before any gets a higher one, and nine small pictures would cost the stage its resolution. While the
 * main picture lacks they are halved; when it has been whole for a while they are doubled.
 */
export class GalleryAllowance {
  #most = Number.POSITIVE_INFINITY
  #lackingSince: number | undefined
  #changedAt = 0
  #patience = FIRST_PATIENCE
  #raised = false

  /** Infinite on a line that carries everything. */
  get most(): number {
    return this.#most
  }

  /** @returns whether `most` has changed */
  sample({ lacks, gallery, now }: LineSample): boolean {
    const before = this.#most
    if (lacks) this.#lack(gallery, now)
    else this.#recover(gallery, now)
    return this.#most !== before
  }

  #lack(gallery: number, now: number): void {
    this.#lackingSince ??= now
    const shown = Math.min(this.#most, gallery)
    if (now - this.#lackingSince < LACK || shown === 0) return
    // What was added last was too much: the next try waits longer.
    if (this.#raised) this.#patience = Math.min(this.#patience * 2, LONGEST_PATIENCE)
    this.#raised = false
    this.#set(Math.floor(shown / 2), now)
  }

  #recover(gallery: number, now: number): void {
    this.#lackingSince = undefined
    if (this.#most === Number.POSITIVE_INFINITY || now - this.#changedAt < this.#patience) return
    // What was added last fits: the line is better than it was.
    if (this.#raised) this.#patience = FIRST_PATIENCE
    this.#raised = true
    const more = Math.max(1, this.#most * 2)
    if (this.#most >= gallery) this.#set(Number.POSITIVE_INFINITY, now)
    else this.#set(Math.min(more, gallery), now)
  }

  #set(most: number, now: number): void {
    this.#most = most
    this.#changedAt = now
    this.#lackingSince = undefined
  }
}
