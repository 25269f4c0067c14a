import { setTimeout as after } from 'node:timers'
import type { LineState } from '../../domain/conference.ts'
import type { LossReason, LostLine } from '../../domain/protocol.ts'
import type { Instant } from '../../domain/time.ts'
import type { Clock } from '../clock.ts'

/** A loss shorter than this never enters the log. */
const LOGGED_AFTER_MS = 10_000

export interface LinesParts {
  readonly clock: Clock
  /** At once, at every change of who is there and why not. */
  readonly changed: () => void
  /** For the log: what was measured, and since when. */
  readonly report: (bridge: string, kind: 'connected' | 'lost', since: Instant) => void
  readonly loggedAfterMs?: number
}

interface Loss {
  readonly since: Instant
  reason: LossReason
  /** Null once the log knows. */
  readonly timer: NodeJS.Timeout | null
}

/**
 * Which halls of one conference are connected, and why the others are not. The pages hear of a change at once; the
 * log hears of a loss that lasts 10 s, with the time at which it began, and of the return from it.
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

  get lost(): readonly LostLine[] {
    return [...this.#losses]
      .map(([bridge, { since, reason }]) => ({ bridge, since, reason }))
      .sort((a, b) => (a.bridge < b.bridge ? -1 : 1))
  }

  /** The hall is there. */
  connect(bridge: string): void {
    if (this.#present.has(bridge)) return
    this.#present.add(bridge)
    const loss = this.#losses.get(bridge)
    if (loss?.timer) clearTimeout(loss.timer)
    this.#losses.delete(bridge)
    this.#parts.changed()
    this.#parts.report(bridge, 'connected', this.#parts.clock.now())
  }

  /** The hall is not there any more, or not there for another reason than before. */
  lose(bridge: string, reason: LossReason): void {
    const loss = this.#losses.get(bridge)
    if (loss?.reason === reason || (!loss && !this.#present.delete(bridge))) return
    if (loss) loss.reason = reason
    else this.#watch(bridge, reason)
    this.#parts.changed()
  }

  /** Halls as the log holds them, which this node, new as owner, has not seen yet. */
  expect(bridges: readonly { readonly id: string; readonly line: LineState }[]): void {
    for (const { id, line } of bridges) {
      if (this.#present.has(id) || this.#losses.has(id)) continue
      if (line.kind === 'connected') this.#watch(id, 'page-silent')
      if (line.kind === 'lost')
        this.#losses.set(id, { since: line.since, reason: 'page-silent', timer: null })
    }
  }

  close(): void {
    for (const { timer } of this.#losses.values()) if (timer) clearTimeout(timer)
    this.#losses.clear()
    this.#present.clear()
  }

  #watch(bridge: string, reason: LossReason): void {
    const since = this.#parts.clock.now()
    const timer = after(() => {
      const { reason: last } = this.#losses.get(bridge) ?? { reason }
      this.#losses.set(bridge, { since, reason: last, timer: null })
      this.#parts.report(bridge, 'lost', since)
    }, this.#parts.loggedAfterMs ?? LOGGED_AFTER_MS)
    this.#losses.set(bridge, { since, reason, timer })
  }
}
