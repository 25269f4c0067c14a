import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { AppError } from '../errors.ts'
import type { Account } from './account.ts'
import { runSupervised } from './supervised.ts'

/** The role that owns the embedded database and applies migrations. */
export const ownerRole = 'diemcau'

/**
 * Makes a database directory (UTF-8, code point order, checksums) unless there is one. It appears under its name
 * only when complete. Whoever reaches the socket may sign in: the socket stands in a directory closed to others.
 * @throws AppError `database/start-failed`
 */
export async function ensureCluster(
  cluster: string,
  initdb: string,
  account: Account,
  output: string,
): Promise<void> {
  if (existsSync(join(cluster, 'PG_VERSION'))) return
  removeIncomplete(cluster)
  const incomplete = mkdtempSync(incompletePrefix(cluster))
  giveTo(account, incomplete)
  const status = await runSupervised({
    program: initdb,
    args: (directory) => [
      `--pgdata=${directory}`,
      `--username=${ownerRole}`,
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--auth=trust',
      '--no-instructions',
    ],
    directory: incomplete,
    account,
    sockets: join(incomplete, 'none'),
    output,
  }).ended
  if (status !== 0) throw new AppError('database/start-failed', { step: 'initdb', status, log: output })
  renameSync(incomplete, cluster)
  syncDirectory(dirname(cluster))
}

function incompletePrefix(cluster: string): string {
  return `${cluster}.incomplete-`
}

/** What a start that was cut off has left; its initdb may still be at it, which is why the next one works elsewhere. */
function removeIncomplete(cluster: string): void {
  const parent = dirname(cluster)
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(incompletePrefix(basename(cluster)))) continue
    rmSync(join(parent, name), { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Hands a new, empty directory to the account. */
export function giveTo(account: Account, directory: string): void {
  const { uid, gid } = account.identity
  if (uid === undefined || gid === undefined) return
  chownSync(directory, uid, gid)
}

function syncDirectory(path: string): void {
  const directory = openSync(path, 'r')
  fsyncSync(directory)
  closeSync(directory)
}
