import type { LineReport, Path } from '../../domain/line-report.ts'
import {
  bitrate,
  bounded,
  greatest,
  isReceived,
  kindOf,
  milliseconds,
  numberIn,
  pixels,
  type Stat,
  share,
  sum,
  textIn,
} from './stats-fields.ts'

export type { Stat } from './stats-fields.ts'

/*
 * From WebRTC statistics (W3C webrtc-stats) to a report on the line. Browsers leave out what they do not know, and
 * Firefox names some things otherwise: everything is read as if it could be missing.
 */

/** Simulcast layer of each received picture, by the id of its track; null while none arrives. */
export type ReceivedLayers = ReadonlyMap<string, number | null>

/** All statistics of one page at one moment, and what it takes to compare them with those before. */
export interface LineSample {
  /** Milliseconds of a clock that never goes back. */
  readonly at: number
  readonly stats: readonly Stat[]
  readonly layers: ReceivedLayers
  /** Id of the track of the screen that the page shares; null while it shares none. */
  readonly screen: string | null
  /** How many key frames of each received picture there were, and when the last of them came, by its id. */
  readonly keyFrames: ReadonlyMap<string, { readonly count: number; readonly at: number }>
}

/** Takes a sample; `before` is the one before it, for the ages of key frames. */
export function sampleLine(
  reports: readonly Iterable<Stat>[],
  { layers, screen, at }: Pick<LineSample, 'layers' | 'screen' | 'at'>,
  before: LineSample | null,
): LineSample {
  const stats = reports.flatMap((report, index) => [...report].map((stat) => ofTransport(stat, index)))
  const keyFrames = new Map<string, { count: number; at: number }>()
  for (const stat of stats) {
    if (!isReceived(stat, 'video')) continue
    const count = numberIn(stat, 'keyFramesDecoded')
    const known = before?.keyFrames.get(stat.id)
    if (count === null || count === 0) continue
    keyFrames.set(stat.id, known?.count === count ? known : { count, at })
  }
  return { at, stats, layers, screen, keyFrames }
}

/** Names are only unique within one transport. */
function ofTransport(stat: Stat, transport: number): Stat {
  const named = Object.entries(stat).map(([field, value]) =>
    field === 'id' || field.endsWith('Id') ? [field, `${transport}/${value}`] : [field, value],
  )
  return Object.fromEntries(named) as Stat
}

/** How the line did between two samples. */
export function lineReport(before: LineSample, now: LineSample): LineReport {
  const seconds = (now.at - before.at) / 1000
  const earlier = new Map(before.stats.map((stat) => [stat.id, stat]))
  const between: Between = {
    seconds,
    stats: now.stats,
    growth: (stat, field) => {
      const [last, first] = [numberIn(stat, field), numberIn(earlier.get(stat.id), field)]
      // A stream that has begun meanwhile counts from zero; one that has begun anew too.
      return last === null ? null : last - (first !== null && first <= last ? first : 0)
    },
  }
  const main = mainPicture(between)
  return {
    path: pathOf(now.stats),
    roundTrip: roundTrip(now.stats),
    uplink: uplink(between),
    downlink: downlink(between),
    sent: sentPicture(between, now.screen),
    received: main && receivedPicture(between, main, now.layers),
    concealed: concealed(between),
    keyFrameAge: main && keyFrameAge(main, now),
  }
}

interface Between {
  readonly seconds: number
  readonly stats: readonly Stat[]
  /** By how much a counter has grown; null where the browser does not count it. */
  readonly growth: (stat: Stat, field: string) => number | null
}

function uplink({ stats, seconds, growth }: Between): LineReport['uplink'] {
  const sent = stats.filter((stat) => stat.type === 'outbound-rtp')
  const back = stats.filter((stat) => stat.type === 'remote-inbound-rtp')
  const packets = sum(sent.map((stat) => growth(stat, 'packetsSent')))
  const lost = sum(back.map((stat) => growth(stat, 'packetsLost')))
  const pair = selectedPairs(stats).find((one) => numberIn(one, 'availableOutgoingBitrate') !== null)
  return {
    loss: packets === null || lost === null ? null : share(lost, packets),
    jitter: milliseconds(greatest(back.map((stat) => numberIn(stat, 'jitter')))),
    bitrate: bitrate(sum(sent.map((stat) => growth(stat, 'bytesSent'))), seconds),
    available: bounded(numberIn(pair, 'availableOutgoingBitrate'), 1e10),
  }
}

function downlink({ stats, seconds, growth }: Between): LineReport['downlink'] {
  const received = stats.filter((stat) => stat.type === 'inbound-rtp')
  const packets = sum(received.map((stat) => growth(stat, 'packetsReceived')))
  const lost = sum(received.map((stat) => growth(stat, 'packetsLost')))
  return {
    loss: packets === null || lost === null ? null : share(lost, packets + lost),
    jitter: milliseconds(greatest(received.map((stat) => numberIn(stat, 'jitter')))),
    bitrate: bitrate(sum(received.map((stat) => growth(stat, 'bytesReceived'))), seconds),
  }
}

