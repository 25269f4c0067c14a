import { PdfError } from '../signing/pdf/pdf-error.ts'
import type { PdfFile, PdfView } from '../signing/pdf/pdf-file.ts'
import { as, isName, type PdfDict, type PdfValue } from '../signing/pdf/values.ts'

const MOST_PAGES = 5_000
const MOST_DEEP = 32

/** A page with what it inherits (ISO 32000-1, 7.7.3). `box` is its MediaBox, lower left corner first. */
export interface PageDict {
  readonly dict: PdfDict
  readonly number: number | undefined
  readonly box: readonly [number, number, number, number]
  readonly rotate: number
  readonly resources: PdfDict | undefined
}

/** @throws PdfError */
export function pageDicts(file: PdfFile, view: PdfView): readonly PageDict[] {
  const pages: PageDict[] = []
  const seen = new Set<number>()
  const walk = (value: PdfValue | undefined, inherited: ReadonlyMap<string, PdfValue>, depth: number) => {
    file.budget.spend(1)
    const number = as('reference', value)?.number
    if (number !== undefined) {
      if (seen.has(number)) throw new PdfError('damaged', 'a page twice in the tree')
      seen.add(number)
    }
    const dict = as('dict', view.resolve(value))
    if (!dict) return
    if (depth > MOST_DEEP || pages.length >= MOST_PAGES) throw new PdfError('too-complex', 'too many pages')
    const own = new Map(inherited)
    for (const key of ['MediaBox', 'Rotate', 'Resources']) {
      const entry = dict.entries.get(key)
      if (entry !== undefined) own.set(key, entry)
    }
    const kids = as('array', view.resolve(dict.entries.get('Kids')))
    if (kids && !isName(view.resolve(dict.entries.get('Type')), 'Page'))
      for (const kid of kids.items) walk(kid, own, depth + 1)
    else
      pages.push({
        dict,
        number,
        box: boxOf(view, own.get('MediaBox')),
        rotate: numberOf(view.resolve(own.get('Rotate'))),
        resources: as('dict', view.resolve(own.get('Resources'))),
      })
  }
  walk(view.catalog.entries.get('Pages'), new Map(), 0)
  if (pages.length === 0) throw new PdfError('damaged', 'no pages')
  return pages
}

function boxOf(view: PdfView, value: PdfValue | undefined): PageDict['box'] {
  const items = as('array', view.resolve(value))?.items ?? []
  const [a = 0, b = 0, c = 0, d = 0] = items.map((item) => numberOf(view.resolve(item)))
  return [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)]
}

function numberOf(value: PdfValue): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0
}
