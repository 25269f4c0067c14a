import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deskFor } from '../../domain/rights.ts'
import type { Instant } from '../../domain/time.ts'
import { invite, linkOf, putPerson } from '../../server/access/invitations.ts'
import { type App, openApp } from '../../server/app.ts'
import { SimulatedClock } from '../../server/clock.ts'
import { localOrigin } from '../../server/config.ts'
import { startEmbeddedDatabase } from '../../server/database/embedded.ts'
import { migrate } from '../../server/database/migrate.ts'
import { type Database, openDatabase } from '../../server/database/pool.ts'
import { seededEntropy } from '../../server/entropy.ts'
import { nodeIdentity } from '../../server/log/node.ts'
import { makeDemoPki } from '../../server/signing/demo-pki.ts'
import type { Player } from './cast.ts'

export interface PlayServerOptions {
  /** Undefined: a PostgreSQL of its own, gone with its data when the play ends. */
  readonly databaseUrl: string | undefined
  /** Origin of the server at which the files can be checked later; null where there is none. */
  readonly verifyAt: string | null
  /** Where the simulated clock begins. */
  readonly startsAt: Instant
  /** Salts, keys and ids follow from it. */
  readonly seed: string
  /** Takes what must be undone, the last first, however the play ends. */
  readonly started: (end: () => Promise<void> | void) => void
}

export interface PlayServer {
  readonly url: string
  readonly clock: SimulatedClock
  /** The certificate (PEM) that the signatures of the play lead to. */
  readonly rootPem: string
  /** An invitation link; the organiser's comes before there is a conference. */
  link(player: Player, conference: string | null, central: string): Promise<string>
}

const HOST = '127.0.0.1'
const DAY = 86_400_000
const PORTS_TRIED = 5

/** Starts the real server for one play: on loopback, without media, its clock and its randomness given. */
export async function startPlayServer(options: PlayServerOptions): Promise<PlayServer> {
  const { started, seed, startsAt } = options
  const url = options.databaseUrl ?? (await ownDatabase(started))
  await migrate(url)
  const database = await openDatabase(url)
  started(() => database.close())
  const pki = await makeDemoPki({
    seed: createHash('sha256').update(`pki ${seed}`).digest(),
    // Valid on the day of the conference and on the day somebody verifies it.
    notBefore: Math.min(startsAt - DAY, Date.UTC(2020, 0)),
    notAfter: Math.max(startsAt + 50 * 365 * DAY, Date.UTC(2075, 0)),
  })
  const clock = new SimulatedClock(startsAt)
  const open = (port: number) =>
    openApp({
      database,
      node: nodeIdentity(localOrigin(HOST, port), HOST, port),
      clock,
      entropy: seededEntropy(seed),
      media: null,
      limits: { perConference: 1024, perNode: 1024 },
      recordings: { directory: join(tmpdir(), `diem-cau-play-${port}-recordings`), days: 30 },
      pki: async () => pki,
      demo: true,
      ballotSecret: createHash('sha256').update(`ballots ${seed}`).digest(),
      pages: null,
      // This server is gone when somebody follows a link; only its address would change the files.
      verifyAt: options.verifyAt,
      roots: [pki.rootPem],
      logLevel: 'error',
    })
  const { app, port } = await listen(open)
  started(() => app.close())
  const origin = `http://${HOST}:${port}`
  return {
    url: origin,
    clock,
    rootPem: pki.rootPem,
    link: (player, conference, central) => link(database, origin, player, conference, central),
  }
}

async function ownDatabase(started: PlayServerOptions['started']): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'diem-cau-play-'))
  started(() => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }))
  const embedded = await startEmbeddedDatabase(directory)
  started(() => embedded.stop())
  return embedded.connectionString
}

/** The server's address is part of what it is, so the port is chosen before; somebody may take it in between. */
async function listen(open: (port: number) => Promise<App>): Promise<{ app: App; port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort()
    const app = await open(port)
    try {
      await app.web.listen({ port, host: HOST })
      return { app, port }
    } catch (error) {
      await app.close()
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || attempt === PORTS_TRIED) throw error
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, HOST, () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

async function link(
  database: Database,
  origin: string,
  player: Player,
  conference: string | null,
  central: string,
): Promise<string> {
  const { id, named, grant } = player
  await putPerson(database, { id, ...named, organises: grant.role === 'organiser' })
  const home = `/${deskFor(grant, central)}` as const
  const { token } = await invite(database, conference, { kind: 'person', person: id }, home)
  return linkOf(origin, token)
}
