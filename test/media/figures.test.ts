import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Media, openMedia, type Room } from '../../media/index.ts'
import { RtpPeer } from '../support/rtp-peer.ts'
import { until } from '../support/until.ts'
import { nothing, startMedia, workerPath } from './start.ts'

describe('what the room knows of a line', () => {
  let media: Media
  let room: Room

  beforeAll(async () => {
    ;({ media } = await startMedia())
  })
  afterAll(() => media.close())
  beforeEach(async () => {
    room = await media.room('hội nghị')
  })
  afterEach(() => room.close())

  it('is nothing before the first packet', async () => {
    const peer = room.join('son-la', { tell: () => undefined })
    expect(await peer.figures()).toEqual({
      loss: null,
      roundTrip: null,
      path: null,
      incoming: 0,
      outgoing: 0,
      layersWanted: 0,
      videoConsumers: 0,
      audioConsumers: 0,
      soundOnly: false,
    })
    peer.close()
    expect((await peer.figures()).path).toBeNull()
  })

  it('is how much comes and goes, over which path, in how many streams', async () => {
    const hall = await RtpPeer.join(room, 'son-la')
    const viewer = await RtpPeer.join(room, 'ha-noi')
    const next = await RtpPeer.join(room, 'dien-bien')
    await Promise.all([hall.produceLayers(), hall.produce('microphone'), next.produce('camera')])
    await room.open(new Set(['son-la']))
    viewer.peer.receive({ ...nothing, stage: ['son-la'], audio: ['son-la'], prepared: ['dien-bien'] })
    await until('the figures of the sender', async () => {
      const { incoming, path, layersWanted } = await hall.peer.figures()
      return incoming > 10_000 && path === 'udp' && layersWanted === 2
    })
    await until('the figures of the receiver', async () => {
      const { outgoing, videoConsumers, audioConsumers } = await viewer.peer.figures()
      return outgoing > 5000 && videoConsumers === 2 && audioConsumers === 1
    })
    expect((await hall.peer.figures()).outgoing).toBeLessThan((await hall.peer.figures()).incoming)
  })

  it('answers for sixty-four peers at once, and for those that leave meanwhile', async () => {
    const peers = Array.from({ length: 64 }, (_, n) => room.join(`cau-${n}`, { tell: () => undefined }))
    await Promise.all(
      peers.map((peer) =>
        peer.handle({ type: 'create-transport', direction: 'receive', rtpCapabilities: { codecs: [] } }),
      ),
    )
    const figures = peers.map((peer) => peer.figures())
    room.close()
    expect(await Promise.all(figures)).toHaveLength(64)
  })
})

describe('ways round a firewall', () => {
  it('are handed to each page with its transports, asked anew each time', async () => {
    let asked = 0
    const media = await openMedia({
      workerBinary: workerPath(),
      listenIp: '127.0.0.1',
      firstPort: 0,
      workers: 1,
      iceServers: (peerId) => [
        { urls: ['turns:turn.example:443'], username: `${peerId}:${++asked}`, credential: 'bí mật' },
      ],
      onTrouble: () => undefined,
    })
    try {
      const peer = (await media.room('hội nghị')).join('son-la', { tell: () => undefined })
      for (const n of [1, 2]) {
        expect(await peer.handle({ type: 'create-transport', direction: 'send' })).toMatchObject({
          iceServers: [{ urls: ['turns:turn.example:443'], username: `son-la:${n}`, credential: 'bí mật' }],
        })
      }
    } finally {
      media.close()
    }
  })

  it('are none where none are configured', async () => {
    const { media } = await startMedia()
    const peer = (await media.room('hội nghị')).join('son-la', { tell: () => undefined })
    expect(await peer.handle({ type: 'create-transport', direction: 'send' })).toMatchObject({
      iceServers: [],
    })
    media.close()
  })
})
