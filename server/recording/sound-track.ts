import { OggOpus } from './ogg-opus.ts'
import { LEAST_SAMPLES, opusSamples, packetsForGap, SAMPLES_PER_MS } from './opus-packet.ts'
import { parseRtp, RtpOrder, type RtpPacket } from './rtp-order.ts'

interface Arrived extends RtpPacket {
  /** When it arrived (ms, any clock that does not go back). */
  readonly at: number
}

/** How far a sender's own clock may be from the time that has passed (ms) before it is not believed. */
const MOST_DRIFT = 3000

/**
 * One microphone's packets as an Ogg stream in which a second is a second: where none came (losses, silence that was
 * not sent, a microphone that was closed, a change of device) time goes on.
 */
export class SoundTrack {
  readonly #ogg: OggOpus
  readonly #order = new RtpOrder<Arrived>()
  #last: Arrived | undefined
  /** Samples that the stream is behind, less than can be filled; negative: ahead. */
  #behind = 0

  constructor(serial: number) {
    this.#ogg = new OggOpus(serial)
  }

  /** What was added so far, in samples at 48 kHz. */
  get samples(): number {
    return this.#ogg.samples
  }

  begin(): Buffer {
    return this.#ogg.begin()
  }

  /** One RTP packet (RFC 3550) that has arrived at `at`. @returns the pages that are full now */
  hear(bytes: Buffer, at: number): Buffer[] {
    const packet = parseRtp(bytes)
    return packet ? this.#place(this.#order.push({ ...packet, at })) : []
  }

  /** The rest, ending with the last page. */
  end(): Buffer[] {
    return [...this.#place(this.#order.flush()), this.#ogg.end()]
  }

  #place(packets: readonly Arrived[]): Buffer[] {
    return packets.flatMap((packet) => {
      if (opusSamples(packet.payload) === 0) return []
      const placed = [...this.#fill(packet), packet.payload]
      this.#last = packet
      return placed.flatMap((payload) => this.#ogg.add(payload) ?? [])
    })
  }

  /** What stands between the last packet and this one. */
  #fill(packet: Arrived): Uint8Array[] {
    const last = this.#last
    if (!last) return []
    this.#behind += samplesBetween(last, packet) - opusSamples(last.payload)
    if (this.#behind < -MOST_DRIFT * SAMPLES_PER_MS) this.#behind = 0
    const samples = Math.max(0, Math.floor(this.#behind / LEAST_SAMPLES)) * LEAST_SAMPLES
    this.#behind -= samples
    return packetsForGap(samples, last.payload)
  }
}

/** By the sender's clock, as long as it is one and the same and agrees with ours. */
function samplesBetween(last: Arrived, packet: Arrived): number {
  const passed = (packet.at - last.at) * SAMPLES_PER_MS
  const counted = (packet.timestamp - last.timestamp) | 0
  const isOne = packet.source === last.source
  return isOne && Math.abs(counted - passed) <= MOST_DRIFT * SAMPLES_PER_MS ? counted : passed
}
