import type { Measured, MeasuredWay } from '../../domain/rehearsal.ts'
import { type LineSample, lineReport } from '../media/line-report.ts'

type MeasuredLine = NonNullable<Measured['line']>

const nothing: MeasuredWay = { loss: null, jitter: null, bitrate: null, available: null }

/** A hall that never reached the media server. */
export const noLine: MeasuredLine = { path: null, roundTrip: null, uplink: nothing, downlink: nothing }

/**
 * How the line did from the first of these samples to the last. Shares from 0 to 1, times in milliseconds, rates in
 * bits per second; null where the browser does not say. What the way in would carry is not known from this.
 */
export function lineFigures(samples: readonly LineSample[]): MeasuredLine {
  const [first, last] = [samples[0], samples.at(-1)]
  if (!first || !last || last.at <= first.at) return noLine
  const whole = lineReport(first, last)
  const voice = lineReport(voiceOnly(first), voiceOnly(last))
  const each = samples.slice(1).flatMap((sample, index) => {
    const before = samples[index]
    return before ? [lineReport(before, sample)] : []
  })
  return {
    path: whole.path,
    roundTrip: mean(each.flatMap(({ roundTrip }) => roundTrip ?? [])),
    uplink: {
      ...whole.uplink,
      jitter: voice.uplink.jitter ?? whole.uplink.jitter,
      // It takes a while to find out how much goes through: the highest estimate is the latest knowledge.
      available: highest(each.flatMap(({ uplink }) => uplink.available ?? [])),
    },
    downlink: {
      ...whole.downlink,
      jitter: voice.downlink.jitter ?? whole.downlink.jitter,
      available: null,
    },
  }
}

/** The frames of a picture come in bursts, which is not the line's doing. */
function voiceOnly(sample: LineSample): LineSample {
  return { ...sample, stats: sample.stats.filter(({ kind }) => kind !== 'video') }
}

function mean(values: readonly number[]): number | null {
  if (values.length === 0) return null
  return Math.round((values.reduce((total, value) => total + value, 0) / values.length) * 10) / 10
}

function highest(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.max(...values)
}
