import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MediaAnswers, MediaNotice } from '../../domain/media-messages.ts'
import type { Media, Peer, Room } from '../../media/index.ts'
import { RtpPeer } from '../support/rtp-peer.ts'
import { until } from '../support/until.ts'
import { nothing, startMedia } from './start.ts'

const ABS_CAPTURE_TIME = 'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time'

const opus = { mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }
const fingerprint = { algorithm: 'sha-256', value: Array(32).fill('AB').join(':') }

/** One valid request of each kind; ids are filled in by the test. */
const requests = (transportId: string) => [
  { type: 'capabilities' },
  { type: 'create-transport', direction: 'send' },
  {
    type: 'create-transport',
    direction: 'receive',
    rtpCapabilities: {
      codecs: [
        {
          ...opus,
          payloadType: undefined,
          kind: 'audio',
          preferredPayloadType: 100,
          rtcpFeedback: [{ type: 'nack' }],
        },
      ],
      headerExtensions: [{ kind: 'audio', uri: ABS_CAPTURE_TIME, preferredId: 4, direction: 'sendrecv' }],
    },
  },
  { type: 'connect-transport', transportId, dtlsParameters: { role: 'client', fingerprints: [fingerprint] } },
  { type: 'restart-ice', transportId },
  {
    type: 'produce',
    source: 'microphone',
    rtpParameters: {
      mid: '0',
      codecs: [
        { ...opus, parameters: { minptime: 10, useinbandfec: 1 }, rtcpFeedback: [{ type: 'transport-cc' }] },
      ],
      headerExtensions: [{ uri: ABS_CAPTURE_TIME, id: 4, encrypt: false, parameters: {} }],
      encodings: [{ ssrc: 1234, dtx: false, maxBitrate: 64_000 }],
      rtcp: { cname: 'hall', reducedSize: true },
      msid: 'a b',
    },
  },
  { type: 'stop-producing', source: 'microphone' },
  { type: 'consumer-ready', consumerId: 'a' },
  { type: 'request-key-frame', consumerId: 'a' },
]

const nasty: readonly unknown[] = [
  null,
  undefined,
  '',
  '\u0000',
  'é',
  '\ud800',
  'x'.repeat(5000),
  '__proto__',
  0,
  -1,
  1.5,
  255,
  256,
  65_536,
  2 ** 32,
  2 ** 53,
  1e308,
  true,
  [],
  {},
  [[]],
  [null],
  Array(500).fill({}),
  { toString: 1 },
]

