import { setTimeout as sleep } from 'node:timers/promises'
import { observer, type types } from 'mediasoup'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chooseWorker } from '../../media/balance.ts'
import type { Media, MediaLogEntry, Room } from '../../media/index.ts'
import { RtpPeer } from '../support/rtp-peer.ts'
import { until } from '../support/until.ts'
import { nothing, startMedia } from './start.ts'

describe('the worker for one more peer', () => {
  const capacity = { full: 0.7, peer: 0.018 }
  const candidate = (load: number, peers: number, held: boolean) => ({ load, peers, held })

  it('is the first that the room is on, until that is full by measure or by expectation', () => {
    const idle = candidate(0, 0, false)
    const own = candidate(0.4, 20, true)
    expect(chooseWorker([own, idle], capacity)).toBe(own)
    const busy = candidate(0.8, 1, true)
    expect(chooseWorker([busy, idle], capacity)).toBe(idle)
    const crowded = candidate(0, 64, true)
    expect(chooseWorker([crowded, idle], capacity)).toBe(idle)
  })

  it('is the least loaded when all are full, and for a new room', () => {
    const [one, two] = [candidate(0.95, 30, true), candidate(0.8, 40, true)]
    expect(chooseWorker([one, two], capacity)).toBe(two)
    const [first, second] = [candidate(0.3, 0, false), candidate(0.1, 0, false)]
    expect(chooseWorker([first, second], capacity)).toBe(second)
    expect(chooseWorker([], capacity)).toBeUndefined()
  })
})

