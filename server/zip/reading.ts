import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { type Entry, openPromise, type ZipFile } from 'yauzl'

/** What makes a ZIP one that is not read any further. */
export class ZipProblem extends Error {
  readonly code:
    | 'not-a-zip'
    | 'unsafe-name'
    | 'name-twice'
    | 'overlapping'
    | 'bomb'
    | 'encrypted'
    | 'too-many-files'
  /** The name inside that it is about. */
  readonly path: string | undefined

  constructor(code: ZipProblem['code'], path?: string, options?: ErrorOptions) {
    super(path === undefined ? code : `${code}: ${path}`, options)
    this.code = code
    this.path = path
  }
}

export interface OpenZip {
  /** Every file, by its name. */
  readonly entries: ReadonlyMap<string, { readonly size: number }>
  /** The bytes; fails where they are not as many as announced, or cannot be inflated. */
  read(path: string): Promise<Readable>
  close(): void
}

const MOST_ENTRIES = 200_002
/** Deflate makes nothing smaller than this many times; text that repeats itself comes near. */
const MOST_RATIO = 1032
/** What all together may become, for each byte of the ZIP, and at least. */
const MOST_TOGETHER = 200
const ALWAYS_ALLOWED = 1024 ** 3
/** Names that no system takes for a way out of its folder, or for two files at once. */
export const PLAIN_NAMES = /^[a-z0-9][a-z0-9._-]*(\/[a-z0-9][a-z0-9._-]*)*$/
const FILE_TYPE = 0o170000
const REGULAR = 0o100000

/**
 * Opens a ZIP of any size by its directory; nothing is unpacked yet.
 * @param names what every name in it has to look like
 * @throws ZipProblem
 */
export async function openZip(path: string, names = PLAIN_NAMES): Promise<OpenZip> {
  let zip: ZipFile
  try {
    zip = await openPromise(path, { autoClose: false, strictFileNames: true })
  } catch (cause) {
    throw new ZipProblem('not-a-zip', undefined, { cause })
  }
  try {
    const entries = await readDirectory(zip, names)
    return {
      entries: new Map(
        [...entries].map(([name, { uncompressedSize }]) => [name, { size: uncompressedSize }]),
      ),
      read: async (name) => {
        const entry = entries.get(name)
        if (!entry) throw new RangeError(`no ${name} in the ZIP`)
        return zip.openReadStreamPromise(entry)
      },
      close: () => zip.close(),
    }
  } catch (error) {
    zip.close()
    if (error instanceof ZipProblem) throw error
    // Names with `..`, drive letters and the like are refused by the reader itself.
    const isName = /path|filename|file name|characters/i.test((error as Error).message)
    throw new ZipProblem(isName ? 'unsafe-name' : 'not-a-zip', undefined, { cause: error })
  }
}

async function readDirectory(zip: ZipFile, names: RegExp): Promise<ReadonlyMap<string, Entry>> {
  if (zip.entryCount > MOST_ENTRIES) throw new ZipProblem('too-many-files')
  const entries = new Map<string, Entry>()
  let together = 0
  for await (const entry of zip.eachEntry()) {
    const { fileName } = entry
    const type = (entry.externalFileAttributes >>> 16) & FILE_TYPE
    if (!names.test(fileName) || (type !== 0 && type !== REGULAR))
      throw new ZipProblem('unsafe-name', fileName)
    if (entries.has(fileName)) throw new ZipProblem('name-twice', fileName)
    if (entry.isEncrypted()) throw new ZipProblem('encrypted', fileName)
    together += entry.uncompressedSize
    if (entry.uncompressedSize > entry.compressedSize * MOST_RATIO + 1024)
      throw new ZipProblem('bomb', fileName)
    if (together > Math.max(ALWAYS_ALLOWED, zip.fileSize * MOST_TOGETHER))
      throw new ZipProblem('bomb', fileName)
    entries.set(fileName, entry)
    if (entries.size > MOST_ENTRIES) throw new ZipProblem('too-many-files')
  }
  checkApart([...entries.values()])
  return entries
}

/** No byte belongs to two files: overlapping ones multiply what a small ZIP becomes. */
function checkApart(entries: readonly Entry[]): void {
  const inOrder = entries.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader)
  let end = 0
  for (const entry of inOrder) {
    if (entry.relativeOffsetOfLocalHeader < end) throw new ZipProblem('overlapping', entry.fileName)
    end = entry.relativeOffsetOfLocalHeader + 30 + entry.compressedSize
  }
}

/** SHA-256 of a file in a ZIP, hexadecimal; null where it cannot be inflated, or is not as large as announced. */
export async function hashInZip(zip: OpenZip, path: string): Promise<string | null> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of await zip.read(path)) hash.update(chunk as Buffer)
    return hash.digest('hex')
  } catch {
    return null
  }
}
