import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
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
    const dataDir = mkdtempSync(join(tmpdir(), 'diem-cau-test-'))
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
