import type { Measured } from '../../domain/rehearsal.ts'
import { decibels } from '../media/level-meter.ts'
import { wait } from './moments.ts'
import { clippedShare, noiseLevel, type Stretch, speechLevel, spokenCount } from './speech-level.ts'

/** Samples of one stretch: 85 ms at 48 kHz. */
const STRETCH = 4096
/** Stretches with a voice that are enough: about three seconds of speech. */
const ENOUGH = 35
const SHORTEST = 4000
const LONGEST = 15_000
/** A sample this large is as large as it can be. */
const FULL_SCALE = 0.985

/** Listens until somebody has spoken for about three seconds, fifteen at most. `left` hears how many seconds lack. */
export async function measureMicrophone(
  track: MediaStreamTrack,
  processing: boolean,
  left: (seconds: number) => void,
  signal: AbortSignal,
): Promise<NonNullable<Measured['microphone']>> {
  const context = new AudioContext()
  try {
    const analyser = new AnalyserNode(context, { fftSize: STRETCH })
    new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([track]) }).connect(analyser)
    await context.resume()
    const each = (STRETCH / context.sampleRate) * 1000
    const stretches: Stretch[] = []
    const samples = new Float32Array(STRETCH)
    const from = performance.now()
    // The first stretch is not full yet.
    await wait(each, signal)
    while (performance.now() - from < LONGEST) {
      await wait(each, signal)
      analyser.getFloatTimeDomainData(samples)
      stretches.push({ level: decibels(samples), clipped: share(samples) })
      const lacking = ENOUGH - spokenCount(stretches)
      if (lacking <= 0 && performance.now() - from > SHORTEST) break
      left(Math.max(1, Math.ceil((lacking * each) / 1000)))
    }
    const speech = speechLevel(stretches)
    return {
      kind: 'opened',
      speech: speech === null ? null : round(speech),
      noise: round(noiseLevel(stretches)),
      clipped: Math.round(clippedShare(stretches) * 1e5) / 1e5,
      processing,
    }
  } finally {
    void context.close()
  }
}

function share(samples: Float32Array): number {
  return (
    samples.reduce((count, sample) => count + (Math.abs(sample) >= FULL_SCALE ? 1 : 0), 0) / samples.length
  )
}

function round(level: number): number {
  return Math.round(level * 10) / 10
}