/** The highest layer of the camera that flows; Chromium and Firefox name layers `r0`, `r1`, `r2`. */
function sentPicture(between: Between, screen: string | null): LineReport['sent'] {
  const { stats, growth } = between
  const flowing = stats
    .filter(
      (stat) => stat.type === 'outbound-rtp' && kindOf(stat) === 'video' && textIn(stat, 'rid') !== null,
    )
    .filter((stat) => (growth(stat, 'bytesSent') ?? 0) > 0 && !isOfTrack(stat, screen, stats))
    .sort((a, b) => (textIn(b, 'rid') ?? '').localeCompare(textIn(a, 'rid') ?? ''))
  const [highest] = flowing
  if (!highest) return null
  const layer = Number((textIn(highest, 'rid') ?? '').replace(/^r/, ''))
  return picture(between, highest, 'framesSent', Number.isInteger(layer) ? layer : null)
}

function receivedPicture(between: Between, main: Stat, layers: ReceivedLayers): LineReport['received'] {
  const layer = layers.get(textIn(main, 'trackIdentifier') ?? '') ?? null
  return picture(between, main, 'framesDecoded', layer)
}

function picture(
  { stats, seconds, growth }: Between,
  stat: Stat,
  frames: 'framesSent' | 'framesDecoded',
  layer: number | null,
): NonNullable<LineReport['sent']> {
  // Chromium counts per second itself, of the last second only; the counter is right over the whole time.
  const rate = (growth(stat, frames) ?? 0) / seconds
  return {
    width: pixels(numberIn(stat, 'frameWidth')),
    height: pixels(numberIn(stat, 'frameHeight')),
    frames: Math.min(1000, Math.round(rate * 10) / 10),
    codec: codecOf(stat, stats),
    layer,
  }
}

/** The largest picture that arrives is the main one: nothing else is sent large. */
function mainPicture({ stats, growth }: Between): Stat | null {
  const arriving = stats.filter(
    (stat) => isReceived(stat, 'video') && (growth(stat, 'framesDecoded') ?? 0) > 0,
  )
  const area = (stat: Stat) => (numberIn(stat, 'frameWidth') ?? 0) * (numberIn(stat, 'frameHeight') ?? 0)
  return arriving.reduce<Stat | null>((best, stat) => (best && area(best) >= area(stat) ? best : stat), null)
}

function keyFrameAge(main: Stat, now: LineSample): number | null {
  const last = now.keyFrames.get(main.id)
  return last ? bounded(Math.round((now.at - last.at) / 100) / 10, 1e6) : null
}

/** What was made up of the voices that arrived; a decoder that has nothing to play makes nothing up. */
function concealed({ stats, growth }: Between): number | null {
  const voices = stats.filter(
    (stat) => isReceived(stat, 'audio') && (growth(stat, 'packetsReceived') ?? 0) > 0,
  )
  const samples = sum(voices.map((stat) => growth(stat, 'totalSamplesReceived')))
  const made = sum(voices.map((stat) => growth(stat, 'concealedSamples')))
  // Comfort noise in the speaker's own silence is concealed too, but nothing was lost.
  const silent = sum(voices.map((stat) => growth(stat, 'silentConcealedSamples'))) ?? 0
  return samples === null || made === null || samples === 0 ? null : share(made - silent, samples)
}

function pathOf(stats: readonly Stat[]): Path | null {
  const byId = new Map(stats.map((stat) => [stat.id, stat]))
  const [pair] = selectedPairs(stats)
  const local = pair && byId.get(textIn(pair, 'localCandidateId') ?? '')
  if (!local) return null
  if (textIn(local, 'candidateType') === 'relay') return 'relay'
  const protocol = textIn(local, 'protocol')?.toLowerCase()
  return protocol === 'udp' || protocol === 'tcp' ? protocol : null
}

/** The way over which each transport sends now; Firefox has no `transport` entry that names it. */
function selectedPairs(stats: readonly Stat[]): Stat[] {
  const byId = new Map(stats.map((stat) => [stat.id, stat]))
  const named = stats
    .filter((stat) => stat.type === 'transport')
    .flatMap((stat) => byId.get(textIn(stat, 'selectedCandidatePairId') ?? '') ?? [])
  if (named.length > 0) return named
  const pairs = stats.filter((stat) => stat.type === 'candidate-pair')
  return pairs.filter(
    (pair) => pair.selected === true || (pair.nominated === true && pair.state === 'succeeded'),
  )
}

/** As the path itself is measured; else as the receiver of what is sent reports it. */
function roundTrip(stats: readonly Stat[]): number | null {
  const ofPath = greatest(selectedPairs(stats).map((pair) => numberIn(pair, 'currentRoundTripTime')))
  const reported = stats.filter((stat) => stat.type === 'remote-inbound-rtp')
  return milliseconds(ofPath ?? greatest(reported.map((stat) => numberIn(stat, 'roundTripTime'))))
}

function codecOf(stat: Stat, stats: readonly Stat[]): string | null {
  const codec = stats.find(({ id, type }) => type === 'codec' && id === stat.codecId)
  const name = textIn(codec, 'mimeType')?.replace(/^(video|audio)\//, '')
  return name ? name.slice(0, 40) : null
}

function isOfTrack(stat: Stat, track: string | null, stats: readonly Stat[]): boolean {
  const source = stats.find(({ id }) => id === stat.mediaSourceId)
  return track !== null && textIn(source, 'trackIdentifier') === track
}
