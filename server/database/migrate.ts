import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PG_MIGRATE_LOCK_ID, runner } from 'node-pg-migrate'
import pg from 'pg'
import { appRole } from './roles.ts'

const directory = join(import.meta.dirname, 'migrations')
const grants = join(import.meta.dirname, 'grants.sql')

/**
 * Brings the database to the newest structure: every migrations/NNNN-what.sql not yet applied, in order, in one
 * transaction, then the rights of grants.sql. Any number of nodes may start at once: an advisory lock lets one do it
 * while the others wait. A migration must not name the role `diemcau_app`: the database may not have it.
 * @param url of a user who may create tables; who may also create roles, else `log` says what to ask for
 * @param options `most` migrations are applied, and no rights: for a backup of an older build
 * @returns names of the migrations applied now
 * @throws Error naming the migration that failed; the database is then as before
 */
export async function migrate(
  url: string,
  log: (line: string) => void = () => {},
  options: { readonly most?: number } = {},
): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {}) // the query under way rejects as well
  await client.connect()
  try {
    await client.query(`SELECT pg_advisory_lock(${PG_MIGRATE_LOCK_ID})`)
    const hasRole = await ensureAppRole(client, log)
    const applied = await runner({
      dbClient: client,
      dir: directory,
      direction: 'up',
      migrationsTable: 'migrations',
      advisoryLockMode: 'wait',
      log: () => {},
      ...(options.most === undefined ? {} : { count: options.most }),
    })
    if (hasRole && options.most === undefined)
      await client.query(`BEGIN; ${readFileSync(grants, 'utf8')} COMMIT;`)
    return applied.map(({ name }) => name)
  } finally {
    await client.end() // which gives the lock back
  }
}

/** Names of all migrations of this build, in their order. */
export function knownMigrations(): readonly string[] {
  const files = readdirSync(directory).filter((file) => file.endsWith('.sql'))
  return files.map((file) => file.slice(0, -'.sql'.length)).sort()
}

/** Roles belong to the whole cluster: another database's migration may be creating it at this moment. */
async function ensureAppRole(client: pg.Client, log: (line: string) => void): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean; user: string }>(
    `SELECT current_user AS user, coalesce(
       (SELECT pg_has_role(current_user, oid, 'SET') FROM pg_roles WHERE rolname = $1), false) AS may`,
    [appRole],
  )
  if (rows[0]?.may) return true
  try {
    await client.query(`CREATE ROLE ${appRole} NOLOGIN`).catch(ignoreDuplicate)
    await client.query(`GRANT ${appRole} TO CURRENT_USER`)
    return true
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== '42501') throw error
    log(
      "The server will work with the rights of the database's owner, because it may not create a role. Ask for: " +
        `CREATE ROLE ${appRole} NOLOGIN; GRANT ${appRole} TO "${rows[0]?.user}";`,
    )
    return false
  }
}

function ignoreDuplicate(error: unknown): void {
  const code = error instanceof pg.DatabaseError ? error.code : undefined
  if (code !== '42710' && code !== '23505') throw error
}
