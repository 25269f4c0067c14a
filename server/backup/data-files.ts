import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Where a restore puts everything before it is moved up: inside the data directory, which may be a mount point. */
export const DRAFT = '.restoring'

/**
 * What is of this machine and moment: the database itself, which is copied by its rows, and who runs. The secret of the
 * ballot boxes never lies beside them: in one file they would tell how an open vote stands (decision 0007).
 */
const notKept = /^(postgresql(\.log|\.incomplete-.*)?|owner\.json|uploads|ballot-secret|\.restoring)$/

/** What is being written at this moment, or was left by somebody who died at it. */
const unfinished = /\.part$/

/** Every file of a data directory that belongs to the installation, as a path with `/`; in the order of their names. */
export async function* dataFiles(dataDir: string, within = ''): AsyncGenerator<string> {
  const entries = await readdir(join(dataDir, within), { withFileTypes: true }).catch(nothingWhenGone)
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (within === '' && notKept.test(entry.name)) continue
    const path = within === '' ? entry.name : `${within}/${entry.name}`
    // A directory that several nodes share is often a link.
    const kind = entry.isSymbolicLink() ? await stat(join(dataDir, path)).catch(() => entry) : entry
    if (kind.isDirectory()) yield* dataFiles(dataDir, path)
    else if (kind.isFile() && !unfinished.test(entry.name)) yield path
  }
}

function nothingWhenGone(error: NodeJS.ErrnoException): [] {
  if (error.code === 'ENOENT') return []
  throw error
}
