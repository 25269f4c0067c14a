/**
 * Level of one frequency within samples from −1 to 1, dBFS (root mean square), by Goertzel's algorithm under a Hann
 * window. `rate` in samples per second.
 */
export function toneLevel(samples: Float32Array, rate: number, hertz: number): number {
  const turn = (2 * Math.PI * hertz) / rate
  const factor = 2 * Math.cos(turn)
  const count = samples.length
  let [before, last, weight] = [0, 0, 0]
  for (let index = 0; index < count; index += 1) {
    const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * index) / (count - 1))
    const next = window * (samples[index] ?? 0) + factor * last - before
    before = last
    last = next
    weight += window
  }
  const square = last * last + before * before - factor * last * before
  const amplitude = (2 * Math.sqrt(Math.max(0, square))) / weight
  return Math.max(-120, 20 * Math.log10(amplitude / Math.SQRT2))
}

/** What was heard of one tone. */
export interface HeardTone {
  /** Levels at its frequency before it was played, and while it was, dBFS. */
  readonly before: readonly number[]
  readonly during: readonly number[]
}

export interface Echo {
  /** dB; at least so much when nothing was found. */
  readonly echoReturnLoss: number
  readonly echoFound: boolean
}

/** Above the loudest of the silence before it by this many dB, a tone is there. */
const OVER_SILENCE = 6
/** One tone may be met by a voice in the hall; an echo brings all of them. */
const LEAST_FOUND = 2

/** The loudest echo of tones that were each played at `played` dBFS; null where nothing was listened to. */
export function echoOf(played: number, tones: readonly HeardTone[]): Echo | null {
  const loudest = tones.flatMap(({ before, during }) =>
    before.length > 0 && during.length > 0
      ? [{ silence: Math.max(...before), level: Math.max(...during) }]
      : [],
  )
  if (loudest.length === 0) return null
  const found = loudest.filter(({ silence, level }) => level > silence + OVER_SILENCE)
  const echoFound = found.length >= LEAST_FOUND
  const level = Math.max(...(echoFound ? found : loudest).map((tone) => tone.level))
  return { echoReturnLoss: played - level, echoFound }
}
