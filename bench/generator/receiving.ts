import type { types } from 'mediasoup'
import type { MediaNotice, Source } from '../../domain/media-messages.ts'
import { receiverReport, transportFeedback } from '../rtp/rtcp.ts'
import { extensions, type ReadHeader, readHeader } from '../rtp/rtp-header.ts'
import { keyFrameWidth } from '../rtp/vp8.ts'
import type { MediaLine } from './media-line.ts'

export type Opened = Extract<MediaNotice, { type: 'consumer-opened' }>

/** What arrives of one stream. */
interface Stream {
  readonly consumerId: string
  readonly peerId: string
  readonly source: Source
  readonly ssrc: number
  /** Sequence numbers extended by their rollovers; -1 before the first packet. */
  first: number
  highest: number
  received: number
  /** At the last report to the server. */
  reported: { expected: number; received: number }
}

/** What is waited for from one hall; times are monotonic (ms), null until it has come. */
export interface Sight {
  readonly peerId: string
  /** The first packet of a key frame in any layer. */
  keyFrame: number | null
  /** The same in the highest layer. */
  highKeyFrame: number | null
  sound: number | null
}

export interface ReceivedCounts {
  packets: number
  /** Gaps in the sequence numbers. */
  lost: number
  bytes: number
}

const HIGH_WIDTH = 1280
/** Most packets between two feedbacks. */
const MOST_ARRIVALS = 4096
/** Of this receiver in its reports. */
const OWN_SSRC = 1

/**
 * All that one hall receives over one line. It reads the headers, which SRTP leaves in clear, counts, and answers as a
 * browser does: reception reports, and transport-wide feedback as from a line that delays nothing: each packet arrives
 * when it says that it was sent. So the generator's own load is not taken for the line's.
 */
export class Receiving {
  readonly #streams = new Map<number, Stream>()
  readonly #byConsumer = new Map<string, Stream>()
  readonly #header: ReadHeader = { length: 0, sequence: 0, ssrc: 0, transportSequence: 0, sendTime: 0 }
  readonly #sequences = new Int32Array(MOST_ARRIVALS)
  readonly #at = new Float64Array(MOST_ARRIVALS)
  readonly #ended: ReceivedCounts = { packets: 0, lost: 0, bytes: 0 }
  #arrivals = 0
  #nextSequence = -1
  #clock = 0
  #lastSendTime = -1
  #feedbacks = 0
  #ids = { sendTime: extensions[0].id as number, transportSequence: extensions[1].id as number }
  /** Packets of every kind, those of unknown streams too. */
  packets = 0
  bytes = 0
  /** What is waited for. */
  sight: Sight | null = null
  line: MediaLine | null = null

  /** A stream begins. */
  open(notice: Opened): void {
    const parameters = notice.rtpParameters as unknown as types.RtpParameters
    const ssrc = parameters.encodings?.[0]?.ssrc ?? 0
    for (const { uri, id } of parameters.headerExtensions ?? []) {
      if (uri === extensions[0].uri) this.#ids.sendTime = id
      if (uri === extensions[1].uri) this.#ids.transportSequence = id
    }
    const { consumerId, peerId, source } = notice
    const reported = { expected: 0, received: 0 }
    const stream = { consumerId, peerId, source, ssrc, first: -1, highest: -1, received: 0, reported }
    this.#streams.set(ssrc, stream)
    this.#byConsumer.set(consumerId, stream)
  }

  shut(consumerId: string): void {
    const stream = this.#byConsumer.get(consumerId)
    if (!stream) return
    this.#byConsumer.delete(consumerId)
    this.#streams.delete(stream.ssrc)
    this.#ended.packets += stream.received
    this.#ended.lost += lostOf(stream)
  }

