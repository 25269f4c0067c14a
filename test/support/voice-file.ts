import { writeFileSync } from 'node:fs'

const RATE = 48_000
const SECONDS = 6
/** Syllables in a second. */
const PACE = 4

/**
 * Writes a WAV file of something like a voice: a buzz with harmonics in syllables, a pause after every few, over a
 * faint hiss. `level`: its active level, dBFS (root mean square); `silent`: only the hiss.
 */
export function writeVoice(path: string, { level = -22, silent = false } = {}): void {
  const samples = new Float32Array(RATE * SECONDS)
  let [energy, active] = [0, 0]
  for (let index = 0; index < samples.length; index += 1) {
    const at = index / RATE
    const syllable = Math.sin(Math.PI * ((at * PACE) % 1))
    const speaks = at % 2 < 1.5
    const buzz = [1, 2, 3, 4, 5].reduce((sum, n) => sum + Math.sin(2 * Math.PI * 140 * n * at) / n, 0)
    samples[index] = speaks ? buzz * syllable : 0
    if (!speaks) continue
    energy += (samples[index] ?? 0) ** 2
    active += 1
  }
  const gain = silent ? 0 : 10 ** (level / 20) / Math.sqrt(energy / active)
  const pcm = Int16Array.from(samples, (sample, index) => {
    const hiss = (((index * 7919) % 101) / 101 - 0.5) * 0.0005
    return Math.round(Math.max(-1, Math.min(1, sample * gain + hiss)) * 32_767)
  })
  writeFileSync(path, Buffer.concat([header(pcm.byteLength), Buffer.from(pcm.buffer)]))
}

/** RIFF WAVE, 16 bits, one channel. */
function header(bytes: number): Buffer {
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + bytes, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(RATE, 24)
  head.writeUInt32LE(RATE * 2, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36)
  head.writeUInt32LE(bytes, 40)
  return head
}
