import { PdfError } from './pdf-error.ts'
import type { PdfFile } from './pdf-file.ts'
import { reach } from './reach.ts'
import { serialise } from './serialise.ts'
import { array, bytesString, dict, name, type PdfDict, type PdfValue, withEntries } from './values.ts'

/** One object of an incremental update: a value, or its syntax where byte positions in it matter. */
export interface UpdatedObject {
  readonly number: number
  readonly generation?: number
  readonly body: PdfValue | Uint8Array
}

export interface Appended {
  readonly bytes: Uint8Array
  /** Byte position in the file of each object's body. */
  readonly bodyAt: ReadonlyMap<number, number>
}

/**
 * The file with one incremental update (ISO 32000-2, 7.5.6) behind its own bytes, which stay as they are. The
 * cross-reference has the form of the file's last one, because readers reject a mixture.
 * @param identifier second half of the trailer's `/ID`, 16 bytes
 * @throws PdfError `unsupported-structure` for hybrid-reference files and for files with bytes after their end
 */
export function appendRevision(
  file: PdfFile,
  objects: readonly UpdatedObject[],
  identifier: Uint8Array,
): Appended {
  const last = file.revisions.at(-1)
  if (!last || last.sections.length > 1) {
    throw new PdfError('unsupported-structure', 'hybrid-reference or linearized file')
  }
  if (file.trailing > 0) throw new PdfError('unsupported-structure', 'bytes after the end of the file')
  const chunks: Uint8Array[] = [file.bytes]
  let position = file.bytes.length
  const write = (bytes: Uint8Array) => {
    chunks.push(bytes)
    position += bytes.length
  }
  const text = (string: string) => write(Buffer.from(string, 'latin1'))
  if (last.end === last.eof) text('\n')

  const rows = new Map<number, { offset: number; generation: number }>()
  const bodyAt = new Map<number, number>()
  for (const { number, generation = 0, body } of objects) {
    rows.set(number, { offset: position, generation })
    text(`${number} ${generation} obj\n`)
    bodyAt.set(number, position)
    write(body instanceof Uint8Array ? body : serialise(body))
    text('\nendobj\n')
  }

  const start = position
  const trailer = nextTrailer(file, last.sections[0]?.start ?? 0, objects, identifier)
  if (last.sections[0]?.form === 'stream') text(xrefStream(rows, trailer, start))
  else text(xrefTable(rows, trailer))
  text(`startxref\n${start}\n%%EOF\n`)
  return { bytes: Buffer.concat(chunks), bodyAt }
}

const nextNumbers = new WeakMap<PdfFile, number>()

/** First object number that no revision has used or refers to. */
export function nextObjectNumber(file: PdfFile): number {
  const known = nextNumbers.get(file)
  if (known !== undefined) return known
  let highest = Math.max(0, ...reach(file.latest()).undefined)
  for (const revision of file.revisions) {
    const size = revision.trailer.entries.get('Size')
    if (typeof size === 'number') highest = Math.max(highest, size - 1)
    for (const number of revision.entries.keys()) highest = Math.max(highest, number)
  }
  nextNumbers.set(file, highest + 1)
  return highest + 1
}

function nextTrailer(
  file: PdfFile,
  previous: number,
  objects: readonly UpdatedObject[],
  identifier: Uint8Array,
): PdfDict {
  const before = file.latest().trailer.entries
  const kept = ['Root', 'Info'].flatMap((key) => {
    const value = before.get(key)
    return value === undefined ? [] : [[key, value] as const]
  })
  const old = before.get('ID')
  const first = typeof old === 'object' && old?.kind === 'array' ? old.items[0] : undefined
  const size = Math.max(nextObjectNumber(file), ...objects.map((object) => object.number + 1))
  return withEntries(dict(kept), {
    Size: size,
    Prev: previous,
    ID: array(first ?? bytesString(identifier), bytesString(identifier)),
  })
}

function subsections(numbers: Iterable<number>): number[][] {
  const runs: number[][] = []
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const run = runs.at(-1)
    if (run && run.at(-1) === number - 1) run.push(number)
    else runs.push([number])
  }
  return runs
}

type Rows = ReadonlyMap<number, { offset: number; generation: number }>

function xrefTable(rows: Rows, trailer: PdfDict): string {
  let out = 'xref\n'
  for (const run of subsections(rows.keys())) {
    out += `${run[0]} ${run.length}\n`
    for (const number of run) {
      const { offset, generation } = rows.get(number) ?? { offset: 0, generation: 0 }
      out += `${String(offset).padStart(10, '0')} ${String(generation).padStart(5, '0')} n \n`
    }
  }
  return `${out}trailer\n${serialise(trailer).toString('latin1')}\n`
}

function xrefStream(rows: Rows, trailer: PdfDict, start: number): string {
  const size = trailer.entries.get('Size')
  const own = typeof size === 'number' ? size : 0
  const all = new Map([...rows, [own, { offset: start, generation: 0 }] as const])
  const runs = subsections(all.keys())
  const data = Buffer.concat(
    runs.flat().map((number) => {
      const row = Buffer.alloc(8)
      row.writeUInt8(1, 0)
      row.writeUIntBE(all.get(number)?.offset ?? 0, 1, 5)
      row.writeUInt16BE(all.get(number)?.generation ?? 0, 6)
      return row
    }),
  )
  const index = runs.flatMap((run) => [run[0] ?? 0, run.length])
  const stream = withEntries(trailer, {
    Type: name('XRef'),
    Size: own + 1,
    W: array(1, 5, 2),
    Index: array(...index),
  })
  return `${own} 0 obj\n${serialise({ kind: 'stream', dict: stream, raw: data }).toString('latin1')}\nendobj\n`
}
