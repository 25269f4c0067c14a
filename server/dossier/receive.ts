import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AppError } from '../errors.ts'

/** The database and the recordings often share the disk: an upload takes at most this part of the room that is left. */
const SHARE_OF_ROOM = 0.5
/** What is older was left by a server that ended in the middle of it. */
const LEFT_BEHIND_MS = 24 * 3_600_000
const UPLOAD = /^[0-9a-f-]{36}\.zip$/

/**
 * Writes what somebody sends to a file of its own, and hands it to `read`; afterwards the file is gone.
 * @param most bytes; where it is left out, half of the room on the disk
 * @throws AppError `request/too-large`, and what `read` throws
 */
export async function received<T>(
  body: Readable,
  directory: string,
  read: (path: string) => Promise<T>,
  most?: number,
): Promise<T> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  await clearLeftBehind(directory)
  const limit = most ?? (await roomIn(directory)) * SHARE_OF_ROOM
  const path = join(directory, `${randomUUID()}.zip`)
  try {
    await pipeline(body, atMost(limit), createWriteStream(path, { mode: 0o600, flags: 'wx' }))
    return await read(path)
  } finally {
    await rm(path, { force: true })
  }
}

async function roomIn(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory)
  return bavail * bsize
}

function atMost(limit: number): Transform {
  let bytes = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      if (bytes > limit) done(new AppError('request/too-large'))
      else done(null, chunk)
    },
  })
}

async function clearLeftBehind(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (!UPLOAD.test(name)) continue
    const path = join(directory, name)
    const written = await stat(path).catch(() => null)
    if (written && Date.now() - written.mtimeMs > LEFT_BEHIND_MS) await rm(path, { force: true })
  }
}
