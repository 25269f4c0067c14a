import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { OpenZip } from '../zip/reading.ts'
import { DRAFT } from './data-files.ts'
import { type BackupManifest, DATA } from './manifest.ts'

/** The restore's own, and what a new file system has at its top. */
const notHeld = new Set([DRAFT, 'lost+found', 'owner.json'])

/** The embedded database's own of this moment, which go with the draft. */
const notMoved = new Set(['owner.json', 'postgresql.log'])

/** The embedded database is moved last: while it is not there, nothing was made with what is. */
const LAST = 'postgresql'

/**
 * Whether nothing stands in a data directory but what this backup holds, byte by byte: what an interrupted restore of
 * it had moved up, and a next one replaces.
 */
export async function holdsNothingElse(dataDir: string, manifest: BackupManifest): Promise<boolean> {
  const expected = new Map(manifest.files.map(({ path, sha256 }) => [path, sha256]))
  const holds = async (path: string): Promise<boolean> => {
    const there = await lstat(join(dataDir, path))
    if (there.isFile()) return expected.get(path) === (await hashOf(join(dataDir, path)))
    if (!there.isDirectory()) return false
    for (const name of await readdir(join(dataDir, path))) if (!(await holds(`${path}/${name}`))) return false
    return true
  }
  for (const name of await entriesOf(dataDir)) if (name === LAST || !(await holds(name))) return false
  return true
}

/** A new draft with every file of the backup, on disk; one that somebody died at is cleared away before. */
export async function makeDraft(zip: OpenZip, manifest: BackupManifest, dataDir: string): Promise<string> {
  const draft = join(dataDir, DRAFT)
  await removeDraft(dataDir)
  await mkdir(draft, { mode: 0o700 })
  for (const { path } of manifest.files) {
    const to = join(draft, path)
    await mkdir(dirname(to), { recursive: true, mode: 0o700 })
    // Secrets among them: nobody else reads any.
    await pipeline(
      await zip.read(`${DATA}${path}`),
      createWriteStream(to, { mode: 0o600, flags: 'wx', flush: true }),
    )
  }
  return draft
}

export async function removeDraft(dataDir: string): Promise<void> {
  await rm(join(dataDir, DRAFT), { recursive: true, force: true, maxRetries: 5 })
}

/**
 * Moves what is in the draft up into its data directory, over what an interrupted restore left there, and has that on
 * disk. Where a step fails, all that was moved goes away again: the backup has it.
 */
export async function moveUp(dataDir: string): Promise<void> {
  const draft = join(dataDir, DRAFT)
  const moved: string[] = []
  const names = (await readdir(draft)).filter((name) => !notMoved.has(name))
  try {
    for (const name of names.toSorted((a, b) => Number(a === LAST) - Number(b === LAST))) {
      const to = join(dataDir, name)
      await rm(to, { recursive: true, force: true, maxRetries: 5 })
      await rename(join(draft, name), to)
      moved.push(to)
    }
    const directory = await open(dataDir)
    await directory.sync().finally(() => directory.close())
  } catch (error) {
    for (const path of moved) await rm(path, { recursive: true, force: true, maxRetries: 5 }).catch(() => {})
    throw error
  }
}

/** Names in the data directory that are not a restore's own. */
export async function entriesOf(dataDir: string): Promise<readonly string[]> {
  const names = await readdir(dataDir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names.filter((name) => !notHeld.has(name))
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
