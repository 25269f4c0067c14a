import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type EmbeddedDatabase, startEmbeddedDatabase } from '../../server/database/embedded.ts'
import { processesAround } from '../support/processes.ts'

const owner = join(import.meta.dirname, '..', 'support', 'embedded-owner.ts')

let directory: string
let dataDir: string
const running: (ChildProcess | EmbeddedDatabase)[] = []

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'diem-cau-test-'))
  dataDir = join(directory, 'data')
})

afterEach(async () => {
  for (const each of running.splice(0)) {
    if ('stop' in each) await each.stop()
    else each.kill('SIGKILL')
  }
  await expect.poll(() => processesAround(directory), { timeout: 10_000 }).toEqual([])
  rmSync(directory, { recursive: true, force: true })
})

async function start(): Promise<EmbeddedDatabase> {
  const database = await startEmbeddedDatabase(dataDir)
  running.push(database)
  return database
}

interface Answer {
  readonly connectionString?: string
  readonly refused?: string
}

/** Another process that starts the database, and what it says. */
async function startElsewhere(): Promise<{ child: ChildProcess; answer: Answer }> {
  const child = spawn(process.execPath, [owner, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
  running.push(child)
  if (!child.stdout) throw new Error('no output')
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  return { child, answer: JSON.parse(line) as Answer }
}

async function query(url: string | undefined, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(statement)).rows as unknown[]
  } finally {
    await client.end()
  }
}

function socketDirectory(url: string | undefined): string {
  return decodeURIComponent(new URL(url ?? '').hostname)
}

function postmaster(): number {
  return Number(readFileSync(join(dataDir, 'postgresql', 'postmaster.pid'), 'utf8').split('\n')[0])
}

describe('the embedded PostgreSQL', () => {
  it('stops in order and leaves nothing running', async () => {
    const database = await start()
    expect(processesAround(directory)).not.toEqual([])
    await database.stop()
    expect(processesAround(directory)).toEqual([])
    expect(existsSync(socketDirectory(database.connectionString))).toBe(false)
    expect(existsSync(join(dataDir, 'owner.json'))).toBe(false)
  })

  it('ends with its owner, even one that is killed, and keeps what was committed', async () => {
    const { child, answer } = await startElsewhere()
    await query(answer.connectionString, 'CREATE TABLE kept (n int); INSERT INTO kept VALUES (1)')
    child.kill('SIGKILL')
    const remains = () => [
      ...processesAround(directory),
      existsSync(socketDirectory(answer.connectionString)),
    ]
    await expect.poll(remains, { timeout: 5000 }).toEqual([false])

    const { connectionString } = await start()
    expect(await query(connectionString, 'SELECT n FROM kept')).toEqual([{ n: 1 }])
  })

  it('writes to disk before it acknowledges', async () => {
    const { connectionString } = await start()
    const settings =
      "SELECT name FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes')"
    expect(await query(connectionString, `${settings} AND setting = 'on'`)).toHaveLength(3)
  })

  it('loses no acknowledged row when it is killed, and is back on the same socket', async () => {
    const { connectionString } = await start()
    await query(connectionString, 'CREATE TABLE kept (n int)')
    const pool = new pg.Pool({ connectionString, max: 4 })
    pool.on('error', () => {})
    const acknowledged: number[] = []
    let next = 0
    const write = async (): Promise<void> => {
      for (;;) {
        const n = next++
        await pool.query('INSERT INTO kept VALUES ($1)', [n])
        acknowledged.push(n)
        if (acknowledged.length === 200) process.kill(postmaster(), 'SIGKILL')
      }
    }
    const ends = await Promise.allSettled(Array.from({ length: 4 }, write))
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'rejected'])

    const stored = () => query(connectionString, 'SELECT n FROM kept').catch(() => [])
    await expect.poll(async () => (await stored()).length, { timeout: 20_000 }).toBeGreaterThanOrEqual(200)
    const kept = new Set((await stored()).map((row) => (row as { n: number }).n))
    expect(acknowledged.filter((n) => !kept.has(n))).toEqual([])
    await pool.end()
  })

  it('tells a second start on the same directory who has it', async () => {
    await start()
    const { answer } = await startElsewhere()
    expect(answer.refused).toContain(`in use by process ${process.pid}`)
  })

  it('does not let what a dead owner left behind stand in the way', async () => {
    await (await start()).stop()
    // As after a power failure: both name processes that are now somebody else's.
    const living = process.ppid
    writeFileSync(join(dataDir, 'owner.json'), JSON.stringify({ pid: living, processStart: '1', since: '' }))
    writeFileSync(join(dataDir, 'postgresql', 'postmaster.pid'), `${living}\n`)
    const { connectionString } = await start()
    expect(await query(connectionString, 'SELECT 1 AS n')).toEqual([{ n: 1 }])
  })

  it('ends what a killed watchdog left running before it starts anew', async () => {
    const { child, answer } = await startElsewhere()
    const watchdog = processesAround(socketDirectory(answer.connectionString)).filter((line) =>
      line.includes(' watchdog '),
    )
    for (const line of watchdog) process.kill(Number.parseInt(line, 10), 'SIGKILL')
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(watchdog).not.toEqual([])
    expect(processesAround(directory)).not.toEqual([])

    const { connectionString } = await start()
    expect(await query(connectionString, 'SELECT 1 AS n')).toEqual([{ n: 1 }])
    // The killed watchdog could not remove it; whether the ending PostgreSQL's did is a matter of moments.
    rmSync(socketDirectory(answer.connectionString), { recursive: true, force: true })
  })
})
