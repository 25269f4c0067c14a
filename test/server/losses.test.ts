import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { LossReason } from '../../domain/protocol.ts'
import type { HallPage } from '../support/hall-page.ts'
import { MediaServer } from '../support/media-server.ts'
import { central } from '../support/prepared-conference.ts'
import { until } from '../support/until.ts'

/** Five times the three seconds after which the chair must know. */
const KNOWN_WITHIN_MS = 15_000
const bridge = 'son-la'

let running: MediaServer
let chair: HallPage

beforeAll(async () => {
  running = await MediaServer.start()
})
beforeEach(async () => {
  await running.prepare()
  chair = await running.desk(`${central}-chair`)
})
afterEach(() => running.leave())
afterAll(() => running.close())

const lostFor = (reason: LossReason) =>
  until(
    `lost: ${reason}`,
    () => chair.lost.find((line) => line.bridge === bridge && line.reason === reason),
    KNOWN_WITHIN_MS,
  )
const present = () =>
  until('present', () => chair.page.presence.includes(bridge) && chair.lost.length === 0, KNOWN_WITHIN_MS)
const linked = (hall: HallPage) =>
  until('linked', async () => {
    const room = await running.media.room(running.conference)
    return room.peers.get(hall.peerId)?.link === 'connected'
  })

/** A hall whose packets arrive. */
async function sendingHall(): Promise<HallPage> {
  const hall = await running.hall(bridge)
  await hall.watch()
  await hall.produce('microphone')
  await linked(hall)
  await present()
  return hall
}

describe('the chair is told why a hall is lost', () => {
  test('its page was left', async () => {
    const hall = await running.hall(bridge)
    await present()
    hall.close()
    expect(await lostFor('page-left')).toMatchObject({ bridge, since: expect.any(Number) })
    expect(chair.page.presence).not.toContain(bridge)
  })

  test('its page is silent, though it has neither camera nor microphone', async () => {
    const hall = await running.hall(bridge)
    await hall.watch()
    await present()
    hall.freeze()
    await lostFor('page-silent')
  })

  test('its packets stopped while its page answers; and it is back with the next ones', async () => {
    const hall = await sendingHall()
    hall.fallSilent()
    await lostFor('media-silent')
    expect(hall.page.socket.connected).toBe(true)
    await hall.produce('microphone')
    await present()
  })

  test('the media server is starting anew; and it is back when its packets are', async () => {
    const hall = await sendingHall()
    running.killWorkers()
    await lostFor('media-restarting')
    hall.fallSilent()
    await until('told', () => hall.notices('closed').length > 0)
    // The page enters again, and is not held for present before its packets come.
    await hall.watch()
    await chair.page.ask('media-look', { gallery: [] })
    expect(chair.lost).toMatchObject([{ bridge, reason: 'media-restarting' }])
    await hall.produce('microphone')
    await present()
  })

  test('for the reason that holds now, since the moment at which it began', async () => {
    const hall = await sendingHall()
    hall.fallSilent()
    const { since } = await lostFor('media-silent')
    hall.close()
    expect(await lostFor('page-left')).toEqual({ bridge, reason: 'page-left', since })
  })
})

describe('a hall whose page comes a second time', () => {
  test('has one seat and one peer, and the page before is out of the room', async () => {
    const first = await sendingHall()
    const second = await running.hall(bridge, first.page.sign)
    await second.watch()
    await until('the first is out', () => first.notices('closed').length === 1)
    expect(first.notices('closed')).toEqual([{ type: 'closed', reason: 'taken-over' }])
    await second.produce('camera')
    const room = await running.media.room(running.conference)
    expect([...room.peers.keys()]).toEqual([bridge])
    expect(room.peers.get(bridge)?.stream('microphone')).toBeUndefined()
    // What the first still says, and its end, are nothing to the hall.
    first.page.socket.emit('media', { type: 'capabilities' })
    first.close()
    await second.request({ type: 'capabilities' })
    expect([...room.peers.keys()]).toEqual([bridge])
    await chair.page.ask('media-look', { gallery: [] })
    expect(chair.lost).toEqual([])
    expect(second.notices('closed')).toEqual([])
  })

  test('while its old line hangs leaves no ghost when that line is given up', async () => {
    const first = await sendingHall()
    first.freeze()
    const second = await running.hall(bridge, first.page.sign)
    await second.watch()
    await second.produce('microphone')
    // The old line is given up after three seconds at most.
    await until('given up', async () => (await running.metric('diemcau_pages')) === 2, KNOWN_WITHIN_MS)
    await linked(second)
    expect(chair.lost).toEqual([])
    expect([...(await running.media.room(running.conference)).peers.keys()]).toEqual([bridge])
  })
})
