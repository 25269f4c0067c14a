import type { types } from 'mediasoup'
import { senderReport } from '../rtp/rtcp.ts'
import { extensions, HEADER_LENGTH, writeHeader } from '../rtp/rtp-header.ts'
import { MOST_ADDED } from '../rtp/srtp.ts'
import { DESCRIPTOR_LENGTH, layers, writeDescriptor } from '../rtp/vp8.ts'
import type { MediaLine } from './media-line.ts'

const VIDEO_PAYLOAD_TYPE = 96
const AUDIO_PAYLOAD_TYPE = 111
const REPORT_EVERY = 1000

/** A packet is on its way before its place here comes round again. */
const ring = Array.from({ length: 4096 }, () => Buffer.alloc(HEADER_LENGTH + 1200 + MOST_ADDED))
let place = 0
function buffer(): Buffer {
  place = (place + 1) % ring.length
  return ring[place] as Buffer
}

/** One simulcast layer of the camera. */
interface LayerStream extends Stream {
  pictureId: number
  wantsKey: boolean
  active: boolean
}

/** Numbers and counts of one stream. */
interface Stream {
  readonly ssrc: number
  readonly clockRate: number
  /** Where its clock began, as no two streams begin alike. */
  readonly offset: number
  sequence: number
  packets: number
  bytes: number
  reportedAt: number
}

function stream(ssrc: number, clockRate: number): Stream {
  return {
    ssrc,
    clockRate,
    offset: (ssrc * 7919) % 1_000_000,
    sequence: 1,
    packets: 0,
    bytes: 0,
    reportedAt: 0,
  }
}

/** What the hall sends over one line: every packet counted once for the whole transport. */
export class Sending {
  readonly #line: MediaLine
  readonly #microphone: Stream
  readonly #camera: readonly LayerStream[]
  #transportSequence = 0
  /** The highest layer that anybody looks at. */
  highest = layers.length - 1
  /** Packets and key frames sent so far. */
  readonly counts = { packets: 0, keyFrames: 0 }

  constructor(line: MediaLine, firstSsrc: number) {
    this.#line = line
    this.#microphone = stream(firstSsrc, 48_000)
    this.#camera = layers.map((_, layer) => ({
      ...stream(firstSsrc + 1 + layer, 90_000),
      pictureId: 0,
      wantsKey: true,
      active: false,
    }))
  }

  get microphone(): types.RtpParameters {
    const codec = { mimeType: 'audio/opus', payloadType: AUDIO_PAYLOAD_TYPE, clockRate: 48_000, channels: 2 }
    const rtcpFeedback = [{ type: 'transport-cc', parameter: '' }]
    const parameters = { useinbandfec: 1, minptime: 10 }
    return {
      codecs: [{ ...codec, parameters, rtcpFeedback }],
      headerExtensions: extensions.map((extension) => ({ ...extension })),
      encodings: [{ ssrc: this.#microphone.ssrc }],
      rtcp: { cname: `hall-${this.#microphone.ssrc}`, reducedSize: true },
    }
  }

  get camera(): types.RtpParameters {
    const rtcpFeedback = [
      { type: 'transport-cc', parameter: '' },
      { type: 'ccm', parameter: 'fir' },
      { type: 'nack', parameter: '' },
      { type: 'nack', parameter: 'pli' },
    ]
    return {
      codecs: [{ mimeType: 'video/VP8', payloadType: VIDEO_PAYLOAD_TYPE, clockRate: 90_000, rtcpFeedback }],
      headerExtensions: extensions.map((extension) => ({ ...extension })),
      encodings: this.#camera.map(({ ssrc }) => ({ ssrc, scalabilityMode: 'L1T1' })),
      rtcp: { cname: `hall-${this.#microphone.ssrc}`, reducedSize: true },
    }
  }

  /** The next frame of the stream with this number is a key frame. */
  keyFrameAsked(ssrc: number): void {
    for (const layer of this.#camera) if (layer.ssrc === ssrc) layer.wantsKey = true
  }

  /** One frame of sound. `now` is monotonic (ms). */
  sendSound(now: number): void {
    const packet = buffer()
    this.#write(this.#microphone, packet, now, AUDIO_PAYLOAD_TYPE, false)
    silence.copy(packet, HEADER_LENGTH)
    this.#send(this.#microphone, packet, HEADER_LENGTH + silence.length)
    this.#report(this.#microphone, now)
  }

  /** One frame of every layer that is looked at. */
  sendPicture(now: number): void {
    for (const [index, layer] of this.#camera.entries()) {
      const isActive = index <= this.highest
      // A layer that begins again begins with a key frame.
      if (isActive && !layer.active) layer.wantsKey = true
      layer.active = isActive
      if (isActive) this.#sendFrame(index, layer, now)
    }
  }

  #sendFrame(index: number, layer: LayerStream, now: number): void {
    const frames = layers[index]
    if (!frames) return
    const payloads = layer.wantsKey ? frames.key : frames.delta
    if (layer.wantsKey) this.counts.keyFrames += 1
    layer.wantsKey = false
    layer.pictureId += 1
    for (let at = 0; at < payloads.length; at += 1) {
      const payload = payloads[at] as Buffer
      const packet = buffer()
      this.#write(layer, packet, now, VIDEO_PAYLOAD_TYPE, at === payloads.length - 1)
      const { pictureId } = layer
      writeDescriptor(packet, HEADER_LENGTH, { begins: at === 0, pictureId, tl0PictureIndex: pictureId })
      payload.copy(packet, HEADER_LENGTH + DESCRIPTOR_LENGTH)
      this.#send(layer, packet, HEADER_LENGTH + DESCRIPTOR_LENGTH + payload.length)
    }
    this.#report(layer, now)
  }

  #write(of: Stream, packet: Buffer, now: number, payloadType: number, marker: boolean): void {
    writeHeader(packet, {
      payloadType,
      marker,
      sequence: of.sequence,
      timestamp: this.#timestamp(of, now),
      ssrc: of.ssrc,
      transportSequence: this.#transportSequence,
      now,
    })
  }

  #send(of: Stream, packet: Buffer, length: number): void {
    this.#line.sendRtp(packet, HEADER_LENGTH, length, of.sequence >>> 16)
    of.sequence += 1
    of.packets += 1
    of.bytes += length - HEADER_LENGTH
    this.#transportSequence += 1
    this.counts.packets += 1
  }

  #report(of: Stream, now: number): void {
    if (of.reportedAt !== 0 && now - of.reportedAt < REPORT_EVERY) return
    of.reportedAt = now
    const { ssrc, packets, bytes } = of
    const at = performance.timeOrigin + performance.now()
    this.#line.sendRtcp(senderReport({ ssrc, at, timestamp: this.#timestamp(of, now), packets, bytes }))
  }

  #timestamp(of: Stream, now: number): number {
    return Math.floor((now * of.clockRate) / 1000) + of.offset
  }
}

/**
 * 20 ms of silence at 48 kb/s: one Opus frame of full band, the rest padding (RFC 6716, 3.2.5), so that whoever
 * decodes it hears nothing.
 */
const silence = (() => {
  const bytes = Buffer.alloc(120)
  const frame = Buffer.from([0xff, 0xfe])
  bytes[0] = 0xfb
  bytes[1] = 0x41
  bytes[2] = bytes.length - 3 - frame.length
  frame.copy(bytes, 3)
  return bytes
})()
