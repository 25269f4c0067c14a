import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDemoPki, trustedRoots } from '../../server/signing/demo-pki.ts'
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
  await openDemoPki(keys)
  server = await startServer(fresh.url, { pki: () => openDemoPki(keys), roots: await trustedRoots(keys) })
  tokens = await prepareConference(server.conferences, server.database, conference)
  for (const who of [`${central}-chair`, `${central}-secretary`] as const)
    pages.set(who, await Page.enter(server.origin, tokens[who], conference))
  for (const type of ['conference/open', 'conference/conclude'] as const) await chair().must({ type })
  await seal()
}, 120_000)
afterAll(async () => {
  for (const page of pages.values()) page.close()
  await server.close()
  await fresh.close()
  rmSync(keys, { recursive: true, force: true })
})

const chair = () => pages.get(`${central}-chair`) as Page
const minutes = () => {
  const { minutes: held } = server.conferences.loaded(conference).state
  return held.kind === 'sealed' ? held : null
}

async function seal() {
  await chair().must({ type: 'minutes/seal', gapReason: 'Thử niêm phong' })
  await until('drawn', () => minutes()?.rendered, 60_000)
}

async function sign(who: Who, field: 'secretary' | 'chair') {
  const response = await request(server.origin, pages.get(who)?.sign ?? null, `${base}/signatures`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ field, id: `ky-${field}-${minutes()?.version}` }),
  })
  expect(response.status).toBe(200)
}

async function file(kind: 'unsigned' | 'secretary' | 'chair') {
  const sign = pages.get(`${central}-secretary`)?.sign ?? null
  const response = await request(server.origin, sign, `${base}/${kind}.pdf`)
  return Buffer.from(await response.arrayBuffer())
}

async function checked(pdf: Uint8Array) {
  const response = await request(server.origin, null, '/api/verify', {
    method: 'POST',
    headers: { 'content-type': 'application/pdf' },
    body: Buffer.from(pdf),
  })
  return (await response.json()) as { verdict: string; issued: object | null; form?: readonly object[] }
}

async function printed(version: number, hash?: string) {
  const sealed = server.conferences
    .loaded(conference)
    .entries.findLast(({ event }) => event.type === 'minutes-sealed' && event.version === version)
  const { rows } = await server.database.query<{ hash: Buffer }>(
    'SELECT hash FROM event WHERE conference = $1 AND seq = $2',
    [conference, sealed?.seq ?? 0],
  )
  const own = hash ?? rows[0]?.hash.toString('hex').slice(0, 16)
  const response = await request(server.origin, null, `/api/verify/${conference}/${version}/${own}`)
  return { status: response.status, body: (await response.json()) as object }
}

test('a file is a working copy until the chair signs, and then issued here, whichever of its states it is', async () => {
  await sign(`${central}-secretary`, 'secretary')
  const secretary = await file('secretary')
  const working = { version: 1, signedAt: null, issuedAt: null, replacedBy: null, isNewest: false }
  expect((await checked(secretary)).issued).toMatchObject({ ...working, hasNewerFile: false })
  expect((await checked(await file('unsigned'))).issued).toMatchObject({ ...working, hasNewerFile: true })
  await sign(`${central}-chair`, 'chair')
  const signed = await file('chair')
  const title = server.conferences.loaded(conference).state.facts?.title
  const own = { title, version: 1, number: expect.stringContaining('01'), reopenedAt: null, replacedBy: null }
  expect(await checked(signed)).toMatchObject({
    verdict: 'valid',
    form: expect.any(Array),
    issued: { ...own, isNewest: true, hasNewerFile: false, signedAt: expect.any(String) },
  })
  expect((await checked(secretary)).issued).toMatchObject({ ...own, isNewest: false, hasNewerFile: true })
  expect((await checked(await file('unsigned'))).issued).toMatchObject({ isNewest: false })
})

test('nothing else is told of it, and another file is not known', async () => {
  const { issued } = await checked(await file('chair'))
  expect(Object.keys(issued ?? {}).sort()).toEqual([
    'hasNewerFile',
    'isNewest',
    'issuedAt',
    'number',
    'reopenedAt',
    'replacedBy',
    'sealedAt',
    'signedAt',
    'title',
    'version',
  ])
  expect((await checked(Buffer.concat([await file('chair'), Buffer.from('\n')]))).issued).toBe(null)
})

test('the printed page says which version it should be, to whoever has its hash', async () => {
  expect(await printed(1)).toMatchObject({ status: 200, body: { version: 1, replacedBy: null } })
  expect((await printed(1, '0123456789abcdef')).status).toBe(404)
  expect((await printed(2, '0123456789abcdef')).status).toBe(404)
  expect((await printed(1, 'xyz')).status).toBe(400)
})

test('a version that is opened again and replaced says so', async () => {
  const before = await file('chair')
  await chair().must({ type: 'minutes/reopen', reason: 'Sửa tên một điểm cầu' })
  expect((await checked(before)).issued).toMatchObject({
    isNewest: false,
    reopenedAt: expect.any(String),
    replacedBy: null,
  })
  await seal()
  await sign(`${central}-secretary`, 'secretary')
  await sign(`${central}-chair`, 'chair')
  expect((await checked(before)).issued).toMatchObject({ isNewest: false, replacedBy: { version: 2 } })
  expect(await printed(1)).toMatchObject({ body: { replacedBy: { version: 2 } } })
  expect((await checked(await file('chair'))).issued).toMatchObject({ version: 2, isNewest: true })
})

test('a version that nobody signed is told as replaced from the next seal on, never why', async () => {
  await chair().must({ type: 'minutes/reopen', reason: 'Sửa lần nữa' })
  await seal()
  const third = await file('unsigned')
  await chair().must({ type: 'minutes/reopen', reason: 'Lý do không ai ngoài được biết' })
  expect(await printed(3)).toMatchObject({ body: { reopenedAt: expect.any(String), replacedBy: null } })
  await seal()
  const replacedBy = { version: 4, signedAt: null }
  const onPaper = await printed(3)
  expect(onPaper).toMatchObject({ body: { signedAt: null, replacedBy } })
  const { issued } = await checked(third)
  expect(issued).toMatchObject({ version: 3, signedAt: null, isNewest: false, replacedBy })
  expect(JSON.stringify([onPaper, issued])).not.toContain('Lý do')
  // The second is signed: an unsigned fourth does not take its place.
  expect(await printed(2)).toMatchObject({ body: { reopenedAt: expect.any(String), replacedBy: null } })
})

test('the file is looked up by an index, not in the logs of all conferences', async () => {
  const text = await readFile(new URL('../../server/minutes/issued.ts', import.meta.url), 'utf8')
  const query = /`(SELECT conference FROM event[^`]+)`/.exec(text)?.[1]?.replace('$1', "'x'") ?? ''
  await server.database.transaction(async (sql) => {
    // The table of a test is too small for an index to be worth it.
    await sql.query('SET LOCAL enable_seqscan = off')
    const { rows } = await sql.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${query}`)
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('event_file')
  })
})
