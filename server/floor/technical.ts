import type { TechnicalLine, TechnicalPush } from '../../domain/protocol.ts'
import { push } from '../sockets.ts'
import type { Seat } from './seat.ts'

const PUSH_MS = 2000
/** Figures this old (ms) are given again instead of being measured anew. */
const KEPT_MS = 1000

export interface TechnicalParts {
  readonly conference: string
  /** The bridges of the conference, in its order. */
  readonly bridges: () => readonly string[]
  /** The seat of a bridge's hall. */
  readonly hall: (bridge: string) => Seat | undefined
  readonly report: (error: unknown) => void
}

/**
 * How the lines of one conference do, in figures: measured once for everybody who looks, and pushed every 2 s while
 * somebody does.
 */
export class Technical {
  readonly #parts: TechnicalParts
  readonly #watchers = new Set<Seat>()
  #timer: NodeJS.Timeout | null = null
  #measured: { readonly at: number; readonly lines: Promise<readonly TechnicalLine[]> } | null = null

  constructor(parts: TechnicalParts) {
    this.#parts = parts
  }

  watch(seat: Seat): void {
    this.#watchers.add(seat)
    void this.#push([seat])
    this.#timer ??= setInterval(() => void this.#push(this.#watchers), PUSH_MS)
  }

  unwatch(seat: Seat): void {
    this.#watchers.delete(seat)
    if (this.#watchers.size === 0) this.close()
  }

  /** One line for each bridge. */
  lines(): Promise<readonly TechnicalLine[]> {
    const now = performance.now()
    if (!this.#measured || now - this.#measured.at >= KEPT_MS)
      this.#measured = { at: now, lines: Promise.all(this.#parts.bridges().map((id) => this.#line(id))) }
    return this.#measured.lines
  }

  /** Idempotent. */
  close(): void {
    if (this.#timer) clearInterval(this.#timer)
    this.#timer = null
    this.#watchers.clear()
  }

  async #line(bridge: string): Promise<TechnicalLine> {
    const seat = this.#parts.hall(bridge)
    // A peer that closes while it is measured has no figures.
    const measured = await seat?.peer?.figures().catch(() => null)
    return { bridge, reported: seat?.report ?? null, measured: measured ?? null }
  }

  async #push(seats: Iterable<Seat>): Promise<void> {
    try {
      const lines = await this.lines()
      const message: TechnicalPush = { conference: this.#parts.conference, lines }
      for (const seat of seats) if (this.#watchers.has(seat)) push(seat.socket, 'technical', message)
    } catch (error) {
      this.#parts.report(error)
    }
  }
}
