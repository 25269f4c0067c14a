import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { migrate } from '../database/migrate.ts'
import { AppError } from '../errors.ts'
import { GENESIS } from '../log/chain.ts'
import { type EventRow, findBreak, type LogHead } from '../log/entry.ts'
import type { OpenZip } from '../zip/reading.ts'
import { type BackupManifest, TABLES } from './manifest.ts'
import { copied, readMigrations, readTables } from './tables.ts'

/** Rows of a log that are rechecked at a time. */
const PAGE = 1000

/**
 * Fills an empty database: as many migrations as the backup knew, its rows in one transaction, every log rechecked,
 * what else must not fail, then the migrations since.
 * @param notEmpty what is thrown where the database holds something
 * @param beforeCommit when every row is in: where it rejects, none stays
 * @throws AppError `database/unavailable`, `server/failed` when the rows are, or may be, in: they say what to do
 */
export async function fillDatabase(
  url: string,
  zip: OpenZip,
  manifest: BackupManifest,
  notEmpty: () => AppError,
  beforeCommit: () => Promise<void> = async () => {},
): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {}) // the query under way rejects as well
  await client.connect()
  try {
    if (!(await isEmpty(client, manifest.migrations.length))) throw notEmpty()
    const applied = (await readMigrations(client)).length
    if (manifest.migrations.length > applied)
      await migrate(url, undefined, { most: manifest.migrations.length - applied })
    await client.query('BEGIN')
    try {
      await fill(client, zip, manifest)
      await beforeCommit()
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {})
      throw error
    }
    await client.query('COMMIT').catch((cause) => {
      throw uncertain(cause)
    })
  } finally {
    await client.end().catch(() => {})
  }
  await migrate(url).catch((cause) => {
    throw notForward(cause)
  })
}

/** No row in any table, and no migration that the backup does not know: those may have made rows of their own. */
async function isEmpty(client: pg.Client, migrations: number): Promise<boolean> {
  if ((await readMigrations(client)).length > migrations) return false
  for (const { name } of await readTables(client)) {
    const { rowCount } = await client.query(`SELECT FROM public."${name}" LIMIT 1`)
    if (rowCount !== 0) return false
  }
  return true
}

async function fill(client: pg.Client, zip: OpenZip, manifest: BackupManifest): Promise<void> {
  for (const table of manifest.tables) {
    const rows = await zip.read(`${TABLES}${table.name}`)
    await pipeline(rows, client.query(copyFrom(`COPY ${copied(table)} FROM STDIN`)))
  }
  for (const { name, last } of manifest.sequences)
    if (last !== null) await client.query('SELECT setval($1::regclass, $2)', [`public."${name}"`, last])
  // Whoever owned a conference runs elsewhere, or not at all.
  await client.query('UPDATE conference SET owner = NULL, lease_until = NULL')
  const { rows } = await client.query<{ id: string; seq: string; hash: Buffer }>(
    'SELECT id, seq, hash FROM conference',
  )
  for (const { id, seq, hash } of rows) await recheck(client, id, Number(seq), hash)
}

/** @throws AppError `backup/damaged` where a chain does not lead to its head */
async function recheck(client: pg.Client, conference: string, last: number, hash: Buffer): Promise<void> {
  let head: LogHead = { seq: 0, at: 0, hash: GENESIS }
  while (head.seq < last) {
    const { rows } = await client.query<Omit<EventRow, 'seq'> & { seq: string }>(
      `SELECT conference, seq, at, type, version, salt, payload, commitment, hash FROM event
       WHERE conference = $1 AND seq > $2 ORDER BY seq LIMIT $3`,
      [conference, head.seq, PAGE],
    )
    const entries: EventRow[] = rows.map((row) => ({ ...row, seq: Number(row.seq) }))
    const end = entries.at(-1)
    if (!end || findBreak(entries, head)) throw broken(conference)
    head = { seq: end.seq, at: end.at.getTime(), hash: end.hash }
  }
  if (last > 0 && !hash.equals(Buffer.from(head.hash))) throw broken(conference)
}

/** The connection broke at the one moment when nobody can tell. */
function uncertain(cause: Error): AppError {
  const message = [
    `Cơ sở dữ liệu không trả lời lúc ghi xong (${cause.message}). Tệp đã ở đúng chỗ. Hãy chạy lại lệnh này:`,
    '  nếu báo cơ sở dữ liệu đã có dữ liệu thì việc khôi phục đã xong, chỉ cần khởi động máy chủ.',
    'The database did not answer when the rows were committed; the files are in place. Run this again: if it says that',
    '  the database holds something, the restore is complete, and the server can be started.',
  ].join('\n')
  return new AppError('database/unavailable', { message }, { cause })
}

/** All rows and files are in place, as the older build had them. */
function notForward(cause: Error): AppError {
  const message = [
    `Dữ liệu đã khôi phục đủ, nhưng chưa nâng cấp được cấu trúc cơ sở dữ liệu: ${cause.message}`,
    '  Hãy khắc phục nguyên nhân rồi khởi động máy chủ: lúc khởi động sẽ nâng cấp tiếp. Không cần khôi phục lại.',
    'Everything is restored, but a migration failed. Mend its cause and start the server, which applies the rest;',
    '  there is nothing to restore again.',
  ].join('\n')
  return new AppError('server/failed', { message }, { cause })
}

function broken(conference: string): AppError {
  const message = [
    `Nhật ký của hội nghị ${conference} trong bản sao lưu không nối tới mục cuối. Chưa có gì thay đổi.`,
    `In the backup the log of ${conference} does not lead to its head. Nothing was changed.`,
  ].join('\n')
  return new AppError('backup/damaged', { conference, message })
}
