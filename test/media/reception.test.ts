import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Media, Room } from '../../media/index.ts'
import { RtpPeer } from '../support/rtp-peer.ts'
import { until } from '../support/until.ts'
import { nothing, startMedia } from './start.ts'

describe('a peer receives its programme', () => {
  let media: Media
  let room: Room
  let viewer: RtpPeer

  beforeAll(async () => {
    ;({ media } = await startMedia())
  })
  afterAll(() => media.close())

  beforeEach(async () => {
    room = await media.room('hội nghị')
    viewer = await RtpPeer.join(room, 'ha-noi')
  })
  afterEach(() => room.close())

  async function hall(id: string): Promise<RtpPeer> {
    const peer = await RtpPeer.join(room, id)
    await peer.produce('camera')
    return peer
  }

  async function halls(count: number): Promise<string[]> {
    const ids = Array.from({ length: count }, (_, n) => `cau-${String(n).padStart(2, '0')}`)
    await Promise.all(ids.map(hall))
    return ids
  }

  const streamsFlow = (ids: readonly string[]) =>
    until(`to see ${ids}`, () => String(viewer.flowing('camera')) === String([...ids].sort()))

  it('sees the stage and the gallery, and nothing that was not asked for', async () => {
    const [a, b, c] = (await halls(3)) as [string, string, string]
    viewer.peer.receive({ ...nothing, stage: [a], gallery: [b] })
    await streamsFlow([a, b])
    await until('packets of both', () => [a, b].every((id) => viewer.packets(id, 'camera') >= 5))
    expect(viewer.packets(c, 'camera')).toBe(0)
  })

  it('never receives itself', async () => {
    await viewer.produce('camera')
    const [a] = (await halls(1)) as [string]
    viewer.peer.receive({ stage: ['ha-noi', a], gallery: ['ha-noi'], audio: ['ha-noi'] })
    await streamsFlow([a])
    expect(viewer.opened('camera')).toEqual([a])
    expect(viewer.packets('ha-noi', 'camera')).toBe(0)
  })

  it('sees a camera that comes later, and again after it was replaced', async () => {
    viewer.peer.receive({ ...nothing, stage: ['son-la'] })
    const peer = await hall('son-la')
    await until('its picture', () => viewer.packets('son-la', 'camera') >= 5)
    const first = viewer.notices.find(({ type }) => type === 'consumer-opened')
    await peer.produce('camera')
    await until(
      'another stream',
      () => viewer.notices.findLast(({ type }) => type === 'consumer-opened') !== first,
    )
    const before = viewer.packets('son-la', 'camera')
    await until('the new picture', () => viewer.packets('son-la', 'camera') >= before + 5)
    expect(viewer.opened('camera')).toEqual(['son-la'])
  })

  it('gets no packet before its page is ready for it', async () => {
    viewer.neverReady()
    const [a, b] = (await halls(2)) as [string, string]
    viewer.peer.receive({ ...nothing, stage: [a, b] })
    await until('both streams', () => viewer.opened('camera').length === 2)
    const opened = viewer.notices.find((notice) => notice.type === 'consumer-opened' && notice.peerId === a)
    if (opened?.type !== 'consumer-opened') throw new Error('no stream')
    await viewer.peer.handle({ type: 'consumer-ready', consumerId: opened.consumerId })
    await until('packets of the one', () => viewer.packets(a, 'camera') >= 5)
    expect(viewer.packets(b, 'camera')).toBe(0)
  })

  it('has the next speaker set up and held back; the grant only lets it flow', async () => {
    const [a, b] = (await halls(2)) as [string, string]
    viewer.peer.receive({ ...nothing, stage: [a], prepared: [b] })
    await streamsFlow([a])
    await until('both streams', () => viewer.opened('camera').length === 2)
    expect(viewer.packets(b, 'camera')).toBe(0)
    const setUp = viewer.notices.filter(({ type }) => type === 'consumer-opened').length
    viewer.peer.receive({ ...nothing, stage: [b] })
    await until('the picture of the next speaker', () => viewer.packets(b, 'camera') >= 5)
    expect(viewer.notices.filter(({ type }) => type === 'consumer-opened').length).toBe(setUp)
  })

  it('pages through sixty-four halls and never has more than sixteen set up, and nothing once it has left', async () => {
    const ids = await halls(64)
    const base = await room.measure()
    const pager = await RtpPeer.join(room, 'dien-bien')
    const flows = (wanted: readonly string[]) =>
      until(`to see ${wanted}`, () => String(pager.flowing('camera')) === String([...new Set(wanted)].sort()))
    const stage = ids[63] ?? ''
    for (let round = 0; round < 20; round++) {
      for (let first = 0; first < 64; first += 8) {
        const page = ids.slice(first, first + 8)
        pager.peer.receive({ ...nothing, stage: [stage], gallery: page })
        await flows([...page, stage])
        expect(pager.opened('camera').length).toBeLessThanOrEqual(16)
        expect((await room.measure()).consumers).toBeLessThanOrEqual(16)
      }
    }
    pager.peer.receive({ ...nothing, gallery: ids })
    await flows(ids.slice(0, 16))
    expect((await room.measure()).consumers).toBe(16)
    pager.leave()
    expect(await room.measure()).toEqual(base)
  })

  it('costs one picture and one sound while it only watches the stage', async () => {
    const ids = await halls(8)
    const speaker = await RtpPeer.join(room, 'son-la')
    await Promise.all([speaker.produce('camera'), speaker.produce('microphone')])
    await room.open(new Set(['son-la']))
    viewer.peer.receive({ ...nothing, stage: ['son-la'], audio: ['son-la'] })
    await until('both', () =>
      ['camera', 'microphone'].every((of) => viewer.packets('son-la', of as 'camera') > 5),
    )
    expect((await room.measure()).consumers).toBe(2)
    expect(ids.some((id) => viewer.packets(id, 'camera') > 0)).toBe(false)
  })

  it('goes back to the page before without setting anything up again', async () => {
    const ids = await halls(12)
    viewer.peer.receive({ ...nothing, gallery: ids.slice(0, 6) })
    await streamsFlow(ids.slice(0, 6))
    viewer.peer.receive({ ...nothing, gallery: ids.slice(6) })
    await streamsFlow(ids.slice(6))
    viewer.peer.receive({ ...nothing, gallery: ids.slice(0, 6) })
    await streamsFlow(ids.slice(0, 6))
    expect(viewer.notices.filter(({ type }) => type === 'consumer-opened').length).toBe(12)
  })

  it('ends at the last of many programmes that follow each other at once', async () => {
    const ids = await halls(10)
    for (let n = 0; n < 100; n++) {
      viewer.peer.receive({ ...nothing, stage: [ids[n % 10] ?? ''], gallery: ids.slice(0, n % 7) })
    }
    viewer.peer.receive({ ...nothing, stage: [ids[9] ?? ''] })
    await streamsFlow(ids.slice(9))
  })
})
