import { Readable } from 'node:stream'
import { type ZipWriting, zipOf } from '../zip/writing.ts'
import { type DossierFile, MANIFEST, MANIFEST_SIGNATURE, type Manifest } from './manifest.ts'
import type { DossierPart } from './parts.ts'

export interface Writing {
  readonly parts: AsyncIterable<DossierPart>
  /** What the manifest says beside its files. */
  readonly about: Omit<Manifest, 'files' | 'absent'>
  /** CAdES detached signature of the manifest's bytes. */
  readonly sign: (manifest: Uint8Array) => Promise<Uint8Array>
}

/** The dossier as a ZIP, made while it is read. The manifest comes last, when every hash is known. */
export function writeDossier(writing: Writing): Readable {
  return zipOf(Date.parse(writing.about.madeAt), (zip) => write(zip, writing))
}

async function write(zip: ZipWriting, { parts, about, sign }: Writing): Promise<void> {
  const files: DossierFile[] = []
  const absent: Manifest['absent'] = []
  for await (const { path, mediaType, compress, open } of parts) {
    const source = await open()
    if (typeof source === 'string') absent.push({ path, why: source })
    else files.push({ path, ...(await zip.add(path, source, { compress })), mediaType })
  }
  const manifest = Buffer.from(`${JSON.stringify({ ...about, files, absent } satisfies Manifest, null, 1)}\n`)
  await zip.add(MANIFEST, Readable.from(manifest, { objectMode: false }), { compress: true })
  const signature = Buffer.from(await sign(manifest))
  await zip.add(MANIFEST_SIGNATURE, Readable.from(signature, { objectMode: false }), { compress: false })
}
