import { afterEach, describe, expect, it } from 'vitest'
import { migrate } from '../../server/database/migrate.ts'
import { type Database, openDatabase } from '../../server/database/pool.ts'
import { freshDatabase } from '../support/database.ts'

const open: Database[] = []

async function database(): Promise<Database> {
  const { url } = await freshDatabase()
  const opened = await openDatabase(url)
  open.push(opened)
  return opened
}

/** Runs a statement as the owner of the database, who is not bound by grants.sql. */
async function asOwner(url: string, statement: string): Promise<void> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement)
  await client.end()
}

afterEach(async () => {
  for (const each of open.splice(0)) await each.close()
})

describe('the database', () => {
  it('works as a role that owns nothing and may create nothing', async () => {
    const { rows } = await (await database()).query<{ user: string }>('SELECT current_user AS user')
    expect(rows).toEqual([{ user: 'diemcau_app' }])
    await expect((await database()).query('CREATE TABLE t (n int)')).rejects.toThrow(/permission denied/)
  })

  it('refuses what grants.sql does not name', async () => {
    const db = await database()
    await asOwner(db.url, 'CREATE TABLE notes (n int)')
    await expect(db.query('SELECT * FROM notes')).rejects.toThrow(/permission denied/)
  })

  it('lets nobody change or remove what is in the log', async () => {
    const db = await database()
    for (const statement of ["UPDATE event SET type = 'x'", 'DELETE FROM event', 'TRUNCATE event CASCADE']) {
      await expect(db.query(statement)).rejects.toThrow('permission denied for table event')
    }
  })

  it('states its rights on every table', async () => {
    const { rows } = await (await database()).query(
      `SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
       AND relname <> 'migrations' AND NOT has_table_privilege('diemcau_app', oid, 'SELECT')`,
    )
    expect(rows).toEqual([])
  })

  it('gives whole numbers exactly or not at all, and instants as dates', async () => {
    const db = await database()
    const { rows } = await db.query("SELECT 9007199254740991 AS n, timestamptz '2023-05-30 08:00+07' AS at")
    expect(rows).toEqual([{ n: 9007199254740991, at: new Date('2023-05-30T01:00:00Z') }])
    await expect(db.query('SELECT 9007199254740992 AS n')).rejects.toThrow(RangeError)
  })

  it('keeps all of a transaction or nothing of it', async () => {
    const db = await database()
    await asOwner(db.url, 'CREATE TABLE notes (n int); GRANT SELECT, INSERT ON notes TO diemcau_app')
    await db.transaction((sql) => sql.query('INSERT INTO notes VALUES (1)'))
    const failed = db.transaction(async (sql) => {
      await sql.query('INSERT INTO notes VALUES (2)')
      throw new Error('changed my mind')
    })
    await expect(failed).rejects.toThrow('changed my mind')
    expect((await db.query('SELECT n FROM notes')).rows).toEqual([{ n: 1 }])
  })

  it('does not call a transaction committed when one of its statements failed unnoticed', async () => {
    const db = await database()
    const work = db.transaction((sql) => sql.query('SELECT 1/0').catch(() => 'never mind'))
    await expect(work).rejects.toMatchObject({ code: 'database/rolled-back' })
  })

  it('survives the loss of its connections', async () => {
    const lost: string[] = []
    const { url } = await freshDatabase()
    const db = await openDatabase(url, { log: (line) => lost.push(line) })
    open.push(db)
    await db.query('SELECT 1')
    await asOwner(
      url,
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    )
    await expect.poll(() => lost.length, { timeout: 5000 }).toBe(1)
    expect((await db.query('SELECT 1 AS n')).rows).toEqual([{ n: 1 }])
  })

  it('is migrated once however many nodes start at the same moment', async () => {
    const { url } = await freshDatabase()
    await asOwner(url, 'DROP SCHEMA public CASCADE; CREATE SCHEMA public')
    const applied = await Promise.all(Array.from({ length: 4 }, () => migrate(url)))
    const all = await migrate(url)
    expect(all).toEqual([])
    expect(new Set(applied.flat()).size).toBe(applied.flat().length)
  })

  it('stands in order of code points and knows Vietnamese letters', async () => {
    const { rows } = await (await database()).query("SELECT lower('ĐIỂM CẦU') AS name, 'Z' < 'a' AS points")
    expect(rows).toEqual([{ name: 'điểm cầu', points: true }])
  })
})
