import type { Page } from 'playwright-core'

/** One packet of Opus for each 20 ms of a voice of four seconds: a buzz, silent in every second half second. */
export async function encodeVoice(page: Page): Promise<readonly Uint8Array[]> {
  const packets = await page.evaluate(async () => {
    const packets: number[][] = []
    const encoder = new AudioEncoder({
      output: (chunk) => {
        const bytes = new Uint8Array(chunk.byteLength)
        chunk.copyTo(bytes)
        packets.push([...bytes])
      },
      error: (error) => {
        throw error
      },
    })
    encoder.configure({ codec: 'opus', sampleRate: 48_000, numberOfChannels: 1, bitrate: 32_000 })
    const data = Float32Array.from({ length: 4 * 48_000 }, (_, at) => {
      const isLoud = Math.floor(at / 24_000) % 2 === 0
      return isLoud ? 0.3 * Math.sin((2 * Math.PI * 300 * at) / 48_000) : 0
    })
    encoder.encode(
      new AudioData({
        data,
        format: 'f32-planar',
        sampleRate: 48_000,
        numberOfChannels: 1,
        numberOfFrames: data.length,
        timestamp: 0,
      }),
    )
    await encoder.flush()
    return packets
  })
  return packets.map((packet) => Uint8Array.from(packet))
}

/** A sound file as a browser decodes it. */
export interface DecodedSound {
  /** Milliseconds. */
  readonly length: number
  /** Root mean square of each tenth of a second, 0 to 1. */
  readonly levels: readonly number[]
}

export function decodeSound(page: Page, file: Uint8Array): Promise<DecodedSound> {
  return page.evaluate(
    async (bytes) => {
      const context = new OfflineAudioContext(1, 1, 48_000)
      const sound = await context.decodeAudioData(Uint8Array.from(bytes).buffer)
      const samples = sound.getChannelData(0)
      const levels = Array.from({ length: Math.floor(samples.length / 4800) }, (_, tenth) => {
        const part = samples.subarray(tenth * 4800, (tenth + 1) * 4800)
        return Math.sqrt(part.reduce((sum, sample) => sum + sample * sample, 0) / part.length)
      })
      return { length: (samples.length * 1000) / sound.sampleRate, levels }
    },
    [...file],
  )
}
