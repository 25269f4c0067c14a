import type { Measured } from '../../domain/rehearsal.ts'
import { wait } from './moments.ts'

/** How long the picture is looked at (ms). */
const LOOKED_AT = 4000
/** Between two looks at its points (ms). */
const LOOK_EVERY = 250
/** The picture is drawn so small to look at it. */
const [WIDTH, HEIGHT] = [64, 36]

/** Looks at the camera's picture for some seconds. */
export async function measureCamera(
  track: MediaStreamTrack,
  signal: AbortSignal,
): Promise<NonNullable<Measured['camera']>> {
  const video = document.createElement('video')
  video.muted = true
  video.playsInline = true
  video.srcObject = new MediaStream([track])
  try {
    await Promise.race([video.play(), wait(LOOKED_AT, signal)])
    // A camera that has just been opened is still finding its exposure.
    await wait(500, signal)
    const frames = countFrames(video)
    const looks: Look[] = []
    for (let at = 0; at < LOOKED_AT; at += LOOK_EVERY) {
      await wait(LOOK_EVERY, signal)
      looks.push(look(video))
    }
    return {
      kind: 'opened',
      width: video.videoWidth,
      height: video.videoHeight,
      frames: round(frames()),
      brightness: looks.at(-1)?.brightness ?? 0,
      frozen: looks.every(({ points }) => sameAs(points, looks[0]?.points ?? [])),
    }
  } finally {
    video.srcObject = null
  }
}

/** @returns a function that gives the frames per second since */
function countFrames(video: HTMLVideoElement): () => number {
  const from = performance.now()
  const already = video.getVideoPlaybackQuality().totalVideoFrames
  return () =>
    ((video.getVideoPlaybackQuality().totalVideoFrames - already) * 1000) / (performance.now() - from)
}

interface Look {
  readonly brightness: number
  readonly points: ArrayLike<number>
}

/** Mean luma (ITU-R BT.709) from 0 to 1, and every point. */
function look(video: HTMLVideoElement): Look {
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context || video.videoWidth === 0) return { brightness: 0, points: [] }
  context.drawImage(video, 0, 0, WIDTH, HEIGHT)
  const { data: points } = context.getImageData(0, 0, WIDTH, HEIGHT)
  let sum = 0
  for (let at = 0; at < points.length; at += 4)
    sum += 0.2126 * (points[at] ?? 0) + 0.7152 * (points[at + 1] ?? 0) + 0.0722 * (points[at + 2] ?? 0)
  return { brightness: Math.min(1, Math.round((sum / (WIDTH * HEIGHT * 255)) * 1000) / 1000), points }
}

function sameAs(points: ArrayLike<number>, others: ArrayLike<number>): boolean {
  if (points.length !== others.length) return false
  for (let at = 0; at < points.length; at += 1) if (points[at] !== others[at]) return false
  return true
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
