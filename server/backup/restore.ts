import { randomBytes } from 'node:crypto'
import { createWriteStream, existsSync, readdirSync } from 'node:fs'
import { mkdir, rename, rm, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { startEmbeddedDatabase } from '../database/embedded.ts'
import { AppError } from '../errors.ts'
import type { OpenZip } from '../zip/reading.ts'
import { fillDatabase } from './fill-database.ts'
import { type BackupManifest, DATA } from './manifest.ts'
import { openBackup } from './read.ts'

export interface Empty {
  /** Of an empty database, as its owner; undefined: the embedded one below `dataDir`. */
  readonly databaseUrl: string | undefined
  /** Not there yet, or empty. */
  readonly dataDir: string
}

/**
 * Restores a backup into an empty installation. Everything is checked first; the data directory appears under its name
 * only when it is whole, and an external database takes all rows in one transaction or none.
 * @throws AppError `backup/not-empty`, `backup/damaged`, `backup/newer`
 */
export async function restoreBackup(file: string, { databaseUrl, dataDir }: Empty): Promise<BackupManifest> {
  if (existsSync(dataDir) && readdirSync(dataDir).length > 0) throw notEmpty(dataDir)
  const { zip, manifest } = await openBackup(file)
  const draft = `${dataDir}.restoring-${randomBytes(4).toString('hex')}`
  try {
    await mkdir(draft, { recursive: true, mode: 0o700 })
    await restoreFiles(zip, manifest, draft)
    if (databaseUrl) await fillDatabase(databaseUrl, zip, manifest, () => notEmpty(dataDir))
    else await inEmbedded(draft, (url) => fillDatabase(url, zip, manifest, () => notEmpty(dataDir)))
    await rmdir(dataDir).catch(() => {})
    await rename(draft, dataDir)
    return manifest
  } catch (error) {
    await rm(draft, { recursive: true, force: true, maxRetries: 5 })
    throw error
  } finally {
    zip.close()
  }
}

/** Secrets among them: nobody else reads any. */
async function restoreFiles(zip: OpenZip, manifest: BackupManifest, draft: string): Promise<void> {
  for (const { path } of manifest.files) {
    const to = join(draft, path)
    await mkdir(dirname(to), { recursive: true, mode: 0o700 })
    await pipeline(
      await zip.read(`${DATA}${path}`),
      createWriteStream(to, { mode: 0o600, flags: 'wx', flush: true }),
    )
  }
}

async function inEmbedded(dataDir: string, fill: (url: string) => Promise<void>): Promise<void> {
  const embedded = await startEmbeddedDatabase(dataDir)
  try {
    await fill(embedded.connectionString)
  } finally {
    await embedded.stop()
  }
}

function notEmpty(dataDir: string): AppError {
  const message = [
    `Chỉ khôi phục vào nơi còn trống: ${dataDir} hoặc cơ sở dữ liệu đã có dữ liệu. Hãy dừng máy chủ, đặt DATA_DIR là một`,
    '  thư mục trống (và DATABASE_URL là một cơ sở dữ liệu trống nếu dùng), rồi chạy lại. Chưa có gì thay đổi.',
    `A backup is restored into an empty place only: ${dataDir}, or the database, holds something. Stop the server, set`,
    '  DATA_DIR to an empty directory (and DATABASE_URL to an empty database, where there is one), and run this again.',
  ].join('\n')
  return new AppError('backup/not-empty', { dataDir, message })
}
