import type { SharedScreen } from '../../domain/stage.ts'
import type { Seat } from './seat.ts'

const LOOK_MS = 1000
/** A page that comes back after a cut, a restart or a dead worker shows its screen again within this time (ms). */
const GONE_AFTER_MS = 10_000

export interface SharedScreensParts {
  readonly seats: ReadonlySet<Seat>
  /** The screen of this bridge does not come back. Told again as long as the log names it. */
  readonly gone: (bridge: string) => void
  readonly goneAfterMs?: number
}

/**
 * Whose screen is shown: the one that the log names, and no other. A screen ends with what the log says of it,
 * whatever its page does; one whose page has gone for good is reported, so that no stage waits for it.
 */
export class SharedScreens {
  readonly #parts: SharedScreensParts
  #named: SharedScreen | null = null
  #timer: NodeJS.Timeout | null = null
  #seenAt = 0

  constructor(parts: SharedScreensParts) {
    this.#parts = parts
  }

  /** The seat that sends the screen that is shown; null while nobody does. */
  get sender(): Seat | null {
    const sending = [...this.#parts.seats].filter((seat) => seat.screenSince !== null && this.#isNamed(seat))
    return sending.sort((a, b) => (b.screenSince ?? 0) - (a.screenSince ?? 0))[0] ?? null
  }

  /** The screen that the log names now. */
  follow(named: SharedScreen | null): void {
    if (named === this.#named) return
    this.close()
    this.#named = named
    for (const seat of this.#parts.seats)
      if (seat.screenSince !== null && !this.#isNamed(seat)) seat.stopScreen()
    if (!named) return
    this.#seenAt = performance.now()
    this.#timer = setInterval(() => this.#look(named.bridge), LOOK_MS)
  }

  /** A page has begun to send its screen. One bridge shows one: the last that was begun. */
  begun(seat: Seat): void {
    if (!this.#isNamed(seat)) return
    for (const other of this.#parts.seats) if (other !== seat && this.#isNamed(other)) other.stopScreen()
  }

  /** Idempotent. */
  close(): void {
    if (this.#timer) clearInterval(this.#timer)
    this.#timer = null
    this.#named = null
  }

  /** Whether the log shows the screen of this seat's page, or of another of the same bridge's chair. */
  #isNamed(seat: Seat): boolean {
    const named = this.#named
    if (!named) return false
    if (named.origin === 'hall') return seat.bridge === named.bridge
    return seat.bridge === null && seat.rights.chairs(named.bridge)
  }

  #look(bridge: string): void {
    const now = performance.now()
    if (this.sender) this.#seenAt = now
    if (now - this.#seenAt < (this.#parts.goneAfterMs ?? GONE_AFTER_MS)) return
    this.#seenAt = now
    this.#parts.gone(bridge)
  }
}
