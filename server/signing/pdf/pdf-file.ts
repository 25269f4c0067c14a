import { type Budget, createBudget } from './budget.ts'
import { decodeStream } from './filters.ts'
import { type IndirectObject, readIndirectObject } from './indirect-object.ts'
import { Cursor } from './parse.ts'
import { PdfError } from './pdf-error.ts'
import { type Revision, readRevisions } from './revisions.ts'
import { as, isName, type PdfDict, type PdfReference, type PdfStream, type PdfValue } from './values.ts'
import type { XrefEntry } from './xref.ts'

const maxReferenceChain = 32

/** Where an object of a view was written last. */
export interface Placed {
  readonly revision: number
  readonly entry: Exclude<XrefEntry, { kind: 'free' }>
}

/** The document as one revision left it. All reading throws only PdfError. */
export interface PdfView {
  readonly revision: Revision
  readonly trailer: PdfDict
  readonly catalog: PdfDict
  readonly catalogNumber: number
  /** Object numbers in use, ascending. */
  readonly numbers: () => number[]
  readonly placed: (number: number) => Placed | undefined
  /** Value of an object, undefined where it is free or was never defined. */
  readonly object: (number: number) => PdfValue | undefined
  /** The value, references followed; null for a reference to nothing (ISO 32000-2, 7.3.10). */
  readonly resolve: (value: PdfValue | undefined) => PdfValue
}

export interface PdfFile {
  readonly bytes: Uint8Array
  readonly revisions: readonly Revision[]
  /** Bytes after the last revision: 0 in a file that nothing was appended to. */
  readonly trailing: number
  readonly budget: Budget
  /** The file as revision `index` (0 = oldest) left it. */
  readonly view: (index: number) => PdfView
  readonly latest: () => PdfView
  /** The object written at a byte of the file, read within the revision that holds the byte. */
  readonly objectAt: (offset: number, revision: number) => IndirectObject
  /** Number and value of each object in an object stream. */
  readonly unpack: (stream: PdfStream) => readonly { number: number; value: PdfValue }[]
}

/**
 * Opens a PDF file: header, chain of revisions; objects are read when asked for.
 * @throws PdfError for whatever is not a readable PDF file
 */
export function openPdf(bytes: Uint8Array): PdfFile {
  const budget = createBudget()
  if (!/^%PDF-[12]\.\d[\r\n \t]/.test(Buffer.from(bytes.subarray(0, 9)).toString('latin1'))) {
    throw new PdfError('not-a-pdf', 'the file does not begin with %PDF-')
  }
  const revisions = findRevisions(bytes, budget)
  const trailing = bytes.length - (revisions.at(-1)?.end ?? 0)
  const offsets = new Map<number, IndirectObject>()
  const unpacked = new Map<PdfStream, { number: number; value: PdfValue }[]>()
  const views = new Map<number, PdfView>()

  const lookUp = (number: number, from: number): (Placed & { entry: XrefEntry }) | undefined => {
    for (let index = from; index >= 0; index--) {
      const entry = revisions[index]?.entries.get(number)
      if (entry) return entry.kind === 'free' ? undefined : { revision: index, entry }
    }
    return undefined
  }

  const objectAt = (offset: number, revision: number): IndirectObject => {
    const known = offsets.get(offset)
    if (known) return known
    const owner = revisions.find((each) => offset < each.end)
    if (!owner || owner.index > revision) throw new PdfError('damaged', `no object at byte ${offset}`)
    const cursor = new Cursor(bytes, offset, owner.end, budget)
    const object = readIndirectObject(cursor, (length) => {
      const place = lookUp(length.number, owner.index)
      if (place?.entry.kind !== 'offset') throw new PdfError('damaged', 'stream length is nowhere')
      const inner = new Cursor(bytes, place.entry.offset, bytes.length, budget)
      const value = readIndirectObject(inner, () => {
        throw new PdfError('damaged', 'stream length is a stream')
      })
      if (value.number !== length.number || typeof value.value !== 'number') {
        throw new PdfError('damaged', 'stream length is not a number')
      }
      return value.value
    })
    offsets.set(offset, object)
    return object
  }

  const unpack = (stream: PdfStream) => {
    const known = unpacked.get(stream)
    if (known) return known
    const items = unpackObjects(stream, budget)
    unpacked.set(stream, items)
    return items
  }

  const read = (number: number, from: number): PdfValue | undefined => {
    budget.spend(1)
    const place = lookUp(number, from)
    if (!place) return undefined
    if (place.entry.kind === 'offset') {
      const object = objectAt(place.entry.offset, place.revision)
      if (object.number !== number || object.generation !== place.entry.generation) {
        throw new PdfError('ambiguous', `object ${number} is not where the cross-reference says`)
      }
      return object.value
    }
    const container = lookUp(place.entry.container, place.revision)
    if (container?.entry.kind !== 'offset') throw new PdfError('damaged', `no container of object ${number}`)
    const stream = as('stream', objectAt(container.entry.offset, container.revision).value)
    const item = stream && unpack(stream)[place.entry.index]
    if (item?.number !== number) throw new PdfError('ambiguous', `object ${number} is not in its container`)
    return item.value
  }

  const view = (index: number): PdfView => {
    const known = views.get(index)
    if (known) return known
    const revision = revisions[index]
    if (!revision) throw new PdfError('damaged', `no revision ${index}`)
    const created = createView(revision, revisions, budget, lookUp, read)
    views.set(index, created)
    return created
  }

  return {
    bytes,
    revisions,
    trailing,
    budget,
    view,
    latest: () => view(revisions.length - 1),
    objectAt,
    unpack,
  }
}

