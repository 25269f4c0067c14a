/** Flags of a page (RFC 3533, 6). */
export const FIRST_PAGE = 0x02
export const LAST_PAGE = 0x04

/** Bytes of a page before its lacing values. */
const HEADER = 27
const FLAGS_AT = 5
const CHECKSUM_AT = 22
const SEGMENTS_AT = 26
/** Lacing values that one page can hold. */
export const MOST_SEGMENTS = 255

export interface OggPage {
  readonly flags: number
  /** Of the last packet that ends in it; for Opus samples at 48 kHz from the start, pre-skip included (RFC 7845, 4). */
  readonly granule: number
  readonly serial: number
  /** Counts pages from 0. */
  readonly sequence: number
  /** Whole ones; together at most `MOST_SEGMENTS` lacing values. */
  readonly packets: readonly Uint8Array[]
}

/** Lacing values that a packet takes in its page. */
export function segmentsOf(packet: Uint8Array): number {
  return Math.floor(packet.length / 255) + 1
}

/** One page of an Ogg stream (RFC 3533, 6). */
export function encodePage({ flags, granule, serial, sequence, packets }: OggPage): Buffer {
  const lacing = packets.flatMap((packet) => [
    ...Array<number>(segmentsOf(packet) - 1).fill(255),
    packet.length % 255,
  ])
  const header = Buffer.alloc(HEADER)
  header.write('OggS', 0, 'latin1')
  header[FLAGS_AT] = flags
  header.writeBigInt64LE(BigInt(granule), 6)
  header.writeUInt32LE(serial, 14)
  header.writeUInt32LE(sequence, 18)
  header[SEGMENTS_AT] = lacing.length
  const page = Buffer.concat([header, Uint8Array.from(lacing), ...packets])
  page.writeUInt32LE(oggChecksum(page), CHECKSUM_AT)
  return page
}

/** What can be read of a page without its packets. */
export interface PageAt {
  readonly flags: number
  readonly granule: number
  /** Bytes. */
  readonly length: number
}

/** The page that begins at this byte; null if no whole and sound one does. */
export function readPage(bytes: Buffer, at: number): PageAt | null {
  if (at + HEADER > bytes.length || bytes.toString('latin1', at, at + 4) !== 'OggS') return null
  const segments = bytes[at + SEGMENTS_AT] ?? 0
  const lacing = bytes.subarray(at + HEADER, at + HEADER + segments)
  const length = HEADER + segments + lacing.reduce((sum, value) => sum + value, 0)
  if (lacing.length < segments || at + length > bytes.length) return null
  const page = Buffer.from(bytes.subarray(at, at + length))
  const checksum = page.readUInt32LE(CHECKSUM_AT)
  page.writeUInt32LE(0, CHECKSUM_AT)
  if (oggChecksum(page) !== checksum) return null
  return { flags: page[FLAGS_AT] ?? 0, granule: Number(page.readBigInt64LE(6)), length }
}

/** Makes the page at this byte the last one of its stream, in place. */
export function markLast(bytes: Buffer, at: number, { flags, length }: PageAt): void {
  const page = bytes.subarray(at, at + length)
  page[FLAGS_AT] = flags | LAST_PAGE
  page.writeUInt32LE(0, CHECKSUM_AT)
  page.writeUInt32LE(oggChecksum(page), CHECKSUM_AT)
}

const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let rest = index << 24
  for (let bit = 0; bit < 8; bit += 1) rest = (rest << 1) ^ (rest < 0 ? 0x04c11db7 : 0)
  return rest >>> 0
})

/** CRC-32 with the polynomial 0x04c11db7, neither reflected nor inverted, of a page whose checksum field is zero. */
export function oggChecksum(page: Uint8Array): number {
  let rest = 0
  for (const byte of page) rest = ((rest << 8) ^ (table[(rest >>> 24) ^ byte] ?? 0)) >>> 0
  return rest
}
