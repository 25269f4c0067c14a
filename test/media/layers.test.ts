import { describe, expect, it } from 'vitest'
import { RtpPeer } from '../support/rtp-peer.ts'
import { until } from '../support/until.ts'
import { nothing, startMedia } from './start.ts'
import { twoPeers } from './two-peers.ts'

describe('a camera sends the layers that somebody looks at', () => {
  const given = twoPeers()

  const asked = () => given.hall.notices.flatMap((one) => (one.type === 'camera-layers' ? [one.highest] : []))

  it('is the low one alone from its birth while nobody looks, or only the gallery does', async () => {
    await given.hall.produceLayers()
    await until('the page to be told', () => asked().length === 1)
    given.viewer.peer.receive({ ...nothing, gallery: ['son-la'] })
    await until('the picture', () => given.viewer.packets('son-la', 'camera') > 20)
    expect(asked()).toEqual([0])
    expect((await given.hall.peer.figures()).layersWanted).toBe(0)
  })

  it('is told its layers when it begins again', async () => {
    given.viewer.peer.receive({ ...nothing, stage: ['son-la'] })
    await given.hall.produceLayers()
    await until('the page to be told', () => asked().length === 1)
    await given.hall.produceLayers()
    await until('the page to be told again', () => asked().length === 2)
    expect(asked()).toEqual([2, 2])
  })

  it('rises with the first who wants more: on a divided stage, in a preview, at the head of the queue', async () => {
    await given.hall.produceLayers()
    given.viewer.peer.receive({ ...nothing, stage: ['son-la'], stageLayer: 'middle' })
    await until('the middle layer', () => asked().at(-1) === 1)
    const desk = await RtpPeer.join(given.room, 'desk')
    desk.peer.receive({ ...nothing, preview: ['son-la'] })
    await until('the high layer', () => asked().at(-1) === 2)
    expect(asked()).toEqual([0, 1, 2])
    const other = await RtpPeer.join(given.room, 'dien-bien')
    await other.produceLayers()
    given.viewer.peer.receive({ ...nothing, prepared: ['dien-bien'] })
    await until('the high layer before the grant', () =>
      other.notices.some((one) => one.type === 'camera-layers' && one.highest === 2),
    )
  })

  it('falls some time after the last who wanted it, and not at all when somebody wants it again meanwhile', async () => {
    await given.hall.produceLayers()
    given.viewer.peer.receive({ ...nothing, stage: ['son-la'] })
    await until('the high layer', () => asked().at(-1) === 2)
    const other = await RtpPeer.join(given.room, 'dien-bien')
    await other.produceLayers()
    for (let n = 0; n < 10; n++) {
      given.viewer.peer.receive({ ...nothing, stage: ['dien-bien'] })
      await until('a packet of the other', () => given.viewer.flowing('camera').includes('dien-bien'))
      given.viewer.peer.receive({ ...nothing, stage: ['son-la'] })
      await until('a packet of the one', () => given.viewer.flowing('camera').includes('son-la'))
    }
    expect(asked()).toEqual([0, 2])
    given.viewer.leave()
    await until('the low layer alone', () => asked().at(-1) === 0, 30_000)
    expect(asked()).toEqual([0, 2, 0])
  })

  it('shows a picture at once when it goes on stage from the low layer, and then climbs', async () => {
    await given.hall.produceLayers()
    given.hall.sendLayers(0)
    given.viewer.peer.receive({ ...nothing, gallery: ['son-la'] })
    await until('the low layer', () => given.viewer.layer('son-la') === 0)
    const third = await RtpPeer.join(given.room, 'dien-bien')
    third.peer.receive({ ...nothing, stage: ['son-la'] })
    await until('its picture on a stage where it was not', () => third.packets('son-la', 'camera') > 0)
    expect(third.layer('son-la')).toBe(0)
    given.viewer.peer.receive({ ...nothing, stage: ['son-la'] })
    const before = given.viewer.packets('son-la', 'camera')
    await until('its picture to go on', () => given.viewer.packets('son-la', 'camera') > before + 5)
    given.hall.sendLayers(2)
    await until('the high layer', () => given.viewer.layer('son-la') === 2 && third.layer('son-la') === 2)
    given.hall.sendLayers(0)
    await until('the low layer again', () => given.viewer.layer('son-la') === 0)
  })

  it('each viewer receives the layer of its own programme', async () => {
    const viewers = await Promise.all(['a', 'b', 'c'].map((id) => RtpPeer.join(given.room, id)))
    await given.hall.produceLayers()
    viewers[0]?.peer.receive({ ...nothing, gallery: ['son-la'] })
    viewers[1]?.peer.receive({ ...nothing, stage: ['son-la'], stageLayer: 'middle' })
    viewers[2]?.peer.receive({ ...nothing, stage: ['son-la'] })
    await until('the layer of each', () => viewers.every((one, layer) => one.layer('son-la') === layer))
    viewers[1]?.peer.receive({ ...nothing, stage: ['son-la'] })
    await until('another layer of the same stage', () => viewers[1]?.layer('son-la') === 2)
  })
})