describe('a conference on two workers', () => {
  let media: Media
  let room: Room
  /** What crosses between the workers now, or did. */
  const crossing: types.Consumer[] = []

  beforeAll(async () => {
    observer.on('newworker', (worker) => {
      worker.observer.on('newrouter', (router) => {
        router.observer.on('newtransport', (transport) => {
          if (transport.type === 'pipe') transport.observer.on('newconsumer', (one) => crossing.push(one))
        })
      })
    })
    // Full at two peers.
    ;({ media } = await startMedia(2, { workerFull: 0.9, peerLoad: 0.45 }))
  })
  afterAll(() => media.close())

  let near: RtpPeer[]
  let far: RtpPeer[]
  let farWorker: number

  beforeEach(async () => {
    crossing.length = 0
    room = await media.room('hội nghị')
    near = [await RtpPeer.join(room, 'son-la'), await RtpPeer.join(room, 'dien-bien')]
    farWorker = media.load.workers.findIndex(({ peers }) => peers === 0)
    far = [await RtpPeer.join(room, 'ha-noi'), await RtpPeer.join(room, 'hue')]
  })
  afterEach(() => room.close())

  const open = () => crossing.filter(({ closed }) => !closed)
  const packets = (of: 'camera' | 'microphone') => far.map((one) => one.packets('son-la', of))
  const speaker = () => near[0] as RtpPeer

  it('has its peers on both, and counts all of them', async () => {
    expect(media.load.workers.map(({ peers }) => peers)).toEqual([2, 2])
    expect(media.load.peers).toBe(4)
    expect(media.status().workers.map(({ rooms }) => rooms)).toEqual([['hội nghị'], ['hội nghị']])
    expect(await room.measure()).toEqual({ routers: 2, transports: 8, producers: 0, consumers: 0 })
  })

  it('carries each stream to the other worker once, with all its layers, however many receive it there', async () => {
    await speaker().produceLayers()
    far[0]?.peer.receive({ ...nothing, gallery: ['son-la'] })
    far[1]?.peer.receive({ ...nothing, stage: ['son-la'] })
    near[1]?.peer.receive({ ...nothing, stage: ['son-la'], stageLayer: 'middle' })
    await until('the layer of each programme', () => {
      return far[0]?.layer('son-la') === 0 && far[1]?.layer('son-la') === 2 && near[1]?.layer('son-la') === 1
    })
    expect(open()).toHaveLength(1)
    speaker().sendLayers(0)
    await until('what is left', () => far[1]?.layer('son-la') === 0)
    speaker().sendLayers(2)
    await until('the high layer again', () => far[1]?.layer('son-la') === 2)
  })

  it('carries nothing that nobody wants there, and carries it again when somebody does', async () => {
    await Promise.all([speaker().produceLayers(), near[1]?.produce('camera')])
    const viewer = far[0] as RtpPeer
    near[1]?.peer.receive({ ...nothing, stage: ['son-la'] })
    await until('its picture beside it', () => near[1]?.layer('son-la') === 2)
    expect(open()).toHaveLength(0)
    for (let round = 0; round < 3; round++) {
      viewer.peer.receive({ ...nothing, stage: ['son-la'] })
      const before = viewer.packets('son-la', 'camera')
      await until('its picture across', () => viewer.packets('son-la', 'camera') > before + 5)
      viewer.peer.receive({ ...nothing, stage: ['dien-bien'] })
      await until('only the other to cross', () => {
        return String(open().map(({ paused }) => paused)) === 'true,false'
      })
    }
    expect(crossing).toHaveLength(2)
    viewer.leave()
    await until('nothing to cross', () => open().length === 0)
    expect((await room.measure()).producers).toBe(2)
  })

  it('has what is prepared across already', async () => {
    await speaker().produceLayers()
    for (const { peer } of far) peer.receive({ ...nothing, prepared: ['son-la'] })
    await until('it to cross', () => open().length === 1 && open()[0]?.paused === false)
    expect(packets('camera')).toEqual([0, 0])
    for (const { peer } of far) peer.receive({ ...nothing, stage: ['son-la'] })
    await until('its picture', () => packets('camera').every((count) => count > 5))
    expect(crossing).toHaveLength(1)
  })

  it('closes a microphone everywhere, and opens it everywhere', async () => {
    for (const { peer } of [...far, near[1] as RtpPeer]) peer.receive({ ...nothing, audio: ['son-la'] })
    await speaker().produce('microphone')
    await until('it to be set up', () => far.every((one) => one.opened('microphone').length === 1))
    expect(packets('microphone')).toEqual([0, 0])
    expect(far.flatMap((one) => one.flowing('microphone'))).toEqual([])
    for (let round = 0; round < 3; round++) {
      const before = packets('microphone')
      await room.open(new Set(['son-la']))
      await until('it to be heard', () =>
        packets('microphone').every((count, n) => count > (before[n] ?? 0) + 5),
      )
      expect(far.map((one) => one.flowing('microphone'))).toEqual([['son-la'], ['son-la']])
      await (round === 1 ? room.cutAll() : room.open(new Set()))
      await until('all to know', () => far.every((one) => one.flowing('microphone').length === 0))
      await sleep(300)
      const closed = packets('microphone')
      await sleep(500)
      expect(packets('microphone')).toEqual(closed)
      await room.endCut()
      await room.open(new Set())
    }
  })

  it('loses with a worker only who was on it; they come back and see the others', async () => {
    await Promise.all([speaker().produceLayers(), far[1]?.produce('camera')])
    far[0]?.peer.receive({ ...nothing, stage: ['son-la'] })
    near[1]?.peer.receive({ ...nothing, stage: ['hue'] })
    await until('both directions', () => {
      return (far[0]?.packets('son-la', 'camera') ?? 0) > 5 && (near[1]?.packets('hue', 'camera') ?? 0) > 5
    })
    process.kill(media.status().workers[farWorker]?.pid ?? 0, 'SIGKILL')
    await until('its peers to be told', () => far.every(({ closedFor }) => closedFor === 'worker-died'))
    expect(near.map(({ closedFor }) => closedFor)).toEqual([undefined, undefined])
    expect(room.closed).toBe(false)
    expect(await media.room('hội nghị')).toBe(room)
    const again = await RtpPeer.join(room, 'hue')
    // On the successor, however soon it comes: the other worker is full.
    expect(media.load.workers[farWorker]?.peers).toBe(1)
    await until('its picture to be gone', () => near[1]?.opened('camera').length === 0)
    await again.produce('camera')
    again.peer.receive({ ...nothing, stage: ['son-la'] })
    await until('both directions again', () => {
      return again.packets('son-la', 'camera') > 5 && near[1]?.flowing('camera').includes('hue')
    })
    await until('the worker to be back', () => media.status().healthy)
    const third = await RtpPeer.join(room, 'ha-noi')
    third.peer.receive({ ...nothing, stage: ['son-la'], gallery: ['hue'] })
    await until(
      'all to be seen',
      () => third.packets('son-la', 'camera') > 5 && third.packets('hue', 'camera') > 5,
    )
  })

  it('leaves nothing behind after many came and went while everything changed', async () => {
    await Promise.all([speaker().produceLayers(), speaker().produce('microphone')])
    const base = await room.measure()
    for (let n = 0; n < 40; n++) {
      const id = `cau-${n % 5}`
      await room.open(new Set(n % 2 ? ['son-la'] : [id]))
      const hall = await RtpPeer.join(room, id)
      hall.peer.receive({ ...nothing, stage: ['son-la'], gallery: ['cau-1', 'cau-2'], audio: ['son-la'] })
      far[n % 2]?.peer.receive({ ...nothing, stage: [id], gallery: ['son-la', 'cau-3'], audio: [id] })
      const producing = Promise.all([hall.produce('camera'), hall.produce('microphone')])
      if (n % 4 !== 0) await producing
      if (n % 3 !== 0) hall.leave()
      await producing.catch(() => undefined)
    }
    for (const { peer } of far) peer.receive(nothing)
    for (const [id, peer] of room.peers) if (id.startsWith('cau-')) peer.close()
    for (const one of far) one.leave()
    await until('only the near side to be left', async () => {
      const { routers, producers, consumers } = await room.measure()
      return routers === 1 && producers === base.producers && consumers === 0
    })
    expect(open()).toHaveLength(0)
  })
})

describe('the media library', () => {
  it('says what happens to its workers in our log', async () => {
    const said: MediaLogEntry[] = []
    const { media } = await startMedia(1, { log: (entry) => said.push(entry) })
    process.kill(media.status().workers[0]?.pid ?? 0, 'SIGKILL')
    await until('the death to be noted', () =>
      said.some(({ level, text }) => level === 'error' && text.includes('SIGKILL')),
    )
    media.close()
  })

  it('does not close the workers by itself when this process is asked to end', async () => {
    const listeners = () => [...process.listeners('SIGTERM'), ...process.listeners('SIGINT')]
    const before = listeners()
    const { media } = await startMedia(2)
    expect(listeners()).toEqual(before)
    media.close()
  })
})
