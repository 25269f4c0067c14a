import type { Path } from '../../domain/line-report.ts'
import type { Measured, MeasuredWay } from '../../domain/rehearsal.ts'

type MeasuredLine = NonNullable<Measured['line']>

/** One entry of a WebRTC statistics report (W3C webrtc-stats), as far as it is read here. */
export type Statistic = Readonly<Record<string, unknown>> & { readonly id: string; readonly type: string }

/** All statistics of one moment. */
export interface Moment {
  /** Milliseconds, monotonic. */
  readonly at: number
  readonly statistics: readonly Statistic[]
}

/**
 * How the line did between the first and the last of these moments. Shares from 0 to 1, times in milliseconds, rates
 * in bits per second; null where the browser does not say.
 */
export function lineFigures(moments: readonly Moment[]): MeasuredLine {
  const [first, last] = [moments[0], moments.at(-1)]
  if (!first || !last || last.at <= first.at) return noLine
  const seconds = (last.at - first.at) / 1000
  const grown = growth(first.statistics, last.statistics)
  const outbound = grown('outbound-rtp')
  const remote = grown('remote-inbound-rtp')
  const inbound = grown('inbound-rtp')
  const pair = selectedPair(last.statistics)
  return {
    path: pair && pathOf(pair, last.statistics),
    roundTrip: mean(
      moments.flatMap(({ statistics }) => inMilliseconds(selectedPair(statistics), 'currentRoundTripTime')),
    ),
    uplink: {
      loss: share(sum(remote, 'packetsLost'), sum(outbound, 'packetsSent')),
      jitter: jitter(last.statistics, 'remote-inbound-rtp'),
      bitrate: rate(outbound, ['bytesSent', 'headerBytesSent'], seconds),
      available: highest(
        moments.flatMap(({ statistics }) => numbers(pairs(statistics), 'availableOutgoingBitrate')),
      ),
    },
    downlink: {
      loss: share(sum(inbound, 'packetsLost'), lostAndReceived(inbound)),
      jitter: jitter(last.statistics, 'inbound-rtp'),
      bitrate: rate(inbound, ['bytesReceived', 'headerBytesReceived'], seconds),
      available: null,
    },
  }
}

const nothing: MeasuredWay = { loss: null, jitter: null, bitrate: null, available: null }

/** A hall that never reached the media server. */
export const noLine: MeasuredLine = { path: null, roundTrip: null, uplink: nothing, downlink: nothing }

/** By how much the counters of each kind of statistic have grown; those that began in between count from nothing. */
function growth(before: readonly Statistic[], after: readonly Statistic[]) {
  const known = new Map(before.map((statistic) => [statistic.id, statistic]))
  return (type: string): readonly Statistic[] =>
    after
      .filter((statistic) => statistic.type === type)
      .map((statistic) => {
        const earlier = known.get(statistic.id)
        const entries = Object.entries(statistic).map(([key, value]) => {
          const was = earlier?.[key]
          return [key, typeof value === 'number' && typeof was === 'number' ? value - was : value]
        })
        return Object.fromEntries(entries) as Statistic
      })
}

function pairs(statistics: readonly Statistic[]): readonly Statistic[] {
  const chosen = new Set(statistics.map((each) => each.selectedCandidatePairId).filter(Boolean))
  return statistics.filter(
    (each) =>
      each.type === 'candidate-pair' &&
      (chosen.size > 0 ? chosen.has(each.id) : each.nominated === true && each.state === 'succeeded'),
  )
}

function selectedPair(statistics: readonly Statistic[]): Statistic | null {
  return pairs(statistics)[0] ?? null
}

function pathOf(pair: Statistic, statistics: readonly Statistic[]): Path | null {
  const local = statistics.find(({ id }) => id === pair.localCandidateId)
  if (!local) return null
  if (local.candidateType === 'relay') return 'relay'
  return local.protocol === 'tcp' ? 'tcp' : 'udp'
}

/** Of the voice where there is one: the frames of a picture come in bursts, which is not the line's doing. */
function jitter(statistics: readonly Statistic[], type: string): number | null {
  const all = statistics.filter((statistic) => statistic.type === type)
  const voices = all.filter(({ kind }) => kind === 'audio')
  return mean((voices.length > 0 ? voices : all).flatMap((each) => inMilliseconds(each, 'jitter')))
}

function lostAndReceived(inbound: readonly Statistic[]): number | null {
  const received = sum(inbound, 'packetsReceived')
  return received === null ? null : received + Math.max(0, sum(inbound, 'packetsLost') ?? 0)
}

/** Statistics give seconds. */
function inMilliseconds(statistic: Statistic | null, key: string): readonly number[] {
  return statistic ? numbers([statistic], key).map((seconds) => seconds * 1000) : []
}

function numbers(statistics: readonly Statistic[], key: string): readonly number[] {
  return statistics.flatMap((statistic) => {
    const value = statistic[key]
    return typeof value === 'number' && Number.isFinite(value) ? [value] : []
  })
}

function sum(statistics: readonly Statistic[], key: string): number | null {
  const found = numbers(statistics, key)
  return found.length === 0 ? null : found.reduce((total, value) => total + value, 0)
}

function rate(statistics: readonly Statistic[], keys: readonly string[], seconds: number): number | null {
  const bytes = keys.flatMap((key) => sum(statistics, key) ?? [])
  if (bytes.length === 0) return null
  return Math.max(0, Math.round((bytes.reduce((total, value) => total + value, 0) * 8) / seconds))
}

function share(part: number | null, whole: number | null): number | null {
  if (part === null || whole === null || whole <= 0) return null
  return Math.round(Math.min(1, Math.max(0, part / whole)) * 1e4) / 1e4
}

function mean(values: readonly number[]): number | null {
  if (values.length === 0) return null
  return Math.round((values.reduce((total, value) => total + value, 0) / values.length) * 10) / 10
}

function highest(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.round(Math.max(...values))
}
