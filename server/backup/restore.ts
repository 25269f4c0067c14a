import { mkdir, rmdir } from 'node:fs/promises'
import { startEmbeddedDatabase } from '../database/embedded.ts'
import { claimDirectory } from '../database/owner-file.ts'
import { AppError } from '../errors.ts'
import { holdsNothingElse, makeDraft, moveUp, removeDraft } from './draft.ts'
import { fillDatabase } from './fill-database.ts'
import type { BackupManifest } from './manifest.ts'
import { openBackup } from './read.ts'

export interface Empty {
  /** Of an empty database, as its owner; undefined: the embedded one below `dataDir`. */
  readonly databaseUrl: string | undefined
  /** Not there yet, or empty, or with what an interrupted restore of the same backup left. */
  readonly dataDir: string
}

/**
 * Restores a backup into an empty installation. Everything is checked first and drafted inside the data directory, which
 * may be a mount point; the files are moved to their places before the rows of an external database are committed. Run
 * again with the same backup, it goes on after one that was interrupted.
 * @throws AppError `backup/not-empty`, `backup/damaged`, `backup/newer`, `database/in-use`, and as `fillDatabase`
 */
export async function restoreBackup(file: string, { databaseUrl, dataDir }: Empty): Promise<BackupManifest> {
  const refusal = () => notEmpty(dataDir)
  const { zip, manifest } = await openBackup(file)
  try {
    if (!(await holdsNothingElse(dataDir, manifest))) throw refusal()
    const made = await mkdir(dataDir, { recursive: true, mode: 0o700 })
    const release = claimDirectory(dataDir)
    try {
      const draft = await makeDraft(zip, manifest, dataDir)
      const up = () => moveUp(dataDir)
      if (databaseUrl) await fillDatabase(databaseUrl, zip, manifest, refusal, up)
      else {
        await inEmbedded(draft, (url) => fillDatabase(url, zip, manifest, refusal))
        await up()
      }
      return manifest
    } finally {
      await removeDraft(dataDir)
      release()
      // Empty only where nothing came of it.
      if (made !== undefined) await rmdir(dataDir).catch(() => {})
    }
  } finally {
    zip.close()
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
