/** Samples in a millisecond; Opus counts at 48 kHz whatever it carries (RFC 7587). */
export const SAMPLES_PER_MS = 48

/** Samples of one frame, by the configuration of a packet (RFC 6716, table 2). */
function frameSamples(config: number): number {
  const silk = [480, 960, 1920, 2880]
  const hybrid = [480, 960]
  const celt = [120, 240, 480, 960]
  if (config < 12) return silk[config % 4] ?? 0
  if (config < 16) return hybrid[config % 2] ?? 0
  return celt[config % 4] ?? 0
}

/** Longest packet (RFC 6716, R5): 120 ms. */
const MOST_SAMPLES = 120 * SAMPLES_PER_MS

/** @returns how many samples (48 kHz) an Opus packet stands for (RFC 6716, 3.1); 0 if it is none */
export function opusSamples(packet: Uint8Array): number {
  const [toc, second] = packet
  if (toc === undefined) return 0
  const frames = [1, 2, 2, second === undefined ? 0 : second & 0x3f][toc & 0x03] ?? 0
  const samples = frames * frameSamples(toc >> 3)
  return samples > MOST_SAMPLES ? 0 : samples
}

/** CELT at full band, one channel, 20, 10, 5 and 2.5 ms: frames whose first bit says that all is silent. */
const silences: readonly (readonly [samples: number, packet: Uint8Array])[] = [
  [960, Uint8Array.of(0xf8, 0xff, 0xfe)],
  [480, Uint8Array.of(0xf0, 0xff, 0xfe)],
  [240, Uint8Array.of(0xe8, 0xff, 0xfe)],
  [120, Uint8Array.of(0xe0, 0xff, 0xfe)],
]

/** The least that packets can fill, and the measure of all of them: 2.5 ms. */
export const LEAST_SAMPLES = 120
/** A loss up to here is made up by the decoder from what it heard before; what is longer is silent (60 ms). */
const CONCEALED_SAMPLES = 60 * SAMPLES_PER_MS

/**
 * Packets for a stretch of which none came. A few lost ones are asked of the decoder, by empty frames of the kind of
 * `previous` (RFC 7845, 4.1); in longer stretches nobody spoke, or nobody was let.
 * `samples`: a multiple of 120.
 */
export function packetsForGap(samples: number, previous: Uint8Array | undefined): Uint8Array[] {
  const packets: Uint8Array[] = []
  let left = samples
  const [toc] = previous ?? []
  if (toc !== undefined && samples <= CONCEALED_SAMPLES) {
    const frame = frameSamples(toc >> 3)
    for (; left >= frame; left -= frame) packets.push(Uint8Array.of(toc & 0xfc))
  }
  for (const [length, packet] of silences) for (; left >= length; left -= length) packets.push(packet)
  return packets
}
