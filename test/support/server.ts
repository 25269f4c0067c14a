import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AppParts, openApp } from '../../server/app.ts'
import { systemClock } from '../../server/clock.ts'
import { type Database, openDatabase } from '../../server/database/pool.ts'
import { systemEntropy } from '../../server/entropy.ts'
import type { Conferences } from '../../server/log/conferences.ts'
import { nodeIdentity } from '../../server/log/node.ts'
import { freePort } from './free-port.ts'

/** A whole server within the test's process. */
export interface RunningServer {
  readonly origin: string
  readonly database: Database
  readonly conferences: Conferences
  close(): Promise<void>
}

/** Starts a server without pages; without pictures and sound unless `media` is given. */
export async function startServer(url: string, parts: Partial<AppParts> = {}): Promise<RunningServer> {
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const database = await openDatabase(url)
  const app = await openApp({
    database,
    node: nodeIdentity(origin, 'localhost', port),
    clock: systemClock,
    entropy: systemEntropy,
    media: null,
    limits: { perConference: 128, perNode: 256 },
    recordings: { directory: join(tmpdir(), `diem-cau-${port}-ghi-am`), days: 30 },
    pki: null,
    demo: true,
    ballotSecret: randomBytes(32),
    pages: null,
    roots: [],
    logLevel: 'silent',
    ...parts,
  })
  await app.web.listen({ port, host: '127.0.0.1' })
  return {
    origin,
    database,
    conferences: app.conferences,
    close: async () => {
      await app.close()
      await database.close()
    },
  }
}
