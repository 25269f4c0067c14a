import type { Cursor } from './parse.ts'
import type { PdfDict, PdfReference, PdfStream, PdfValue } from './values.ts'

export interface IndirectObject {
  readonly number: number
  readonly generation: number
  readonly value: PdfValue
  /** Byte positions in the file, from the object number to after `endobj`. */
  readonly start: number
  readonly end: number
}

/** Gives the number behind an indirect `/Length`. */
export type ResolveLength = (reference: PdfReference) => number

/**
 * Reads `n g obj … endobj` where the cursor stands, with the stream, if it is one (ISO 32000-2, 7.3.8 and 7.3.10).
 * @throws PdfError
 */
export function readIndirectObject(cursor: Cursor, resolveLength: ResolveLength): IndirectObject {
  const start = cursor.position
  const number = cursor.integer()
  cursor.skipSpace(false)
  const generation = cursor.integer()
  cursor.skipSpace(false)
  cursor.expect('obj')
  let value = cursor.value()
  cursor.skipSpace()
  if (cursor.at('stream')) {
    if (value === null || typeof value !== 'object' || value.kind !== 'dict') {
      return cursor.fail('stream without dictionary')
    }
    value = readStream(cursor, value, resolveLength)
    cursor.skipSpace()
  }
  cursor.expect('endobj')
  return { number, generation, value, start, end: cursor.position }
}

function readStream(cursor: Cursor, dict: PdfDict, resolveLength: ResolveLength): PdfStream {
  cursor.expect('stream')
  if (cursor.peek() === 0x0d) cursor.position++
  if (cursor.peek() !== 0x0a) cursor.fail('line end after "stream" expected')
  cursor.position++
  const stated = dict.entries.get('Length')
  const length = typeof stated === 'object' && stated?.kind === 'reference' ? resolveLength(stated) : stated
  if (typeof length !== 'number' || !Number.isInteger(length) || length < 0) {
    return cursor.fail('stream without /Length')
  }
  const from = cursor.position
  if (from + length > cursor.end) cursor.fail('stream longer than the file')
  cursor.position = from + length
  const raw = cursor.bytes.subarray(from, cursor.position)
  cursor.budget.spend(1 + (raw.length >> 6))
  if (cursor.peek() === 0x0d) cursor.position++
  if (cursor.peek() === 0x0a) cursor.position++
  if (!cursor.take('endstream')) cursor.fail('stream /Length does not lead to "endstream"')
  return { kind: 'stream', dict, raw }
}
