import { Readable } from 'node:stream'
import type { Sql } from '../database/pool.ts'
import { entryOf, type LogHead } from '../log/entry.ts'
import { extractLine } from '../log/extract.ts'
import { NamedFiles } from './log-files.ts'
import { type Absence, places } from './manifest.ts'
import { freePath } from './plain-name.ts'
import { readFirst } from './read-first.ts'
import { eventPages, readLate, readWriters, updatePages } from './rows.ts'

/** One file of a dossier on its way in. */
export interface DossierPart {
  readonly path: string
  readonly mediaType: string
  /** Whether the bytes become fewer by it. */
  readonly compress: boolean
  /** The bytes, or why there are none. */
  readonly open: () => Promise<Readable | Absence>
}

/** A file that is drawn from the record when it is asked for. */
export interface PublishedFile {
  /** Within its folder. */
  readonly name: string
  readonly mediaType: string
  readonly draw: () => Promise<Uint8Array | Absence>
}

export interface DossierSources {
  readonly database: Sql
  readonly conference: string
  readonly head: LogHead
  readonly published: readonly PublishedFile[]
  readonly blob: (sha256: string) => Promise<Uint8Array | null>
  /** The recording with this hash; null when it is not on this machine, `deleted` when its time was over. */
  readonly recording: (sha256: string) => Promise<Readable | Absence>
}

/** Everything that goes into a dossier, one part after the other: only one is in memory at a time. */
export async function* dossierParts(sources: DossierSources): AsyncGenerator<DossierPart> {
  const { database, conference, head } = sources
  yield text('doc-truoc.txt', 'text/plain; charset=utf-8', async () => [readFirst])
  yield text(places.log, 'application/jsonl; charset=utf-8', () =>
    linesOf(eventPages(database, conference, head.seq), extractLine),
  )
  yield text(places.updates, 'application/jsonl; charset=utf-8', () =>
    linesOf(updatePages(database, conference), JSON.stringify),
  )
  yield text(places.writers, 'application/jsonl; charset=utf-8', async () =>
    (await readWriters(database, conference)).map((line) => `${JSON.stringify(line)}\n`),
  )
  yield text(places.late, 'application/jsonl; charset=utf-8', async () =>
    (await readLate(database, conference)).map((line) => `${JSON.stringify(line)}\n`),
  )
  yield* namedParts(sources)
  const taken = new Set<string>()
  for (const { name, mediaType, draw } of sources.published) {
    yield {
      // Two bridges may be called the same.
      path: freePath(`${places.published}${name}`, taken),
      mediaType,
      compress: true,
      open: async () => {
        const drawn = await draw()
        return typeof drawn === 'string' ? drawn : bytesOf(drawn)
      },
    }
  }
}

/** The files that the log names up to entry `last`, by the events that are there to name one. */
export async function filesNamedIn(sql: Sql, conference: string, last: number): Promise<NamedFiles> {
  const named = new NamedFiles()
  for await (const rows of eventPages(sql, conference, last))
    for (const row of rows) if (row.payload !== null) named.add(row.seq, entryOf(row).event)
  return named
}

async function* namedParts(sources: DossierSources): AsyncGenerator<DossierPart> {
  const { database, conference, head } = sources
  const fromBlob = async (sha256: string) => {
    const bytes = await sources.blob(sha256)
    return bytes ? bytesOf(bytes) : 'lost'
  }
  for (const { path, sha256, mediaType } of (await filesNamedIn(database, conference, head.seq)).list) {
    const isRecording = path.startsWith(places.recordings)
    const open = () => (isRecording ? sources.recording(sha256) : fromBlob(sha256))
    yield { path, mediaType, compress: !isRecording, open }
  }
}

function text(
  path: string,
  mediaType: string,
  lines: () => Promise<Iterable<string>> | AsyncIterable<string>,
): DossierPart {
  return {
    path,
    mediaType,
    compress: true,
    open: async () => Readable.from(await lines(), { objectMode: false }),
  }
}

async function* linesOf<Row>(
  pages: AsyncIterable<readonly Row[]>,
  line: (row: Row) => string,
): AsyncGenerator<string> {
  for await (const rows of pages) yield rows.map((row) => `${line(row)}\n`).join('')
}

function bytesOf(bytes: Uint8Array): Readable {
  return Readable.from(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { objectMode: false })
}
