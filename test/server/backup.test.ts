import { createHash, randomUUID } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fillDatabase } from '../../server/backup/fill-database.ts'
import { makeBackup } from '../../server/backup/make.ts'
import type { BackupManifest } from '../../server/backup/manifest.ts'
import { openBackup } from '../../server/backup/read.ts'
import { restoreBackup } from '../../server/backup/restore.ts'
import { openTexts } from '../../server/contributions/texts.ts'
import { type EmbeddedDatabase, startEmbeddedDatabase } from '../../server/database/embedded.ts'
import { knownMigrations, migrate } from '../../server/database/migrate.ts'
import { AppError } from '../../server/errors.ts'
import { canonicalText, GENESIS } from '../../server/log/chain.ts'
import { findBreak } from '../../server/log/entry.ts'
import { readEvents } from '../../server/log/store.ts'
import { openDemoPki } from '../../server/signing/demo-pki.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { Page, request, signIn } from '../support/page.ts'
import { central, prepareConference, type Tokens } from '../support/prepared-conference.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { until } from '../support/until.ts'
import { type WrittenOpinion, writtenOpinion } from '../support/written-opinion.ts'

const conference = 'hoi-nghi'
const folder = mkdtempSync(join(tmpdir(), 'sao-luu-'))
const dataDir = join(folder, 'data')
const restored = join(folder, 'restored')
const file = join(folder, 'sao-luu.zip')
let fresh: FreshDatabase
let server: RunningServer
let tokens: Tokens
let opinion: WrittenOpinion
let manifest: BackupManifest
/** What was acknowledged before the backup began, by the number of its update. */
let acknowledged: number
let embedded: EmbeddedDatabase | undefined
let again: RunningServer | undefined

const secrets = ['pki/root-key.pem', 'pki/secretary-key.pem', 'demo-links.json']