/** Bytes appended after the last good end may hold another `startxref`: the last that leads anywhere counts. */
function findRevisions(bytes: Uint8Array, budget: Budget): Revision[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = text.lastIndexOf('startxref')
  let first: unknown
  for (let tries = 0; at >= 0 && tries < 8; tries++) {
    try {
      return readRevisions(bytes, at, budget)
    } catch (error) {
      if (!(error instanceof PdfError) || error.code === 'too-complex') throw error
      first ??= error
      at = at === 0 ? -1 : text.lastIndexOf('startxref', at - 1)
    }
  }
  throw first ?? new PdfError('damaged', 'no startxref')
}

function createView(
  revision: Revision,
  revisions: readonly Revision[],
  budget: Budget,
  lookUp: (number: number, from: number) => Placed | undefined,
  read: (number: number, from: number) => PdfValue | undefined,
): PdfView {
  const { trailer, index } = revision
  if (trailer.entries.has('Encrypt')) throw new PdfError('encrypted', 'the file is encrypted')
  const resolve = (value: PdfValue | undefined): PdfValue => {
    let current = value
    for (let step = 0; step < maxReferenceChain; step++) {
      if (current === undefined) return null
      if (current === null || typeof current !== 'object' || current.kind !== 'reference') return current
      const { number, generation }: PdfReference = current
      const entry = lookUp(number, index)?.entry
      if (!entry) return null
      // Some readers look at the generation, some do not.
      if ((entry.kind === 'offset' ? entry.generation : 0) !== generation) {
        throw new PdfError('ambiguous', `object ${number} is referred to by generation ${generation}`)
      }
      current = read(number, index)
    }
    throw new PdfError('damaged', 'references lead to each other')
  }
  const root = as('reference', trailer.entries.get('Root'))
  const catalog = as('dict', resolve(root))
  if (!root || !catalog || !isName(resolve(catalog.entries.get('Type')), 'Catalog')) {
    throw new PdfError('damaged', 'no catalog')
  }
  return {
    revision,
    trailer,
    catalog,
    catalogNumber: root.number,
    numbers() {
      const all = new Set<number>()
      for (const each of revisions.slice(0, index + 1)) {
        for (const number of each.entries.keys()) all.add(number)
        budget.spend(each.entries.size)
      }
      return [...all].filter((number) => lookUp(number, index)).sort((a, b) => a - b)
    },
    placed: (number) => lookUp(number, index),
    object: (number) => read(number, index),
    resolve,
  }
}

function unpackObjects(stream: PdfStream, budget: Budget): { number: number; value: PdfValue }[] {
  const count = stream.dict.entries.get('N')
  const first = stream.dict.entries.get('First')
  if (
    !isName(stream.dict.entries.get('Type'), 'ObjStm') ||
    typeof count !== 'number' ||
    typeof first !== 'number'
  ) {
    throw new PdfError('damaged', 'wrong object stream')
  }
  const data = decodeStream(stream, budget)
  const header = new Cursor(data, 0, Math.min(first, data.length), budget, false)
  const places: { number: number; at: number }[] = []
  for (let index = 0; index < count; index++) {
    header.skipSpace()
    const number = header.integer()
    header.skipSpace()
    places.push({ number, at: first + header.integer() })
  }
  return places.map(({ number, at }) => ({
    number,
    value: new Cursor(data, at, data.length, budget, false).value(),
  }))
}
