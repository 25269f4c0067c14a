import { describe, expect, it } from 'vitest'
import { endCutStream } from '../../server/recording/ogg-opus.ts'
import { opusSamples } from '../../server/recording/opus-packet.ts'
import { SoundTrack } from '../../server/recording/sound-track.ts'
import { readOgg } from '../support/ogg-file.ts'

/** Samples of 20 ms, the usual packet. */
const FRAME = 960
/** What players leave out at the start. */
const PRE_SKIP = 3840

interface Sent {
  /** Counts the packets of the sender, from 0. */
  readonly index: number
  readonly source?: number
  /** Milliseconds after the start at which it arrives; in time when left out. */
  readonly at?: number
  readonly payload?: Buffer
}

/** CELT, 20 ms, with a mark by which the test knows it again. */
const spoken = (index: number) => Buffer.of(0xf8, 1 + (index >> 8), index & 0xff)

/** As a sender whose numbers and clock are about to go round does. */
function rtp({ index, source = 7, payload = spoken(index) }: Sent, extra: 'none' | 'extension' | 'padding') {
  const header = Buffer.alloc(12)
  header[0] = { none: 0x80, extension: 0x90, padding: 0xa0 }[extra]
  header[1] = 100
  header.writeUInt16BE((65_530 + index) & 0xffff, 2)
  header.writeUInt32BE((2 ** 32 - 3000 + index * FRAME) % 2 ** 32, 4)
  header.writeUInt32BE(source, 8)
  const extension =
    extra === 'extension' ? Buffer.from([0xbe, 0xde, 0, 1, 0x10, 0x55, 0, 0]) : Buffer.alloc(0)
  const padding = extra === 'padding' ? Buffer.from([0, 0, 3]) : Buffer.alloc(0)
  return Buffer.concat([header, extension, payload, padding])
}

function record(sent: readonly Sent[], extra: 'none' | 'extension' | 'padding' = 'none') {
  const track = new SoundTrack(0xfedcba98)
  const pages = [track.begin()]
  for (const one of sent) pages.push(...track.hear(rtp(one, extra), one.at ?? one.index * 20))
  pages.push(...track.end())
  return { file: Buffer.concat(pages), samples: track.samples }
}

/** Which packet stands at which time (ms): the index of a spoken one, `quiet` or `made up` for others. */
function heard(file: Buffer): (readonly [number, number | 'quiet' | 'made up'])[] {
  let samples = -PRE_SKIP
  return readOgg(file)
    .slice(2)
    .flatMap(({ packets }) => packets)
    .map((packet) => {
      const at = samples / 48
      samples += opusSamples(packet)
      const isQuiet = packet[1] === 0xff && packet[2] === 0xfe
      const index = ((packet[1] ?? 0) - 1) * 256 + (packet[2] ?? 0)
      return [at, packet.length === 1 ? ('made up' as const) : isQuiet ? ('quiet' as const) : index] as const
    })
    .filter(([at]) => at >= 0)
}

const count = (from: number, to: number): Sent[] =>
  Array.from({ length: to - from }, (_, each) => ({ index: from + each }))
const inTime = (from: number, to: number) => count(from, to).map(({ index }) => [index * 20, index])