beforeAll(async () => {
  fresh = await freshDatabase()
  const keys = join(dataDir, 'pki')
  await openDemoPki(keys)
  writeFileSync(join(dataDir, 'ballot-secret'), Buffer.alloc(32, 7), { mode: 0o600 })
  writeFileSync(join(dataDir, 'demo-links.json'), '{}')
  mkdirSync(join(folder, 'shared', conference), { recursive: true })
  symlinkSync(join(folder, 'shared'), join(dataDir, 'recordings'))
  writeFileSync(join(dataDir, 'recordings', conference, '1-1000.opus'), 'âm thanh')
  writeFileSync(join(dataDir, 'recordings', conference, '2-1000.opus.part'), 'đang ghi')
  mkdirSync(join(dataDir, 'postgresql'))
  writeFileSync(join(dataDir, 'postgresql', 'PG_VERSION'), '18\n')
  server = await startServer(fresh.url, { pki: () => openDemoPki(keys) })
  tokens = await prepareConference(server.conferences, server.database, conference)
  const chair = await Page.enter(server.origin, tokens[`${central}-chair`], conference)
  await chair.must({ type: 'conference/open' })
  opinion = await writtenOpinion(server, conference, 'son-la', ['ty-le'], ['Đề nghị giữ tỷ lệ hiện hành.'])
  await opinion.write('Bổ sung thứ nhất.')
  acknowledged = await textSeq(server)

  let writing = true
  const writer = (async () => {
    for (let count = 0; writing; count++) await opinion.write(`Gõ trong lúc sao lưu, lần ${count}.`)
  })()
  await until('writing', async () => (await textSeq(server)) > acknowledged + 3)
  manifest = await makeBackup({ url: fresh.url, dataDir }, file)
  writing = false
  await writer
  await chair.must({ type: 'conference/conclude' })
  chair.close()

  await restoreBackup(file, { databaseUrl: undefined, dataDir: restored })
  embedded = await startEmbeddedDatabase(restored)
  again = await startServer(embedded.connectionString, { pki: () => openDemoPki(join(restored, 'pki')) })
}, 180_000)
afterAll(async () => {
  await again?.close()
  await embedded?.stop()
  await server.close()
  await fresh.close()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

const restoredServer = () => again as RunningServer

async function textSeq({ database }: RunningServer): Promise<number> {
  const { rows } = await database.query<{ seq: number }>(
    'SELECT seq FROM document WHERE conference = $1 AND id = $2',
    [conference, opinion.document],
  )
  return rows[0]?.seq ?? 0
}

const hashOf = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')

describe('a backup, restored into an empty installation', () => {
  test('has the log as it was at one moment, whole to its head', async () => {
    const before = await readEvents(server.database, conference, 0)
    const after = await readEvents(restoredServer().database, conference, 0)
    expect(after.length).toBeGreaterThan(0)
    expect(after).toEqual(before.slice(0, after.length))
    expect(findBreak(after, { seq: 0, at: 0, hash: GENESIS })).toBeNull()
    expect((await restoredServer().conferences.peek(conference)).phase).toBe('open')
  })

  test('has every text as it was at that moment, with all that was acknowledged before', async () => {
    const seq = await textSeq(restoredServer())
    expect(seq).toBeGreaterThan(acknowledged)
    expect(seq).toBeLessThan(await textSeq(server))
    const [here, there] = [openTexts(server.database), openTexts(restoredServer().database)]
    const [expected, held] = [
      await here.json(conference, opinion.document, seq),
      await there.json(conference, opinion.document),
    ]
    expect(canonicalText(held)).toBe(canonicalText(expected))
    await Promise.all([here.close(), there.close()])
  })

  test('has the secrets and recordings, readable by their owner alone, and nothing that was half written', () => {
    for (const path of [...secrets, `recordings/${conference}/1-1000.opus`]) {
      expect(hashOf(join(restored, path)), path).toBe(hashOf(join(dataDir, path)))
      expect(statSync(join(restored, path)).mode & 0o777, path).toBe(0o600)
    }
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(manifest.files.filter(({ path }) => /part$|^postgresql/.test(path))).toEqual([])
    // Beside the boxes it would tell how an open secret vote stands.
    expect(existsSync(join(restored, 'ballot-secret'))).toBe(false)
  })

  test('lets people in by the links they had, and goes on', async () => {
    const chair = await Page.enter(restoredServer().origin, tokens[`${central}-chair`], conference)
    await chair.must({ type: 'conference/conclude' })
    chair.close()
    const log = await request(
      restoredServer().origin,
      await signIn(restoredServer().origin, tokens.organiser),
      `/api/conferences/${conference}/log.jsonl`,
    )
    expect(log.status).toBe(200)
  })
})

describe('a restore is refused, with nothing changed,', () => {
  const refused = (from: string, databaseUrl?: string, to = join(folder, randomUUID())) =>
    restoreBackup(from, { databaseUrl, dataDir: to })

  test('where something is', async () => {
    await expect(refused(file, undefined, dataDir)).rejects.toMatchObject({ code: 'backup/not-empty' })
    await expect(refused(file, fresh.url)).rejects.toMatchObject({ code: 'backup/not-empty' })
    expect(hashOf(join(dataDir, 'demo-links.json'))).toBe(hashOf(join(restored, 'demo-links.json')))
  })

  test('when a byte of it is another', async () => {
    const bytes = readFileSync(file)
    const place = bytes.indexOf('data/pki/root.pem') + 'data/pki/root.pem'.length + 30
    bytes[place] = (bytes[place] ?? 0) ^ 1
    const flipped = join(folder, 'hong.zip')
    writeFileSync(flipped, bytes)
    await expect(refused(flipped)).rejects.toMatchObject({ code: 'backup/damaged' })
    writeFileSync(flipped, bytes.subarray(0, bytes.length / 2))
    await expect(refused(flipped)).rejects.toMatchObject({ code: 'backup/damaged' })
  })
})

/** An empty database that knows `most` of the migrations. */
async function database(most: number): Promise<string> {
  const owner = new pg.Client({ connectionString: fresh.url })
  await owner.connect()
  const name = `old_${randomUUID().slice(0, 8)}`
  await owner.query(`CREATE DATABASE ${name} TEMPLATE template0`)
  await owner.end()
  const url = new URL(fresh.url)
  url.pathname = name
  if (most > 0) await migrate(url.href, undefined, { most })
  return url.href
}

async function ask<Row>(url: string, statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(statement)).rows as Row[]
  } finally {
    await client.end()
  }
}

