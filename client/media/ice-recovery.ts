import type { types } from 'mediasoup-client'
import { MOST_RESTARTS, RESTART_AFTER, RESTART_AGAIN_AFTER } from './recovery.ts'

export interface IceRecoveryEvents {
  /** `steady` has changed. */
  readonly changed: () => void
  /** Restarting has not helped. */
  readonly broken: () => void
  /** Has the room restart ICE and brings the answer to the transport. */
  readonly restart: (transport: types.Transport) => Promise<void>
}

/** Mends an interrupted path by restarting ICE a few times, one restart at a time, then gives it up. */
export class IceRecovery {
  readonly #events: IceRecoveryEvents
  readonly #transports = new Set<types.Transport>()
  readonly #interrupted = new Set<types.Transport>()
  #restarts = 0
  #restarting: Promise<void> | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #closed = false

  constructor(events: IceRecoveryEvents) {
    this.#events = events
  }

  /** Whether no path is interrupted. */
  get steady(): boolean {
    return this.#interrupted.size === 0
  }

  watch(transport: types.Transport): void {
    this.#transports.add(transport)
    transport.on('connectionstatechange', (state) => {
      if (this.#closed) return
      if (state === 'connected') this.#interrupted.delete(transport)
      else if (state === 'disconnected' || state === 'failed') this.#interrupted.add(transport)
      else return
      this.#events.changed()
      this.#schedule(RESTART_AFTER)
    })
  }

  /** The network has changed: restarts at once, before the paths notice. */
  restartNow(): void {
    if (this.#closed || this.#restarting) return
    this.#restartAll().then(
      () => this.#schedule(RESTART_AGAIN_AFTER),
      () => this.#closed || this.#events.broken(),
    )
  }

  /** Idempotent. */
  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
  }

  #schedule(after: number): void {
    clearTimeout(this.#timer)
    if (this.steady) this.#restarts = 0
    if (this.steady || this.#closed) return
    this.#timer = setTimeout(() => {
      if (this.#closed || this.steady) return
      if (this.#restarts === MOST_RESTARTS) return this.#events.broken()
      this.#restarts += 1
      this.restartNow()
    }, after)
  }

  #restartAll(): Promise<void> {
    const restart = async () => {
      // One that has never connected has nothing to restart.
      const begun = [...this.#transports].filter((one) => !one.closed && one.connectionState !== 'new')
      await Promise.all(begun.map((one) => this.#events.restart(one)))
    }
    this.#restarting = restart().finally(() => {
      this.#restarting = undefined
    })
    return this.#restarting
  }
}
