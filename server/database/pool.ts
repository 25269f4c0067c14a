import pg from 'pg'
import { AppError } from '../errors.ts'
import { appRole } from './roles.ts'

/** What a store needs: the pool or one transaction, without knowing which. */
export interface Sql {
  /** @param name a statement that is asked for often is parsed and planned once per connection under its name */
  query<Row extends pg.QueryResultRow>(
    text: string,
    values?: readonly unknown[],
    name?: string,
  ): Promise<pg.QueryResult<Row>>
}

export interface Database extends Sql {
  /**
   * Runs `work` in one transaction on one connection: committed when it resolves, rolled back when it rejects.
   * When the promise resolves the commit is on disk.
   * @throws AppError `database/rolled-back` when `work` passed over the failure of a statement
   */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>
  /** URL for a connection outside the pool (LISTEN). */
  readonly url: string
  /** Waits for the queries under way, then disconnects. */
  close(): Promise<void>
}

/** How long a connection, and an answer, may take. */
const CONNECT_MS = 5000
const ANSWER_MS = 15_000

export interface DatabaseOptions {
  /** Largest number of connections; 10 unless told. */
  readonly connections?: number
  /** Takes a line about a connection lost while idle, or about rights that could not be narrowed. */
  readonly log?: (line: string) => void
}

/**
 * Opens a pool on a migrated database. Every connection works as the role `diemcau_app`, which holds the rights of
 * grants.sql and no others; where the database has no such role, as the URL's user, and `log` is told.
 * `bigint` arrives as a number, `timestamptz` as a Date. Losing the database fails queries, not the process.
 * @throws Error of `pg` when the database cannot be reached
 */
export async function openDatabase(url: string, options: DatabaseOptions = {}): Promise<Database> {
  const log = options.log ?? (() => {})
  const narrowed = await mayUseAppRole(url)
  if (!narrowed) {
    log(`The database user may not act as "${appRole}": the server works with all of that user's rights`)
  }
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connections ?? 10,
    connectionTimeoutMillis: CONNECT_MS,
    // A database that hangs is as good as away: whoever waits for it must hear so.
    query_timeout: ANSWER_MS,
    types: { getTypeParser },
    ...(narrowed ? { options: `-c role=${appRole}` } : {}),
  })
  // Whoever takes a connection listens for its end only a moment later; an error in between would end the process.
  pool.on('connect', (client) => client.on('error', () => {}))
  pool.on('error', (error) => log(`An idle database connection was lost: ${error.message}`))
  return {
    url,
    query: (text, values, name) => pool.query(queryOf(text, values, name)),
    transaction: (work) => inTransaction(pool, work),
    close: () => pool.end(),
  }
}

function queryOf(text: string, values: readonly unknown[] = [], name?: string): pg.QueryConfig {
  return { text, values: values as unknown[], ...(name === undefined ? {} : { name }) }
}

async function inTransaction<T>(pool: pg.Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  // Without a listener an error between two queries would end the process.
  const onError = (error: Error) => {
    broken = error
  }
  client.on('error', onError)
  try {
    await client.query('BEGIN')
    const result = await work({
      query: (text, values, name) => client.query(queryOf(text, values, name)),
    })
    // A statement failed and `work` went on: PostgreSQL answers COMMIT with a rollback, and without an error.
    if ((await client.query('COMMIT')).command !== 'COMMIT') throw new AppError('database/rolled-back')
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure
    })
    throw error
  } finally {
    client.off('error', onError)
    client.release(broken)
  }
}

async function mayUseAppRole(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {}) // the query under way rejects as well
  await client.connect()
  try {
    const { rows } = await client.query<{ may: boolean }>(
      "SELECT pg_has_role(current_user, oid, 'SET') AS may FROM pg_roles WHERE rolname = $1",
      [appRole],
    )
    return rows[0]?.may ?? false
  } finally {
    await client.end().catch(() => {})
  }
}

const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') => {
  if (oid === pg.types.builtins.INT8 && format !== 'binary') return exactInteger
  return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text')
}

function exactInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} is beyond 2^53`)
  return value
}
