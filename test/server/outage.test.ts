import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { contributionDocument } from '../../domain/prose.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { DatabaseLine } from '../support/database-line.ts'
import { Page, request, signIn } from '../support/page.ts'
import { central, prepareConference, type Tokens } from '../support/prepared-conference.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { until } from '../support/until.ts'

let fresh: FreshDatabase
let line: DatabaseLine
let server: RunningServer
let conference: string
let tokens: Tokens
let chair: Page
let clerk: Page

beforeAll(async () => {
  fresh = await freshDatabase()
  line = await DatabaseLine.to(fresh.url)
  server = await startServer(line.url)
})
beforeEach(async () => {
  conference = `hn-${randomUUID().slice(0, 8)}`
  tokens = await prepareConference(server.conferences, server.database, conference)
  chair = await Page.enter(server.origin, tokens[`${central}-chair`], conference)
  clerk = await Page.enter(server.origin, tokens[`${central}-secretary`], conference)
  await chair.must({ type: 'conference/open' })
})
afterEach(async () => {
  await line.restore()
  chair.close()
  clerk.close()
})
afterAll(async () => {
  await server.close()
  await line.cut()
  await fresh.close()
})

test('with the database away every way in says so by name, and pages go on when it is back', async () => {
  const file = {
    type: 'contribution/file' as const,
    bridge: 'son-la',
    speaker: { name: 'Người viết', title: null },
    topics: [],
  }
  const document = contributionDocument(await clerk.must(file))
  const typist = await clerk.typist(document)
  await line.cut()
  expect(await chair.join()).toMatchObject({ ok: false, code: 'database/unavailable' })
  const health = await request(server.origin, null, '/healthz')
  expect([health.status, await health.json()]).toMatchObject([503, { failing: ['database'] }])
  const list = await request(server.origin, chair.sign, '/api/conferences')
  expect([list.status, await list.json()]).toMatchObject([503, { code: 'database/unavailable' }])
  await expect(signIn(server.origin, tokens['ha-noi-chair'])).rejects.toThrow('503 database/unavailable')
  const stranger = new Page(server.origin, chair.sign, conference)
  await expect(stranger.connected()).rejects.toThrow('database/unavailable')
  // What was begun before waits for it.
  const stored = clerk.type(document, typist.paragraph('Viết khi mất cơ sở dữ liệu').take())
  const cut = chair.command({ type: 'floor/cut' })
  await sleep(300)
  expect(clerk.state?.floor.cut).toBe(false)
  await line.restore()
  expect(await stored).toMatchObject({ kind: 'stored', seq: 1 })
  expect(await cut).toMatchObject({ ok: true })
  await until('everybody knows', () => clerk.state?.floor.cut === true)
  expect(await chair.join()).toMatchObject({ ok: true })
  await until('healthy', async () => (await request(server.origin, null, '/healthz')).status === 200)
})

test('minutes that could not be drawn because the database went away are drawn when it is back', async () => {
  await chair.must({ type: 'conference/conclude' })
  await chair.must({ type: 'minutes/seal', gapReason: 'Thử niêm phong' })
  await line.cut()
  await sleep(3000)
  await line.restore()
  const rendered = () => {
    const { minutes } = server.conferences.loaded(conference).state
    return minutes.kind === 'sealed' && minutes.rendered
  }
  await until('the minutes are drawn', rendered, 60_000)
})

test('asking for what is not there keeps nothing of it', async () => {
  for (const id of ['khong-co', 'khong-co-nua']) {
    const response = await request(server.origin, chair.sign, `/api/conferences/${id}/minutes`)
    expect([response.status, await response.json()]).toMatchObject([404, { code: 'conference/unknown' }])
    expect(() => server.conferences.loaded(id)).toThrow('conference/unknown')
  }
})
