import { createHash } from 'node:crypto'
import { Readable, Transform } from 'node:stream'
import { finished } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { type DossierFile, MANIFEST, MANIFEST_SIGNATURE, type Manifest } from './manifest.ts'
import type { DossierPart } from './parts.ts'

export interface Writing {
  readonly parts: AsyncIterable<DossierPart>
  /** What the manifest says beside its files. */
  readonly about: Omit<Manifest, 'files' | 'absent'>
  /** CAdES detached signature of the manifest's bytes. */
  readonly sign: (manifest: Uint8Array) => Promise<Uint8Array>
}

/**
 * The dossier as a ZIP, made while it is read: one part at a time, ZIP64 where it is needed. The manifest comes last,
 * when every hash is known. Destroyed with the error when a part fails; destroying it ends the making.
 */
export function writeDossier(writing: Writing): Readable {
  const zip = new ZipFile()
  const out = zip.outputStream as Readable
  zip.on('error', (error) => out.destroy(error))
  write(zip, out, writing).then(
    () => zip.end(),
    (error: Error) => out.destroy(error),
  )
  return out
}

async function write(zip: ZipFile, out: Readable, { parts, about, sign }: Writing): Promise<void> {
  const files: DossierFile[] = []
  const absent: Manifest['absent'] = []
  const mtime = new Date(about.madeAt)
  // What reads the ZIP may go away at any moment: then nothing ends by itself.
  const gone = new Promise<never>((_, reject) => {
    out.once('close', () => reject(new Error('nobody reads the dossier any more')))
  })
  gone.catch(() => {})
  const add = async (path: string, source: Readable, compress: boolean) => {
    const { measured, figures } = measuring()
    source.on('error', (error) => measured.destroy(error))
    zip.addReadStream(source.pipe(measured), path, { mtime, compress, mode: 0o100644 })
    try {
      await Promise.race([finished(measured, { writable: false }), gone])
    } finally {
      source.destroy()
    }
    return figures()
  }
  for await (const { path, mediaType, compress, open } of parts) {
    const source = await open()
    if (typeof source === 'string') absent.push({ path, why: source })
    else files.push({ path, ...(await add(path, source, compress)), mediaType })
  }
  const manifest = Buffer.from(`${JSON.stringify({ ...about, files, absent } satisfies Manifest, null, 1)}\n`)
  await add(MANIFEST, Readable.from(manifest, { objectMode: false }), true)
  await add(
    MANIFEST_SIGNATURE,
    Readable.from(Buffer.from(await sign(manifest)), { objectMode: false }),
    false,
  )
}

/** A stream that hands everything on, and how much it was. */
function measuring() {
  const hash = createHash('sha256')
  let size = 0
  const measured = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      size += chunk.length
      done(null, chunk)
    },
  })
  return { measured, figures: () => ({ size, sha256: hash.digest('hex') }) }
}
