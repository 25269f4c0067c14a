import {
  encodePage,
  FIRST_PAGE,
  LAST_PAGE,
  MOST_SEGMENTS,
  markLast,
  readPage,
  segmentsOf,
} from './ogg-page.ts'
import { opusSamples, packetsForGap, SAMPLES_PER_MS } from './opus-packet.ts'

/**
 * Samples at the start that players leave out (80 ms): a stream that is taken up in its middle needs as long until
 * its decoder is right (RFC 7845, 4.2). They are silent, so that nothing of the voice is left out.
 */
const PRE_SKIP = 80 * SAMPLES_PER_MS
/** A page is closed when it is this long (1 s): what a crash may cost. */
const PAGE_SAMPLES = 1000 * SAMPLES_PER_MS
const VENDOR = 'Diem Cau'

/** Writes one Ogg stream of one channel of Opus (RFC 7845), page by page, without a hole in its time. */
export class OggOpus {
  readonly #serial: number
  #sequence = 0
  #samples = 0
  #packets: Uint8Array[] = []
  #segments = 0
  #pageSamples = 0

  /** `serial` tells streams apart that are put together into one file: any number of 32 bits. */
  constructor(serial: number) {
    this.#serial = serial
  }

  /** What was added so far, in samples at 48 kHz. */
  get samples(): number {
    return Math.max(0, this.#samples - PRE_SKIP)
  }

  /** The header pages; to be called once, first. */
  begin(): Buffer {
    const head = this.#page(FIRST_PAGE, [opusHead()])
    const tags = this.#page(0, [opusTags()])
    for (const packet of packetsForGap(PRE_SKIP, undefined)) this.#put(packet)
    return Buffer.concat([head, tags])
  }

  /** One packet, right after the one before. @returns the page before it, if that is full */
  add(packet: Uint8Array): Buffer | null {
    const isFull = this.#pageSamples >= PAGE_SAMPLES || this.#segments + segmentsOf(packet) > MOST_SEGMENTS
    const page = isFull ? this.#flush(0) : null
    this.#put(packet)
    return page
  }

  /** The last page. */
  end(): Buffer {
    return this.#flush(LAST_PAGE)
  }

  #put(packet: Uint8Array): void {
    const samples = opusSamples(packet)
    this.#packets.push(packet)
    this.#segments += segmentsOf(packet)
    this.#pageSamples += samples
    this.#samples += samples
  }

  #flush(flags: number): Buffer {
    const page = this.#page(flags, this.#packets)
    this.#packets = []
    this.#segments = 0
    this.#pageSamples = 0
    return page
  }

  #page(flags: number, packets: readonly Uint8Array[]): Buffer {
    const [serial, granule, sequence] = [this.#serial, this.#samples, this.#sequence]
    this.#sequence += 1
    return encodePage({ flags, granule, serial, sequence, packets })
  }
}

/**
 * Ends a stream that was cut off anywhere: at its last whole page.
 * @returns its bytes and its length (ms); null if nobody can be heard in it
 */
export function endCutStream(bytes: Buffer): { readonly bytes: Buffer; readonly length: number } | null {
  let at = 0
  let last = { at: 0, page: readPage(bytes, 0) }
  let pages = 0
  for (let page = last.page; page; page = readPage(bytes, at)) {
    last = { at, page }
    pages += 1
    at += page.length
  }
  // Two are headers.
  if (!last.page || pages < 3) return null
  const whole = Buffer.from(bytes.subarray(0, at))
  markLast(whole, last.at, last.page)
  const length = lengthOf(last.page.granule - PRE_SKIP)
  return length > 0 ? { bytes: whole, length } : null
}

/** Milliseconds, whole. */
export function lengthOf(samples: number): number {
  return Math.max(0, Math.round(samples / SAMPLES_PER_MS))
}

/** Identification header (RFC 7845, 5.1): version 1, one channel, no gain, channel mapping family 0. */
function opusHead(): Buffer {
  const head = Buffer.alloc(19)
  head.write('OpusHead', 0, 'latin1')
  head[8] = 1
  head[9] = 1
  head.writeUInt16LE(PRE_SKIP, 10)
  head.writeUInt32LE(48_000, 12)
  return head
}

/** Comment header (RFC 7845, 5.2), without a comment. */
function opusTags(): Buffer {
  const vendor = Buffer.from(VENDOR, 'utf8')
  const tags = Buffer.alloc(16 + vendor.length)
  tags.write('OpusTags', 0, 'latin1')
  tags.writeUInt32LE(vendor.length, 8)
  vendor.copy(tags, 12)
  return tags
}
