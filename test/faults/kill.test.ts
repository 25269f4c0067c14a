import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Connection } from '../../client/connection/connection.ts'
import { contributionDocument } from '../../domain/prose.ts'
import { startEmbeddedDatabase } from '../../server/database/embedded.ts'
import { migrate } from '../../server/database/migrate.ts'
import { openDatabase } from '../../server/database/pool.ts'
import { LogNode } from '../support/log-node.ts'
import { recordMeasurement } from '../support/measured.ts'
import { participate, viewOf } from '../support/participant.ts'
import { central, prepareConference, type Tokens } from '../support/prepared-conference.ts'
import { processesAround } from '../support/processes.ts'
import { ServerProcess } from '../support/server-process.ts'
import { until } from '../support/until.ts'
import { expectKept } from './ledger-check.ts'
import { seededRandom } from './random.ts'
import { askForFloor, Ledger, write } from './workers.ts'

const long = process.env.LONG === '1'
const KILLS = long ? 300 : 10
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
const random = seededRandom(seed)

const conference = 'hoi-nghi'
const dataDir = mkdtempSync(join(tmpdir(), 'diem-cau-kill-'))
const writers = [`${central}-secretary`, 'son-la-secretary', 'ha-noi-secretary'] as const
const askers = ['son-la', 'ha-noi', 'dien-bien'] as const
let tokens: Tokens
let documents: readonly string[]
let server: ServerProcess
const pages: Connection[] = []

beforeAll(async () => {
  const embedded = await startEmbeddedDatabase(dataDir)
  await migrate(embedded.connectionString)
  const node = await LogNode.open(embedded.connectionString)
  tokens = await prepareConference(node.conferences, node.database, conference)
  await node.command(conference, `${central}-chair`, { type: 'conference/open' })
  documents = await Promise.all(
    writers.map(async (who) => {
      const bridge = who.replace('-secretary', '')
      const speaker = { name: `Người viết ở ${bridge}`, title: null }
      const filed = await node.command(conference, who, {
        type: 'contribution/file',
        bridge,
        speaker,
        topics: [],
      })
      return contributionDocument(filed.kind === 'accepted' ? (filed.first ?? 0) : 0)
    }),
  )
  await node.close()
  await embedded.stop()
  server = await ServerProcess.start(dataDir)
})
afterAll(async () => {
  for (const page of pages) page.close()
  await server?.kill()
  await until('nothing is left running', () => processesAround(dataDir).length === 0)
  rmSync(dataDir, { recursive: true, force: true })
})

async function enter(who: keyof Tokens): Promise<Connection> {
  const page = await participate(server.origin, tokens[who], conference)
  pages.push(page)
  await viewOf(page, `${who} live`, (view) => view.status === 'live')
  return page
}

test(
  `nothing acknowledged is lost and nothing is done twice over ${KILLS} kills (seed ${seed})`,
  async () => {
    const ledger = new Ledger()
    let over = false
    const isOver = () => over
    const working = Promise.all([
      ...writers.map(async (who, index) =>
        write(await enter(who), documents[index] ?? '', who, ledger, isOver),
      ),
      ...askers.map(async (bridge) => askForFloor(await enter(`${bridge}-chair`), bridge, ledger, isOver)),
    ])
    // A failure of a participant ends the test at the next kill, not after the last.
    let failure: unknown = null
    working.catch((error: unknown) => {
      failure = error
    })
    await until('everybody is there', () => pages.length === 6 || failure !== null)
    const kills = { server: 0, database: 0 }
    let found = { entries: 0, updates: 0 }
    for (let kill = 0; kill < KILLS && failure === null; kill++) {
      const acknowledged = ledger.commands.length + ledger.updates.length
      await until(
        'the conference goes on',
        () => failure !== null || ledger.commands.length + ledger.updates.length > acknowledged + 3,
        100_000,
      )
      await sleep(random() * 600)
      if (random() < 2 / 3) {
        await server.kill()
        await server.start()
        kills.server += 1
      } else {
        const { pid } = server.postgres()
        process.kill(pid, 'SIGKILL')
        await until('PostgreSQL is there again', () => answersAnew(pid), 60_000)
        kills.database += 1
      }
      found = await expectKept(server.postgres().url, conference, ledger)
    }
    over = true
    await working
    expect(failure).toBeNull()
    found = await expectKept(server.postgres().url, conference, ledger)
    expect(kills.server + kills.database).toBe(KILLS)
    expect(ledger.updates.length).toBeGreaterThan(KILLS)
    expect(ledger.commands.length).toBeGreaterThan(KILLS)
    if (!long) return
    recordMeasurement(
      `kill -9 at random (seed ${seed}): server ${kills.server} times, PostgreSQL ${kills.database} times; ` +
        `${ledger.commands.length} acknowledged commands and ${ledger.updates.length} acknowledged updates all ` +
        `there among ${found.entries} entries and ${found.updates} updates, none twice, the chain whole.`,
    )
  },
  long ? 3_600_000 : 300_000,
)

/** Whether a PostgreSQL other than the one of this process number takes connections. */
async function answersAnew(killed: number): Promise<boolean> {
  try {
    const { pid, url } = server.postgres()
    if (pid === killed) return false
    await (await openDatabase(url)).close()
    return true
  } catch {
    return false // its lock file is not written yet, or it is still replaying its log
  }
}
