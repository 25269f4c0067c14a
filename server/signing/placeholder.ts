import { AppError } from '../errors.ts'
import { digest } from './algorithms.ts'
import type { ByteRange } from './cms.ts'
import { appendRevision, type UpdatedObject } from './pdf/append.ts'
import type { PdfFile, PdfView } from './pdf/pdf-file.ts'
import { serialise } from './pdf/serialise.ts'
import type { PdfDict } from './pdf/values.ts'

/** Byte positions of the hexadecimal string that holds the signature, delimiters included. */
export interface Placeholder {
  readonly start: number
  readonly end: number
}

/** A file with a new revision in which one signature is still zeros. */
export interface Reserved {
  readonly bytes: Buffer
  readonly placeholder: Placeholder
  readonly byteRange: ByteRange
}

export interface Reservation {
  /** Object number of the signature dictionary. */
  readonly number: number
  /** The dictionary without `/ByteRange` and `/Contents`. */
  readonly said: PdfDict
  /** Bytes to keep free for the signature. */
  readonly size: number
  /** What else the revision writes. */
  readonly objects: readonly UpdatedObject[]
  /** Tells this revision of the file from any other. */
  readonly identity: string
}

const rangeWidth = 40

/** Appends a revision with room for a signature over all of it (ISO 32000-2, 12.8.1). @throws PdfError */
export function reserve(file: PdfFile, reservation: Reservation): Reserved {
  const { number, said, size, objects, identity } = reservation
  const head = `${serialise(said).toString('latin1').slice(0, -2)}/ByteRange `
  const middle = ' /Contents '
  const contents = `<${'0'.repeat(size * 2)}>`
  const body = Buffer.from(`${head}${' '.repeat(rangeWidth)}${middle}${contents} >>`, 'latin1')
  const named = digest('sha256', digest('sha256', file.bytes), Buffer.from(identity)).subarray(0, 16)
  const appended = appendRevision(file, [...objects, { number, body }], named)
  const bytes = Buffer.from(appended.bytes)
  const bodyAt = appended.bodyAt.get(number) ?? 0
  const start = bodyAt + head.length + rangeWidth + middle.length
  const end = start + contents.length
  const byteRange: ByteRange = [0, start, end, bytes.length - end]
  bytes.write(`[${byteRange.join(' ')}]`.padEnd(rangeWidth), bodyAt + head.length, 'latin1')
  return { bytes, placeholder: { start, end }, byteRange }
}

/** The file with the container in its place, zeros after it. @throws AppError `signing/too-large` */
export function fill(bytes: Uint8Array, { start, end }: Placeholder, container: Uint8Array): Buffer {
  const [needed, room] = [container.length * 2, end - start - 2]
  if (needed > room) throw new AppError('signing/too-large', { needed, room })
  const filled = Buffer.from(bytes)
  filled.write(Buffer.from(container).toString('hex').padEnd(room, '0'), start + 1, 'latin1')
  return filled
}

/** A new value for an object that is there. */
export function rewritten(view: PdfView, number: number, body: UpdatedObject['body']): UpdatedObject {
  const entry = view.placed(number)?.entry
  return { number, generation: entry?.kind === 'offset' ? entry.generation : 0, body }
}
