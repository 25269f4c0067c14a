import type { Budget } from './budget.ts'
import { decodeStream } from './filters.ts'
import { readIndirectObject } from './indirect-object.ts'
import { Cursor } from './parse.ts'
import { PdfError } from './pdf-error.ts'
import { as, isName, type PdfDict } from './values.ts'

const maxObjectNumber = 8_388_607

/** Where an object is (ISO 32000-2, 7.5.4 and 7.5.8): freed, at a byte of the file, or inside an object stream. */
export type XrefEntry =
  | { readonly kind: 'free' }
  | { readonly kind: 'offset'; readonly offset: number; readonly generation: number }
  | { readonly kind: 'packed'; readonly container: number; readonly index: number }

export interface XrefSection {
  readonly form: 'table' | 'stream'
  /** Byte positions: the word `xref` (or the object number of the stream) and the end of the trailer. */
  readonly start: number
  readonly end: number
  readonly entries: ReadonlyMap<number, XrefEntry>
  readonly trailer: PdfDict
  /** Object number of a cross-reference stream. */
  readonly ownNumber: number | undefined
}

/** @throws PdfError when there is no well-formed section at `offset` */
export function readXrefSection(bytes: Uint8Array, offset: number, budget: Budget): XrefSection {
  if (offset < 0 || offset >= bytes.length)
    throw new PdfError('damaged', `no cross-reference at byte ${offset}`)
  const cursor = new Cursor(bytes, offset, bytes.length, budget)
  if (cursor.take('xref')) return readTable(cursor, offset, budget)
  return readStream(cursor, offset, budget)
}

function readTable(cursor: Cursor, start: number, budget: Budget): XrefSection {
  const entries = new Map<number, XrefEntry>()
  for (;;) {
    cursor.skipSpace()
    if (cursor.take('trailer')) break
    const first = cursor.integer()
    cursor.skipSpace(false)
    const count = cursor.integer()
    for (let index = 0; index < count; index++) {
      cursor.skipSpace(false)
      add(entries, first + index, readTableEntry(cursor))
      budget.spend(4)
    }
  }
  cursor.skipSpace()
  const trailer = cursor.dict()
  return { form: 'table', start, end: cursor.position, entries, trailer, ownNumber: undefined }
}

function readTableEntry(cursor: Cursor): XrefEntry {
  const from = cursor.position
  const offset = cursor.integer()
  if (cursor.position - from !== 10) cursor.fail('cross-reference entry of 10 digits expected')
  cursor.skipSpace(false)
  const generation = cursor.integer()
  cursor.skipSpace(false)
  if (cursor.take('f')) return { kind: 'free' }
  cursor.expect('n')
  return { kind: 'offset', offset, generation }
}

function readStream(cursor: Cursor, start: number, budget: Budget): XrefSection {
  const object = readIndirectObject(cursor, () => {
    throw new PdfError('damaged', 'indirect length of a cross-reference stream')
  })
  const stream = as('stream', object.value)
  if (!stream || !isName(stream.dict.entries.get('Type'), 'XRef')) cursor.fail('no cross-reference section')
  const entries = stream ? readStreamEntries(stream.dict, decodeStream(stream, budget), budget) : new Map()
  return {
    form: 'stream',
    start,
    end: object.end,
    entries,
    trailer: stream?.dict ?? { kind: 'dict', entries: new Map() },
    ownNumber: object.number,
  }
}

function readStreamEntries(dict: PdfDict, data: Uint8Array, budget: Budget): Map<number, XrefEntry> {
  const widths = integers(dict, 'W')
  const size = dict.entries.get('Size')
  if (widths?.length !== 3 || typeof size !== 'number') throw new PdfError('damaged', 'wrong /W or /Size')
  const [typeWidth = 0, secondWidth = 0, thirdWidth = 0] = widths
  const width = typeWidth + secondWidth + thirdWidth
  if (widths.some((each) => each > 6) || width === 0) throw new PdfError('damaged', 'wrong /W')
  const subsections = integers(dict, 'Index') ?? [0, size]
  const entries = new Map<number, XrefEntry>()
  let at = 0
  const field = (bytes: number) => {
    let value = 0
    for (let index = 0; index < bytes; index++) value = value * 256 + (data[at++] ?? 0)
    return value
  }
  for (let pair = 0; pair + 1 < subsections.length; pair += 2) {
    const first = subsections[pair] ?? 0
    const count = subsections[pair + 1] ?? 0
    if (at + count * width > data.length) throw new PdfError('damaged', 'cross-reference stream too short')
    for (let index = 0; index < count; index++) {
      const type = typeWidth === 0 ? 1 : field(typeWidth)
      const second = field(secondWidth)
      const third = field(thirdWidth)
      budget.spend(4)
      if (type === 0) add(entries, first + index, { kind: 'free' })
      else if (type === 1) add(entries, first + index, { kind: 'offset', offset: second, generation: third })
      else if (type === 2) add(entries, first + index, { kind: 'packed', container: second, index: third })
      else throw new PdfError('damaged', 'wrong entry in a cross-reference stream')
    }
  }
  return entries
}

function add(entries: Map<number, XrefEntry>, number: number, entry: XrefEntry): void {
  if (number > maxObjectNumber) throw new PdfError('too-complex', `object number ${number}`)
  if (entries.has(number)) throw new PdfError('ambiguous', `object ${number} twice in one cross-reference`)
  entries.set(number, entry)
}

function integers(dict: PdfDict, key: string): number[] | undefined {
  const items = as('array', dict.entries.get(key))?.items
  if (!items) return undefined
  return items.map((item) => {
    if (typeof item !== 'number' || !Number.isInteger(item) || item < 0) {
      throw new PdfError('damaged', `wrong number in /${key}`)
    }
    return item
  })
}
