import { resolve } from 'node:path'
import { restoreBackup } from '../server/backup/restore.ts'
import { readConfig } from '../server/config.ts'
import { AppError } from '../server/errors.ts'

// `npm run restore -- FILE`: a backup into an empty installation (DATA_DIR, DATABASE_URL).

try {
  process.exitCode = await main(process.argv[2])
} catch (error) {
  console.error(`✗ ${error instanceof AppError ? error.message : (error as Error).stack}`)
  process.exitCode = 1
}

async function main(file: string | undefined): Promise<number> {
  if (file === undefined || file.startsWith('-')) {
    console.error('Cách dùng / usage: npm run restore -- TỆP.zip')
    return 1
  }
  const { databaseUrl, dataDir } = readConfig(process.env)
  const { tables, files, madeAt } = await restoreBackup(resolve(file), { databaseUrl, dataDir })
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  console.log(`• Đã khôi phục vào ${dataDir}${databaseUrl ? ' và cơ sở dữ liệu của DATABASE_URL' : ''}`)
  console.log(
    `  Sao lưu lúc / of ${madeAt}: ${rows} dòng / rows, ${files.length} tệp / files; nhật ký nối đúng / logs are whole`,
  )
  return 0
}
