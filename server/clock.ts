import type { ClockKind, Instant } from '../domain/time.ts'

/** Where the server takes its times from. Nothing that arrives over the network can set it. */
export interface Clock {
  readonly kind: ClockKind
  /** Milliseconds since the Unix epoch. */
  now(): Instant
}

export const systemClock: Clock = { kind: 'system', now: () => Date.now() }

/** A clock that stands still until it is moved, for playing a conference from a file. */
export class SimulatedClock implements Clock {
  readonly kind = 'simulated'
  #now: Instant

  constructor(start: Instant) {
    this.#now = start
  }

  now(): Instant {
    return this.#now
  }

  /** @throws RangeError when the time would go back */
  moveTo(instant: Instant): void {
    if (instant < this.#now) throw new RangeError('a clock never goes back')
    this.#now = instant
  }
}
