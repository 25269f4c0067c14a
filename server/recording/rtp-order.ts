/** What is needed of an RTP packet (RFC 3550, 5.1). */
export interface RtpPacket {
  readonly source: number
  /** 16 bits. */
  readonly sequence: number
  /** 32 bits; for Opus samples at 48 kHz (RFC 7587). */
  readonly timestamp: number
  readonly payload: Uint8Array
}

/** @returns null for what is no RTP packet or carries nothing */
export function parseRtp(bytes: Buffer): RtpPacket | null {
  const [first = 0] = bytes
  if (bytes.length < 12 || first >> 6 !== 2) return null
  let start = 12 + 4 * (first & 0x0f)
  if (first & 0x10) {
    if (start + 4 > bytes.length) return null
    start += 4 + 4 * bytes.readUInt16BE(start + 2)
  }
  const padding = first & 0x20 ? (bytes.at(-1) ?? 0) : 0
  const end = bytes.length - padding
  if (start >= end) return null
  return {
    source: bytes.readUInt32BE(8),
    sequence: bytes.readUInt16BE(2),
    timestamp: bytes.readUInt32BE(4),
    // The library may use the memory anew.
    payload: Uint8Array.from(bytes.subarray(start, end)),
  }
}

/** Packets that wait for one before them, at most; of 20 ms each, a second: as long as one may be sent again. */
const MOST_WAITING = 50
/** A number further away than this is one of a sender that has begun anew (RFC 3550, A.1). */
const MOST_DROPOUT = 3000

/** Brings packets into their order, those that were sent again included; what comes later still is left out. */
export class RtpOrder<P extends RtpPacket> {
  #source: number | undefined
  /** The number, counted on beyond 16 bits, that is next. */
  #next = 0
  readonly #waiting = new Map<number, P>()

  /** @returns what is in order now, which may be nothing */
  push(packet: P): P[] {
    const ahead = ((packet.sequence - this.#next + 0x8000) & 0xffff) - 0x8000
    if (packet.source !== this.#source || Math.abs(ahead) > MOST_DROPOUT) return this.#restart(packet)
    if (ahead >= 0) this.#waiting.set(this.#next + ahead, packet)
    if (this.#waiting.size > MOST_WAITING) this.#next = Math.min(...this.#waiting.keys())
    return this.#release()
  }

  /** All that waits, in order. */
  flush(): P[] {
    const packets = [...this.#waiting].sort(([a], [b]) => a - b)
    this.#next = (packets.at(-1)?.[0] ?? this.#next - 1) + 1
    this.#waiting.clear()
    return packets.map(([, packet]) => packet)
  }

  #restart(packet: P): P[] {
    const before = this.flush()
    this.#source = packet.source
    this.#next = packet.sequence + 1
    return [...before, packet]
  }

  #release(): P[] {
    const packets: P[] = []
    for (let packet = this.#waiting.get(this.#next); packet; packet = this.#waiting.get(this.#next)) {
      packets.push(packet)
      this.#waiting.delete(this.#next)
      this.#next += 1
    }
    return packets
  }
}
