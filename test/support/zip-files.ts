import { createWriteStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { fromBufferPromise } from 'yauzl'
import { ZipFile } from 'yazl'

/** The files of a ZIP by their paths. */
export async function unpacked(zip: Buffer): Promise<ReadonlyMap<string, Buffer>> {
  const opened = await fromBufferPromise(zip)
  const held = new Map<string, Buffer>()
  for await (const entry of opened.eachEntry())
    held.set(entry.fileName, await buffer(await opened.openReadStreamPromise(entry)))
  return held
}

/** Writes a ZIP of these files to `path`, and answers it. */
export async function packed(files: ReadonlyMap<string, Buffer>, path: string): Promise<string> {
  const zip = new ZipFile()
  for (const [name, bytes] of files) zip.addBuffer(bytes, name)
  zip.end()
  await pipeline(zip.outputStream as Readable, createWriteStream(path))
  return path
}
