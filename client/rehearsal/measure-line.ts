import { REHEARSAL_PORTION } from '../../domain/protocol.ts'
import type { Measured } from '../../domain/rehearsal.ts'
import { BITRATES } from '../../domain/rehearsal-judgement.ts'
import type { HallMedia } from '../media/index.ts'
import { type LineSample, type Stat, sampleLine } from '../media/line-report.ts'
import { lineFigures, noLine } from './line-figures.ts'
import { meet, wait } from './moments.ts'

/** A hall that has not reached the media server by then (ms) does not reach it. */
const CONNECT_WITHIN = 20_000
/** From the connection to its own picture coming back (ms). */
const PICTURE_WITHIN = 10_000
/** The estimate of what the line carries rises in the first seconds (ms). */
const SETTLE = 3000
const MEASURED_FOR = 10_000
const LOOK_EVERY = 1000
/** How long the way in is filled (ms), how many portions are on their way at once, and what is plenty. */
const FILL_FOR = 3000
const AT_ONCE = 4
const PLENTY = 2 * BITRATES.downlink

export interface LineParts {
  readonly media: HallMedia
  /** One portion of bytes from the server; null when it gives no more. */
  readonly portion: () => Promise<ArrayBuffer | null>
  /** How many seconds of measuring are left; null before it begins, 0 while the way in is filled. */
  readonly left: (seconds: number | null) => void
}

/**
 * Measures both ways of the line with the hall's own picture and sound, which go to the media server and come back;
 * then fills the way in to learn what it would carry.
 */
export async function measureLine(
  { media, portion, left }: LineParts,
  signal: AbortSignal,
): Promise<NonNullable<Measured['line']>> {
  left(null)
  const isConnected = () => media.getSnapshot().connection.kind === 'connected' || null
  const connected = await meet(isConnected, CONNECT_WITHIN, signal)
  const figures = connected && sendsAnything(media) ? await sample(media, left, signal) : noLine
  left(0)
  const available = connected ? await fill(portion) : null
  return { ...figures, downlink: { ...figures.downlink, available } }
}

async function sample(
  media: HallMedia,
  left: LineParts['left'],
  signal: AbortSignal,
): Promise<NonNullable<Measured['line']>> {
  await meet(() => media.getSnapshot().peers.size > 0 || null, PICTURE_WITHIN, signal)
  await wait(SETTLE, signal)
  const samples: LineSample[] = []
  for (let passed = 0; passed <= MEASURED_FOR; passed += LOOK_EVERY) {
    if (passed > 0) await wait(LOOK_EVERY, signal)
    left((MEASURED_FOR - passed) / 1000)
    const reports = await media.getStats()
    const stats = reports.map((report) => report.values() as Iterable<Stat>)
    // A line that has begun anew meanwhile is measured from there on.
    if (stats.length === 0) samples.length = 0
    else samples.push(sampleLine(stats, { layers: new Map(), screen: null, at: performance.now() }, null))
  }
  return lineFigures(samples)
}

function sendsAnything(media: HallMedia): boolean {
  const { camera, microphone } = media.getSnapshot()
  return camera.kind !== 'failed' || microphone.kind !== 'failed'
}

/** Bits per second that came in while as much was asked for as came; null when nothing did. */
async function fill(portion: () => Promise<ArrayBuffer | null>): Promise<number | null> {
  const from = performance.now()
  let [bytes, last] = [0, from]
  const isEnough = () => {
    const now = performance.now()
    return now - from > FILL_FOR || (now - from > 500 && (bytes * 8000) / (now - from) > PLENTY)
  }
  const fetching = Array.from({ length: AT_ONCE }, async () => {
    while (!isEnough()) {
      if (!(await portion())) return
      bytes += REHEARSAL_PORTION
      last = performance.now()
    }
  })
  await Promise.all(fetching)
  return bytes === 0 ? null : Math.round((bytes * 8000) / Math.max(1, last - from))
}
