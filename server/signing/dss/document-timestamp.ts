import { nextObjectNumber, type UpdatedObject } from '../pdf/append.ts'
import { formOf, signatureFields } from '../pdf/fields.ts'
import { PdfError } from '../pdf/pdf-error.ts'
import { openPdf, type PdfView } from '../pdf/pdf-file.ts'
import {
  array,
  as,
  bytesString,
  dict,
  isName,
  name,
  type PdfDict,
  type PdfReference,
  type PdfValue,
  reference,
  withEntries,
} from '../pdf/values.ts'
import { type Reserved, reserve, rewritten } from '../placeholder.ts'

/** Room for a token with its certificates, bytes. */
const tokenRoom = 16_384
const maxPageDepth = 32

/**
 * The file with room for a document timestamp over all of it (ISO 32000-2, 12.8.5): a new field that shows nothing.
 * DocMDP allows it whatever P is.
 * @throws PdfError
 */
export function documentTimestampUpdate(pdf: Uint8Array): Reserved {
  const file = openPdf(pdf)
  const view = file.latest()
  const form = formOf(view)
  if (!form) throw new PdfError('damaged', 'no form')
  const stampNumber = nextObjectNumber(file)
  const fieldNumber = stampNumber + 1
  const page = pageOfFields(view)
  const field = dict({
    Type: name('Annot'),
    Subtype: name('Widget'),
    FT: name('Sig'),
    T: bytesString(Buffer.from(freeName(view), 'latin1')),
    // Print and Locked; without size and beyond the page, so that nobody is to read it and it needs no tag (PDF/UA).
    F: 132,
    Rect: array(-1, -1, -1, -1),
    P: reference(page.number),
    V: reference(stampNumber),
  })
  const said = dict({
    Type: name('DocTimeStamp'),
    Filter: name('Adobe.PPKLite'),
    SubFilter: name('ETSI.RFC3161'),
  })
  const objects = [
    ...withAppended(view, page, 'Annots', reference(fieldNumber)),
    ...formObjects(view, form, reference(fieldNumber)),
    { number: fieldNumber, body: field },
  ]
  return reserve(file, { number: stampNumber, said, size: tokenRoom, objects, identity: 'timestamp' })
}

/** `timestamp-1` and so on; no other field may have the name. */
function freeName(view: PdfView): string {
  const taken = new Set(signatureFields(view).map((field) => field.name))
  let number = 1
  while (taken.has(`timestamp-${number}`)) number++
  return `timestamp-${number}`
}

interface Owner {
  readonly number: number
  readonly dict: PdfDict
}

function formObjects(
  view: PdfView,
  form: { readonly dict: PdfDict; readonly objectNumber: number | undefined },
  field: PdfReference,
): UpdatedObject[] {
  const flagged =
    form.dict.entries.get('SigFlags') === 3 ? form.dict : withEntries(form.dict, { SigFlags: 3 })
  if (form.objectNumber !== undefined)
    return withAppended(
      view,
      { number: form.objectNumber, dict: flagged },
      'Fields',
      field,
      flagged !== form.dict,
    )
  const list = flagged.entries.get('Fields')
  const apart = as('reference', list)
  const objects = apart ? [appendedList(view, apart, field)] : []
  const written = apart ? flagged : withEntries(flagged, { Fields: appended(list, field) })
  if (written !== form.dict) {
    const catalog = withEntries(view.catalog, { AcroForm: written })
    objects.push(rewritten(view, view.catalogNumber, catalog))
  }
  return objects
}

/** The list under a key, which may be an object of its own, with one more reference at its end. */
function withAppended(
  view: PdfView,
  owner: Owner,
  key: string,
  item: PdfReference,
  ownerChanged = false,
): UpdatedObject[] {
  const list = owner.dict.entries.get(key)
  const apart = as('reference', list)
  if (!apart) return [rewritten(view, owner.number, withEntries(owner.dict, { [key]: appended(list, item) }))]
  const objects = [appendedList(view, apart, item)]
  return ownerChanged ? [...objects, rewritten(view, owner.number, owner.dict)] : objects
}

function appendedList(view: PdfView, list: PdfReference, item: PdfReference): UpdatedObject {
  return rewritten(view, list.number, appended(view.resolve(list), item))
}

function appended(list: PdfValue | undefined, item: PdfReference): PdfValue {
  return array(...(as('array', list)?.items ?? []), item)
}

/** The page where the first signature field stands, else the first page. */
function pageOfFields(view: PdfView): Owner {
  for (const { dict: field } of signatureFields(view)) {
    const page = pageAt(view, field.entries.get('P'))
    if (page) return page
  }
  let node: PdfValue | undefined = view.catalog.entries.get('Pages')
  for (let depth = 0; depth < maxPageDepth; depth++) {
    const page = pageAt(view, node)
    if (page) return page
    node = as('array', view.resolve(as('dict', view.resolve(node))?.entries.get('Kids')))?.items[0]
  }
  throw new PdfError('damaged', 'no page')
}

function pageAt(view: PdfView, value: PdfValue | undefined): Owner | undefined {
  const at = as('reference', value)
  const found = as('dict', view.resolve(value))
  return at && found && isName(found.entries.get('Type'), 'Page')
    ? { number: at.number, dict: found }
    : undefined
}
