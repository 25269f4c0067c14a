import { existsSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { makeBackup } from '../server/backup/make.ts'
import { readConfig } from '../server/config.ts'
import { reachDatabase } from '../server/database/reach.ts'
import { AppError } from '../server/errors.ts'

// `npm run backup -- FILE|DIRECTORY`: the whole installation in one file, while its server runs or not.

try {
  process.exitCode = await main(process.argv[2])
} catch (error) {
  console.error(`✗ ${error instanceof AppError ? error.message : (error as Error).stack}`)
  process.exitCode = 1
}

async function main(target: string | undefined): Promise<number> {
  if (target === undefined || target.startsWith('-')) {
    console.error('Cách dùng / usage: npm run backup -- TỆP.zip | THƯ-MỤC')
    return 1
  }
  const file = fileFor(resolve(target))
  if (existsSync(file)) {
    console.error(`✗ ${file} đã có, không ghi đè. / ${file} is there already and is not written over.`)
    return 1
  }
  const config = readConfig(process.env)
  if (!relative(config.dataDir, file).startsWith('..')) {
    console.error(`✗ Bản sao lưu không để trong ${config.dataDir}: bản sau sẽ chứa cả bản trước.`)
    console.error('  Not in the data directory: each backup would hold those before it.')
    return 1
  }
  const database = await reachDatabase(config)
  try {
    const { tables, files, madeAt } = await makeBackup({ url: database.url, dataDir: config.dataDir }, file)
    const rows = tables.reduce((sum, table) => sum + table.rows, 0)
    const size = (statSync(file).size / 1e6).toFixed(1)
    console.log(`• Đã sao lưu: ${file}`)
    console.log(
      `  ${size} MB, ${tables.length} bảng / tables, ${rows} dòng / rows, ${files.length} tệp / files, ${madeAt}`,
    )
    console.log('! Trong đó có khóa và bí mật của máy chủ: hãy cất nơi chỉ người có trách nhiệm mở được.')
    console.log(
      '! It holds the keys and secrets of this server: keep it where only those in charge reach it.',
    )
    return 0
  } finally {
    await database.close()
  }
}

/** In a directory each backup has a name of its own, by its time. */
function fileFor(target: string): string {
  if (!statSync(target, { throwIfNoEntry: false })?.isDirectory()) return target
  const now = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')
  return join(target, `diem-cau-${now}.zip`)
}
