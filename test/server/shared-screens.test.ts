import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { HallPage } from '../support/hall-page.ts'
import { MediaServer } from '../support/media-server.ts'
import { central } from '../support/prepared-conference.ts'
import { until } from '../support/until.ts'

let running: MediaServer
let chair: HallPage

beforeAll(async () => {
  running = await MediaServer.start()
})
beforeEach(async () => {
  await running.prepare()
  chair = await running.desk(`${central}-chair`)
  await chair.page.must({ type: 'conference/open' })
})
afterEach(() => running.leave())
afterAll(() => running.close())

/** Gives a bridge the floor. @returns the turn */
async function grant(bridge: string): Promise<number> {
  const speaker = { name: 'Người nói', title: null }
  const seat = await running.desk(`${bridge as 'son-la'}-chair`)
  const request = await seat.page.must({ type: 'floor/request', bridge, speaker, topics: [] })
  return chair.page.must({ type: 'floor/call', request, seconds: 300, outOfOrder: false })
}

const arrives = async (at: HallPage, from: string, source: 'screen' | 'camera' = 'screen') => {
  const before = at.packets(from, source)
  await until(`the ${source} of ${from}`, () => at.packets(from, source) > before)
}
const sends = async (peerId: string) =>
  (await running.media.room(running.conference)).peers.get(peerId)?.stream('screen') !== undefined

describe('a screen that a hall shares', () => {
  test('flows to the others only while the log names it, and ends with the turn', async () => {
    const son = await running.hall('son-la')
    const hanoi = await running.hall('ha-noi')
    await Promise.all([son.watch(), hanoi.watch()])
    expect(await son.produce('screen')).toMatchObject({ ok: true, value: { producerId: expect.anything() } })
    await son.produce('camera')
    await hanoi.page.ask('media-look', { gallery: ['son-la'] })
    expect(await son.page.command({ type: 'screen/share', bridge: 'son-la' })).toMatchObject({
      code: 'screen/floor-needed',
    })
    // Sent without a word in the log: the camera comes, the screen does not.
    await arrives(hanoi, 'son-la', 'camera')
    expect(hanoi.streams).toEqual(['son-la/camera'])
    const turn = await grant('son-la')
    await son.page.must({ type: 'screen/share', bridge: 'son-la' })
    await arrives(hanoi, 'son-la')
    await chair.page.must({ type: 'floor/take-back', turn })
    await until('the sender is closed', async () => !(await sends('son-la')))
    await until('the stream is closed', () => !hanoi.streams.includes('son-la/screen'))
    // The page may still send: it is shown to nobody until the log names it again.
    await son.produce('screen')
    await son.produce('camera')
    await until('the new camera', () => hanoi.notices('consumer-opened').length === 3)
    expect(hanoi.streams).toEqual(['son-la/camera'])
  })

  test('is closed when somebody stops it, and when the conference is concluded', async () => {
    const hall = await running.hall(central)
    const son = await running.hall('son-la')
    await Promise.all([hall.watch(), son.watch()])
    for (const end of [{ type: 'screen/stop', bridge: central }, { type: 'conference/conclude' }] as const) {
      await hall.page.must({ type: 'screen/share', bridge: central })
      await hall.produce('screen')
      await arrives(son, central)
      await chair.page.must(end)
      await until(`closed by ${end.type}`, async () => !(await sends(central)))
    }
  })

  test('whose page never comes back is stopped by the server itself', { timeout: 60_000 }, async () => {
    const hall = await running.hall(central)
    await hall.watch()
    await hall.page.must({ type: 'screen/share', bridge: central })
    await hall.produce('screen')
    hall.close()
    await until('stopped', () => running.state.stage.screen === null, 50_000)
    const { entries } = running.server.conferences.loaded(running.conference)
    // The loss of its line is logged at about the same time.
    expect(entries.findLast(({ event }) => event.type === 'screen-stopped')).toMatchObject({
      event: { bridge: central },
      actor: { kind: 'system' },
    })
  })
})

describe('a screen that a chair shares at the desk', () => {
  test('is seen by every hall, that of the same bridge too, and comes from the page that shares', async () => {
    const [hall, son] = await Promise.all([running.hall(central), running.hall('son-la')])
    const other = await running.desk(`${central}-chair`)
    await Promise.all([hall, son, chair, other].map((page) => page.watch()))
    await chair.page.must({ type: 'screen/share', bridge: central })
    await other.produce('screen')
    await Promise.all([arrives(hall, other.peerId), arrives(son, other.peerId)])
    // The chair goes on at another window: one bridge shows one screen.
    await chair.produce('screen')
    await Promise.all([arrives(hall, chair.peerId), arrives(son, chair.peerId)])
    await until('the first has ended', async () => !(await sends(other.peerId)))
    await chair.page.must({ type: 'screen/stop', bridge: central })
    await until('closed', async () => !(await sends(chair.peerId)))
  })

  test('needs the chair of a bridge: other desks send nothing', async () => {
    for (const who of ['organiser', `${central}-secretary`, 'son-la-technician'] as const) {
      const desk = await running.desk(who)
      await desk.watch()
      expect(await desk.produce('screen')).toMatchObject({ value: { error: 'media/not-allowed' } })
    }
    const provincial = await running.desk('son-la-chair')
    await provincial.watch()
    expect(await provincial.produce('camera')).toMatchObject({ value: { error: 'media/not-allowed' } })
    expect(await provincial.produce('screen')).toMatchObject({ value: { producerId: expect.anything() } })
  })

  test('ends with the chair’s role', async () => {
    const son = await running.hall('son-la')
    const organiser = await running.desk('organiser')
    await Promise.all([son.watch(), chair.watch()])
    await chair.page.must({ type: 'screen/share', bridge: central })
    await chair.produce('screen')
    await arrives(son, chair.peerId)
    const named = { name: 'Chủ trì', title: null }
    const person = `${central}-chair`
    await organiser.page.must({
      type: 'role/grant',
      person,
      named,
      grant: { role: 'observer', bridge: central },
    })
    await organiser.page.must({ type: 'role/revoke', person, grant: { role: 'chair', bridge: central } })
    await until('closed', async () => !(await sends(chair.peerId)))
    expect(await chair.produce('screen')).toMatchObject({ value: { error: 'media/not-allowed' } })
  })
})

describe('a preview', () => {
  test('is for those who direct the stage; from anybody else it is passed over', async () => {
    const son = await running.hall('son-la')
    await son.watch()
    await son.produce('camera')
    const secretary = await running.desk(`${central}-secretary`)
    await Promise.all([chair.watch(), secretary.watch()])
    for (const desk of [secretary, chair])
      expect(await desk.page.ask('media-look', { gallery: [], preview: 'son-la' })).toMatchObject({
        ok: true,
      })
    await until('the chair sees it', () => chair.packets('son-la', 'camera') > 0)
    expect(secretary.streams).toEqual([])
    await chair.page.ask('media-look', { gallery: [], preview: null })
    const malformed = await chair.page.ask('media-look', { gallery: [], preview: 7 })
    expect(malformed).toMatchObject({ ok: false, code: 'request/malformed' })
  })
})
