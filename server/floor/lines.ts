import { setTimeout as after } from 'node:timers'
import type { Instant } from '../../domain/time.ts'
import type { Clock } from '../clock.ts'

/** A loss shorter than this never enters the log. */
const LOGGED_AFTER_MS = 10_000

export interface LinesParts {
  readonly clock: Clock
  /** Pushed to every page at once: the bridges whose hall is there now. */
  readonly present: (bridges: readonly string[]) => void
  /** For the log: what was measured, and since when. */
  readonly report: (bridge: string, kind: 'connected' | 'lost', since: Instant) => void
  readonly loggedAfterMs?: number
}

interface Loss {
  readonly since: Instant
  readonly timer: NodeJS.Timeout
}

/**
 * Which halls of one conference are connected. The pages hear of a change at once; the log hears of a loss that
 * lasts 10 s, with the time at which it began, and of the return from it.
 */
export class Lines {
  readonly #parts: LinesParts
  readonly #present = new Set<string>()
  readonly #losses = new Map<string, Loss>()

  constructor(parts: LinesParts) {
    this.#parts = parts
  }

  get present(): readonly string[] {
    return [...this.#present].sort()
  }

  /** The hall is there. */
  connect(bridge: string): void {
    if (this.#present.has(bridge)) return
    this.#present.add(bridge)
    const loss = this.#losses.get(bridge)
    if (loss) clearTimeout(loss.timer)
    this.#losses.delete(bridge)
    this.#parts.present(this.present)
    this.#parts.report(bridge, 'connected', this.#parts.clock.now())
  }

  /** The hall is not there any more. */
  lose(bridge: string): void {
    if (!this.#present.delete(bridge)) return
    this.#watch(bridge)
    this.#parts.present(this.present)
  }

  /** Halls that the log holds for connected and this node, new as owner, has not seen yet. */
  expect(bridges: readonly string[]): void {
    for (const bridge of bridges)
      if (!this.#present.has(bridge) && !this.#losses.has(bridge)) this.#watch(bridge)
  }

  close(): void {
    for (const loss of this.#losses.values()) clearTimeout(loss.timer)
    this.#losses.clear()
    this.#present.clear()
  }

  #watch(bridge: string): void {
    const since = this.#parts.clock.now()
    const timer = after(() => {
      this.#losses.delete(bridge)
      this.#parts.report(bridge, 'lost', since)
    }, this.#parts.loggedAfterMs ?? LOGGED_AFTER_MS)
    this.#losses.set(bridge, { since, timer })
  }
}