describe('whatever a page sends', () => {
  let media: Media
  let room: Room
  let peer: Peer
  let notices: MediaNotice[]

  beforeAll(async () => {
    ;({ media } = await startMedia())
  })
  afterAll(() => media.close())
  beforeEach(async () => {
    room = await media.room('a')
    notices = []
    peer = join('son-la')
  })
  afterEach(() => room.close())

  function join(id: string): Peer {
    return room.join(id, { tell: (notice) => notices.push(notice) })
  }

  async function createTransport(direction: 'send' | 'receive'): Promise<MediaAnswers['create-transport']> {
    const rtpCapabilities = { codecs: [] }
    const answer = await peer.handle({ type: 'create-transport', direction, rtpCapabilities })
    if (!('transportId' in answer)) throw new Error(JSON.stringify(answer))
    return answer
  }

  /** The worker that everybody shares is still the same one and still works. */
  async function everythingStillWorks(): Promise<void> {
    expect(media.status().workers.map(({ deaths }) => deaths)).toEqual([0])
    const speaker = await RtpPeer.join(room, 'ha-noi')
    const listener = await RtpPeer.join(room, 'dien-bien')
    listener.peer.receive({ ...nothing, audio: ['ha-noi'] })
    await speaker.produce('microphone')
    await room.open(new Set(['ha-noi']))
    await until('sound', () => listener.packets('ha-noi', 'microphone') > 5)
  }

  it('the valid requests are accepted', async () => {
    const { transportId } = await createTransport('send')
    for (const request of requests(transportId).slice(3, 7)) {
      expect(await peer.handle(request)).not.toHaveProperty('error')
    }
  })

  it('is answered with a code when it is no message at all', async () => {
    const messages = [...nasty, () => 1, Symbol('a'), 1n, new Map(), Buffer.alloc(10), { type: 'toString' }]
    for (const message of messages) expect(await peer.handle(message)).toEqual({ error: 'media/malformed' })
    expect(await peer.handle({ type: 'constructor' })).toEqual({ error: 'media/malformed' })
    await everythingStillWorks()
  })

  it('is answered with a code when a field is not what it should be, and harms nobody', async () => {
    for (const [index, request] of requests('').entries()) {
      const places = paths(request)
      for (const place of places) {
        for (const value of nasty) {
          // A fresh peer each time: no page may ask this much.
          peer = join('son-la')
          const { transportId } = await createTransport('send')
          const answer = await peer.handle(replaced(requests(transportId)[index], place, value))
          if ('error' in answer) expect(answer.error).toMatch(/^media\/(malformed|refused|unknown)$/)
        }
      }
    }
    await everythingStillWorks()
  })

  it('is answered with a code for random messages of the right outline', async () => {
    const type = fc.constantFrom(...requests('').map((request) => request.type))
    await fc.assert(
      fc.asyncProperty(type, fc.object({ maxDepth: 4 }), async (name, rest) => {
        peer = join('son-la')
        const answer = await peer.handle({ ...rest, type: name })
        if (name !== 'capabilities') expect(answer).toHaveProperty('error')
      }),
      { numRuns: 300 },
    )
    await everythingStillWorks()
  })

  it('names what is not there', async () => {
    await createTransport('send')
    const dtlsParameters = { fingerprints: [fingerprint] }
    const unknown = { error: 'media/unknown' }
    expect(await peer.handle({ type: 'connect-transport', transportId: 'b', dtlsParameters })).toEqual(
      unknown,
    )
    expect(await peer.handle({ type: 'restart-ice', transportId: 'b' })).toEqual(unknown)
    expect(await peer.handle({ type: 'stop-producing', source: 'camera' })).toEqual(unknown)
    expect(await peer.handle({ type: 'consumer-ready', consumerId: 'b' })).toEqual(unknown)
    expect(await peer.handle({ type: 'request-key-frame', consumerId: 'b' })).toEqual(unknown)
  })

  it('is refused when it asks without end, and the others are not', async () => {
    const answers = await Promise.all(
      Array.from({ length: 1000 }, () => peer.handle({ type: 'capabilities' })),
    )
    expect(answers).toContainEqual({ error: 'media/too-many' })
    expect(answers[0]).toHaveProperty('rtpCapabilities')
    await everythingStillWorks()
  })

  it('sends nothing that it has no right to send', async () => {
    peer = room.join('dai-bieu', { tell: () => undefined }, { sources: [] })
    const refused = { error: 'media/not-allowed' }
    expect(await peer.handle({ type: 'create-transport', direction: 'send' })).toEqual(refused)
    expect(await peer.handle(requests('')[5])).toEqual(refused)
  })

  it('keeps one transport per direction and one stream per source', async () => {
    for (let n = 0; n < 5; n++) {
      await createTransport('send')
      await createTransport('receive')
      for (let m = 0; m < 3; m++) expect(await peer.handle(requests('')[5])).toHaveProperty('producerId')
    }
    expect(await room.measure()).toEqual({ routers: 1, transports: 2, producers: 1, consumers: 0 })
  })

  it('leaves nothing behind when it closes in the middle of anything', async () => {
    for (let n = 0; n < 50; n++) {
      peer = join('son-la')
      const answers = [
        peer.handle({ type: 'create-transport', direction: 'send' }),
        peer.handle(requests('')[5]),
        peer.handle({ type: 'create-transport', direction: 'receive', rtpCapabilities: { codecs: [] } }),
      ]
      await Promise.race([...answers, new Promise((resolve) => setTimeout(resolve, n % 5))])
      peer.close()
      await Promise.all(answers)
    }
    expect(await room.measure()).toEqual({ routers: 1, transports: 0, producers: 0, consumers: 0 })
  })

  it('never meets the header extension that stops simulcast from switching', async () => {
    const answer = await peer.handle({ type: 'capabilities' })
    expect(JSON.stringify(answer)).toContain('abs-send-time')
    expect(JSON.stringify(answer)).not.toContain('abs-capture-time')
    await createTransport('send')
    await peer.handle(requests('')[5])
    expect(JSON.stringify(peer.stream('microphone')?.rtpParameters)).toContain('1234')
    expect(JSON.stringify(peer.stream('microphone')?.rtpParameters)).not.toContain('abs-capture-time')
  })
})

type Path = readonly (string | number)[]

/** Every place in a JSON value, the root left out. */
function paths(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at]
  const below = Object.entries(value).flatMap(([key, inner]) => paths(inner, [...at, key]))
  return at.length === 0 ? below : [at, ...below]
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<
    string | number,
    unknown
  >
  copy[key] = replaced(copy[key], rest, by)
  return copy
}
