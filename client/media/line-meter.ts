import type { LineReport } from '../../domain/line-report.ts'
import { type LineSample, lineReport, sampleLine } from './line-report.ts'
import type { Stat } from './stats-fields.ts'

/** Between two reports (ms). */
const REPORT_EVERY = 4000

export interface LineMeterParts {
  /** The statistics of all transports; none while there is no session. */
  readonly stats: () => Promise<readonly RTCStatsReport[]>
  readonly streams: () => Pick<LineSample, 'layers' | 'screen'>
  /** Null: nothing is known any more. */
  readonly measured: (report: LineReport | null) => void
}

/** Measures the page's own line every four seconds until `close()`. */
export class LineMeter {
  readonly #parts: LineMeterParts
  readonly #timer: ReturnType<typeof setInterval>
  #before: LineSample | null = null
  #isMeasuring = false

  constructor(parts: LineMeterParts) {
    this.#parts = parts
    this.#timer = setInterval(() => void this.#measure(), REPORT_EVERY)
  }

  /** Idempotent. */
  close(): void {
    clearInterval(this.#timer)
  }

  async #measure(): Promise<void> {
    if (this.#isMeasuring) return
    this.#isMeasuring = true
    try {
      const reports = await this.#parts.stats()
      const before = this.#before
      if (reports.length === 0) {
        this.#before = null
        if (before) this.#parts.measured(null)
        return
      }
      const stats = reports.map((report) => report.values() as Iterable<Stat>)
      this.#before = sampleLine(stats, { ...this.#parts.streams(), at: performance.now() }, before)
      if (before) this.#parts.measured(lineReport(before, this.#before))
    } catch {
      // A transport that closed meanwhile: the next round sees its successor.
    } finally {
      this.#isMeasuring = false
    }
  }
}
