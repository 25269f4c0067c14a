import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { REHEARSAL_PORTION } from '../../domain/protocol.ts'
import { rehearsed } from '../domain/rehearsed.ts'
import { MediaServer } from '../support/media-server.ts'
import type { Page } from '../support/page.ts'
import { central } from '../support/prepared-conference.ts'
import { until } from '../support/until.ts'

let running: MediaServer
let chair: Page

beforeAll(async () => {
  running = await MediaServer.start()
})
beforeEach(async () => {
  await running.prepare()
  chair = (await running.desk(`${central}-chair`)).page
})
afterEach(async () => {
  running.leave()
  await until('no room is left', async () => (await routers()) === 0)
})
afterAll(() => running.close())

const routers = async () => (await running.media.measure()).routers
const bridge = 'son-la'
const approvedHall = async () => (await running.hall(bridge)).page

const enterRehearsal = (page: Page) => page.ask('rehearsal-enter', {})

/** Whether anybody answers; who has no seat in a rehearsal is not heard at all. */
async function mayRehearse(page: Page): Promise<boolean> {
  const answer = await page.socket
    .timeout(1000)
    .emitWithAck('rehearsal-enter', {})
    .catch(() => ({ ok: false }))
  return answer.ok
}

describe('a hall that rehearses', () => {
  test('has a media room of its own, which asks and answers as the conference’s does', async () => {
    const hall = await approvedHall()
    expect(await hall.ask('rehearsal', { type: 'capabilities' })).toMatchObject({
      value: { error: 'media/closed' },
    })
    expect(await enterRehearsal(hall)).toEqual({ ok: true, value: {} })
    expect(await hall.ask('rehearsal', { type: 'capabilities' })).toMatchObject({
      ok: true,
      value: { rtpCapabilities: expect.anything() },
    })
    expect(await routers()).toBe(1)
    // The conference's own room is another one.
    expect(await hall.ask('media-enter', {})).toMatchObject({ ok: true })
    expect(await routers()).toBe(2)
    expect(await hall.ask('rehearsal-leave', {})).toMatchObject({ ok: true })
    expect(await routers()).toBe(1)
    ;(await running.media.room(running.conference)).close()
  })

  test('is answered what it asks along with its entering once it is in', async () => {
    const hall = await approvedHall()
    const [, answer] = await Promise.all([
      enterRehearsal(hall),
      hall.ask('rehearsal', { type: 'create-transport', direction: 'send' }),
    ])
    expect(answer).toMatchObject({ ok: true, value: { transportId: expect.any(String) } })
  })

  test('takes neither place nor microphone of the same hall’s page that is there', async () => {
    const hall = await approvedHall()
    expect(await hall.ask('media-enter', {})).toMatchObject({ ok: true })
    const closed = () =>
      hall.heardOf('media').filter((notice) => (notice as { type: string }).type === 'closed')
    const second = await running.page(`${bridge}-hall`, hall.sign)
    expect(await second.join()).toMatchObject({ ok: true })
    expect(await enterRehearsal(second)).toMatchObject({ ok: true })
    expect(await routers()).toBe(2)
    second.close()
    await until('its room is gone', async () => (await routers()) === 1)
    expect(closed()).toEqual([])
    await until('present', () => chair.presence.includes(bridge))
    const room = await running.media.room(running.conference)
    expect(room.peers.has(bridge)).toBe(true)
    room.close()
  })

  test('leaves nothing behind when it begins anew, loses its line, or goes in the middle of entering', async () => {
    const hall = await approvedHall()
    await enterRehearsal(hall)
    await Promise.all([enterRehearsal(hall), enterRehearsal(hall), enterRehearsal(hall)])
    await until('one room', async () => (await routers()) === 1)
    expect(await hall.ask('rehearsal', { type: 'capabilities' })).toMatchObject({ ok: true })
    void hall.socket.emit('rehearsal-enter', {})
    hall.close()
    await until('no room', async () => (await routers()) === 0)
  })

  test('is out of its room when its device is revoked', async () => {
    const hall = await approvedHall()
    await enterRehearsal(hall)
    const device = running.state.halls[bridge]?.find((held) => held.approved)?.device ?? ''
    await chair.must({ type: 'hall/revoke', bridge, device })
    await until('no room', async () => (await routers()) === 0)
    expect(await mayRehearse(hall)).toBe(false)
  })

  test('is given bytes to measure its line by, and not without end', async () => {
    const hall = await approvedHall()
    const portion = () =>
      hall.ask<{ ok: boolean; value?: ArrayBuffer; code?: string }>('rehearsal-portion', {})
    expect(await portion()).toMatchObject({ ok: false })
    await enterRehearsal(hall)
    const first = await portion()
    expect(Buffer.from(first.value as ArrayBuffer).length).toBe(REHEARSAL_PORTION)
    const answers = await Promise.all(Array.from({ length: 200 }, portion))
    expect(answers.some(({ code }) => code === 'request/too-many')).toBe(true)
  })

  test('is nobody but the approved device: no desk, no delegate, no device that waits', async () => {
    for (const who of [`${bridge}-technician`, `${central}-technician`, `${bridge}-delegate`] as const) {
      const page = await running.page(who)
      await page.join()
      expect(await mayRehearse(page)).toBe(false)
    }
    const waiting = await running.page(`${bridge}-hall`)
    await waiting.join()
    expect(await mayRehearse(waiting)).toBe(false)
  })

  test('has its result in the log, judged, where the centre and its own desk see it and others do not', async () => {
    const hall = await approvedHall()
    const own = await running.page(`${bridge}-technician`)
    const other = await running.page('ha-noi-chair')
    for (const page of [own, other]) await page.join()
    // The plan's hour is long past or far ahead, as the clock of the day says; an open conference takes results.
    await chair.must({ type: 'conference/open' })
    const measured = { ...rehearsed, microphone: { kind: 'failed', problem: 'no-device' } as const }
    const seq = await hall.must({ type: 'rehearsal/report', bridge, measured })
    for (const page of [chair, own, hall])
      expect((await page.reaches(seq)).rehearsals[bridge]).toMatchObject({
        measured: { microphone: { problem: 'no-device' } },
        results: expect.arrayContaining([
          { check: 'microphone', outcome: 'fail', finding: 'microphone/no-device' },
        ]),
      })
    expect((await other.reaches(seq)).rehearsals).toEqual({})
    expect(other.raw.join('')).not.toContain('rehearsal-reported')
  })
})
