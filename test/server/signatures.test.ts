import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDemoPki } from '../../server/signing/demo-pki.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { Page, request } from '../support/page.ts'
import { central, prepareConference, type Tokens, type Who } from '../support/prepared-conference.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { until } from '../support/until.ts'

const conference = 'hoi-nghi'
const base = `/api/conferences/${conference}/minutes`
const keys = mkdtempSync(join(tmpdir(), 'diem-cau-keys-'))
let fresh: FreshDatabase
let server: RunningServer
let tokens: Tokens
const pages = new Map<Who, Page>()

beforeAll(async () => {
  fresh = await freshDatabase()
  server = await startServer(fresh.url, { pki: () => openDemoPki(keys) })
  tokens = await prepareConference(server.conferences, server.database, conference)
  for (const who of [`${central}-chair`, `${central}-secretary`, 'son-la-secretary'] as const)
    pages.set(who, await Page.enter(server.origin, tokens[who], conference))
  const chair = pages.get(`${central}-chair`) as Page
  for (const type of ['conference/open', 'conference/conclude'] as const) await chair.must({ type })
  await chair.must({ type: 'minutes/seal', gapReason: 'Thử niêm phong' })
  await until('drawn', () => minutes()?.rendered, 60_000)
})
afterAll(async () => {
  for (const page of pages.values()) page.close()
  await server.close()
  await fresh.close()
  rmSync(keys, { recursive: true, force: true })
})

function minutes() {
  const { minutes: held } = server.conferences.loaded(conference).state
  return held.kind === 'sealed' ? held : null
}

async function sign(who: Who, field: 'secretary' | 'chair', id: string) {
  const response = await request(server.origin, pages.get(who)?.sign ?? null, `${base}/signatures`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ field, id }),
  })
  return { status: response.status, body: (await response.json()) as { code?: string } }
}

test('the chair cannot sign before the secretary', async () => {
  expect(await sign(`${central}-chair`, 'chair', 'chu-toa-som')).toMatchObject({ status: 409 })
})

test('an act of signing repeated under its id is answered as the first time, and signs once', async () => {
  const [first, twin] = await Promise.all([
    sign(`${central}-secretary`, 'secretary', 'thu-ky-ky'),
    sign(`${central}-secretary`, 'secretary', 'thu-ky-ky'),
  ])
  expect(first).toMatchObject({ status: 200 })
  expect(twin).toEqual(first)
  expect(await sign(`${central}-secretary`, 'secretary', 'thu-ky-ky')).toEqual(first)
  expect(minutes()?.signatures).toHaveLength(1)
  // Another act is another matter.
  expect(await sign(`${central}-secretary`, 'secretary', 'thu-ky-ky-lan-hai')).toMatchObject({ status: 409 })
  expect(await sign(`${central}-chair`, 'chair', 'thu-ky-ky')).toMatchObject({
    status: 409,
    body: { detail: { code: 'command/id-taken' } },
  })
  expect(minutes()?.signatures).toHaveLength(1)
})

test('each file is served as the bytes that the log names, to whoever may read it by then', async () => {
  expect(await sign(`${central}-chair`, 'chair', 'chu-toa-ky')).toMatchObject({ status: 200 })
  const digests = {
    unsigned: minutes()?.rendered,
    secretary: minutes()?.signatures[0]?.sha256,
    chair: minutes()?.signatures[1]?.sha256,
  }
  for (const [kind, sha256] of Object.entries(digests)) {
    const response = await request(
      server.origin,
      pages.get(`${central}-secretary`)?.sign ?? null,
      `${base}/${kind}.pdf`,
    )
    const bytes = Buffer.from(await response.arrayBuffer())
    expect(createHash('sha256').update(bytes).digest('hex'), kind).toBe(sha256)
  }
  const clerk = pages.get('son-la-secretary')?.sign ?? null
  expect((await request(server.origin, clerk, `${base}/chair.pdf`)).status).toBe(200)
  expect((await request(server.origin, clerk, `${base}/secretary.pdf`)).status).toBe(403)
})
