import { deflateSync, inflateSync } from 'node:zlib'

/** A grey picture, one byte for each point, row by row: 0 black, 255 white. */
export type Picture = { readonly width: number; readonly height: number; readonly points: Uint8Array }

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const CRC = Array.from({ length: 256 }, (_, n) => {
  let value = n
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value >>> 0
})

/** The pictures in the output of `pdftoppm -gray` (portable grey maps, one after the other). */
export function readGreyMaps(bytes: Buffer): Picture[] {
  const pictures: Picture[] = []
  let at = 0
  while (at < bytes.length) {
    const head = /^P5\s(\d+)\s(\d+)\s255\s/.exec(bytes.toString('latin1', at, at + 40))
    if (!head) throw new RangeError('no grey map')
    const [width, height] = [Number(head[1]), Number(head[2])]
    const start = at + head[0].length
    at = start + width * height
    pictures.push({ width, height, points: new Uint8Array(bytes.subarray(start, at)) })
  }
  return pictures
}

/** The picture at a part of its size, each point the mean of `by` times `by`. */
export function reduced(picture: Picture, by: number): Picture {
  const [width, height] = [Math.floor(picture.width / by), Math.floor(picture.height / by)]
  const points = new Uint8Array(width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let sum = 0
      for (let row = y * by; row < (y + 1) * by; row++)
        for (let column = x * by; column < (x + 1) * by; column++)
          sum += picture.points[row * picture.width + column] ?? 0
      points[y * width + x] = Math.round(sum / by ** 2)
    }
  return { width, height, points }
}

/** The picture as PNG (ISO/IEC 15948) of 16 greys, which is as much as a comparison needs. */
export function writePng({ width, height, points }: Picture): Buffer {
  const row = Math.ceil(width / 2)
  const packed = Buffer.alloc(height * (row + 1))
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const grey = Math.round((points[y * width + x] ?? 0) / 17)
      const at = y * (row + 1) + 1 + (x >> 1)
      packed[at] = (packed[at] ?? 0) | (x % 2 === 0 ? grey << 4 : grey)
    }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header[8] = 4
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(packed, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/**
 * A grey PNG of 4 or 8 bits, not interlaced.
 * @throws RangeError for any other
 */
export function readPng(bytes: Buffer): Picture {
  const [width, height, depth] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20), bytes[24] ?? 0]
  if (
    !bytes.subarray(0, 8).equals(SIGNATURE) ||
    bytes[25] !== 0 ||
    bytes[28] !== 0 ||
    (depth !== 4 && depth !== 8)
  )
    throw new RangeError('not a grey PNG of 4 or 8 bits')
  const data: Buffer[] = []
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT')
      data.push(bytes.subarray(at + 8, at + 8 + length))
    at += length + 12
  }
  const row = Math.ceil((width * depth) / 8)
  const rows = unfiltered(inflateSync(Buffer.concat(data)), row, height)
  const points = new Uint8Array(width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const byte = rows[y * row + ((x * depth) >> 3)] ?? 0
      points[y * width + x] = depth === 8 ? byte : (x % 2 === 0 ? byte >> 4 : byte & 15) * 17
    }
  return { width, height, points }
}

function unfiltered(data: Buffer, row: number, height: number): Uint8Array {
  const out = new Uint8Array(row * height)
  for (let y = 0; y < height; y++) {
    const filter = data[y * (row + 1)] ?? 0
    for (let x = 0; x < row; x++) {
      const left = x > 0 ? (out[y * row + x - 1] ?? 0) : 0
      const up = y > 0 ? (out[(y - 1) * row + x] ?? 0) : 0
      const corner = x > 0 && y > 0 ? (out[(y - 1) * row + x - 1] ?? 0) : 0
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0
      out[y * row + x] = (data[y * (row + 1) + 1 + x] ?? 0) + guess
    }
  }
  return out
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner
  const [a, b, c] = [left, up, corner].map((each) => Math.abs(estimate - each)) as [number, number, number]
  if (a <= b && a <= c) return left
  return b <= c ? up : corner
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  let crc = 0xffffffff
  for (const byte of body) crc = (CRC[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8)
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE((crc ^ 0xffffffff) >>> 0, body.length + 4)
  return framed
}
