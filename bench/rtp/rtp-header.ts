/** Header extensions that every stream of the generator carries (RFC 8285). */
export const extensions = [
  { uri: 'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time', id: 4 },
  { uri: 'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01', id: 5 },
] as const

const [SEND_TIME, TRANSPORT_SEQUENCE] = extensions

/** Of the header that `writeHeader` writes: fixed part, extension header, two elements, padding to a word. */
export const HEADER_LENGTH = 28

export interface Header {
  readonly payloadType: number
  /** Last packet of a picture. */
  readonly marker: boolean
  readonly sequence: number
  readonly timestamp: number
  readonly ssrc: number
  /** Counts all packets of the transport. */
  readonly transportSequence: number
  /** Monotonic (ms). */
  readonly now: number
}

/** Writes an RTP header with one-byte header extensions (RFC 3550, 5.1; RFC 8285, 4.2). */
export function writeHeader(packet: Buffer, header: Header): void {
  packet[0] = 0x90
  packet[1] = header.payloadType | (header.marker ? 0x80 : 0)
  packet.writeUInt16BE(header.sequence & 0xffff, 2)
  packet.writeUInt32BE(header.timestamp >>> 0, 4)
  packet.writeUInt32BE(header.ssrc, 8)
  packet.writeUInt32BE(0xbede0003, 12)
  packet[16] = (SEND_TIME.id << 4) | 2
  packet.writeUIntBE(absSendTime(header.now), 17, 3)
  packet[20] = (TRANSPORT_SEQUENCE.id << 4) | 1
  packet.writeUInt16BE(header.transportSequence & 0xffff, 21)
  packet.fill(0, 23, HEADER_LENGTH)
}

/** 24 bits of seconds with 18 of them behind the point. */
export function absSendTime(now: number): number {
  return Math.floor((now / 1000) * 262_144) % 0x1000000
}

/** What a receiver reads of a packet, of which SRTP hides only the payload. Reused for every packet. */
export interface ReadHeader {
  length: number
  sequence: number
  ssrc: number
  /** -1 where the packet does not carry it. */
  transportSequence: number
  sendTime: number
}

/** @returns false for anything that is not an RTP packet */
export function readHeader(
  packet: Buffer,
  size: number,
  ids: { readonly sendTime: number; readonly transportSequence: number },
  into: ReadHeader,
): boolean {
  const first = packet[0] ?? 0
  const second = packet[1] ?? 0
  // RTCP shares the port (RFC 5761): its packet types are 192 to 223.
  if (size < 12 || first >> 6 !== 2 || (second >= 192 && second <= 223)) return false
  into.sequence = ((packet[2] ?? 0) << 8) | (packet[3] ?? 0)
  into.ssrc = packet.readUInt32BE(8)
  into.transportSequence = -1
  into.sendTime = -1
  let at = 12 + (first & 0x0f) * 4
  if (first & 0x10) {
    const end = at + 4 + packet.readUInt16BE(at + 2) * 4
    if (end > size) return false
    const oneByte = packet.readUInt16BE(at) === 0xbede
    at += 4
    while (at < end) {
      const byte = packet[at] ?? 0
      if (byte === 0) {
        at += 1
        continue
      }
      const id = oneByte ? byte >> 4 : byte
      const length = oneByte ? (byte & 0x0f) + 1 : (packet[at + 1] ?? 0)
      at += oneByte ? 1 : 2
      if (id === ids.transportSequence && length >= 2) into.transportSequence = packet.readUInt16BE(at)
      if (id === ids.sendTime && length >= 3) into.sendTime = packet.readUIntBE(at, 3)
      at += length
    }
    at = end
  }
  into.length = at
  return true
}
