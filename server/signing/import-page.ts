import type { UpdatedObject } from './pdf/append.ts'
import { PdfError } from './pdf/pdf-error.ts'
import { openPdf, type PdfView } from './pdf/pdf-file.ts'
import {
  array,
  as,
  dict,
  isName,
  name,
  type PdfDict,
  type PdfStream,
  type PdfValue,
  reference,
} from './pdf/values.ts'

const maxObjects = 5_000

/** Entries of an appearance that would lead back into its own document. */
const left = new Set(['Parent', 'StructParent', 'StructParents', 'Annots', 'Metadata', 'PieceInfo'])

/**
 * The page of a one-page PDF as a form XObject (ISO 32000-2, 8.10) with all that it uses, numbered from `first`.
 * The form XObject itself is object `first`; the same page always gives the same objects.
 * @throws PdfError when the file is not one page with one content stream
 */
export function importPage(pdf: Uint8Array, first: number): UpdatedObject[] {
  const view = openPdf(pdf).latest()
  const page = onlyPage(view)
  const content = view.resolve(page.entries.get('Contents'))
  const stream = as('stream', as('array', content) ? view.resolve(as('array', content)?.items[0]) : content)
  if (!stream || (as('array', content)?.items.length ?? 1) !== 1) {
    throw new PdfError('unsupported-structure', 'an appearance needs one content stream')
  }
  const copy = createCopier(view, first + 1)
  const resources = copy.value(view.resolve(page.entries.get('Resources')))
  const box = as('array', view.resolve(page.entries.get('MediaBox'))) ?? array(0, 0, 0, 0)
  const kept = [...stream.dict.entries].filter(([key]) => key === 'Filter' || key === 'DecodeParms')
  const form = dict([
    ['Type', name('XObject')],
    ['Subtype', name('Form')],
    ['BBox', box],
    ['Resources', resources ?? dict({})],
    ...kept.map(([key, value]) => [key, copy.value(value)] as const),
  ])
  const body: PdfStream = { kind: 'stream', dict: form, raw: stream.raw }
  return [{ number: first, body }, ...copy.objects]
}

function onlyPage(view: PdfView): PdfDict {
  const pages = as('dict', view.resolve(view.catalog.entries.get('Pages')))
  const kids = as('array', view.resolve(pages?.entries.get('Kids')))?.items ?? []
  const page = as('dict', view.resolve(kids[0]))
  if (kids.length !== 1 || !page || !isName(page.entries.get('Type'), 'Page')) {
    throw new PdfError('unsupported-structure', 'an appearance is one page')
  }
  return page
}

function createCopier(view: PdfView, from: number) {
  const numbers = new Map<number, number>()
  const objects: { number: number; body: PdfValue }[] = []
  const value = (original: PdfValue): PdfValue => {
    if (original === null || typeof original !== 'object') return original
    switch (original.kind) {
      case 'reference':
        return referenced(original.number)
      case 'array':
        return array(...original.items.map(value))
      case 'dict':
        return copyDict(original)
      case 'stream':
        return { kind: 'stream', dict: copyDict(original.dict), raw: original.raw }
      default:
        return original
    }
  }
  const copyDict = (original: PdfDict): PdfDict => {
    const kept = [...original.entries].filter(([key]) => !left.has(key))
    return dict(kept.map(([key, item]) => [key, value(item)] as const))
  }
  const referenced = (number: number): PdfValue => {
    const known = numbers.get(number)
    if (known !== undefined) return reference(known)
    if (numbers.size >= maxObjects) throw new PdfError('too-complex', 'appearance of too many objects')
    const target = from + numbers.size
    numbers.set(number, target)
    const slot: { number: number; body: PdfValue } = { number: target, body: null }
    objects.push(slot)
    slot.body = value(view.object(number) ?? null)
    return reference(target)
  }
  return { value, objects }
}
