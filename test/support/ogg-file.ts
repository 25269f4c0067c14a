/** A page of an Ogg file as its bytes say, by a reader of the tests' own. */
export interface ReadPage {
  readonly flags: number
  readonly granule: number
  readonly serial: number
  readonly sequence: number
  readonly packets: readonly Buffer[]
}

/** Reads a whole Ogg file (RFC 3533). @throws Error where it is not one, naming the byte */
export function readOgg(file: Buffer): ReadPage[] {
  const pages: ReadPage[] = []
  for (let at = 0; at < file.length; ) {
    if (file.toString('latin1', at, at + 4) !== 'OggS' || file[at + 4] !== 0)
      throw new Error(`no page at ${at}`)
    const lacing = [...file.subarray(at + 27, at + 27 + (file[at + 26] ?? 0))]
    const end = at + 27 + lacing.length + lacing.reduce((sum, value) => sum + value, 0)
    if (end > file.length) throw new Error(`page at ${at} is cut off`)
    const page = Buffer.from(file.subarray(at, end))
    const checksum = page.readUInt32LE(22)
    page.fill(0, 22, 26)
    if (bitwiseChecksum(page) !== checksum) throw new Error(`wrong checksum at ${at}`)
    pages.push({
      flags: page[5] ?? 0,
      granule: Number(page.readBigInt64LE(6)),
      serial: page.readUInt32LE(14),
      sequence: page.readUInt32LE(18),
      packets: split(page.subarray(27 + lacing.length), lacing),
    })
    at = end
  }
  return pages
}

function split(body: Buffer, lacing: readonly number[]): Buffer[] {
  const packets: Buffer[] = []
  let [start, end] = [0, 0]
  for (const value of lacing) {
    end += value
    if (value === 255) continue
    packets.push(body.subarray(start, end))
    start = end
  }
  return packets
}

/** The checksum of RFC 3533 as a division of polynomials, bit by bit. */
function bitwiseChecksum(bytes: Buffer): number {
  let rest = 0n
  for (const byte of bytes) {
    rest ^= BigInt(byte) << 24n
    for (let bit = 0; bit < 8; bit += 1) {
      rest <<= 1n
      if (rest & 0x1_0000_0000n) rest ^= 0x1_04c1_1db7n
    }
  }
  return Number(rest)
}
