import { describe, expect, it } from 'vitest'
import { RtpPeer } from '../support/rtp-peer.ts'
import { until } from '../support/until.ts'
import { nothing, startMedia } from './start.ts'
import { twoPeers } from './two-peers.ts'

describe('a shared screen', () => {
  const given = twoPeers({ sources: ['camera', 'microphone', 'screen'] })

  it('arrives beside the camera of the same hall, and only where the programme has it', async () => {
    given.viewer.peer.receive({ ...nothing, screen: ['son-la'], stage: ['son-la'], stageLayer: 'middle' })
    const other = await RtpPeer.join(given.room, 'dien-bien')
    other.peer.receive({ ...nothing, stage: ['son-la'] })
    await given.hall.produce('camera')
    await given.hall.produce('screen')
    await until('both', () => {
      return given.viewer.packets('son-la', 'camera') > 5 && given.viewer.packets('son-la', 'screen') > 5
    })
    expect(other.opened('screen')).toEqual([])
  })

  it('is passed over where nobody sends one', async () => {
    given.viewer.peer.receive({ ...nothing, screen: ['son-la'], stage: ['son-la'] })
    await given.hall.produce('camera')
    await until('the camera', () => given.viewer.packets('son-la', 'camera') > 5)
    expect(given.viewer.opened('screen')).toEqual([])
  })

  it('ends when the server stops it; the camera goes on', async () => {
    given.viewer.peer.receive({ ...nothing, screen: ['son-la'], stage: ['son-la'] })
    await given.hall.produce('camera')
    await given.hall.produce('screen')
    await until('the screen', () => given.viewer.packets('son-la', 'screen') > 5)
    expect(given.hall.peer.stop('screen')).toBe(true)
    await until('it to be gone', () => given.viewer.opened('screen').length === 0)
    expect(given.hall.peer.stop('screen')).toBe(false)
    const before = given.viewer.packets('son-la', 'camera')
    await until('more of the camera', () => given.viewer.packets('son-la', 'camera') > before + 5)
    await given.hall.produce('screen')
    await until('the screen again', () => given.viewer.opened('screen').length === 1)
  })

  it('may be sent by whoever has the right to it, for as long as that lasts', async () => {
    await expect(given.viewer.produce('screen')).rejects.toThrow('media/not-allowed')
    given.viewer.peer.setSources(['screen'])
    given.hall.peer.receive({ ...nothing, screen: ['ha-noi'] })
    await given.viewer.produce('screen')
    await until('its screen', () => given.hall.packets('ha-noi', 'screen') > 5)
    await expect(given.viewer.produce('camera')).rejects.toThrow('media/not-allowed')
    given.viewer.peer.setSources(['camera'])
    await until('it to be gone', () => given.hall.opened('screen').length === 0)
    await expect(given.viewer.produce('screen')).rejects.toThrow('media/not-allowed')
  })

  it('lets a desk send that could send nothing before', async () => {
    const desk = given.room.join('desk', { tell: () => undefined }, { sources: [] })
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
