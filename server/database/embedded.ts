import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { AppError } from '../errors.ts'
import { type Account, chooseAccount } from './account.ts'
import { type Binaries, findBinaries } from './binaries.ts'
import { ensureCluster, giveTo, ownerRole } from './cluster.ts'
import { clearLeftovers } from './leftovers.ts'
import { claimDirectory } from './owner-file.ts'
import { runSupervised, type Supervised } from './supervised.ts'

const databaseName = 'diemcau'

export interface EmbeddedDatabase {
  /** `postgres://` URL of the project's database over a Unix socket, as its owner. */
  readonly connectionString: string
  /** Orderly end: clients are disconnected, everything is on disk, the data directory is free. */
  stop(): Promise<void>
}

/**
 * Starts the PostgreSQL that comes with the project on `dataDir`/postgresql, making it the first time. It ends with
 * this process, however that ends; should it die alone, it is started again on the same socket.
 * @param log takes a line about what happens to it later
 * @throws AppError `database/in-use`, `database/other-version`, `database/start-failed`, `database/unsupported-platform`
 */
export async function startEmbeddedDatabase(
  dataDir: string,
  log: (line: string) => void = () => {},
): Promise<EmbeddedDatabase> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const release = claimDirectory(dataDir)
  const cluster = join(realpathSync(dataDir), 'postgresql')
  const output = join(dataDir, 'postgresql.log')
  let sockets: string | undefined
  try {
    const account = chooseAccount(cluster)
    const binaries = findBinaries(account)
    checkVersion(cluster, binaries.major)
    writeFileSync(output, '', { mode: 0o600 })
    await ensureCluster(cluster, binaries.initdb, account, output)
    sockets = makeSocketDirectory(account)
    return await keepRunning({ cluster, output, sockets, account, binaries, log, release })
  } catch (error) {
    if (sockets) rmSync(sockets, { recursive: true, force: true })
    release()
    throw error
  }
}

/**
 * Where the embedded database of a server that runs on `dataDir` is reached, as its owner.
 * @throws Error when none is there
 */
export function runningDatabase(dataDir: string): string {
  const pid = readFileSync(join(dataDir, 'postgresql', 'postmaster.pid'), 'utf8').split('\n')
  return socketUrl(pid[4] ?? '', databaseName)
}

/** PostgreSQL opens only what its own major version made: it would fail with a word that helps nobody. */
function checkVersion(cluster: string, major: number): void {
  const path = join(cluster, 'PG_VERSION')
  const found = existsSync(path) ? Number.parseInt(readFileSync(path, 'utf8'), 10) : major
  if (found === major) return
  const message = [
    `Dữ liệu trong ${cluster} là của PostgreSQL ${found}, bản Điểm Cầu này dùng PostgreSQL ${major}. Hãy chạy bản cũ:`,
    '  npm run backup -- TỆP, rồi với bản này và một thư mục dữ liệu trống: npm run restore -- TỆP.',
    `${cluster} was made by PostgreSQL ${found}, this build brings ${major}. With the former build: npm run backup --`,
    '  FILE; then with this one and an empty data directory: npm run restore -- FILE (docs/OPERATIONS.md).',
  ].join('\n')
  throw new AppError('database/other-version', { found, expected: major, message })
}

interface Installation {
  readonly cluster: string
  readonly output: string
  readonly sockets: string
  readonly account: Account
  readonly binaries: Binaries
  readonly log: (line: string) => void
  readonly release: () => void
}

async function keepRunning(installation: Installation): Promise<EmbeddedDatabase> {
  const { sockets, log, release } = installation
  let stopping = false
  let postgres = await start(installation)
  try {
    await createDatabase(sockets)
  } catch (error) {
    postgres.stop()
    await postgres.ended
    throw error
  }
  const restarts = (async () => {
    for (let failures = 0; ; ) {
      await postgres.ended
      if (stopping) return
      log('embedded PostgreSQL has died and is started again')
      await delay(Math.min(100 * 2 ** failures, 5000))
      if (stopping) return
      try {
        postgres = await start(installation)
        if (stopping) postgres.stop() // asked of its predecessor while this one was starting
        failures = 0
      } catch (error) {
        failures += 1
        log(`embedded PostgreSQL: ${error instanceof Error ? error.message : error}`)
      }
    }
  })()
  return {
    connectionString: socketUrl(sockets, databaseName),
    async stop() {
      if (stopping) return restarts
      stopping = true
      postgres.stop()
      await restarts
      rmSync(sockets, { recursive: true, force: true })
      release()
    },
  }
}

async function start(installation: Installation): Promise<Supervised> {
  const { cluster, output, sockets, account, binaries } = installation
  await clearLeftovers(cluster)
  const postgres = runSupervised({
    program: binaries.postgres,
    args: (directory) => [
      '-D',
      directory,
      ...Object.entries(settings(sockets)).map(([k, v]) => `--${k}=${v}`),
    ],
    directory: cluster,
    account,
    sockets,
    output,
  })
  let exited: { status: number | null } | undefined
  void postgres.ended.then((status) => {
    exited = { status }
  })
  while (!(await answers(sockets))) {
    if (exited) throw startFailure(exited.status, output)
    await delay(20)
  }
  return postgres
}

function settings(sockets: string): Record<string, string> {
  return {
    listen_addresses: '',
    unix_socket_directories: sockets,
    fsync: 'on',
    timezone: 'UTC',
    jit: 'off',
    log_checkpoints: 'off',
  }
}

function startFailure(status: number | null, output: string): AppError {
  const lines = readFileSync(output, 'utf8').trim().split('\n').slice(-5)
  const message = `The embedded PostgreSQL did not start:\n  ${lines.join('\n  ')}`
  return new AppError('database/start-failed', { status, log: output, message })
}

/** Closed to all but the account (and root), short enough for a socket's path, new at every start. */
function makeSocketDirectory(account: Account): string {
  const parent = [tmpdir(), '/tmp'].find((folder) => account.canReach(folder)) ?? tmpdir()
  const directory = mkdtempSync(join(parent, 'diem-cau-'))
  giveTo(account, directory)
  return directory
}

function socketUrl(sockets: string, database: string): string {
  return `postgres://${ownerRole}@${encodeURIComponent(sockets)}/${database}`
}

async function answers(sockets: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: socketUrl(sockets, 'postgres') })
  client.on('error', () => {}) // the query rejects as well
  try {
    await client.connect()
    await client.query('SELECT 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

async function createDatabase(sockets: string): Promise<void> {
  const client = new pg.Client({ connectionString: socketUrl(sockets, 'postgres') })
  await client.connect()
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [databaseName])
    if (rowCount === 0) await client.query(`CREATE DATABASE ${databaseName}`)
  } finally {
    await client.end()
  }
}
