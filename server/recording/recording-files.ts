import { createHash } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, rmdir, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { endCutStream } from './ogg-opus.ts'

/** A recording on disk: of which turn, and when its first sound was spoken (ms since the Unix epoch). */
export interface FileKey {
  readonly turn: number
  readonly from: number
}

/** A whole recording on disk, as the log will name it. */
export interface RecordedFile extends FileKey {
  /** Milliseconds. */
  readonly length: number
  /** Of all its bytes, hexadecimal. */
  readonly sha256: string
  /** Bytes. */
  readonly size: number
}

/** Less free space than this (bytes) is none: a national conference of eight hours takes half of it. */
const LEAST_FREE = 256 * 1024 * 1024

/**
 * The recordings of one conference: `<turn>-<from>.opus` each, with `.part` at the end while it is being written. The
 * directory is there only while sound is recorded, or was.
 */
export class RecordingFiles {
  readonly #directory: string

  constructor(root: string, conference: string) {
    this.#directory = join(root, conference)
  }

  path({ turn, from }: FileKey): string {
    return join(this.#directory, `${turn}-${from}.opus`)
  }

  partPath(key: FileKey): string {
    return `${this.path(key)}.part`
  }

  /** Makes sure that sound can be written. @throws NodeJS.ErrnoException with `ENOSPC` also when little is left */
  async prepare(): Promise<void> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 })
    const { bavail, bsize } = await statfs(this.#directory)
    if (bavail * bsize < LEAST_FREE)
      throw Object.assign(new Error('little space is left'), { code: 'ENOSPC' })
  }

  async list(): Promise<{ readonly whole: readonly FileKey[]; readonly parts: readonly FileKey[] }> {
    const names = await readdir(this.#directory).catch(nothingWhenAbsent)
    const keys = names.flatMap((name) => {
      const [, turn, from, part] = /^(\d+)-(\d+)\.opus(\.part)?$/.exec(name) ?? []
      return turn && from
        ? [{ key: { turn: Number(turn), from: Number(from) }, isPart: part !== undefined }]
        : []
    })
    const those = (isPart: boolean) => keys.filter((held) => held.isPart === isPart).map(({ key }) => key)
    return { whole: those(false), parts: those(true) }
  }

  /** What was written is whole from now on, whatever happens to the machine. */
  async complete(key: FileKey): Promise<void> {
    await rename(this.partPath(key), this.path(key))
    const directory = await open(this.#directory)
    await directory.sync().finally(() => directory.close())
  }

  /** Ends a file that was cut off, by a crash or by a disk that took no more; one without sound is removed. */
  async completeCut(key: FileKey): Promise<RecordedFile | null> {
    const path = this.partPath(key)
    const ended = endCutStream(await readFile(path))
    if (!ended) {
      await rm(path, { force: true })
      return null
    }
    const file = await open(path, 'r+')
    try {
      await file.truncate(ended.bytes.length)
      await file.write(ended.bytes, 0, ended.bytes.length, 0)
      await file.sync()
    } finally {
      await file.close()
    }
    await this.complete(key)
    return described(key, ended)
  }

  /** A whole file as it is on disk; null if it is no recording. */
  async describe(key: FileKey): Promise<RecordedFile | null> {
    const bytes = await readFile(this.path(key))
    const ended = endCutStream(bytes)
    return ended?.bytes.equals(bytes) ? described(key, ended) : null
  }

  /** Nothing of it is left; also when nothing was. */
  async remove(key: FileKey): Promise<void> {
    await rm(this.path(key), { force: true })
    await rm(this.partPath(key), { force: true })
  }

  /** Removes the directory if there is nothing in it. */
  async tidy(): Promise<void> {
    await rmdir(this.#directory).catch(() => undefined)
  }
}

/** The conferences that have recordings below `root`. */
export async function recordedConferences(root: string): Promise<readonly string[]> {
  return await readdir(root).catch(nothingWhenAbsent)
}

function described(key: FileKey, { bytes, length }: { bytes: Buffer; length: number }): RecordedFile {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { ...key, length, sha256, size: bytes.length }
}

function nothingWhenAbsent(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return []
  throw error
}
