import { context, DerError, tags } from './der.ts'

/** One DER element around its contents. */
export function element(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(contents)
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body])
  const octets: number[] = []
  for (let length = body.length; length > 0; length = Math.floor(length / 256)) octets.unshift(length % 256)
  return Buffer.concat([Buffer.from([tag, 0x80 | octets.length, ...octets]), body])
}

export function sequence(...items: readonly Uint8Array[]): Buffer {
  return element(tags.sequence, ...items)
}

/** SET OF: DER sorts its elements by their encoding. */
export function setOf(...items: readonly Uint8Array[]): Buffer {
  return element(tags.set, ...[...items].sort(Buffer.compare))
}

/** EXPLICIT [number]. */
export function explicit(number: number, ...items: readonly Uint8Array[]): Buffer {
  return element(context(number, true), ...items)
}

/** The same contents under another tag: IMPLICIT. */
export function retag(tag: number, encoded: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([tag]), encoded.subarray(1)])
}

export function integer(value: number | bigint | Uint8Array): Buffer {
  if (value instanceof Uint8Array) {
    let bytes = Buffer.from(value)
    while (bytes.length > 1 && bytes[0] === 0 && !((bytes[1] ?? 0) & 0x80)) bytes = bytes.subarray(1)
    return element(tags.integer, (bytes[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes)
  }
  const hex = BigInt(value).toString(16)
  return integer(Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex'))
}

export function oid(dotted: string): Buffer {
  const [top = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const octets = [top * 40 + second, ...rest].flatMap((arc) => {
    const base128 = [arc % 128]
    for (let high = Math.floor(arc / 128); high > 0; high = Math.floor(high / 128)) {
      base128.unshift((high % 128) | 0x80)
    }
    return base128
  })
  return element(tags.oid, Buffer.from(octets))
}

export function nothing(): Buffer {
  return element(tags.null)
}

export function boolean(value: boolean): Buffer {
  return element(tags.boolean, Buffer.of(value ? 0xff : 0))
}

export function octetString(bytes: Uint8Array): Buffer {
  return element(tags.octetString, bytes)
}

export function bitString(bytes: Uint8Array): Buffer {
  return element(tags.bitString, Buffer.of(0), bytes)
}

/** A named bit list of at most 16 bits. */
export function namedBits(...positions: readonly number[]): Buffer {
  const highest = Math.max(...positions)
  const octets = Buffer.alloc((highest >> 3) + 1)
  for (const position of positions)
    octets[position >> 3] = (octets[position >> 3] ?? 0) | (0x80 >> (position & 7))
  return element(tags.bitString, Buffer.of(7 - (highest & 7)), octets)
}

export function utf8(text: string): Buffer {
  return element(tags.utf8String, Buffer.from(text, 'utf8'))
}

/** UTCTime until 2049, GeneralizedTime after (RFC 5280, 4.1.2.5). */
export function time(milliseconds: number): Buffer {
  const digits = new Date(milliseconds)
    .toISOString()
    .replace(/\.\d+Z$/, '')
    .replace(/[-:T]/g, '')
  if (digits.length !== 14) throw new DerError('year out of range')
  const utc = digits >= '1950' && digits < '2050'
  return element(utc ? tags.utcTime : tags.generalizedTime, Buffer.from(`${utc ? digits.slice(2) : digits}Z`))
}

/** GeneralizedTime in UTC, whole seconds (RFC 3161, RFC 6960). */
export function generalizedTime(milliseconds: number): Buffer {
  const digits = new Date(milliseconds).toISOString().slice(0, 19).replace(/[-:T]/g, '')
  if (digits.length !== 14) throw new DerError('year out of range')
  return element(tags.generalizedTime, Buffer.from(`${digits}Z`))
}

export function enumerated(value: number): Buffer {
  return retag(0x0a, integer(value))
}
