import { buffer } from 'node:stream/consumers'
import { Compile } from 'typebox/compile'
import { RULES_BUILD } from '../../domain/rules.ts'
import { knownMigrations } from '../database/migrate.ts'
import { AppError } from '../errors.ts'
import { hashInZip, type OpenZip, openZip, ZipProblem } from '../zip/reading.ts'
import { BACKUP_MANIFEST, BackupManifest, DATA, FILE_NAMES, TABLES } from './manifest.ts'

const isManifest = Compile(BackupManifest)
const MOST_MANIFEST = 256 * 1024 * 1024

/**
 * Opens a backup and checks every byte of it before anything is done with it.
 * @throws AppError `backup/damaged` naming the file, `backup/newer`
 */
export async function openBackup(file: string): Promise<{ zip: OpenZip; manifest: BackupManifest }> {
  let zip: OpenZip
  try {
    zip = await openZip(file, FILE_NAMES)
  } catch (cause) {
    if (!(cause instanceof ZipProblem)) throw cause
    throw damaged(file, cause)
  }
  try {
    const manifest = await readManifest(zip, file)
    checkAge(manifest)
    const expected = new Map<string, string>([
      ...manifest.tables.map(({ name, sha256 }) => [`${TABLES}${name}`, sha256] as const),
      ...manifest.files.map(({ path, sha256 }) => [`${DATA}${path}`, sha256] as const),
    ])
    for (const [path, sha256] of expected)
      if (!zip.entries.has(path) || (await hashInZip(zip, path)) !== sha256) throw damaged(path)
    for (const path of zip.entries.keys())
      if (path !== BACKUP_MANIFEST && !expected.has(path)) throw damaged(path)
    return { zip, manifest }
  } catch (error) {
    zip.close()
    throw error
  }
}

async function readManifest(zip: OpenZip, file: string): Promise<BackupManifest> {
  const size = zip.entries.get(BACKUP_MANIFEST)?.size
  if (size === undefined || size > MOST_MANIFEST) throw damaged(file)
  let manifest: unknown
  try {
    manifest = JSON.parse((await buffer(await zip.read(BACKUP_MANIFEST))).toString('utf8'))
  } catch (cause) {
    throw damaged(BACKUP_MANIFEST, cause)
  }
  if (!isManifest.Check(manifest)) throw damaged(BACKUP_MANIFEST)
  return manifest
}

/** An older backup is brought forward by the migrations that it lacks; a newer one knows what this build does not. */
function checkAge({ migrations, rules, madeAt }: BackupManifest): void {
  const known = knownMigrations()
  if (rules <= RULES_BUILD && migrations.every((name, index) => name === known[index])) return
  const message = [
    `Bản sao lưu ngày ${madeAt} do bản Điểm Cầu mới hơn tạo ra. Hãy dùng bản đó, hoặc mới hơn, để khôi phục.`,
    `The backup of ${madeAt} was made by a newer build: restore it with that one, or a later one.`,
  ].join('\n')
  throw new AppError('backup/newer', { message })
}

function damaged(path: string, cause?: unknown): AppError {
  const message = [
    `Bản sao lưu bị hỏng hoặc không phải bản sao lưu: ${path}. Chưa có gì thay đổi.`,
    `The backup is damaged, or is none: ${path}. Nothing was changed.`,
  ].join('\n')
  return new AppError('backup/damaged', { path, message }, { cause })
}
