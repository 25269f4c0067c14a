export type LinkState = 'new' | 'connected' | 'lost'

/** A peer that sends is never silent this long (ms): fifty packets of sound a second. */
const SILENCE_OF_SENDER = 1800
/** A peer that only watches still checks its path; browsers do so every 2.5 to 5 s. */
const SILENCE_OF_WATCHER = 8000

/**
 * Tells from the count of received bytes whether a peer is still there. ICE alone takes up to 30 s to notice,
 * which is too late for whoever waits for the speaker.
 */
export class LinkWatch {
  #state: LinkState = 'new'
  #bytes = 0
  #grewAt = 0

  get state(): LinkState {
    return this.#state
  }

  /**
   * A new count of bytes received from the peer, at `now` (ms, monotonic).
   * @returns the new state if it changed
   */
  sample(bytes: number, now: number, sends: boolean): LinkState | undefined {
    if (bytes > this.#bytes) {
      this.#grewAt = now
      this.#bytes = bytes
      return this.#become('connected')
    }
    // A transport was replaced and counts from zero.
    this.#bytes = bytes
    const limit = sends ? SILENCE_OF_SENDER : SILENCE_OF_WATCHER
    if (this.#state === 'connected' && now - this.#grewAt >= limit) return this.#become('lost')
    return undefined
  }

  /** ICE or DTLS itself says that the peer is gone. */
  lost(): LinkState | undefined {
    return this.#state === 'connected' ? this.#become('lost') : undefined
  }

  #become(state: LinkState): LinkState | undefined {
    if (this.#state === state) return undefined
    this.#state = state
    return state
  }
}
