import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Media, Room } from '../../media/index.ts'
import { RtpPeer } from '../support/rtp-peer.ts'
import { until } from '../support/until.ts'
import { startMedia } from './start.ts'

describe('the microphone belongs to the server', () => {
  let media: Media
  let room: Room
  let speaker: RtpPeer
  let listener: RtpPeer

  beforeAll(async () => {
    ;({ media } = await startMedia())
  })
  afterAll(() => media.close())

  beforeEach(async () => {
    room = await media.room('hội nghị')
    speaker = await RtpPeer.join(room, 'son-la')
    listener = await RtpPeer.join(room, 'ha-noi')
    listener.peer.receive({ stage: [], gallery: [], audio: ['son-la'] })
  })
  afterEach(() => room.close())

  const heard = () => listener.packets('son-la', 'microphone')

  /** Packets under way have arrived; then counts what comes in half a second, twenty-five times a packet's time. */
  async function packetsFromNowOn(): Promise<number> {
    await sleep(300)
    const before = heard()
    await sleep(500)
    return heard() - before
  }

  const isSetUp = () => until('the stream to be set up', () => listener.opened('microphone').length === 1)

  it('is closed when it is born: nobody hears it', async () => {
    await speaker.produce('microphone')
    await isSetUp()
    await until('its packets to reach the room', () => speaker.links.includes('connected'))
    expect(await packetsFromNowOn()).toBe(0)
    expect(heard()).toBe(0)
  })

  it('is heard from the moment the server opens it until it closes it, again and again', async () => {
    await speaker.produce('microphone')
    await isSetUp()
    for (let round = 0; round < 3; round++) {
      const before = heard()
      await room.open(new Set(['son-la']))
      await until('ten packets to arrive', () => heard() >= before + 10)
      await room.open(new Set())
      expect(await packetsFromNowOn()).toBe(0)
    }
  })

  it('opens at once when it comes later than its floor', async () => {
    await room.open(new Set(['son-la']))
    await speaker.produce('microphone')
    await until('ten packets to arrive', () => heard() >= 10)
  })

  it('opens at once when its hall comes back on another connection', async () => {
    await room.open(new Set(['son-la']))
    const again = await RtpPeer.join(room, 'son-la')
    expect(speaker.closedFor).toBe('taken-over')
    await again.produce('microphone')
    await until('ten packets to arrive', () => heard() >= 10)
  })

  it('follows the last word, however fast the words follow each other', async () => {
    await speaker.produce('microphone')
    await isSetUp()
    for (let n = 0; n < 50; n++) void room.open(new Set(n % 2 ? [] : ['son-la']))
    await room.open(new Set())
    expect(await packetsFromNowOn()).toBe(0)
    for (let n = 0; n < 51; n++) void room.open(new Set(n % 2 ? [] : ['son-la']))
    await until('ten packets to arrive', () => heard() >= 10)
  })

  it('is not opened by anything that its page can say', async () => {
    await speaker.produce('microphone')
    await isSetUp()
    for (const type of ['resume', 'open', 'unmute', 'resume-producer', 'microphone', 'setOpen']) {
      const answer = await speaker.peer.handle({ type, source: 'microphone', open: true, paused: false })
      expect(answer).toEqual({ error: 'media/malformed' })
    }
    await speaker.produce('microphone')
    expect(await packetsFromNowOn()).toBe(0)
  })

  it('is not opened by another stream of the same peer', async () => {
    await room.open(new Set(['ha-noi']))
    await speaker.produce('microphone')
    await speaker.produce('camera')
    await isSetUp()
    expect(await packetsFromNowOn()).toBe(0)
  })

  it('is silent after a cut although the log still names it, until the log has closed it', async () => {
    await room.open(new Set(['son-la']))
    await speaker.produce('microphone')
    await until('ten packets to arrive', () => heard() >= 10)
    await room.cutAll()
    expect(await packetsFromNowOn()).toBe(0)
    await room.open(new Set(['son-la', 'dien-bien']))
    expect(await packetsFromNowOn()).toBe(0)
    await room.open(new Set(['dien-bien']))
    const before = heard()
    await room.open(new Set(['son-la']))
    await until('ten more packets to arrive', () => heard() >= before + 10)
  })

  it('keeps those open whom a cut leaves out, and opens all again when the cut ends', async () => {
    await room.open(new Set(['son-la']))
    await speaker.produce('microphone')
    await room.cutAll(new Set(['son-la']))
    await until('ten packets to arrive', () => heard() >= 10)
    await room.cutAll()
    expect(await packetsFromNowOn()).toBe(0)
    const before = heard()
    await room.endCut()
    await until('ten more packets to arrive', () => heard() >= before + 10)
  })

  it('tells its own page whether it is heard', async () => {
    await room.open(new Set(['son-la']))
    await room.open(new Set(['son-la']))
    await room.open(new Set())
    expect(speaker.notices.filter(({ type }) => type === 'microphone')).toEqual([
      { type: 'microphone', open: false },
      { type: 'microphone', open: true },
      { type: 'microphone', open: false },
    ])
  })
})
