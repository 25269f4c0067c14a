import { Output } from '../media/output.ts'
import { wait } from './moments.ts'
import { type Echo, echoOf, type HeardTone, toneLevel } from './tone-level.ts'

/** Three notes of a chord, far from the hum of the mains; hertz. */
const TONES = [523.25, 659.25, 783.99]
/** Each note (s), the pause after it, and how long an echo is waited for. */
const LENGTH = 0.7
const PAUSE = 0.15
const ECHO_WITHIN = 0.4
/** The silence that is listened to before (s). */
const SILENCE = 1
/** Amplitude of the notes, loud enough for a hall and without clipping. */
const AMPLITUDE = 0.25
const PLAYED = 20 * Math.log10(AMPLITUDE / Math.SQRT2)
/** Samples of one look: 170 ms at 48 kHz, in which neighbouring notes are well apart. */
const LOOK = 8192
const LOOK_EVERY = 60

/**
 * Plays three notes to the hall, on the loudspeaker with this id (empty: the system's own), and listens how much of
 * them comes back; null without a microphone.
 */
export async function measureEcho(
  microphone: MediaStreamTrack | null,
  loudspeaker: string,
  signal: AbortSignal,
): Promise<Echo | null> {
  const output = new Output()
  const { context } = output
  try {
    // One that is not plugged in is stood in for by the system's own.
    await output.playOn(loudspeaker).catch(() => undefined)
    await context.resume()
    const analyser = new AnalyserNode(context, { fftSize: LOOK })
    if (microphone)
      new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([microphone]) }).connect(
        analyser,
      )
    const begin = context.currentTime + SILENCE + 0.2
    const starts = TONES.map((hertz, index) => {
      const start = begin + index * (LENGTH + PAUSE)
      play(output, hertz, start)
      return start
    })
    const end = begin + TONES.length * (LENGTH + PAUSE) + ECHO_WITHIN
    const heard = TONES.map(() => ({ before: [] as number[], during: [] as number[] }))
    const samples = new Float32Array(LOOK)
    const filled = context.currentTime + LOOK / context.sampleRate
    while (context.currentTime < end) {
      await wait(LOOK_EVERY, signal)
      const now = context.currentTime
      if (now < filled) continue
      analyser.getFloatTimeDomainData(samples)
      note(samples, context.sampleRate, now, begin, starts, heard)
    }
    const echo = microphone ? echoOf(PLAYED, heard) : null
    return echo && { ...echo, echoReturnLoss: Math.round(echo.echoReturnLoss * 10) / 10 }
  } finally {
    output.close()
  }
}

function note(
  samples: Float32Array,
  rate: number,
  now: number,
  begin: number,
  starts: readonly number[],
  heard: readonly { readonly before: number[]; readonly during: number[] }[],
): void {
  TONES.forEach((hertz, index) => {
    const start = starts[index] ?? 0
    const tone = heard[index] as HeardTone & { before: number[]; during: number[] }
    if (now < begin) tone.before.push(toneLevel(samples, rate, hertz))
    else if (now > start && now < start + LENGTH + ECHO_WITHIN)
      tone.during.push(toneLevel(samples, rate, hertz))
  })
}

/** One note with soft edges, so that it does not crack. */
function play({ context, input }: Output, frequency: number, start: number): void {
  const edge = 0.04
  const oscillator = new OscillatorNode(context, { frequency })
  const gain = new GainNode(context, { gain: 0 })
  gain.gain.setValueAtTime(0, start)
  gain.gain.linearRampToValueAtTime(AMPLITUDE, start + edge)
  gain.gain.setValueAtTime(AMPLITUDE, start + LENGTH - edge)
  gain.gain.linearRampToValueAtTime(0, start + LENGTH)
  oscillator.connect(gain).connect(input)
  oscillator.start(start)
  oscillator.stop(start + LENGTH)
}
