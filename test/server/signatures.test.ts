import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { carriedRecord } from '../../server/log/carried-record.ts'
import { recheck } from '../../server/log/recheck.ts'
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
  const roots = [(await openDemoPki(keys)).rootPem]
  const pki = () => openDemoPki(keys)
  server = await startServer(fresh.url, { pki, roots, timestamps: 'demonstration' })
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

test('the signed file carries its log: whole, ending where the file says, closed where it is not for every desk', async () => {
  const sign = pages.get(`${central}-secretary`)?.sign ?? null
  const response = await request(server.origin, sign, `${base}/chair.pdf`)
  const carried = carriedRecord(Buffer.from(await response.arrayBuffer()))
  if (!carried) throw new Error('no log')
  const sealed = minutes()?.logHead.seq ?? 0
  expect(carried.head.seq).toBe(sealed + 1)
  const report = recheck(carried.extract, { ...carried.head, conference })
  expect(report).toMatchObject({ entries: sealed + 1, problems: [] })
  expect(report.opened).toBeGreaterThan(5)
  expect(carried.extract).toContain('conference-opened')
  for (const secret of ['son-la-secretary', 'son-la-chair', 'ha-noi-technician', `${central}-technician`])
    expect(carried.extract).not.toContain(secret)
})

test('the server stamps each signature and archives the file by itself, for everybody at a desk to fetch', async () => {
  await until('archived', () => minutes()?.stamps.some(({ kind }) => kind === 'archive'))
  const clerk = pages.get('son-la-secretary')?.sign ?? null
  const file = await request(server.origin, clerk, `${base}/final.pdf`)
  const bytes = Buffer.from(await file.arrayBuffer())
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(minutes()?.newest)
  expect(await (await request(server.origin, clerk, base)).json()).toMatchObject({
    current: { files: [{ kind: 'chair' }, { kind: 'final', sha256: minutes()?.newest }] },
    stamping: { state: 'idle' },
  })
  const checked = await fetch(`${server.origin}/api/verify`, {
    method: 'POST',
    headers: { 'content-type': 'application/pdf' },
    body: bytes,
  })
  expect(await checked.json()).toMatchObject({ verdict: 'valid' })
})

test('a version that a correction replaces keeps its files, and the new one waits for its own', async () => {
  const chair = pages.get(`${central}-chair`) as Page
  const before = minutes()?.signatures[1]?.sha256
  const newest = minutes()?.newest
  await chair.must({ type: 'minutes/reopen', reason: 'Sửa tên một điểm cầu' })
  const ask = (path: string) =>
    request(server.origin, pages.get('son-la-secretary')?.sign ?? null, `${base}${path}`)
  const digest = async (path: string) => {
    const response = await ask(path)
    return response.ok
      ? createHash('sha256')
          .update(Buffer.from(await response.arrayBuffer()))
          .digest('hex')
      : response.status
  }
  expect(await (await ask('')).json()).toMatchObject({
    current: null,
    former: [
      {
        ...{ version: 1, reason: 'Sửa tên một điểm cầu' },
        files: [
          { kind: 'chair', sha256: before },
          { kind: 'final', sha256: newest },
        ],
      },
    ],
  })
  await chair.must({ type: 'minutes/seal', gapReason: 'Thử niêm phong' })
  await until('drawn again', () => minutes()?.rendered, 60_000)
  expect(minutes()?.version).toBe(2)
  expect(await digest('/chair.pdf?version=1')).toBe(before)
  expect(await digest('/chair.pdf')).toBe(404)
  expect(await digest('/unsigned.pdf?version=1')).toBe(403)
  expect((await ask('/chair.pdf?version=0')).status).toBe(400)
})
