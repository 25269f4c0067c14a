import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '../server/config.ts'
import { migrate } from '../server/database/migrate.ts'
import { openDatabase } from '../server/database/pool.ts'
import { reachDatabase } from '../server/database/reach.ts'
import { importDossier } from '../server/dossier/import.ts'
import { AppError, type ErrorCode } from '../server/errors.ts'
import { putBlob } from '../server/minutes/blobs.ts'
import { keepSound } from '../server/recording/keep-sound.ts'
import { sealCertificatePath } from '../server/signing/server-seal.ts'
import { dossierChecks } from './dossier-checks.ts'

// `npm run import -- DOSSIER.zip [--reader PERSON]… [--trust CERTIFICATE.pem]…`: a conference of another server, to be
// read here by these persons, or by everybody who organises here.

const refusals: Partial<Record<ErrorCode, string>> = {
  'dossier/refused': 'Hồ sơ không nhập được. / The dossier is not taken in.',
  'dossier/other-log':
    'Ở đây đã có hội nghị này với nhật ký khác. / This conference is here with another log.',
  'conference/exists': 'Hội nghị này là của chính nơi đây. / This conference lives here.',
}

try {
  process.exitCode = await main()
} catch (error) {
  console.error(
    `✗ ${error instanceof AppError ? (refusals[error.code] ?? error.message) : (error as Error).stack}`,
  )
  for (const { vi, en } of findingsOf(error)) console.error(`  ${vi}\n  ${en}`)
  process.exitCode = 1
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { reader: { type: 'string', multiple: true }, trust: { type: 'string', multiple: true } },
  })
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) {
    console.error('Cách dùng / usage: npm run import -- HO-SO.zip [--reader NGƯỜI] [--trust CHUNG-THU.pem]')
    return 1
  }
  const config = readConfig(process.env)
  const own = [join(config.dataDir, 'pki', 'root.pem'), sealCertificatePath(join(config.dataDir, 'seal'))]
  const roots = [...(values.trust ?? []).map((path) => readFileSync(path, 'utf8')), ...own.flatMap(ifThere)]
  const reached = await reachDatabase(config)
  try {
    await migrate(reached.url)
    const database = await openDatabase(reached.url)
    try {
      const { rows } = await database.query<{ id: string }>(
        'SELECT id FROM person WHERE organises ORDER BY id',
      )
      const readers = values.reader ?? rows.map(({ id }) => id)
      const known = await database.query<{ id: string }>('SELECT id FROM person WHERE id = ANY ($1)', [
        readers,
      ])
      const unknown = readers.filter((reader) => !known.rows.some(({ id }) => id === reader))
      if (unknown.length > 0) {
        console.error(`✗ Không có người này ở đây / nobody here is called: ${unknown.join(', ')}`)
        return 1
      }
      const { kind, title, conference, report } = await importDossier(resolve(file), readers, {
        ...dossierChecks(roots),
        database,
        putBlob,
        keepRecording: (id, key, sound) =>
          keepSound(
            { directory: join(config.dataDir, 'recordings'), days: config.recordingDays },
            id,
            key,
            sound,
          ),
      })
      console.log(
        kind === 'imported'
          ? `• Đã nhập, chỉ để đọc: ${title} (${conference})`
          : `• Đã có từ trước: ${title}`,
      )
      console.log(`  Người đọc / readers: ${readers.join(', ') || '(chưa có ai / nobody yet)'}`)
      for (const { vi, en } of report.findings) console.log(`· ${vi}\n  ${en}`)
      return 0
    } finally {
      await database.close()
    }
  } finally {
    await reached.close()
  }
}

function ifThere(path: string): string[] {
  try {
    return [readFileSync(path, 'utf8')]
  } catch {
    return []
  }
}

function findingsOf(error: unknown): readonly { vi: string; en: string }[] {
  const findings = error instanceof AppError ? error.detail.findings : undefined
  return Array.isArray(findings) ? findings : []
}
