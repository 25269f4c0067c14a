import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { MediaServer } from '../support/media-server.ts'
import { Page, request, signIn } from '../support/page.ts'
import { central, prepareConference } from '../support/prepared-conference.ts'
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
afterEach(() => running.leave())
afterAll(() => running.close())

const bridge = 'son-la'
const devices = () => running.state.halls[bridge] ?? []
const approve = (device: string) => chair.must({ type: 'hall/approve', bridge, device })
const waiting = () => devices().find((held) => !held.approved)?.device ?? 'none'
const approvedHall = async () => (await running.hall(bridge)).page

async function ownerConnection(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: running.databaseUrl })
  await client.connect()
  return client
}

const requestFloor = (page: Page) =>
  page.command({ type: 'floor/request', bridge, speaker: { name: 'Người nói', title: null }, topics: [] })

/** Whether the page is let into the media room; whoever has no seat is not even answered. */
async function entersMedia(page: Page): Promise<boolean> {
  const answer = await page.socket
    .timeout(1000)
    .emitWithAck('media-enter', {})
    .catch(() => ({ ok: false }))
  return answer.ok
}

describe('a hall’s device', () => {
  test('is announced at its first joining, waits with its code, and is admitted once approved', async () => {
    const hall = await running.page(`${bridge}-hall`)
    const waits = await hall.join()
    expect(waits).toMatchObject({ ok: false, code: 'hall/not-approved' })
    const [held] = devices()
    expect(held).toMatchObject({ approved: false })
    expect(waits.ok ? {} : waits.detail).toMatchObject({ code: held?.code, bridge })
    expect(hall.state).toBeNull()
    expect(await requestFloor(hall)).toMatchObject({ code: 'access/not-allowed' })
    expect(await entersMedia(hall)).toBe(false)
    // Coming again announces nothing again.
    await hall.join()
    expect(devices()).toHaveLength(1)
    await approve(held?.device ?? '')
    await until('admitted', () => hall.heardOf('admitted').length === 1)
    expect(await hall.join()).toMatchObject({ ok: true, value: { grants: [{ role: 'hall', bridge }] } })
    expect(await entersMedia(hall)).toBe(true)
    await until('present', () => chair.presence.includes(bridge))
  })

  test('stays approved over a restart of browser and server', async () => {
    const hall = await approvedHall()
    hall.close()
    await running.restart()
    const sign = await signIn(running.server.origin, running.token(`${bridge}-hall`), hall.sign.cookie)
    expect(sign.slot).toBe(hall.sign.slot)
    const again = await running.page(`${bridge}-hall`, sign)
    expect(await again.join()).toMatchObject({ ok: true })
  })

  test('is replaced by a second one only when that is approved, and may come back when approved again', async () => {
    await chair.must({ type: 'conference/open' })
    const first = await approvedHall()
    const second = await running.page(`${bridge}-hall`)
    expect(await second.join()).toMatchObject({ ok: false, code: 'hall/not-approved' })
    expect(await requestFloor(first)).toMatchObject({ ok: true })
    await approve(waiting())
    await until('dismissed', () => first.heardOf('dismissed').length === 1)
    expect(await second.join()).toMatchObject({ ok: true })
    expect(await first.command({ type: 'floor/withdraw', request: 1 })).toMatchObject({
      code: 'access/not-allowed',
    })
    // The replaced device asks anew and is shown to whoever approves.
    expect(await first.join()).toMatchObject({ ok: false, code: 'hall/not-approved' })
    expect(devices().filter((held) => !held.approved)).toHaveLength(1)
    await approve(waiting())
    await until('admitted again', () => first.heardOf('admitted').length === 2)
    expect(await first.join()).toMatchObject({ ok: true })
    expect(await entersMedia(first)).toBe(true)
  })

  test('that is revoked loses media, log and commands at once, and is a stranger at its next joining', async () => {
    const hall = await approvedHall()
    expect(await entersMedia(hall)).toBe(true)
    const [held] = devices()
    await chair.must({ type: 'hall/revoke', bridge, device: held?.device ?? '' })
    await until('dismissed', () => hall.heardOf('dismissed').length === 1)
    await until('gone', () => !chair.presence.includes(bridge))
    const closed = hall.heardOf('media').some((notice) => (notice as { type: string }).type === 'closed')
    expect(closed).toBe(true)
    const logs = hall.heardOf('log').length
    expect(await requestFloor(hall)).toMatchObject({ code: 'access/not-allowed' })
    expect(await entersMedia(hall)).toBe(false)
    await chair.must({ type: 'conference/open' })
    expect(hall.heardOf('log')).toHaveLength(logs)
    expect(await hall.join()).toMatchObject({ ok: false, code: 'hall/not-approved' })
  })

  test('whose link is revoked is off the line', async () => {
    const hall = await approvedHall()
    const organiser = await signIn(running.server.origin, running.token('organiser'))
    const path = `/api/conferences/${running.conference}/invitations`
    const list = (await (await request(running.server.origin, organiser, path)).json()) as {
      invitations: { id: string; kind: string; bridge: string }[]
    }
    const link = list.invitations.find((held) => held.kind === 'hall' && held.bridge === bridge)
    await request(running.server.origin, organiser, `${path}/${link?.id}`, { method: 'DELETE' })
    await until('off the line', () => hall.socket.disconnected)
    await until('gone', () => !chair.presence.includes(bridge))
  })

  test('of one conference is nobody in another', async () => {
    const hall = await approvedHall()
    const other = `${running.conference}-khac`
    await prepareConference(running.server.conferences, running.server.database, other)
    const elsewhere = new Page(running.server.origin, hall.sign, other)
    await elsewhere.connected()
    expect(await elsewhere.join()).toMatchObject({ ok: false, code: 'access/not-allowed' })
    elsewhere.close()
    expect(running.server.conferences.loaded(other).state.halls).toEqual({})
  })
})

