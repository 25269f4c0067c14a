import { randomBytes } from 'node:crypto'
import { AppError } from '../errors.ts'

/** Within which a prepared signature is completed, in milliseconds. */
export const PREPARED_FOR_MS = 10 * 60_000

interface Held<T> {
  readonly token: string
  readonly until: number
  readonly value: T
  readonly timer: NodeJS.Timeout
}

/**
 * What was prepared and waits for its signature, in memory: nothing was acknowledged, so a restart loses nothing but
 * a try. One per `key`; a newer one takes the older one's place.
 */
export class PreparedSignatures<T> {
  readonly #now: () => number
  readonly #held = new Map<string, Held<T>>()

  constructor(now: () => number) {
    this.#now = now
  }

  put(key: string, value: T): { readonly token: string; readonly expires: number } {
    this.delete(key)
    const token = randomBytes(32).toString('base64url')
    const until = this.#now() + PREPARED_FOR_MS
    // A whole file is held: it goes when its time is over, whether or not anybody asks again.
    const timer = setTimeout(() => this.#held.delete(key), PREPARED_FOR_MS).unref()
    this.#held.set(key, { token, until, value, timer })
    return { token, expires: until }
  }

  /** @throws AppError `signing/preparation-gone` for a token that is unknown, replaced or too old */
  get(key: string, token: string): T {
    const held = this.#held.get(key)
    if (!held || held.token !== token || held.until <= this.#now())
      throw new AppError('signing/preparation-gone')
    return held.value
  }

  delete(key: string): void {
    clearTimeout(this.#held.get(key)?.timer)
    this.#held.delete(key)
  }
}