  /** One packet as it came. */
  take(packet: Buffer): void {
    const header = this.#header
    if (!readHeader(packet, packet.length, this.#ids, header)) return
    this.packets += 1
    this.bytes += packet.length
    if (header.transportSequence >= 0) this.#arrived(header)
    const stream = this.#streams.get(header.ssrc)
    if (!stream) return
    stream.received += 1
    const sequence = stream.highest < 0 ? header.sequence : extend(header.sequence, stream.highest)
    if (stream.first < 0) stream.first = sequence
    if (sequence > stream.highest) stream.highest = sequence
    if (this.sight?.peerId === stream.peerId) this.#look(this.sight, stream, packet, header.length, sequence)
  }

  /** Tells the server when the last packets arrived. */
  sendFeedback(): void {
    const length = this.#arrivals
    const base = this.#nextSequence
    if (length === 0 || !this.line) return
    this.#arrivals = 0
    this.#nextSequence = (this.#sequences[length - 1] ?? base) + 1
    const [stream] = this.#streams.values()
    const arrivals = { sequences: this.#sequences, at: this.#at, length }
    const ssrcs = { sender: OWN_SSRC, media: stream?.ssrc ?? 0 }
    this.line.sendRtcp(transportFeedback(ssrcs, this.#feedbacks++, base, arrivals))
  }

  /** Tells the server how much of each stream arrived. */
  sendReport(): void {
    const flowing = [...this.#streams.values()].filter(({ first }) => first >= 0)
    if (!this.line || flowing.length === 0) return
    const blocks = flowing.map((stream) => {
      const expected = stream.highest - stream.first + 1
      const due = expected - stream.reported.expected
      const lost = Math.max(0, due - (stream.received - stream.reported.received))
      stream.reported = { expected, received: stream.received }
      const fractionLost = due > 0 ? Math.floor((lost / due) * 255) : 0
      return { ssrc: stream.ssrc, fractionLost, lost: lostOf(stream), highestSequence: stream.highest }
    })
    this.line.sendRtcp(receiverReport(OWN_SSRC, blocks))
  }

  counts(): ReceivedCounts {
    const sum = { ...this.#ended, bytes: this.bytes }
    for (const stream of this.#streams.values()) {
      sum.packets += stream.received
      sum.lost += lostOf(stream)
    }
    return sum
  }

  /** Streams that have had a packet, as `bridge/source`. */
  flowing(): readonly string[] {
    return [...this.#streams.values()]
      .filter(({ first }) => first >= 0)
      .map(({ peerId, source }) => `${peerId}/${source}`)
  }

  /** The line is gone, and with it its streams; what they counted stays. */
  end(): void {
    for (const consumerId of [...this.#byConsumer.keys()]) this.shut(consumerId)
    this.#arrivals = 0
    this.#nextSequence = -1
    this.#lastSendTime = -1
    this.line = null
  }

  #arrived({ transportSequence, sendTime }: ReadHeader): void {
    const before = this.#arrivals > 0 ? (this.#sequences[this.#arrivals - 1] ?? 0) : this.#nextSequence - 1
    const sequence = this.#nextSequence < 0 ? transportSequence : extend(transportSequence, before)
    if (this.#nextSequence < 0) this.#nextSequence = sequence
    else if (sequence <= before) return
    if (this.#arrivals === MOST_ARRIVALS) this.sendFeedback()
    if (this.#lastSendTime >= 0) {
      const since = (sendTime - this.#lastSendTime) & 0xffffff
      this.#clock += since < 0x800000 ? since : since - 0x1000000
    }
    this.#lastSendTime = sendTime
    this.#sequences[this.#arrivals] = sequence
    // From 1/2^18 s to units of 250 µs; the reference must never be negative.
    this.#at[this.#arrivals] = Math.floor(((this.#clock + 0x1000000) * 4000) / 262_144)
    this.#arrivals += 1
  }

  #look(sight: Sight, stream: Stream, packet: Buffer, header: number, sequence: number): void {
    if (stream.source === 'microphone') sight.sound ??= monotonic()
    if (stream.source !== 'camera' || sight.highKeyFrame !== null || !this.line) return
    const width = keyFrameWidth(this.line.open(packet, header, sequence >>> 16))
    if (width === null) return
    sight.keyFrame ??= monotonic()
    if (width >= HIGH_WIDTH) sight.highKeyFrame ??= monotonic()
  }
}

/** Milliseconds of a clock that all processes of this machine share. */
export function monotonic(): number {
  return Number(process.hrtime.bigint()) / 1e6
}

function lostOf({ first, highest, received }: Stream): number {
  return first < 0 ? 0 : Math.max(0, highest - first + 1 - received)
}

/** A 16-bit number, extended so that it is as near as can be to one that came before. */
function extend(value: number, near: number): number {
  const delta = (value - near) & 0xffff
  return near + (delta < 0x8000 ? delta : delta - 0x10000)
}