describe('a restore into a data directory that cannot be exchanged for another', () => {
  const rowsIn = async (url: string) =>
    Number((await ask<{ count: string }>(url, 'SELECT count(*) FROM event'))[0]?.count)

  /** As a mount point: what is inside can be written, the directory itself neither moved nor removed. */
  function mounted(name: string): { dataDir: string; parent: string; inside: string } {
    const parent = join(folder, name)
    const inside = join(folder, `${name}-trong`)
    mkdirSync(parent)
    mkdirSync(inside)
    symlinkSync(inside, join(parent, 'data'))
    chmodSync(parent, 0o555)
    return { dataDir: join(parent, 'data'), parent, inside }
  }

  test('puts everything inside it, the rows in the database, and nothing beside it', async () => {
    const { dataDir: to, parent, inside } = mounted('gan')
    mkdirSync(join(inside, 'lost+found'))
    const url = await database(0)
    await restoreBackup(file, { databaseUrl: url, dataDir: to })
    expect(await rowsIn(url)).toBeGreaterThan(0)
    for (const path of secrets) expect(hashOf(join(to, path)), path).toBe(hashOf(join(dataDir, path)))
    expect(readdirSync(parent)).toEqual(['data'])
    expect(readdirSync(inside).toSorted()).toEqual(['demo-links.json', 'lost+found', 'pki', 'recordings'])
  })

  test('goes on after one that was interrupted, and takes nothing else for its own', async () => {
    const { dataDir: to, inside } = mounted('do-dang')
    mkdirSync(join(inside, 'pki'))
    copyFileSync(join(dataDir, 'pki', 'root-key.pem'), join(inside, 'pki', 'root-key.pem'))
    mkdirSync(join(inside, '.restoring', 'pki'), { recursive: true })
    writeFileSync(join(inside, '.restoring', 'pki', 'root.pem'), 'dở dang')
    const own = join(inside, 'pki', 'cua-toi.pem')
    writeFileSync(own, 'của tôi')
    const url = await database(0)
    const restoring = () => restoreBackup(file, { databaseUrl: url, dataDir: to })
    await expect(restoring()).rejects.toMatchObject({ code: 'backup/not-empty' })
    expect(readFileSync(own, 'utf8')).toBe('của tôi')
    rmSync(own)
    await restoring()
    expect(await rowsIn(url)).toBeGreaterThan(0)
    for (const path of secrets) expect(hashOf(join(to, path)), path).toBe(hashOf(join(dataDir, path)))
    expect(existsSync(join(inside, '.restoring'))).toBe(false)
  })

  test('commits no row where the files cannot be put in their places', async () => {
    const url = await database(0)
    const { zip, manifest: held } = await openBackup(file)
    const failing = () => Promise.reject(new Error('no room'))
    const filling = fillDatabase(url, zip, held, () => new AppError('backup/not-empty'), failing)
    await expect(filling).rejects.toThrow('no room')
    zip.close()
    expect(await rowsIn(url)).toBe(0)
    await restoreBackup(file, { databaseUrl: url, dataDir: join(folder, 'lan-hai') })
    expect(await rowsIn(url)).toBeGreaterThan(0)
  })
})

describe('a backup of another age', () => {
  test('is brought forward when it is older', async () => {
    const old = await database(1)
    await ask(old, `INSERT INTO person (id, name) VALUES ('cu', 'Người cũ')`)
    const oldFile = join(folder, 'cu.zip')
    await makeBackup({ url: old, dataDir: join(folder, 'khong-co') }, oldFile)
    const target = await database(0)
    await restoreBackup(oldFile, { databaseUrl: target, dataDir: join(folder, 'cu') })
    expect(await ask(target, 'SELECT id, name FROM person')).toEqual([{ id: 'cu', name: 'Người cũ' }])
    expect(await ask(target, 'SELECT name FROM migrations ORDER BY id')).toEqual(
      knownMigrations().map((name) => ({ name })),
    )
  })

  test('is refused when it is newer', async () => {
    const newer = await database(1)
    await ask(newer, `INSERT INTO migrations (name, run_on) VALUES ('9999_later', now())`)
    const newerFile = join(folder, 'moi.zip')
    await makeBackup({ url: newer, dataDir: join(folder, 'khong-co') }, newerFile)
    const target = await database(0)
    const restoring = restoreBackup(newerFile, { databaseUrl: target, dataDir: join(folder, 'moi') })
    await expect(restoring).rejects.toMatchObject({ code: 'backup/newer' })
    expect(await ask(target, `SELECT to_regclass('public.conference') AS is`)).toEqual([{ is: null }])
  })
})

test('a data directory of another PostgreSQL is refused with the way out, and stays as it is', async () => {
  const old = join(folder, 'postgresql-17')
  mkdirSync(join(old, 'postgresql'), { recursive: true })
  writeFileSync(join(old, 'postgresql', 'PG_VERSION'), '17\n')
  const starting = startEmbeddedDatabase(old)
  await expect(starting).rejects.toMatchObject({
    code: 'database/other-version',
    detail: { found: 17, expected: 18, message: expect.stringContaining('npm run restore') },
  })
  expect(readFileSync(join(old, 'postgresql', 'PG_VERSION'), 'utf8')).toBe('17\n')
})
