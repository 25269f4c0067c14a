import { formOf } from '../pdf/fields.ts'
import type { PdfView } from '../pdf/pdf-file.ts'
import { as, decodeText, isName, type PdfDict, type PdfValue } from '../pdf/values.ts'

export interface AddedField {
  readonly reference: PdfValue
  /** Of a field with a signature. */
  readonly name?: string
  readonly stamps: boolean
}

/** New fields at the end of the form that hold a document timestamp, invisible, or (if they may) a signature. */
export function addedFields(
  before: PdfView,
  after: PdfView,
  isNew: (value: PdfValue | undefined) => boolean,
  mayAddFields: boolean,
): AddedField[] {
  const fieldsOf = (view: PdfView) =>
    as('array', view.resolve(formOf(view)?.dict.entries.get('Fields')))?.items ?? []
  return fieldsOf(after)
    .slice(fieldsOf(before).length)
    .flatMap((reference): AddedField[] => {
      const field = as('dict', after.resolve(reference))
      const value = as('dict', after.resolve(field?.entries.get('V')))
      if (!field || !isNew(reference) || !isName(field.entries.get('FT'), 'Sig')) return []
      if (showsNothing(field) && isName(value?.entries.get('Type'), 'DocTimeStamp'))
        return [{ reference, stamps: true }]
      const name = as('string', field.entries.get('T'))
      const signs = mayAddFields && name !== undefined && isNew(field.entries.get('V'))
      return signs ? [{ reference, name: decodeText(name), stamps: false }] : []
    })
}

/** What a field may have that nobody is to see: neither a look nor an act of its own. */
const unseenKeys = new Set(['Type', 'Subtype', 'FT', 'T', 'TU', 'F', 'Ff', 'Rect', 'P', 'V', 'Lock'])

/** Whether the field has no area, stated in itself, and nothing that could be drawn or done. */
function showsNothing({ entries }: PdfDict): boolean {
  if (![...entries.keys()].every((key) => unseenKeys.has(key))) return false
  if (entries.has('Subtype') && !isName(entries.get('Subtype'), 'Widget')) return false
  if (!entries.has('Rect')) return !entries.has('Subtype')
  const rectangle = as('array', entries.get('Rect'))?.items ?? []
  const [left, bottom, right, top] = rectangle
  const stated = rectangle.length === 4 && rectangle.every((each) => typeof each === 'number')
  return stated && (left === right || bottom === top)
}
