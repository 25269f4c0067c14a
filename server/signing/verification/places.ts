import { formOf, signatureFields } from '../pdf/fields.ts'
import type { PdfView } from '../pdf/pdf-file.ts'
import { reach } from '../pdf/reach.ts'
import { as, isName, type PdfDict, type PdfValue, referencesIn } from '../pdf/values.ts'
import type { Bilingual } from './reason.ts'

/** Keys that lead back up or across instead of into a part. */
const outward = new Set(['Parent', 'P', 'Pg', 'Prev', 'Next'])

/** What each object of the document is part of, in words: for naming what a revision changed. */
export function places(view: PdfView): ReadonlyMap<number, Bilingual> {
  const found = new Map<number, Bilingual>()
  const mark = (value: PdfValue | undefined, place: Bilingual, deep: boolean) => {
    const open: PdfValue[] = value === undefined ? [] : [value]
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const { number } of referencesIn(inward(next))) {
        if (found.has(number)) continue
        found.set(number, place)
        if (deep) open.push(view.object(number) ?? null)
      }
    }
  }
  found.set(view.catalogNumber, { vi: 'danh mục của tài liệu', en: 'the catalog' })
  mark(view.catalog.entries.get('AcroForm'), { vi: 'biểu mẫu', en: 'the form' }, false)
  for (const field of signatureFields(view)) {
    found.set(field.objectNumber, { vi: `ô chữ ký “${field.name}”`, en: `signature field "${field.name}"` })
  }
  const pages = pageObjects(view)
  for (const [index, { number }] of pages.entries()) {
    found.set(number, { vi: `trang ${index + 1}`, en: `page ${index + 1}` })
  }
  for (const [index, { dict }] of pages.entries()) {
    const on = (vi: string, en: string): Bilingual => ({
      vi: `${vi} trang ${index + 1}`,
      en: `${en} page ${index + 1}`,
    })
    mark(dict.entries.get('Contents'), on('nội dung', 'the content of'), true)
    mark(dict.entries.get('Annots'), on('chú thích', 'an annotation of'), false)
    mark(dict.entries.get('Resources'), on('phông chữ hoặc hình ảnh', 'a font or image of'), true)
  }
  mark(view.trailer.entries.get('Info'), { vi: 'thông tin tài liệu', en: 'the document information' }, true)
  mark(view.catalog.entries.get('Metadata'), { vi: 'siêu dữ liệu', en: 'the metadata' }, true)
  mark(view.catalog.entries.get('StructTreeRoot'), { vi: 'cấu trúc thẻ', en: 'the structure tree' }, true)
  for (const field of signatureFields(view)) {
    mark(field.dict, { vi: `ô chữ ký “${field.name}”`, en: `signature field "${field.name}"` }, true)
  }
  mark(formOf(view)?.dict, { vi: 'biểu mẫu', en: 'the form' }, true)
  for (const [key, value] of view.catalog.entries) {
    mark(value, { vi: `danh mục (/${key})`, en: `the catalog (/${key})` }, true)
  }
  return found
}

/** Objects in use that nothing reachable from the trailer refers to, and whether they could show something. */
export function unreachable(view: PdfView): { number: number; showable: boolean }[] {
  const { reached } = reach(view)
  const objects = view.numbers().filter((number) => !reached.has(number))
  const hints = new Set(objects.flatMap((number) => hintOffsets(view.object(number))))
  return objects.flatMap((number) => {
    const value = view.object(number)
    const entry = view.placed(number)?.entry
    if (isStructural(value) || (entry?.kind === 'offset' && hints.has(entry.offset))) return []
    const showable = as('stream', value) !== undefined || as('dict', value)?.entries.has('Type') === true
    return [{ number, showable }]
  })
}

/** Containers and the linearization dictionary: reached by position, not by reference. */
function isStructural(value: PdfValue | undefined): boolean {
  const type = as('stream', value)?.dict.entries.get('Type')
  return (
    isName(type, 'XRef') || isName(type, 'ObjStm') || as('dict', value)?.entries.has('Linearized') === true
  )
}

/** Where a linearization dictionary says that the hint streams are (ISO 32000-2, annex F). */
function hintOffsets(value: PdfValue | undefined): PdfValue[] {
  const dict = as('dict', value)
  const hints = dict?.entries.has('Linearized') ? as('array', dict.entries.get('H'))?.items : undefined
  return hints?.filter((_, index) => index % 2 === 0) ?? []
}

/** The pages in their order, each with its object number. */
export function pageObjects(view: PdfView): { number: number; dict: PdfDict }[] {
  const pages: { number: number; dict: PdfDict }[] = []
  const visited = new Set<number>()
  const open: PdfValue[] = [view.catalog.entries.get('Pages') ?? null]
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const number = as('reference', next)?.number
    const dict = as('dict', view.resolve(next))
    if (number === undefined || !dict || visited.has(number)) continue
    visited.add(number)
    const kids = as('array', view.resolve(dict.entries.get('Kids')))
    if (kids) open.unshift(...kids.items)
    else pages.push({ number, dict })
  }
  return pages
}

function inward(value: PdfValue): PdfValue {
  const dict = as('dict', value) ?? as('stream', value)?.dict
  if (!dict) return value
  return { kind: 'dict', entries: new Map([...dict.entries].filter(([key]) => !outward.has(key))) }
}

/** Scripts, actions and forms that draw themselves. */
export function activeContent(view: PdfView): string[] {
  const found: string[] = []
  const names = as('dict', view.resolve(view.catalog.entries.get('Names')))
  const action = as('dict', view.resolve(view.catalog.entries.get('OpenAction')))
  const form = formOf(view)?.dict
  if (names?.entries.has('JavaScript')) found.push('JavaScript')
  if (action && !isName(view.resolve(action.entries.get('S')), 'GoTo')) found.push('OpenAction')
  if (view.catalog.entries.has('AA')) found.push('AA')
  if (form?.entries.has('XFA')) found.push('XFA')
  if (form && view.resolve(form.entries.get('NeedAppearances')) === true) found.push('NeedAppearances')
  return found
}
