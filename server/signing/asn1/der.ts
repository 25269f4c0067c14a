/** Content that is not DER (ITU-T X.690) or not of the expected type. */
export class DerError extends Error {
  override readonly name = 'DerError'
}

/** One element: its tag octet, and views into the encoding, nothing copied. */
export interface Der {
  readonly tag: number
  readonly contents: Uint8Array
  /** Tag, length and contents: what signatures and hashes are taken over. */
  readonly raw: Uint8Array
}

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  universalString: 0x1c,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const

/** Tag octet of a context-specific element. */
export function context(number: number, constructed: boolean): number {
  return 0x80 | (constructed ? 0x20 : 0) | number
}

/**
 * The element at the start of `bytes`; what follows it is not looked at. Strict DER: definite minimal lengths,
 * tags below 31.
 * @throws DerError
 */
export function readDer(bytes: Uint8Array): Der {
  const tag = bytes[0]
  const first = bytes[1]
  if (tag === undefined || first === undefined) throw new DerError('element cut off')
  if ((tag & 0x1f) === 0x1f) throw new DerError('long tag')
  let length = first
  let header = 2
  if (first >= 0x80) {
    const octets = first & 0x7f
    if (octets === 0 || octets > 4) throw new DerError('indefinite or overlong length')
    length = 0
    for (let index = 0; index < octets; index++) length = length * 256 + (bytes[2 + index] ?? 0)
    if (length < 0x80 || length < 256 ** (octets - 1)) throw new DerError('length not minimal')
    header += octets
  }
  if (header + length > bytes.length) throw new DerError('element cut off')
  return { tag, contents: bytes.subarray(header, header + length), raw: bytes.subarray(0, header + length) }
}

/** The only element of `bytes`. @throws DerError when anything follows it or the tag differs */
export function readOnly(bytes: Uint8Array, tag?: number): Der {
  const element = readDer(bytes)
  if (element.raw.length !== bytes.length) throw new DerError('bytes after the element')
  return tag === undefined ? element : expectTag(element, tag)
}

/** Elements inside a constructed element. @throws DerError */
export function children(parent: Der): Der[] {
  const found: Der[] = []
  for (let rest = parent.contents; rest.length > 0; ) {
    const element = readDer(rest)
    found.push(element)
    rest = rest.subarray(element.raw.length)
  }
  return found
}

export function expectTag(element: Der | undefined, tag: number): Der {
  if (element?.tag !== tag) {
    throw new DerError(`tag ${tag.toString(16)} expected, ${element?.tag.toString(16) ?? 'nothing'} found`)
  }
  return element
}

export function sequenceItems(element: Der | undefined): Der[] {
  return children(expectTag(element, tags.sequence))
}

export function setItems(element: Der | undefined): Der[] {
  return children(expectTag(element, tags.set))
}

export function readOid(element: Der | undefined): string {
  const { contents } = expectTag(element, tags.oid)
  if (contents.length === 0 || contents.length > 64) throw new DerError('wrong object identifier')
  const arcs: number[] = []
  let arc = 0
  for (const [index, octet] of contents.entries()) {
    if (arc === 0 && octet === 0x80) throw new DerError('object identifier not minimal')
    arc = arc * 128 + (octet & 0x7f)
    if (!Number.isSafeInteger(arc)) throw new DerError('object identifier too large')
    if (octet & 0x80) {
      if (index === contents.length - 1) throw new DerError('object identifier cut off')
      continue
    }
    arcs.push(arc)
    arc = 0
  }
  const [first = 0, ...rest] = arcs
  const top = Math.min(2, Math.floor(first / 40))
  return [top, first - top * 40, ...rest].join('.')
}

/** A small non-negative integer. */
export function readSmallInteger(element: Der | undefined): number {
  const { contents } = expectTag(element, tags.integer)
  if (contents.length === 0 || contents.length > 4 || (contents[0] ?? 0) & 0x80) throw new DerError('integer')
  if (contents.length > 1 && contents[0] === 0 && !((contents[1] ?? 0) & 0x80)) {
    throw new DerError('integer not minimal')
  }
  return contents.reduce((value, octet) => value * 256 + octet, 0)
}

export function readBoolean(element: Der | undefined): boolean {
  const { contents } = expectTag(element, tags.boolean)
  if (contents.length !== 1 || (contents[0] !== 0 && contents[0] !== 0xff)) throw new DerError('boolean')
  return contents[0] === 0xff
}

/** Milliseconds since 1970 of a UTCTime or GeneralizedTime in UTC (RFC 5280, 4.1.2.5). */
export function readTime(element: Der | undefined): number {
  const text = Buffer.from(element?.contents ?? []).toString('latin1')
  const utc = element?.tag === tags.utcTime
  if (!utc && element?.tag !== tags.generalizedTime) throw new DerError('time expected')
  const match = (utc ? /^(\d\d)(\d{10})Z$/ : /^(\d{4})(\d{10})Z$/).exec(text)
  if (!match) throw new DerError('wrong time')
  const [, digits = '', rest = ''] = match
  const year = utc ? Number(digits) + (Number(digits) < 50 ? 2000 : 1900) : Number(digits)
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0] = rest.match(/../g)?.map(Number) ?? []
  const time = Date.UTC(year, month - 1, day, hour, minute, second)
  if (new Date(time).getUTCDate() !== day || hour > 23 || minute > 59 || second > 59)
    throw new DerError('wrong time')
  return time
}

/** Text of a directory string of any of its types. */
export function readText(element: Der | undefined): string {
  if (!element) throw new DerError('text expected')
  const bytes = Buffer.from(element.contents)
  switch (element.tag) {
    case tags.utf8String:
      return decodeUtf8(bytes)
    case tags.printableString:
    case tags.ia5String:
    case tags.teletexString:
      return bytes.toString('latin1')
    case tags.bmpString:
      if (bytes.length % 2 !== 0) throw new DerError('wrong BMPString')
      return bytes.swap16().toString('utf16le')
    default:
      throw new DerError('text of an unknown type')
  }
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new DerError('wrong UTF8String', { cause })
  }
}

/** Octets of a bit string without unused bits. */
export function readOctetsOfBits(element: Der | undefined): Uint8Array {
  const { contents } = expectTag(element, tags.bitString)
  if (contents[0] !== 0) throw new DerError('bit string with unused bits')
  return contents.subarray(1)
}

/** Positions of the set bits of a named bit list. */
export function readNamedBits(element: Der | undefined): Set<number> {
  const { contents } = expectTag(element, tags.bitString)
  const bits = new Set<number>()
  for (const [index, octet] of contents.subarray(1).entries()) {
    for (let bit = 0; bit < 8; bit++) if (octet & (0x80 >> bit)) bits.add(index * 8 + bit)
  }
  return bits
}
