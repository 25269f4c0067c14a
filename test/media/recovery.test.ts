import { afterEach, describe, expect, it } from 'vitest'
import { type Media, openMedia, type Room } from '../../media/index.ts'
import { RtpPeer } from '../support/rtp-peer.ts'
import { until } from '../support/until.ts'
import { nothing, startMedia } from './start.ts'

describe('the media room recovers by itself', () => {
  let media: Media

  afterEach(() => media.close())

  it('lets the same hall take over and tells the older device why', async () => {
    ;({ media } = await startMedia())
    const room = await media.room('a')
    const old = await RtpPeer.join(room, 'son-la')
    const viewer = await RtpPeer.join(room, 'ha-noi')
    viewer.peer.receive({ ...nothing, stage: ['son-la'] })
    await old.produce('camera')
    await until('its picture', () => viewer.packets('son-la', 'camera') > 0)
    const next = await RtpPeer.join(room, 'son-la')
    expect(old.closedFor).toBe('taken-over')
    expect(old.notices.at(-1)).toEqual({ type: 'closed', reason: 'taken-over' })
    expect(room.peers.get('son-la')).toBe(next.peer)
    await next.produce('camera')
    const before = viewer.packets('son-la', 'camera')
    await until('the picture of the new device', () => viewer.packets('son-la', 'camera') > before)
    old.leave()
    expect(room.peers.get('son-la')).toBe(next.peer)
    expect(await next.peer.handle({ type: 'capabilities' })).toHaveProperty('rtpCapabilities')
  })

  it('reports that a hall has fallen silent, and that it is back', async () => {
    ;({ media } = await startMedia())
    const room = await media.room('a')
    const hall = await RtpPeer.join(room, 'son-la')
    await hall.produce('microphone')
    await until('the hall to be connected', () => hall.links.at(-1) === 'connected')
    hall.fallSilent()
    await until('the loss to be seen', () => hall.links.at(-1) === 'lost', 15_000)
    await hall.produce('microphone')
    await until('the return to be seen', () => hall.links.at(-1) === 'connected', 15_000)
    expect(hall.links).toEqual(['connected', 'lost', 'connected'])
  })

  it('replaces a killed worker; its rooms close and are there again when asked for', async () => {
    const started = await startMedia(2)
    media = started.media
    const room = await media.room('a')
    const hall = await RtpPeer.join(room, 'son-la')
    const other = await roomOnOtherWorker(media, room)
    const pid = pidOf(media, room)
    process.kill(pid, 'SIGKILL')
    await until('the page to be told', () => hall.closedFor)
    expect(hall.closedFor).toBe('worker-died')
    expect(hall.notices.at(-1)).toEqual({ type: 'closed', reason: 'worker-died' })
    expect(room.closed).toBe(true)
    expect(other.closed).toBe(false)
    expect(await hall.peer.handle({ type: 'capabilities' })).toEqual({ error: 'media/closed' })
    expect(() => room.join('ha-noi', { tell: () => undefined })).toThrow('media/closed')
    const again = await media.room('a')
    expect(again).not.toBe(room)
    const speaker = await RtpPeer.join(again, 'son-la')
    const listener = await RtpPeer.join(again, 'ha-noi')
    listener.peer.receive({ ...nothing, audio: ['son-la'] })
    await again.open(new Set(['son-la']))
    await speaker.produce('microphone')
    await until('sound in the new room', () => listener.packets('son-la', 'microphone') >= 10)
    await until('both workers up', () => media.status().healthy)
    expect(
      media
        .status()
        .workers.map(({ deaths }) => deaths)
        .sort(),
    ).toEqual([0, 1])
    expect(started.troubles).toMatchObject([{ kind: 'worker-died', rooms: ['a'] }])
  })

  it('waits for the only worker to come back instead of failing', async () => {
    ;({ media } = await startMedia())
    for (let round = 0; round < 5; round++) {
      const room = await media.room('a')
      process.kill(pidOf(media, room), 'SIGKILL')
      await until('the room to close', () => room.closed)
      expect((await media.room('a')).closed).toBe(false)
    }
    expect(media.status().workers[0]?.deaths).toBe(5)
  })

  it('gives every caller the same room, however many ask at once', async () => {
    ;({ media } = await startMedia())
    const rooms = await Promise.all(Array.from({ length: 20 }, () => media.room('a')))
    expect(new Set(rooms).size).toBe(1)
    expect((await media.measure()).routers).toBe(1)
  })

  it('puts rooms on different workers as long as one is idle', async () => {
    ;({ media } = await startMedia(2))
    const room = await media.room('a')
    await RtpPeer.join(room, 'son-la')
    await RtpPeer.join(await media.room('b'), 'son-la')
    expect(media.status().workers.map(({ rooms }) => rooms.length)).toEqual([1, 1])
  })

  it('leaves nothing behind after fifty halls came and went', async () => {
    ;({ media } = await startMedia())
    const room = await media.room('a')
    const viewer = await RtpPeer.join(room, 'ha-noi')
    const empty = await media.measure()
    for (let n = 0; n < 50; n++) {
      const id = `cau-${n % 7}`
      viewer.peer.receive({ stage: [id], gallery: [`cau-${(n + 1) % 7}`], audio: [id] })
      const hall = await RtpPeer.join(room, id)
      hall.peer.receive({ ...nothing, stage: ['ha-noi', `cau-${(n + 3) % 7}`] })
      await Promise.all([hall.produce('camera'), hall.produce('microphone'), room.open(new Set([id]))])
      if (n % 3 !== 0) hall.leave()
    }
    for (const peer of [...room.peers.values()]) if (peer !== viewer.peer) peer.close()
    await until('only the viewer to be left', async () => {
      const { peers, transports, producers, consumers } = await media.measure()
      return peers === 1 && producers === 0 && consumers === 0 && transports === empty.transports
    })
    expect(viewer.opened('camera')).toEqual([])
    expect(viewer.opened('microphone')).toEqual([])
    room.close()
    expect(await media.measure()).toEqual({
      workers: 1,
      rooms: 0,
      peers: 0,
      routers: 0,
      transports: 0,
      producers: 0,
      consumers: 0,
    })
  })

  it('says at once that a worker cannot be started', async () => {
    ;({ media } = await startMedia())
    const options = { listenIp: '127.0.0.1', firstPort: 0, workers: 1, onTrouble: () => undefined }
    await expect(openMedia({ ...options, workerBinary: '/nowhere/mediasoup-worker' })).rejects.toMatchObject({
      code: 'media/worker-failed',
    })
  })

  it('closes twice as well as once, and lets nobody in afterwards', async () => {
    ;({ media } = await startMedia())
    const room = await media.room('a')
    const hall = await RtpPeer.join(room, 'son-la')
    media.close()
    media.close()
    room.close()
    hall.leave()
    expect(hall.closedFor).toBe('room-closed')
    expect(hall.notices.filter(({ type }) => type === 'closed').length).toBe(1)
    await expect(media.room('a')).rejects.toThrow('media/closed')
  })
})

function pidOf(media: Media, room: Room): number {
  const worker = media.status().workers.find(({ rooms }) => rooms.includes(room.id))
  if (!worker?.pid) throw new Error('no worker')
  return worker.pid
}

/** A room on the other of two workers: one that already has a peer is not the least loaded. */
async function roomOnOtherWorker(media: Media, room: Room): Promise<Room> {
  const other = await media.room('b')
  expect(pidOf(media, other)).not.toBe(pidOf(media, room))
  return other
}
