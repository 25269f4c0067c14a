import { readFileSync } from 'node:fs'

/** A still picture of one size: an encoder's key frame, and the frame that says "nothing has changed". */
interface StillPicture {
  readonly width: number
  readonly height: number
  readonly key: Buffer
  readonly delta: Buffer
}

/** One simulcast layer as a camera sends it. */
export interface Layer {
  readonly width: number
  readonly height: number
  /** Payload of the frames' packets, without descriptors: every key frame and every other is the same. */
  readonly key: readonly Buffer[]
  readonly delta: readonly Buffer[]
}

export const FRAMES_PER_SECOND = 25
/** Bits per second of the three layers, as the product's own camera is set up. */
const BITRATES = [150_000, 500_000, 1_500_000]
/** A key frame is as long as so many others. */
const KEY_FRAME_WEIGHT = 6
/** What fits a packet besides headers, on any line. */
const MOST_PAYLOAD = 1150
export const DESCRIPTOR_LENGTH = 6

/** The smallest layer first. */
export const layers: readonly Layer[] = stillPictures().map((picture, index) => {
  const usual = Math.round((BITRATES[index] ?? 0) / FRAMES_PER_SECOND / 8)
  return {
    width: picture.width,
    height: picture.height,
    key: packetsOf(picture.key, usual * KEY_FRAME_WEIGHT),
    delta: packetsOf(picture.delta, usual),
  }
})

/** What one packet says of its frame. */
export interface Descriptor {
  readonly begins: boolean
  /** 15 bits. */
  readonly pictureId: number
  /** Of the base temporal layer, 8 bits. */
  readonly tl0PictureIndex: number
}

/** Writes a VP8 payload descriptor (RFC 7741, 4.2) with picture id, layer index and temporal layer 0. */
export function writeDescriptor(packet: Buffer, at: number, descriptor: Descriptor): void {
  packet[at] = descriptor.begins ? 0x90 : 0x80
  packet[at + 1] = 0xe0
  packet.writeUInt16BE(0x8000 | (descriptor.pictureId & 0x7fff), at + 2)
  packet[at + 4] = descriptor.tl0PictureIndex & 0xff
  packet[at + 5] = 0
}

/** @returns the width (pixels) when the payload begins a key frame, else null (RFC 7741, 4.2 and 4.3) */
export function keyFrameWidth(payload: Buffer): number | null {
  const first = payload[0] ?? 0
  const begins = (first & 0x1f) === 0x10
  if (!begins) return null
  let at = 1
  if (first & 0x80) {
    const extensions = payload[at++] ?? 0
    if (extensions & 0x80) at += (payload[at] ?? 0) & 0x80 ? 2 : 1
    if (extensions & 0x40) at += 1
    if (extensions & 0x30) at += 1
  }
  const isKey = ((payload[at] ?? 1) & 0x01) === 0
  const startCode = payload[at + 3] === 0x9d && payload[at + 4] === 0x01 && payload[at + 5] === 0x2a
  if (!isKey || !startCode || payload.length < at + 8) return null
  return payload.readUInt16LE(at + 6) & 0x3fff
}

/**
 * A grey picture in each size, from a browser's encoder, and the frame that says that nothing has changed: a decoder
 * takes it any number of times.
 */
function stillPictures(): readonly StillPicture[] {
  const file = readFileSync(new URL('./vp8-frames.json', import.meta.url), 'utf8')
  const encoded = JSON.parse(file) as { width: number; height: number; key: string; delta: string }[]
  return encoded.map(({ width, height, key, delta }) => ({
    width,
    height,
    key: Buffer.from(key, 'base64'),
    delta: Buffer.from(delta, 'base64'),
  }))
}

/** A decoder does not read what follows the last partition (RFC 6386, 9.5), so a frame may be any longer. */
function packetsOf(frame: Buffer, length: number): readonly Buffer[] {
  const padded = Buffer.alloc(Math.max(frame.length, length))
  frame.copy(padded)
  const count = Math.ceil(padded.length / MOST_PAYLOAD)
  const each = Math.ceil(padded.length / count)
  return Array.from({ length: count }, (_, index) => padded.subarray(index * each, (index + 1) * each))
}
