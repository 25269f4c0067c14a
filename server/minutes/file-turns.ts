import type { Instant } from '../../domain/time.ts'

/**
 * Who may replace the newest file of a conference's minutes: one at a time, so that of a signature and a timestamp that
 * come together neither is refused for the other's sake.
 */
export class FileTurns {
  readonly #last = new Map<string, Promise<unknown>>()
  readonly #holds = new Map<string, Instant>()

  /** Does the work when those before are through. */
  take<T>(conference: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(conference) ?? Promise.resolve()
    const mine = before.then(work, work)
    this.#last.set(conference, mine)
    const leave = () => {
      if (this.#last.get(conference) === mine) this.#last.delete(conference)
    }
    mine.then(leave, leave)
    return mine
  }

  /** When those who have their turn now are through. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#last.values())
  }

  /** Somebody makes a signature over the newest file, outside: no timestamp shall change it before `until`. */
  hold(conference: string, until: Instant, now: Instant): void {
    for (const [other, end] of this.#holds) if (end <= now) this.#holds.delete(other)
    this.#holds.set(conference, Math.max(until, this.#holds.get(conference) ?? 0))
  }

  release(conference: string): void {
    this.#holds.delete(conference)
  }

  /** Until when the newest file shall stay as it is; 0 when nobody asked for it. */
  heldUntil(conference: string): Instant {
    return this.#holds.get(conference) ?? 0
  }
}
