import { digest } from '../algorithms.ts'
import { appendRevision, nextObjectNumber, type UpdatedObject } from '../pdf/append.ts'
import { decodeStream } from '../pdf/filters.ts'
import { openPdf, type PdfFile, type PdfView } from '../pdf/pdf-file.ts'
import { array, as, dict, name, type PdfDict, type PdfValue, reference, withEntries } from '../pdf/values.ts'
import { rewritten } from '../placeholder.ts'

/** What a file carries so that its signatures can be checked later, each DER. */
export interface ValidationData {
  readonly certificates: readonly Uint8Array[]
  readonly crls: readonly Uint8Array[]
  readonly ocsps: readonly Uint8Array[]
}

const keys = { certificates: 'Certs', crls: 'CRLs', ocsps: 'OCSPs' } as const
type Kind = keyof typeof keys
const kinds = Object.keys(keys) as Kind[]

/** What the document security store (ISO 32000-2, 12.8.4.3) of a file holds. @throws PdfError */
export function storedData(file: PdfFile): ValidationData {
  const view = file.latest()
  const store = storeOf(view)
  const read = (kind: Kind) => {
    return itemsOf(view, store, kind).flatMap((item) => {
      const stream = as('stream', view.resolve(item))
      return stream ? [decodeStream(stream, file.budget)] : []
    })
  }
  return { certificates: read('certificates'), crls: read('crls'), ocsps: read('ocsps') }
}

/**
 * The file with a revision that adds what its store lacks; the same bytes when it lacks nothing. What is there stays.
 * @throws PdfError
 */
export function withValidationData(pdf: Uint8Array, data: ValidationData): Uint8Array {
  const file = openPdf(pdf)
  const view = file.latest()
  const held = storedData(file)
  const store = storeOf(view)
  const streams: UpdatedObject[] = []
  const first = nextObjectNumber(file)
  const lists: Record<string, PdfValue> = {}
  for (const kind of kinds) {
    const added = missing(held[kind], data[kind]).map((raw) => {
      const number = first + streams.length
      streams.push({ number, body: { kind: 'stream', dict: dict({}), raw } })
      return reference(number)
    })
    if (added.length > 0) lists[keys[kind]] = array(...itemsOf(view, store, kind), ...added)
  }
  if (streams.length === 0) return pdf
  const number = first + streams.length
  const body = withEntries(store ?? dict({ Type: name('DSS') }), lists)
  const catalog = withEntries(view.catalog, { DSS: reference(number), Extensions: extensions(view) })
  const objects = [rewritten(view, view.catalogNumber, catalog), ...streams, { number, body }]
  const identity = digest('sha256', digest('sha256', pdf), Buffer.from('validation data')).subarray(0, 16)
  return appendRevision(file, objects, identity).bytes
}

function storeOf(view: PdfView): PdfDict | undefined {
  return as('dict', view.resolve(view.catalog.entries.get('DSS')))
}

function itemsOf(view: PdfView, store: PdfDict | undefined, kind: Kind): readonly PdfValue[] {
  return as('array', view.resolve(store?.entries.get(keys[kind])))?.items ?? []
}

function missing(held: readonly Uint8Array[], wanted: readonly Uint8Array[]): Uint8Array[] {
  const known = new Set(held.map(fingerprint))
  return wanted.filter((each) => {
    const print = fingerprint(each)
    if (known.has(print)) return false
    known.add(print)
    return true
  })
}

function fingerprint(bytes: Uint8Array): string {
  return digest('sha256', bytes).toString('hex')
}

/** To PDF 1.7 the store is an extension by ETSI, which says so here; PDF 2.0 has it of itself. */
function extensions(view: PdfView): PdfValue {
  const held = as('dict', view.resolve(view.catalog.entries.get('Extensions'))) ?? dict({})
  if (held.entries.has('ESIC')) return view.catalog.entries.get('Extensions') ?? held
  return withEntries(held, { ESIC: dict({ BaseVersion: name('1.7'), ExtensionLevel: 1 }) })
}
