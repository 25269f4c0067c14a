import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Connection } from '../../client/connection/connection.ts'
import type { PublicCommand } from '../../domain/commands.ts'
import { contributionDocument } from '../../domain/prose.ts'
import { startEmbeddedDatabase } from '../../server/database/embedded.ts'
import { migrate } from '../../server/database/migrate.ts'
import { LogNode } from '../support/log-node.ts'
import { participate, viewOf } from '../support/participant.ts'
import { central, prepareConference, type Tokens } from '../support/prepared-conference.ts'
import { processesAround } from '../support/processes.ts'
import { ServerProcess } from '../support/server-process.ts'
import { until } from '../support/until.ts'
import { expectKept } from './ledger-check.ts'
import { askForFloor, Ledger, write } from './workers.ts'

const conference = 'hoi-nghi'
/** A data directory with a conference in it, copied for each test. */
const prepared = mkdtempSync(join(tmpdir(), 'diem-cau-shutdown-'))
let dataDir: string
let tokens: Tokens
let document: string
let server: ServerProcess
const pages: Connection[] = []

beforeAll(() =>
  onDatabase(prepared, async (url) => {
    const node = await LogNode.open(url)
    tokens = await prepareConference(node.conferences, node.database, conference)
    await node.command(conference, `${central}-chair`, { type: 'conference/open' })
    const speaker = { name: 'Người viết', title: null }
    const file: PublicCommand = { type: 'contribution/file', bridge: 'son-la', speaker, topics: [] }
    const filed = await node.command(conference, 'son-la-secretary', file)
    document = contributionDocument(filed.kind === 'accepted' ? (filed.first ?? 0) : 0)
    await node.close()
  }),
)
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'diem-cau-shutdown-'))
  execFileSync('cp', ['-a', join(prepared, 'postgresql'), dataDir])
  server = await ServerProcess.start(dataDir)
})
afterEach(async () => {
  for (const page of pages.splice(0)) page.close()
  await server.kill()
  // A PostgreSQL that is ending still writes.
  await until('nothing is left running', () => processesAround(dataDir).length === 0)
  rmSync(dataDir, { recursive: true, force: true })
})
afterAll(() => rmSync(prepared, { recursive: true, force: true }))

/** The database of a data directory, while no server runs on it. */
async function onDatabase(directory: string, work: (url: string) => Promise<unknown>): Promise<void> {
  const embedded = await startEmbeddedDatabase(directory)
  try {
    await migrate(embedded.connectionString)
    await work(embedded.connectionString)
  } finally {
    await embedded.stop()
  }
}

async function enter(who: keyof Tokens): Promise<Connection> {
  const page = await participate(server.origin, tokens[who], conference)
  pages.push(page)
  await viewOf(page, `${who} live`, (view) => view.status === 'live')
  return page
}

test('SIGTERM while pages write ends everything in order, and all that was acknowledged is there', async () => {
  const ledger = new Ledger()
  const seated = Promise.all([
    enter('son-la-secretary').then((page) => write(page, document, 'son-la-secretary', ledger, () => false)),
    ...(['son-la', 'ha-noi', 'dien-bien'] as const).map(async (bridge) =>
      askForFloor(await enter(`${bridge}-chair`), bridge, ledger, () => false),
    ),
  ])
  // They write on until their pages are closed.
  seated.catch(() => {})
  await until('they write', () => ledger.commands.length > 50 && ledger.updates.length > 20)
  expect(await server.stop()).toBe(0)
  expect(server.complaints).not.toMatch(/rejection|TypeError|RangeError|ReferenceError|\n\s+at /)
  expect(processesAround(dataDir)).toEqual([])
  for (const page of pages.splice(0)) page.close()
  await onDatabase(dataDir, async (url) => {
    await expectKept(url, conference, ledger)
    const node = await LogNode.open(url, { port: 7 })
    // The lease was given back: nobody waits for it to run out.
    expect((await node.conferences.enter(conference)).kind).toBe('owner')
    await node.close()
  })
})

test('SIGTERM ends a server also while its database is away', async () => {
  const page = await enter(`${central}-chair`)
  await enter('son-la-chair')
  process.kill(server.postgres().pid, 'SIGSTOP')
  const asked = page.command({ type: 'floor/cut' })
  asked.catch(() => {})
  process.kill(server.postgres().pid, 'SIGKILL')
  expect(await server.stop()).toBe(0)
  await until('nothing is left running', () => processesAround(dataDir).length === 0)
})

test('SIGTERM during the start leaves nothing running', async () => {
  await server.stop()
  for (const delay of [50, 250, 600, 1000]) {
    const starting = server.start().catch(() => {})
    await new Promise((resolve) => setTimeout(resolve, delay))
    await server.stop()
    await starting
    await until(`nothing is left after ${delay} ms`, () => processesAround(dataDir).length === 0)
  }
  await server.start()
  expect(await server.stop()).toBe(0)
})

test('kill -9 leaves nothing running after a moment, and nothing that keeps the next from starting', async () => {
  await server.kill()
  await server.start()
  await server.kill()
  await until('nothing is left running', () => processesAround(dataDir).length === 0)
  await server.start()
  await enter('son-la-chair')
})
