import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Answer } from '../../domain/protocol.ts'
import type { HallPage } from '../support/hall-page.ts'
import { MediaServer } from '../support/media-server.ts'
import { central } from '../support/prepared-conference.ts'
import { until } from '../support/until.ts'

let running: MediaServer

beforeAll(async () => {
  running = await MediaServer.start({ limits: { perConference: 2, perNode: 3 } })
})
beforeEach(() => running.prepare())
afterEach(() => running.leave())
afterAll(() => running.close())

describe('a media room that is full', () => {
  test('refuses the next hall and says how many it takes, until one leaves', async () => {
    const [son, hanoi, third] = [
      await running.hall('son-la'),
      await running.hall('ha-noi'),
      await running.hall('dien-bien'),
    ]
    expect([await son.enter(), await hanoi.enter()]).toMatchObject([{ ok: true }, { ok: true }])
    const refused = { ok: false, code: 'media/conference-full', detail: { limit: 2 } }
    expect(await third.enter()).toEqual(refused)
    expect(await third.request({ type: 'capabilities' })).toEqual(refused)
    // It sees the conference all the same, and a desk is no hall.
    expect(third.page.state?.bridges).toHaveLength(4)
    const desk = await running.desk(`${central}-chair`)
    expect(await desk.enter()).toMatchObject({ ok: true })
    son.close()
    await until('there is room', async () => (await third.enter()).ok)
  })

  test('counts a hall once that begins anew or takes its own place over', async () => {
    const [son, hanoi] = [await running.hall('son-la'), await running.hall('ha-noi')]
    for (const hall of [son, son, hanoi, hanoi]) expect(await hall.enter()).toMatchObject({ ok: true })
    const again = await running.hall('son-la', son.page.sign)
    expect(await again.enter()).toMatchObject({ ok: true })
    await hanoi.watch()
    running.killWorkers()
    await until('the room is closed', () => hanoi.notices('closed').length > 0)
    expect(await hanoi.enter()).toMatchObject({ ok: true })
    expect(await again.enter()).toMatchObject({ ok: true })
  })
})

test('a node that is full refuses halls of every conference', async () => {
  for (const bridge of ['son-la', 'ha-noi'] as const)
    expect(await (await running.hall(bridge)).enter()).toMatchObject({ ok: true })
  await running.prepare()
  expect(await (await running.hall('son-la')).enter()).toMatchObject({ ok: true })
  expect(await (await running.hall('ha-noi')).enter()).toEqual({
    ok: false,
    code: 'media/node-full',
    detail: { limit: 3 },
  })
})

test('a hall that rehearses counts on its node, and is refused in the same words where that is full', async () => {
  const [son, hanoi, third] = [
    await running.hall('son-la'),
    await running.hall('ha-noi'),
    await running.hall('dien-bien'),
  ]
  const rehearse = (hall: HallPage) => hall.page.ask<Answer<unknown>>('rehearsal-enter', {})
  const leave = (hall: HallPage) => hall.page.ask('rehearsal-leave', {})
  const refused = { ok: false, code: 'media/node-full', detail: { limit: 3 } }
  for (const hall of [son, hanoi]) expect(await hall.enter()).toMatchObject({ ok: true })
  // Once, however often it begins anew.
  for (const hall of [third, third]) expect(await rehearse(hall)).toMatchObject({ ok: true })
  expect(await rehearse(son)).toEqual(refused)
  await leave(third)
  expect(await rehearse(son)).toMatchObject({ ok: true })
  expect(await rehearse(third)).toEqual(refused)
  son.close()
  await until('there is room', async () => (await rehearse(third)).ok)
})
