import { AppError } from '../errors.ts'
import { digest } from './algorithms.ts'
import type { ByteRange } from './cms.ts'
import { importPage } from './import-page.ts'
import { appendRevision, nextObjectNumber, type UpdatedObject } from './pdf/append.ts'
import { expectedSubjects, formOf, type SignatureField, signatureFields } from './pdf/fields.ts'
import { PdfError } from './pdf/pdf-error.ts'
import { openPdf, type PdfView } from './pdf/pdf-file.ts'
import { serialise } from './pdf/serialise.ts'
import { array, dict, isName, name, type PdfDict, reference, textString, withEntries } from './pdf/values.ts'

/** Byte positions of the hexadecimal string that holds the signature, delimiters included. */
export interface Placeholder {
  readonly start: number
  readonly end: number
}

export interface UpdateRequest {
  readonly field: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly reason?: string
  readonly appearance?: Uint8Array
  readonly signerName: string
  /** Bytes to keep free for the signature. */
  readonly size: number
  /** Called with whom the field expects, before anything is written; throws to refuse. */
  readonly check: (expected: ReturnType<typeof expectedSubjects>) => void
}

const rangeWidth = 40

/**
 * The file with a revision in which the field is filled, the signature itself still zeros (ISO 32000-2, 12.8).
 * @throws PdfError, AppError `signing/unknown-field`, `signing/already-signed`, `signing/out-of-order`
 */
export function signatureUpdate(
  pdf: Uint8Array,
  request: UpdateRequest,
): { bytes: Buffer; placeholder: Placeholder; byteRange: ByteRange } {
  const file = openPdf(pdf)
  const view = file.latest()
  const { field, certifies } = findField(view, request.field)
  request.check(expectedSubjects(file.view(0), field))

  const signatureNumber = nextObjectNumber(file)
  const appearance = request.appearance ? importPage(request.appearance, signatureNumber + 1) : []
  const body = signatureBody(request, certifies)
  const filled = withEntries(field.dict, {
    V: reference(signatureNumber),
    ...(appearance[0] ? { AP: dict({ N: reference(appearance[0].number) }) } : {}),
  })
  const objects: UpdatedObject[] = [
    ...documentObjects(view, certifies ? signatureNumber : undefined),
    rewritten(view, field.objectNumber, filled),
    { number: signatureNumber, body: body.bytes },
    ...appearance,
  ]
  const identity = `${digest('sha256', pdf).toString('hex')} ${request.field} ${request.at}`
  const appended = appendRevision(file, objects, digest('sha256', Buffer.from(identity)).subarray(0, 16))
  const bytes = Buffer.from(appended.bytes)
  const bodyAt = appended.bodyAt.get(signatureNumber) ?? 0
  const start = bodyAt + body.contentsAt
  const end = start + body.contentsLength
  const byteRange: ByteRange = [0, start, end, bytes.length - end]
  bytes.write(`[${byteRange.join(' ')}]`.padEnd(rangeWidth), bodyAt + body.rangeAt, 'latin1')
  return { bytes, placeholder: { start, end }, byteRange }
}

/** The field, which must be the first empty one of the form. */
function findField(view: PdfView, wanted: string): { field: SignatureField; certifies: boolean } {
  const fields = signatureFields(view)
  const index = fields.findIndex((field) => field.name === wanted)
  const field = fields[index]
  if (!field) throw new AppError('signing/unknown-field', { field: wanted })
  if (field.value !== undefined) throw new AppError('signing/already-signed', { field: wanted })
  const missing = fields.slice(0, index).find((earlier) => earlier.value === undefined)
  const early = fields.slice(index + 1).find((later) => later.value !== undefined)
  if (missing || early)
    throw new AppError('signing/out-of-order', { field: wanted, first: missing?.name ?? null })
  if (!isName(field.dict.entries.get('Subtype'), 'Widget')) {
    throw new PdfError('unsupported-structure', 'a signature field that is not its own widget')
  }
  return { field, certifies: index === 0 }
}

/** Catalog and form, where signing changes them: `/Perms` on certification, `/SigFlags` 3. */
function documentObjects(view: PdfView, certification: number | undefined): UpdatedObject[] {
  const form = formOf(view)
  if (!form) throw new PdfError('damaged', 'no form')
  const objects: UpdatedObject[] = []
  let catalog = view.catalog
  if (form.dict.entries.get('SigFlags') !== 3) {
    const flagged = withEntries(form.dict, { SigFlags: 3 })
    if (form.objectNumber === undefined) catalog = withEntries(catalog, { AcroForm: flagged })
    else objects.push(rewritten(view, form.objectNumber, flagged))
  }
  if (certification !== undefined) {
    catalog = withEntries(catalog, { Perms: dict({ DocMDP: reference(certification) }) })
  }
  if (catalog !== view.catalog) objects.unshift(rewritten(view, view.catalogNumber, catalog))
  return objects
}

function rewritten(view: PdfView, number: number, body: PdfDict): UpdatedObject {
  const entry = view.placed(number)?.entry
  return { number, generation: entry?.kind === 'offset' ? entry.generation : 0, body }
}

/** The signature dictionary's syntax, with the places that are filled in later. */
function signatureBody(request: UpdateRequest, certifies: boolean) {
  const transform = dict({
    Type: name('SigRef'),
    TransformMethod: name('DocMDP'),
    TransformParams: dict({ Type: name('TransformParams'), P: 2, V: name('1.2') }),
  })
  const said = dict({
    Type: name('Sig'),
    Filter: name('Adobe.PPKLite'),
    SubFilter: name('ETSI.CAdES.detached'),
    Name: textString(request.signerName.normalize('NFC')),
    M: textString(pdfTime(request.at)),
    ...(request.reason ? { Reason: textString(request.reason.normalize('NFC')) } : {}),
    ...(certifies ? { Reference: array(transform) } : {}),
  })
  const head = `${serialise(said).toString('latin1').slice(0, -2)}/ByteRange `
  const middle = ' /Contents '
  const contents = `<${'0'.repeat(request.size * 2)}>`
  const bytes = Buffer.from(`${head}${' '.repeat(rangeWidth)}${middle}${contents} >>`, 'latin1')
  const contentsAt = head.length + rangeWidth + middle.length
  return { bytes, rangeAt: head.length, contentsAt, contentsLength: contents.length }
}

/** `D:YYYYMMDDHHmmSS+07'00'` (ISO 32000-2, 7.9.4). */
function pdfTime(at: number): string {
  const local = new Date(at + 7 * 3_600_000).toISOString()
  return `D:${local.slice(0, 19).replace(/[-:T]/g, '')}+07'00'`
}