describe('key frames', () => {
  it('are asked of a sender a few times at most when thirty receivers resume in one tick', async () => {
    const { media } = await startMedia()
    try {
      const room = await media.room('hội nghị')
      const hall = await RtpPeer.join(room, 'son-la')
      await hall.produceLayers()
      const viewers = await Promise.all(Array.from({ length: 30 }, (_, n) => RtpPeer.join(room, `cau-${n}`)))
      for (const { peer } of viewers) peer.receive({ ...nothing, prepared: ['son-la'] })
      await until('all to be set up', () => viewers.every((one) => one.opened('camera').length === 1))
      const before = hall.keyFramesAsked
      for (const { peer } of viewers) peer.receive({ ...nothing, stage: ['son-la'] })
      await until('the picture everywhere', () =>
        viewers.every((one) => one.packets('son-la', 'camera') > 10),
      )
      expect(hall.keyFramesAsked - before).toBeGreaterThan(0)
      expect(hall.keyFramesAsked - before).toBeLessThanOrEqual(6)
      const asked = hall.keyFramesAsked
      for (const viewer of viewers) {
        for (const notice of viewer.notices) {
          if (notice.type !== 'consumer-opened') continue
          const { consumerId } = notice
          await Promise.all(
            [1, 2, 3].map(() => viewer.peer.handle({ type: 'request-key-frame', consumerId })),
          )
        }
      }
      await until('a key frame after all', () => hall.keyFramesAsked > asked)
      expect(hall.keyFramesAsked - asked).toBeLessThanOrEqual(6)
    } finally {
      media.close()
    }
  })
})

describe('on a line that does not carry everything', () => {
  it('the gallery gives way, and the stage keeps its resolution', async () => {
    const { media } = await startMedia()
    try {
      const room = await media.room('hội nghị')
      const speaker = await RtpPeer.join(room, 'son-la')
      await speaker.produceLayers([90_000, 400_000])
      const gallery = ['cau-1', 'cau-2', 'cau-3', 'cau-4']
      for (const id of gallery) await (await RtpPeer.join(room, id)).produceLayers([110_000, 220_000])
      const viewer = await RtpPeer.join(room, 'ha-noi', undefined, true)
      // 600 kb/s carry all in their low layer, or the stage in its high one and some of the gallery.
      viewer.peer.receive({ ...nothing, stage: ['son-la'], gallery })
      await until('the whole gallery', () => viewer.flowing('camera').length === 5)
      await until('less of the gallery', () => viewer.flowing('camera').length < 5, 60_000)
      await until('the high layer on stage', () => viewer.layer('son-la') === 1, 60_000)
      expect(viewer.flowing('camera')).toContain('cau-1')
      expect(viewer.flowing('camera')).not.toContain('cau-4')
    } finally {
      media.close()
    }
  })
})
