import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { HallPage } from '../support/hall-page.ts'
import { MediaServer } from '../support/media-server.ts'
import { bridges, central } from '../support/prepared-conference.ts'
import { until } from '../support/until.ts'

const DEATHS = 6
/** The worker may be gone, the room made anew, the page's own request crossed by it; nothing else. */
const expected = ['media/no-worker', 'media/closed', 'media/refused', 'media/unknown', 'media/absent']

let running: MediaServer
let chair: HallPage
const unhandled: unknown[] = []
const onUnhandled = (error: unknown) => void unhandled.push(error)
const reported: string[] = []

beforeAll(async () => {
  process.on('unhandledRejection', onUnhandled)
  running = await MediaServer.start({}, 2)
})
beforeEach(async () => {
  await running.prepare()
  chair = await running.desk(`${central}-chair`)
})
afterEach(() => running.leave())
afterAll(async () => {
  await running.close()
  process.off('unhandledRejection', onUnhandled)
})

/** Enters, receives and sends, again and again, whatever becomes of it. */
async function keepTrying(hall: HallPage, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    hall.fallSilent()
    try {
      await hall.watch()
      for (const source of ['microphone', 'camera'] as const) {
        const answer = await hall.produce(source)
        reported.push(answer.ok ? ('error' in answer.value ? answer.value.error : 'ok') : answer.code)
      }
    } catch (error) {
      // What the test's own lines say of the dead worker is nothing that a page is told.
      const { message } = error as Error
      if (/^[a-z]+\/[a-z-]+$/.test(message)) reported.push(message)
    }
    await sleep(20)
  }
}

describe('workers that die while halls enter, send and receive', () => {
  test('leave nothing unhandled, no ghost, and every hall in the room once they stay', {
    timeout: 120_000,
  }, async () => {
    await chair.page.must({ type: 'conference/open' })
    const halls = await Promise.all(bridges.map((bridge) => running.hall(bridge)))
    let isOver = false
    const trying = halls.map((hall) => keepTrying(hall, () => isOver))
    for (let death = 0; death < DEATHS; death += 1) {
      // Not in step with the pages.
      await sleep(150 + death * 90)
      running.killWorkers()
    }
    isOver = true
    await Promise.all(trying)
    await until('the workers are up', () => running.media.status().healthy)
    for (const hall of halls) {
      hall.fallSilent()
      await hall.watch()
      await hall.produce('microphone')
    }
    await until(
      'everybody is back',
      () => chair.page.presence.length === bridges.length && chair.lost.length === 0,
    )
    const room = await running.media.room(running.conference)
    expect([...room.peers.keys()].sort()).toEqual([...bridges].sort())
    // The log decides who is heard, in the new room as in the old one.
    expect([...room.peers.values()].filter((peer) => peer.open).map(({ id }) => id)).toEqual([central])
    expect(reported.filter((code) => code !== 'ok' && !expected.includes(code))).toEqual([])
    expect(reported).toContain('ok')
    expect(unhandled).toEqual([])
    const counts = await running.media.measure()
    expect(counts.peers).toBe(bridges.length)
    expect(counts.producers).toBe(bridges.length)
  })

  test('open no microphone that the chair is cutting', async () => {
    await chair.page.must({ type: 'conference/open' })
    const hall = await running.hall(central)
    await hall.watch()
    await hall.produce('microphone')
    const room = await running.media.room(running.conference)
    expect(room.peers.get(central)?.open).toBe(true)
    running.killWorkers()
    await until('closed', () => hall.notices('closed').length > 0)
    const blocker = new pg.Client({ connectionString: running.databaseUrl })
    await blocker.connect()
    await blocker.query('BEGIN')
    await blocker.query('SELECT 1 FROM conference WHERE id = $1 FOR UPDATE', [running.conference])
    const cut = chair.page.must({ type: 'floor/cut' })
    // The chair's next message is answered: the cut has come, and cannot be stored yet.
    await chair.page.ask('media-look', { gallery: [] })
    await hall.watch()
    await hall.produce('microphone')
    const next = await running.media.room(running.conference)
    expect(running.state.floor.cut).toBe(false)
    expect(next.peers.get(central)?.open).toBe(false)
    await blocker.query('COMMIT')
    await blocker.end()
    await cut
    expect(next.peers.get(central)?.open).toBe(false)
    expect(hall.notices('microphone').at(-1)).toEqual({ type: 'microphone', open: false })
  })

  test('do not keep a server from closing', { timeout: 60_000 }, async () => {
    const closing = await MediaServer.start({}, 2)
    await closing.prepare()
    const halls = await Promise.all(bridges.map((bridge) => closing.hall(bridge)))
    let isOver = false
    for (const hall of halls) void keepTrying(hall, () => isOver || !hall.page.socket.connected)
    await sleep(200)
    closing.killWorkers()
    await closing.close()
    isOver = true
    expect(unhandled).toEqual([])
  })
})
