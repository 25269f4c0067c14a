import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Media, Room } from '../../media/index.ts'
import { RtpPeer } from '../support/rtp-peer.ts'
import { until } from '../support/until.ts'
import { nothing, startMedia } from './start.ts'

describe('a shared screen', () => {
  let media: Media
  let room: Room
  let hall: RtpPeer
  let viewer: RtpPeer

  beforeAll(async () => {
    ;({ media } = await startMedia())
  })
  afterAll(() => media.close())
  beforeEach(async () => {
    room = await media.room('hội nghị')
    hall = await RtpPeer.join(room, 'son-la', { sources: ['camera', 'microphone', 'screen'] })
    viewer = await RtpPeer.join(room, 'ha-noi')
  })
  afterEach(() => room.close())

  it('arrives beside the camera of the same hall, and only where the programme has it', async () => {
    viewer.peer.receive({ ...nothing, screen: ['son-la'], stage: ['son-la'], stageLayer: 'middle' })
    const other = await RtpPeer.join(room, 'dien-bien')
    other.peer.receive({ ...nothing, stage: ['son-la'] })
    await hall.produce('camera')
    await hall.produce('screen')
    await until('both', () => {
      return viewer.packets('son-la', 'camera') > 5 && viewer.packets('son-la', 'screen') > 5
    })
    expect(other.opened('screen')).toEqual([])
  })

  it('is passed over where nobody sends one', async () => {
    viewer.peer.receive({ ...nothing, screen: ['son-la'], stage: ['son-la'] })
    await hall.produce('camera')
    await until('the camera', () => viewer.packets('son-la', 'camera') > 5)
    expect(viewer.opened('screen')).toEqual([])
  })

  it('ends when the server stops it; the camera goes on', async () => {
    viewer.peer.receive({ ...nothing, screen: ['son-la'], stage: ['son-la'] })
    await hall.produce('camera')
    await hall.produce('screen')
    await until('the screen', () => viewer.packets('son-la', 'screen') > 5)
    expect(hall.peer.stop('screen')).toBe(true)
    await until('it to be gone', () => viewer.opened('screen').length === 0)
    expect(hall.peer.stop('screen')).toBe(false)
    const before = viewer.packets('son-la', 'camera')
    await until('more of the camera', () => viewer.packets('son-la', 'camera') > before + 5)
    await hall.produce('screen')
    await until('the screen again', () => viewer.opened('screen').length === 1)
  })

  it('may be sent by whoever has the right to it, for as long as that lasts', async () => {
    await expect(viewer.produce('screen')).rejects.toThrow('media/not-allowed')
    viewer.peer.setSources(['screen'])
    hall.peer.receive({ ...nothing, screen: ['ha-noi'] })
    await viewer.produce('screen')
    await until('its screen', () => hall.packets('ha-noi', 'screen') > 5)
    await expect(viewer.produce('camera')).rejects.toThrow('media/not-allowed')
    viewer.peer.setSources(['camera'])
    await until('it to be gone', () => hall.opened('screen').length === 0)
    await expect(viewer.produce('screen')).rejects.toThrow('media/not-allowed')
  })

  it('lets a desk send that could send nothing before', async () => {
    const desk = room.join('desk', { tell: () => undefined }, { sources: [] })
    const send = { type: 'create-transport', direction: 'send' }
    expect(await desk.handle(send)).toEqual({ error: 'media/not-allowed' })
    desk.setSources(['screen'])
    expect(await desk.handle(send)).toHaveProperty('transportId')
  })
})

describe('a peer in a rehearsal', () => {
  it('receives itself where its rights say so, and nowhere else', async () => {
    const { media } = await startMedia()
    try {
      const room = await media.room('kiểm tra')
      const hall = await RtpPeer.join(room, 'son-la', {
        sources: ['camera', 'microphone'],
        receivesItself: true,
      })
      hall.peer.receive({ stage: ['son-la'], gallery: [], audio: ['son-la'] })
      await room.open(new Set(['son-la']))
      await Promise.all([hall.produce('camera'), hall.produce('microphone')])
      await until('its own picture and sound', () => {
        return hall.packets('son-la', 'camera') > 5 && hall.packets('son-la', 'microphone') > 5
      })
      expect(hall.notices).toContainEqual({ type: 'camera-layers', highest: 2 })
    } finally {
      media.close()
    }
  })
})
