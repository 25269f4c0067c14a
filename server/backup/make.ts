import { createWriteStream } from 'node:fs'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { RULES_BUILD } from '../../domain/rules.ts'
import { type ZipWriting, zipOf } from '../zip/writing.ts'
import { dataFiles } from './data-files.ts'
import { BACKUP_FORMAT, BACKUP_MANIFEST, type BackupManifest, DATA, TABLES } from './manifest.ts'
import { copied, readMigrations, readSequences, readTables } from './tables.ts'

export interface Installation {
  /** URL of the database, as its owner. */
  readonly url: string
  readonly dataDir: string
}

/**
 * Backs an installation up into one file, whether its server runs or not: every table as it was at one moment
 * (REPEATABLE READ), then the files of the data directory, keys included, the secret of the ballot boxes not. The file
 * appears under its name only when it is whole and on disk, readable by its owner alone.
 * @throws what the database or the file system throws
 */
export async function makeBackup({ url, dataDir }: Installation, file: string): Promise<BackupManifest> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {}) // the query under way rejects as well
  await client.connect()
  const part = `${file}.part`
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const { rows } = await client.query<{ at: Date; version: string }>(
      `SELECT now() AS at, current_setting('server_version') AS version`,
    )
    const [now] = rows
    if (!now) throw new Error('the database does not answer')
    const about = {
      format: BACKUP_FORMAT,
      madeAt: now.at.toISOString(),
      postgres: now.version,
      rules: RULES_BUILD,
    } as const
    let manifest: BackupManifest | undefined
    const zip = zipOf(now.at.getTime(), async (writing) => {
      manifest = {
        ...about,
        ...(await writeTables(writing, client)),
        files: await writeFiles(writing, dataDir),
      }
      const text = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`)
      await writing.add(BACKUP_MANIFEST, Readable.from(text, { objectMode: false }), { compress: true })
    })
    await pipeline(zip, createWriteStream(part, { mode: 0o600, flags: 'wx', flush: true }))
    await rename(part, file)
    await syncDirectory(dirname(file))
    return manifest as BackupManifest
  } catch (error) {
    await rm(part, { force: true })
    throw error
  } finally {
    await client.end().catch(() => {})
  }
}

async function writeTables(writing: ZipWriting, client: pg.Client) {
  const tables: BackupManifest['tables'] = []
  for (const table of await readTables(client)) {
    const stream = client.query(copyTo(`COPY ${copied(table)} TO STDOUT`))
    const written = await writing.add(`${TABLES}${table.name}`, stream, { compress: true })
    tables.push({ name: table.name, columns: [...table.columns], rows: stream.rowCount, ...written })
  }
  return {
    tables,
    sequences: [...(await readSequences(client))],
    migrations: [...(await readMigrations(client))],
  }
}

/** After the database: what its snapshot names is on disk by then. */
async function writeFiles(writing: ZipWriting, dataDir: string): Promise<BackupManifest['files']> {
  const files: BackupManifest['files'] = []
  for await (const path of dataFiles(dataDir)) {
    const handle = await openIfThere(join(dataDir, path))
    if (!handle) continue
    const isSound = path.endsWith('.opus')
    const written = await writing.add(`${DATA}${path}`, handle.createReadStream(), { compress: !isSound })
    files.push({ path, ...written })
  }
  return files
}

/** Null for what has been deleted since it was listed: a recording whose time was over. */
async function openIfThere(path: string): Promise<FileHandle | null> {
  return await open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path)
  await directory.sync().finally(() => directory.close())
}
