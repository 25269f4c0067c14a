import { inflateSync } from 'node:zlib'
import { PdfError } from '../signing/pdf/pdf-error.ts'
import { openPdf, type PdfView } from '../signing/pdf/pdf-file.ts'
import { as, decodeText, isName, type PdfStream, type PdfValue } from '../signing/pdf/values.ts'
import type { StatedHead } from './recheck.ts'

const NAME = 'log.json'
/** Bytes that an extract may have: more than a conference of days. */
const MOST = 64 * 2 ** 20

/** The log that travels with a document, and where the document says that it ends. */
export interface CarriedRecord {
  readonly extract: string
  readonly head: StatedHead
}

/**
 * What a finished PDF carries of the log: the associated file `log.json` and the head in the metadata, as the newest
 * revision has them. Null for a document that carries none. Whether the file itself was changed is the signatures'
 * matter.
 * @throws PdfError for what is no readable PDF file
 */
export function carriedRecord(pdf: Uint8Array): CarriedRecord | null {
  const view = openPdf(pdf).latest()
  const file = associatedFile(view)
  const head = statedHead(view)
  if (!file || !head) return null
  return { extract: Buffer.from(bytesOf(view, file)).toString('utf8'), head }
}

function associatedFile(view: PdfView): PdfStream | undefined {
  for (const each of as('array', view.resolve(view.catalog.entries.get('AF')))?.items ?? []) {
    const specification = as('dict', view.resolve(each))
    const name = as('string', view.resolve(specification?.entries.get('UF')))
    if (!name || decodeText(name) !== NAME) continue
    const files = as('dict', view.resolve(specification?.entries.get('EF')))
    return as('stream', view.resolve(files?.entries.get('UF') ?? files?.entries.get('F')))
  }
  return undefined
}

function statedHead(view: PdfView): StatedHead | null {
  const packet = as('stream', view.resolve(view.catalog.entries.get('Metadata')))
  const xmp = packet ? Buffer.from(bytesOf(view, packet)).toString('utf8') : ''
  const seq = /<record:logSeq>(\d{1,15})<\/record:logSeq>/.exec(xmp)?.[1]
  const hash = /<record:logHash>([0-9a-f]{64})<\/record:logHash>/.exec(xmp)?.[1]
  return seq && hash ? { seq: Number(seq), hash } : null
}

function bytesOf(view: PdfView, { dict, raw }: PdfStream): Uint8Array {
  const filter: PdfValue = view.resolve(dict.entries.get('Filter'))
  if (filter === null) return raw
  if (!isName(filter, 'FlateDecode'))
    throw new PdfError('unsupported-filter', 'the log is packed in another way')
  try {
    return inflateSync(raw, { maxOutputLength: MOST })
  } catch {
    throw new PdfError('damaged', 'the log cannot be unpacked')
  }
}
