import { AppError } from '../errors.ts'
import { importPage } from './import-page.ts'
import { nextObjectNumber, type UpdatedObject } from './pdf/append.ts'
import { expectedSubjects, formOf, type SignatureField, signatureFields } from './pdf/fields.ts'
import { PdfError } from './pdf/pdf-error.ts'
import { openPdf, type PdfView } from './pdf/pdf-file.ts'
import { array, dict, isName, name, type PdfDict, reference, textString, withEntries } from './pdf/values.ts'
import { type Reserved, reserve, rewritten } from './placeholder.ts'

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

/**
 * The file with a revision in which the field is filled, the signature itself still zeros (ISO 32000-2, 12.8).
 * @throws PdfError, AppError `signing/unknown-field`, `signing/already-signed`, `signing/out-of-order`
 */
export function signatureUpdate(pdf: Uint8Array, request: UpdateRequest): Reserved {
  const file = openPdf(pdf)
  const view = file.latest()
  const { field, certifies } = findField(view, request.field)
  request.check(expectedSubjects(file.view(0), field))

  const signatureNumber = nextObjectNumber(file)
  const appearance = request.appearance ? importPage(request.appearance, signatureNumber + 1) : []
  const filled = withEntries(field.dict, {
    V: reference(signatureNumber),
    ...(appearance[0] ? { AP: dict({ N: reference(appearance[0].number) }) } : {}),
  })
  return reserve(file, {
    number: signatureNumber,
    said: signatureDictionary(request, certifies),
    size: request.size,
    objects: [
      ...documentObjects(view, certifies ? signatureNumber : undefined),
      rewritten(view, field.objectNumber, filled),
      ...appearance,
    ],
    identity: `${request.field} ${request.at}`,
  })
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

/** The signature dictionary (ISO 32000-2, table 255) without the places that are filled in later. */
function signatureDictionary(request: UpdateRequest, certifies: boolean): PdfDict {
  const transform = dict({
    Type: name('SigRef'),
    TransformMethod: name('DocMDP'),
    TransformParams: dict({ Type: name('TransformParams'), P: 2, V: name('1.2') }),
  })
  return dict({
    Type: name('Sig'),
    Filter: name('Adobe.PPKLite'),
    SubFilter: name('ETSI.CAdES.detached'),
    Name: textString(request.signerName.normalize('NFC')),
    M: textString(pdfTime(request.at)),
    ...(request.reason ? { Reason: textString(request.reason.normalize('NFC')) } : {}),
    ...(certifies ? { Reference: array(transform) } : {}),
  })
}

/** `D:YYYYMMDDHHmmSS+07'00'` (ISO 32000-2, 7.9.4). */
function pdfTime(at: number): string {
  const local = new Date(at + 7 * 3_600_000).toISOString()
  return `D:${local.slice(0, 19).replace(/[-:T]/g, '')}+07'00'`
}
