import type { Instant } from '../../domain/time.ts'

/** The server's time as far as the page can tell: its own clock and the difference measured at each joining. */
export class ServerClock {
  readonly #now: () => number
  #offset: number

  /** `now` runs in milliseconds; until the first measure the page's own date stands in. */
  constructor(now: () => number, date: () => Instant = Date.now) {
    this.#now = now
    this.#offset = date() - now()
  }

  /** The server said `server` somewhere between `asked` and now; half the way is the best guess. */
  measured(server: Instant, asked: number): void {
    this.#offset = server - (asked + this.#now()) / 2
  }

  /** The server has reached `at`: its clock cannot be earlier. */
  reached(at: Instant): void {
    this.#offset = Math.max(this.#offset, at - this.#now())
  }

  now(): Instant {
    return Math.round(this.#now() + this.#offset)
  }
}