describe('a desk', () => {
  test('sees pictures while it has a role, and not a moment longer', async () => {
    const observer = await running.page('ha-noi-observer')
    await observer.join()
    expect(await entersMedia(observer)).toBe(true)
    const organiser = await running.page('organiser')
    await organiser.join()
    const grant = { role: 'observer', bridge: 'ha-noi' } as const
    await organiser.must({ type: 'role/revoke', person: 'ha-noi-observer', grant })
    await until('dismissed', () => observer.heardOf('dismissed').length === 1)
    const ends = () =>
      observer.heardOf('media').some((notice) => (notice as { type: string }).type === 'closed')
    await until('its pictures end', ends)
    expect(await entersMedia(observer)).toBe(false)
  })
})

describe('what a hall asks of the media room along with its entering', () => {
  test('is done once it is in, by the peer that came of it, also when it begins anew', async () => {
    const hall = await approvedHall()
    for (const _ of ['first', 'anew']) {
      const [entered, carried, opened] = await Promise.all([
        hall.ask('media-enter', {}),
        hall.ask('media', { type: 'capabilities' }),
        hall.ask('media', { type: 'create-transport', direction: 'send' }),
      ])
      expect([entered, carried, opened]).toMatchObject([
        { ok: true },
        { value: { rtpCapabilities: expect.anything() } },
        { value: { transportId: expect.any(String) } },
      ])
      const { transportId } = (opened as { value: { transportId: string } }).value
      expect(await hall.ask('media', { type: 'restart-ice', transportId })).toMatchObject({
        value: { iceParameters: expect.anything() },
      })
    }
    expect(hall.heardOf('media').some((notice) => (notice as { type: string }).type === 'closed')).toBe(false)
  })
})

describe('the line of a hall', () => {
  test('is not held for connected when the page has gone while it was being let in', async () => {
    const hall = await approvedHall()
    hall.close()
    await until('gone', () => !chair.presence.includes(bridge))
    // The joining waits for the list of nodes, and the page does not wait for the joining.
    const blocker = await ownerConnection()
    await blocker.query('BEGIN')
    await blocker.query('LOCK TABLE node IN ACCESS EXCLUSIVE MODE')
    const page = await running.page(`${bridge}-hall`, hall.sign)
    page.socket.emit('join', { conference: running.conference, build: 1 })
    await sleep(300)
    page.close()
    await sleep(300)
    await blocker.query('COMMIT')
    await blocker.end()
    // The chair comes after it in every queue.
    await chair.join()
    await chair.join()
    expect(chair.presence).not.toContain(bridge)
  })

  test('is logged as connected after a loss that took as long to store as the hall took to return', async () => {
    const hall = await approvedHall()
    const line = () => running.state.bridges.find((held) => held.id === bridge)?.line
    await until('connected', () => line()?.kind === 'connected')
    const blocker = await ownerConnection()
    await blocker.query('BEGIN')
    await blocker.query('SELECT 1 FROM conference WHERE id = $1 FOR UPDATE', [running.conference])
    hall.close()
    // The loss is reported after ten seconds, and cannot be stored yet.
    await sleep(11_000)
    const again = await running.page(`${bridge}-hall`, hall.sign)
    expect(await again.join()).toMatchObject({ ok: true })
    await blocker.query('COMMIT')
    await blocker.end()
    const kinds = () =>
      running.server.conferences
        .loaded(running.conference)
        .entries.flatMap(({ event }) =>
          event.type === 'line-lost' || event.type === 'line-connected' ? [event.type] : [],
        )
    await until('the loss is stored', () => kinds().includes('line-lost'))
    await until('the return is stored', () => line()?.kind === 'connected')
    expect(kinds()).toEqual(['line-connected', 'line-lost', 'line-connected'])
  })
})
