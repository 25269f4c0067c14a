import { PdfError } from './pdf-error.ts'

const maxSteps = 40_000_000
const maxInflated = 64 * 1024 * 1024
const maxMilliseconds = 4_000
const stepsBetweenClockReadings = 16_384

/** What one file may cost to read: tokens, inflated bytes and time. A hostile file ends in `too-complex`. */
export interface Budget {
  /** @throws PdfError `too-complex` */
  readonly spend: (steps: number) => void
  /** Bytes that may still come out of filters. */
  readonly inflatable: () => number
  readonly inflated: (bytes: number) => void
}

export function createBudget(): Budget {
  const started = performance.now()
  let steps = 0
  let untilClock = stepsBetweenClockReadings
  let inflated = 0
  return {
    spend(count) {
      steps += count
      untilClock -= count
      if (steps > maxSteps) throw new PdfError('too-complex', `more than ${maxSteps} steps`)
      if (untilClock > 0) return
      untilClock = stepsBetweenClockReadings
      if (performance.now() - started > maxMilliseconds) throw new PdfError('too-complex', 'takes too long')
    },
    inflatable: () => maxInflated - inflated,
    inflated(bytes) {
      inflated += bytes
    },
  }
}