describe('a recorded stream', () => {
  it('is one Ogg stream with its headers, numbered pages, a first and a last one', () => {
    const { file, samples } = record(count(0, 500))
    const pages = readOgg(file)
    expect(pages.map(({ sequence }) => sequence)).toEqual(pages.map((_, index) => index))
    expect(new Set(pages.map(({ serial }) => serial))).toEqual(new Set([0xfedcba98]))
    const last = pages.length - 1
    expect(pages.map(({ flags }) => flags)).toEqual(
      pages.map((_, at) => (at === 0 ? 2 : at === last ? 4 : 0)),
    )
    const [[head], [tags]] = [pages[0]?.packets ?? [], pages[1]?.packets ?? []]
    expect(head?.toString('hex')).toBe('4f70757348656164' + '01' + '01' + '000f' + '80bb0000' + '0000' + '00')
    expect(tags?.toString('latin1', 0, 8)).toBe('OpusTags')
    expect(pages[0]?.granule).toBe(0)
    expect(pages[1]?.granule).toBe(0)
    let sum = 0
    for (const page of pages.slice(2)) {
      sum += page.packets.reduce((total, packet) => total + opusSamples(packet), 0)
      expect(page.granule).toBe(sum)
    }
    expect(sum).toBe(500 * FRAME + PRE_SKIP)
    expect(samples).toBe(500 * FRAME)
    expect(heard(file)).toEqual(inTime(0, 500))
  })

  it('is written out about every second', () => {
    const sizes = readOgg(record(count(0, 500)).file).map(({ packets }) => packets.length)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(55)
  })

  it('holds packets of any size', () => {
    const sizes = [1, 254, 255, 256, 509, 510, 511, 1275, 3]
    const payloads = sizes.map((size) => Buffer.alloc(size, 0xf8))
    const { file } = record(
      Array.from({ length: 400 }, (_, index) => ({
        index,
        payload: payloads[index % sizes.length] as Buffer,
      })),
    )
    const packets = readOgg(file)
      .slice(2)
      .flatMap((page) => page.packets)
    expect(packets.slice(4).map(({ length }) => length)).toEqual(
      Array.from({ length: 400 }, (_, index) => sizes[index % sizes.length]),
    )
  })

  it.each(['extension', 'padding'] as const)('takes the sound out of packets with %s', (extra) => {
    expect(heard(record(count(0, 5), extra).file)).toEqual(inTime(0, 5))
  })

  it('holds packets in their order, those that were sent again included, and none twice', () => {
    const sent = [...count(0, 10), ...count(12, 30), { index: 11, at: 620 }, { index: 10, at: 640 }]
    expect(heard(record([...sent, { index: 11, at: 650 }, ...count(30, 40)]).file)).toEqual(inTime(0, 40))
  })

  it('has the decoder make up for single losses', () => {
    const { file } = record([...count(0, 10), ...count(12, 100)])
    expect(heard(file)).toEqual([...inTime(0, 10), [200, 'made up'], [220, 'made up'], ...inTime(12, 100)])
  })

  it('is silent as long as nothing was sent', () => {
    const { file, samples } = record([...count(0, 10), ...count(110, 200)])
    const quiet = Array.from({ length: 100 }, (_, each) => [200 + each * 20, 'quiet'])
    expect(heard(file)).toEqual([...inTime(0, 10), ...quiet, ...inTime(110, 200)])
    expect(samples).toBe(200 * FRAME)
  })

  it('goes on in time on another device, whatever its clock and numbers', () => {
    const sent = [
      ...count(0, 50),
      ...count(0, 50).map(({ index }) => ({ index, source: 8, at: 3000 + index * 20 })),
    ]
    const places = heard(record(sent).file)
    expect(places.slice(50, 150).every(([, what]) => what === 'quiet')).toBe(true)
    expect(places.slice(150)).toEqual(count(0, 50).map(({ index }) => [3000 + index * 20, index]))
  })

  it('does not believe a clock that leaps by an hour', () => {
    const sent = [
      ...count(0, 50),
      ...count(180_050, 180_100).map(({ index }) => ({ index, at: (index - 180_000) * 20 })),
    ]
    const { samples } = record(sent)
    expect(samples).toBe(100 * FRAME)
  })

  it('leaves out what is not Opus over RTP', () => {
    const track = new SoundTrack(1)
    track.begin()
    for (const bytes of ['', '80', 'ffffffffffffffffffffffff', '800000000000000000000000'])
      expect(track.hear(Buffer.from(bytes, 'hex'), 0)).toEqual([])
    expect(track.samples).toBe(0)
  })
})

describe('a recorded stream that was cut off', () => {
  const { file } = record(count(0, 500))

  it('ends at its last whole page, wherever the cut was', () => {
    for (let cut = 0; cut < file.length; cut += 37) {
      const ended = endCutStream(file.subarray(0, cut))
      if (!ended) continue
      const pages = readOgg(ended.bytes)
      expect(pages.at(-1)?.flags).toBe(4)
      expect(ended.length).toBe(((pages.at(-1)?.granule ?? 0) - PRE_SKIP) / 48)
      expect(cut - ended.bytes.length).toBeLessThan(400)
    }
    expect(endCutStream(file)?.length).toBe(10_000)
  })

  it('is nothing where nobody can be heard yet', () => {
    expect(endCutStream(Buffer.alloc(0))).toBeNull()
    expect(endCutStream(file.subarray(0, 100))).toBeNull()
    expect(endCutStream(Buffer.from('not a recording'))).toBeNull()
  })

  it('ends before a page that is damaged', () => {
    const damaged = Buffer.from(file)
    damaged[file.length - 1500] = (damaged[file.length - 1500] ?? 0) ^ 1
    const ended = endCutStream(damaged)
    expect(ended?.length).toBeLessThan(10_000)
    expect(readOgg(ended?.bytes ?? Buffer.alloc(0)).at(-1)?.flags).toBe(4)
  })
})
