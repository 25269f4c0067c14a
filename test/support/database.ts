import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll } from 'vitest'
import { type EmbeddedDatabase, startEmbeddedDatabase } from '../../server/database/embedded.ts'
import { migrate } from '../../server/database/migrate.ts'

let started: Promise<{ embedded: EmbeddedDatabase; dataDir: string }> | undefined

/** The PostgreSQL of this test file, started at the first use and stopped after its last test. */
async function postgres(): Promise<{ embedded: EmbeddedDatabase; dataDir: string }> {
  started ??= (async () => {
    const dataDir = await initialisedDirectory()
    const embedded = await startEmbeddedDatabase(dataDir)
    await migrate(embedded.connectionString)
    return { embedded, dataDir }
  })()
  return started
}

afterAll(async () => {
  if (!started) return
  const { embedded, dataDir } = await started
  started = undefined
  await embedded.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

export interface FreshDatabase {
  /** URL of an empty, migrated database, as its owner. */
  readonly url: string
  /** Drops it, whoever is still connected. */
  close(): Promise<void>
}

/** A database of its own, migrated and empty, on the PostgreSQL of this test file. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const { embedded } = await postgres()
  const name = `test_${randomBytes(6).toString('hex')}`
  const url = new URL(embedded.connectionString)
  const template = url.pathname.slice(1)
  await administer(embedded, `CREATE DATABASE ${name} TEMPLATE ${template}`)
  url.pathname = name
  return { url: url.href, close: () => administer(embedded, `DROP DATABASE ${name} WITH (FORCE)`) }
}

async function administer(embedded: EmbeddedDatabase, statement: string): Promise<void> {
  const url = new URL(embedded.connectionString)
  url.pathname = 'postgres'
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/**
 * A new data directory with an empty cluster, copied from one that is kept between runs: initdb brings every file to
 * the disk, which takes seconds where the disk is busy.
 */
async function initialisedDirectory(): Promise<string> {
  const cluster = join(import.meta.dirname, '../../server/database/cluster.ts')
  const version = createHash('sha256').update(readFileSync(cluster)).digest('hex').slice(0, 12)
  const template = join(tmpdir(), `diem-cau-cluster-${version}-${process.getuid?.()}`)
  if (!existsSync(template)) await makeTemplate(template)
  const dataDir = mkdtempSync(join(tmpdir(), 'diem-cau-test-'))
  execFileSync('cp', ['-a', join(template, 'postgresql'), dataDir])
  return dataDir
}

/** Complete when it appears under its name; of two that are made at once the first stays. */
async function makeTemplate(template: string): Promise<void> {
  const dataDir = mkdtempSync(`${template}-`)
  await (await startEmbeddedDatabase(dataDir)).stop()
  try {
    renameSync(dataDir, template)
  } catch {
    rmSync(dataDir, { recursive: true, force: true })
  }
}
