import { describe, expect, test } from 'vitest'
import { MOST_GAIN, newVoice, nextGain, TARGET, type VoiceState } from '../../client/media/gain.ts'
import { kWeighting, loudness } from '../../client/media/loudness.ts'
import { seededRandom } from '../faults/random.ts'

const STEP = 0.1

/** Runs through measures of 100 ms; gives every state. */
function run(measures: readonly number[], from: VoiceState = newVoice): VoiceState[] {
  const states = [from]
  for (const measured of measures) states.push(nextGain(measured, states.at(-1) as VoiceState, STEP))
  return states.slice(1)
}

const gains = (states: readonly VoiceState[]) => states.map(({ gain }) => gain)
const last = (states: readonly VoiceState[]) => states.at(-1) as VoiceState

/** So many seconds of a voice: words with syllables of unequal strength, pauses with the room in them. */
function speech(seconds: number, level: number, room = -60): number[] {
  const random = seededRandom(7)
  return Array.from({ length: seconds / STEP }, (_, index) => {
    const isPause = index % 11 > 7
    return isPause ? room + 2 * random() : level - 4 + 7 * random()
  })
}

const still = (seconds: number, level = -60) => Array.from({ length: seconds / STEP }, () => level)

/** Mean loudness of what is heard while somebody speaks. */
function heard(measures: readonly number[], states: readonly VoiceState[], seconds: number): number {
  const from = measures.length - seconds / STEP
  const powers = measures.flatMap((measured, index) =>
    index >= from && measured > -45 ? [10 ** ((measured + (states[index] as VoiceState).gain) / 10)] : [],
  )
  return 10 * Math.log10(powers.reduce((sum, power) => sum + power, 0) / powers.length)
}

describe('a voice is brought to the same loudness', () => {
  test.each([-35, -31, -27, -23, -17, -11])('from %d LUFS', (level) => {
    const measures = speech(60, level)
    expect(Math.abs(heard(measures, run(measures), 10) - TARGET)).toBeLessThan(1.5)
  })

  test('within bounds: what is too quiet or too loud is changed by 12 dB and not more', () => {
    expect(last(run(speech(120, -40))).gain).toBeLessThanOrEqual(MOST_GAIN)
    expect(last(run(speech(120, -2))).gain).toBeGreaterThanOrEqual(-MOST_GAIN)
    expect(last(run(speech(120, -2))).gain).toBeLessThan(-11)
  })

  test('when another person takes the microphone, louder or quieter than the one before', () => {
    const louder = [...speech(40, -33), ...speech(40, -15)]
    expect(Math.abs(heard(louder, run(louder), 10) - TARGET)).toBeLessThan(1.5)
    const quieter = [...speech(40, -15), ...speech(90, -33)]
    expect(Math.abs(heard(quieter, run(quieter), 10) - TARGET)).toBeLessThan(2)
  })
})

describe('nothing is heard to pump', () => {
  test('the gain holds in silence, however long', () => {
    const before = last(run(speech(30, -32)))
    expect(last(run(still(600), before))).toEqual(before)
    expect(last(run(still(60, Number.NEGATIVE_INFINITY), before))).toEqual(before)
  })

  test('the gain holds while a pause is full of the room', () => {
    const before = last(run(speech(30, -23)))
    expect(last(run(still(10, -42), before)).gain).toBe(before.gain)
  })

  test('once learnt, a voice with its pauses is left alone', () => {
    const settled = gains(run(speech(90, -30))).slice(-300)
    expect(Math.max(...settled) - Math.min(...settled)).toBeLessThan(1)
  })

  test('it never moves by more than one decibel within a tenth of a second', () => {
    const wild = [...still(3), ...speech(5, -40), ...speech(5, -3), ...still(2), ...speech(5, -30)]
    const states = gains(run(wild))
    for (const [index, gain] of states.entries())
      expect(Math.abs(gain - (states[index - 1] ?? 0))).toBeLessThan(1)
  })

  test('five seconds of applause do not make the speaker after them hard to hear', () => {
    const before = run(speech(40, -23))
    const applause = run(still(5, -9), last(before))
    expect(last(before).gain - last(applause).gain).toBeLessThan(6)
    const after = run(speech(35, -23), last(applause))
    expect(Math.abs(last(after).gain - last(before).gain)).toBeLessThan(1.5)
  })
})

describe('loudness is measured as ITU-R BS.1770 says', () => {
  test('with the coefficients of the Recommendation at 48 kHz', () => {
    const [shelf, highPass] = kWeighting(48_000)
    const close = (given: readonly number[], expected: readonly number[]) => {
      for (const [index, value] of expected.entries()) expect(given[index]).toBeCloseTo(value, 9)
    }
    close(shelf.feedforward, [1.53512485958697, -2.69169618940638, 1.19839281085285])
    close(shelf.feedback, [1, -1.69065929318241, 0.73248077421585])
    close(highPass.feedforward, [1, -2, 1])
    close(highPass.feedback, [1, -1.99004745483398, 0.99007225036621])
  })

  test.each([44_100, 48_000])('a full tone of 997 Hz is −3.01 LUFS at %d samples per second', (rate) => {
    let samples = Float32Array.from({ length: rate }, (_, n) => Math.sin((2 * Math.PI * 997 * n) / rate))
    for (const { feedforward, feedback } of kWeighting(rate)) {
      const filtered = new Float32Array(samples.length)
      for (let n = 0; n < samples.length; n++) {
        let value = 0
        for (let k = 0; k < 3; k++) {
          value += (feedforward[k] as number) * (samples[n - k] ?? 0)
          if (k > 0) value -= (feedback[k] as number) * (filtered[n - k] ?? 0)
        }
        filtered[n] = value
      }
      samples = filtered
    }
    expect(loudness(samples.subarray(rate / 2))).toBeCloseTo(-3.01, 1)
  })
})
