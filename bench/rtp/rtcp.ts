/** RTCP packet types (RFC 3550, RFC 4585). */
const SENDER_REPORT = 200
const RECEIVER_REPORT = 201
const TRANSPORT_FEEDBACK = 205
const PAYLOAD_FEEDBACK = 206
const PICTURE_LOSS = 1
const FULL_INTRA_REQUEST = 4
const TRANSPORT_WIDE = 15
/** Seconds from 1900, where NTP begins, to 1970. */
const NTP_EPOCH = 2_208_988_800

export interface SenderReport {
  readonly ssrc: number
  /** Wall clock (ms since 1970). */
  readonly at: number
  readonly timestamp: number
  readonly packets: number
  readonly bytes: number
}

/** When a stream's clock showed what (RFC 3550, 6.4.1): without it a server cannot change simulcast layers. */
export function senderReport({ ssrc, at, timestamp, packets, bytes }: SenderReport): Buffer {
  const report = Buffer.alloc(28)
  writeStart(report, 0, SENDER_REPORT)
  report.writeUInt32BE(ssrc, 4)
  const seconds = at / 1000 + NTP_EPOCH
  report.writeUInt32BE(Math.floor(seconds) >>> 0, 8)
  report.writeUInt32BE(Math.floor((seconds % 1) * 2 ** 32) >>> 0, 12)
  report.writeUInt32BE(timestamp >>> 0, 16)
  report.writeUInt32BE(packets >>> 0, 20)
  report.writeUInt32BE(bytes >>> 0, 24)
  return report
}

export interface ReceptionBlock {
  readonly ssrc: number
  /** Of those since the last report, in 256ths. */
  readonly fractionLost: number
  readonly lost: number
  /** Extended by its rollovers. */
  readonly highestSequence: number
}

/** What arrived of up to 31 streams (RFC 3550, 6.4.2); without jitter and round trip, which nobody here looks at. */
export function receiverReport(ssrc: number, blocks: readonly ReceptionBlock[]): Buffer {
  const some = blocks.slice(0, 31)
  const report = Buffer.alloc(8 + 24 * some.length)
  writeStart(report, some.length, RECEIVER_REPORT)
  report.writeUInt32BE(ssrc, 4)
  for (const [index, block] of some.entries()) {
    const at = 8 + 24 * index
    report.writeUInt32BE(block.ssrc, at)
    report[at + 4] = block.fractionLost
    report.writeUIntBE(Math.min(block.lost, 0x7fffff), at + 5, 3)
    report.writeUInt32BE(block.highestSequence >>> 0, at + 8)
  }
  return report
}

/** When which packets of a transport arrived, sorted by sequence; the first `length` of both lists count. */
export interface Arrivals {
  /** Extended by its rollovers. */
  readonly sequences: ArrayLike<number>
  /** In units of 250 µs. */
  readonly at: ArrayLike<number>
  readonly length: number
}

/**
 * Transport-wide feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01), from which the server learns what the
 * line carries.
 * @param count of this kind of packet so far
 * @param base the first sequence that it tells of, whether that packet arrived or not
 */
export function transportFeedback(
  ssrcs: { readonly sender: number; readonly media: number },
  count: number,
  base: number,
  { sequences, at, length }: Arrivals,
): Buffer {
  const reference = Math.floor((at[0] ?? 0) / 256)
  const statuses = new Uint8Array((sequences[length - 1] ?? base) - base + 1)
  const deltas: number[] = []
  let before = reference * 256
  for (let index = 0; index < length; index += 1) {
    const delta = (at[index] ?? before) - before
    before += delta
    const small = delta >= 0 && delta <= 0xff
    statuses[(sequences[index] ?? base) - base] = small ? 1 : 2
    if (small) deltas.push(delta)
    else deltas.push((delta >> 8) & 0xff, delta & 0xff)
  }
  // Seven packets to a chunk of two-bit symbols.
  const chunks = Math.ceil(statuses.length / 7)
  const packet = Buffer.alloc(Math.ceil((20 + 2 * chunks + deltas.length) / 4) * 4)
  writeStart(packet, TRANSPORT_WIDE, TRANSPORT_FEEDBACK)
  packet.writeUInt32BE(ssrcs.sender, 4)
  packet.writeUInt32BE(ssrcs.media, 8)
  packet.writeUInt16BE(base & 0xffff, 12)
  packet.writeUInt16BE(statuses.length, 14)
  packet.writeUIntBE(reference & 0xffffff, 16, 3)
  packet[19] = count & 0xff
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    let word = 0xc000
    for (let place = 0; place < 7; place += 1) word |= (statuses[chunk * 7 + place] ?? 0) << (12 - 2 * place)
    packet.writeUInt16BE(word, 20 + 2 * chunk)
  }
  Buffer.from(deltas).copy(packet, 20 + 2 * chunks)
  return packet
}

/** The streams of which a key frame is asked in a compound packet: PLI (RFC 4585, 6.3.1) or FIR (RFC 5104, 4.3.1). */
export function keyFramesAsked(compound: Buffer): readonly number[] {
  const asked: number[] = []
  let at = 0
  while (at + 12 <= compound.length) {
    const format = (compound[at] ?? 0) & 0x1f
    const end = at + 4 + compound.readUInt16BE(at + 2) * 4
    if (compound[at + 1] === PAYLOAD_FEEDBACK) {
      if (format === PICTURE_LOSS) asked.push(compound.readUInt32BE(at + 8))
      if (format === FULL_INTRA_REQUEST)
        for (let entry = at + 12; entry + 8 <= Math.min(end, compound.length); entry += 8)
          asked.push(compound.readUInt32BE(entry))
    }
    at = end
  }
  return asked
}

function writeStart(packet: Buffer, count: number, type: number): void {
  packet[0] = 0x80 | count
  packet[1] = type
  packet.writeUInt16BE(packet.length / 4 - 1, 2)
}
