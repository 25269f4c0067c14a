import type { Hall } from './hall.ts'
import { monotonic } from './receiving.ts'

/** All that halls do by the clock is done at these steps (ms). */
const STEP = 10
/** In steps. A hall's place in the order shifts its own, so that not all send at once. */
const SOUND_EVERY = 2
const PICTURE_EVERY = 4
const FEEDBACK_EVERY = 10
const REPORT_EVERY = 100
const CONSENT_EVERY = 400
/** Behind by more than this (ms), it does not catch up: a burst is not what halls send. */
const MOST_BEHIND = 250

/** Lets all halls send in time. */
export class Ticking {
  readonly #halls: () => readonly Hall[]
  #next = monotonic()
  #step = 0
  #timer: NodeJS.Timeout
  /** Steps that were left out because the generator had no time for them. */
  skipped = 0

  constructor(halls: () => readonly Hall[]) {
    this.#halls = halls
    this.#timer = setTimeout(() => this.#run(), STEP)
  }

  close(): void {
    clearTimeout(this.#timer)
  }

  #run(): void {
    const now = monotonic()
    if (now - this.#next > MOST_BEHIND) {
      const left = Math.floor((now - this.#next) / STEP)
      this.skipped += left
      this.#step += left
      this.#next += left * STEP
    }
    while (this.#next <= now) {
      this.#tick(this.#next)
      this.#next += STEP
    }
    this.#timer = setTimeout(() => this.#run(), Math.max(1, this.#next - monotonic()))
  }

  #tick(now: number): void {
    const step = this.#step++
    for (const hall of this.#halls()) {
      const own = step + hall.index
      if (own % SOUND_EVERY === 0) hall.sendSound(now)
      if (own % PICTURE_EVERY === 0) hall.sendPicture(now)
      if (own % FEEDBACK_EVERY === 0) hall.receiving.sendFeedback()
      if (own % REPORT_EVERY === 0) hall.receiving.sendReport()
      if ((own * 7) % CONSENT_EVERY === 0) hall.proveConsent()
    }
  }
}
