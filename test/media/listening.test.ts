import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Listening, Media, Room } from '../../media/index.ts'
import { RtpPeer } from '../support/rtp-peer.ts'
import { until } from '../support/until.ts'
import { startMedia } from './start.ts'

describe('listening to a microphone', () => {
  let media: Media
  let room: Room
  let hall: RtpPeer
  let listening: Listening
  let packets = 0
  let rooms = 0

  beforeAll(async () => {
    const started = await startMedia()
    media = started.media
  })
  afterAll(() => media.close())
  beforeEach(async () => {
    room = await media.room(`room-${++rooms}`)
    hall = await RtpPeer.join(room, 'son-la')
    packets = 0
    listening = room.listen('son-la', () => {
      packets += 1
    })
    return () => room.close()
  })

  const goesOn = async () => {
    const before = packets
    await until('packets', () => packets > before + 10)
  }
  const isSilent = async () => {
    // What was on its way.
    await sleep(200)
    const before = packets
    await sleep(300)
    expect(packets).toBe(before)
  }

  it('brings its packets while it is open, and none while it is closed', async () => {
    await hall.produce('microphone')
    await isSilent()
    await room.open(new Set(['son-la']))
    await goesOn()
    await room.cutAll()
    await isSilent()
    await room.endCut()
    await goesOn()
  })

  it('brings nobody else’s', async () => {
    const other = await RtpPeer.join(room, 'ha-noi')
    await other.produce('microphone')
    await room.open(new Set(['ha-noi']))
    await isSilent()
    expect(packets).toBe(0)
  })

  it('goes on with another device, and with the hall’s next page', async () => {
    await hall.produce('microphone')
    await room.open(new Set(['son-la']))
    await goesOn()
    await hall.produce('microphone')
    await goesOn()
    hall.leave()
    await isSilent()
    const next = await RtpPeer.join(room, 'son-la')
    await next.produce('microphone')
    await goesOn()
  })

  it('leaves nothing in the worker once it is closed, and ends with its room', async () => {
    await hall.produce('microphone')
    await room.open(new Set(['son-la']))
    await goesOn()
    listening.close()
    await until('no consumer', async () => (await room.measure()).consumers === 0)
    await isSilent()
    const last = room.listen('son-la', () => undefined)
    room.close()
    expect(last.closed).toBe(true)
    expect(() => room.listen('son-la', () => undefined)).toThrow('media/closed')
  })
})
