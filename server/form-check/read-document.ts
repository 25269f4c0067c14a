import { formOf, signatureFields } from '../signing/pdf/fields.ts'
import { decodeStream } from '../signing/pdf/filters.ts'
import { PdfError } from '../signing/pdf/pdf-error.ts'
import { openPdf, type PdfFile, type PdfView } from '../signing/pdf/pdf-file.ts'
import { as, decodeText, type PdfDict, type PdfValue } from '../signing/pdf/values.ts'
import { Drawing, type Resources } from './drawing.ts'
import { type Font, readFont } from './font.ts'
import { linesOf } from './lines.ts'
import type { Matrix } from './matrix.ts'
import { operationsIn } from './operators.ts'
import type { DocumentContent, PageContent, PlacedField, UsedFont } from './page-content.ts'
import { pageDicts } from './page-tree.ts'

const MOST_NESTED_FORMS = 4

/**
 * Reads a PDF file back: what stands on each page, its fonts, its signature fields.
 * @throws PdfError for whatever cannot be read, or costs too much to read
 */
export function readDocument(pdf: Uint8Array): DocumentContent {
  const file = openPdf(pdf)
  const view = file.latest()
  const fonts = new Map<string, UsedFont>()
  const known = new Map<PdfDict, Font>()
  const dicts = pageDicts(file, view)
  const pages = dicts.map((page, index) => {
    const font = (dict: PdfDict) => {
      const read = known.get(dict) ?? readFont(file, view, dict)
      known.set(dict, read)
      if (!fonts.has(read.name)) fonts.set(read.name, { ...read, page: index + 1 })
      return read
    }
    return readPage(file, view, page, index + 1, font)
  })
  const { entries } = view.catalog
  const marked = as('dict', view.resolve(entries.get('MarkInfo')))?.entries.get('Marked')
  const language = as('string', view.resolve(entries.get('Lang')))
  const tree = as('dict', view.resolve(entries.get('StructTreeRoot')))
  return {
    pages,
    fonts: [...fonts.values()].map(({ name, embedded, page }) => ({ name, embedded, page })),
    fields: formOf(view) ? fieldsOf(view, dicts, pages) : [],
    tagged: view.resolve(marked) === true && tree !== undefined,
    language: language ? decodeText(language) : '',
  }
}

type PageDict = ReturnType<typeof pageDicts>[number]

function readPage(
  file: PdfFile,
  view: PdfView,
  page: PageDict,
  number: number,
  font: (dict: PdfDict) => Font,
): PageContent {
  const [left, bottom, right, top] = page.box
  // The page's own y grows upwards from its lower edge.
  const toPage: Matrix = [1, 0, 0, -1, -left, top]
  const drawing = new Drawing(toPage, file.budget.spend)
  const contents = view.resolve(page.dict.entries.get('Contents'))
  const parts = as('array', contents)?.items ?? [contents]
  const bytes: Uint8Array[] = []
  for (const part of parts) {
    const stream = as('stream', view.resolve(part))
    if (stream) bytes.push(decodeStream(stream, file.budget), Buffer.from('\n'))
  }
  const resources = resourcesOf(file, view, page.resources, font, MOST_NESTED_FORMS)
  drawing.draw(operationsIn(Buffer.concat(bytes), file.budget), resources)
  return {
    number,
    width: right - left,
    height: top - bottom,
    rotated: page.rotate % 360 !== 0,
    lines: linesOf(drawing.stretches),
    rules: drawing.rules,
    posts: drawing.posts,
  }
}

function resourcesOf(
  file: PdfFile,
  view: PdfView,
  dict: PdfDict | undefined,
  font: (dict: PdfDict) => Font,
  depth: number,
): Resources {
  const inside = (kind: string, name: string): PdfValue =>
    view.resolve(as('dict', view.resolve(dict?.entries.get(kind)))?.entries.get(name))
  return {
    font(name) {
      const found = as('dict', inside('Font', name))
      return found && font(found)
    },
    draw(name, onto) {
      const form = as('stream', inside('XObject', name))
      if (!form || as('name', view.resolve(form.dict.entries.get('Subtype')))?.name !== 'Form') return
      if (depth === 0) throw new PdfError('too-complex', 'forms nested too deep')
      onto.enter(form.dict)
      const own = as('dict', view.resolve(form.dict.entries.get('Resources'))) ?? dict
      onto.draw(
        operationsIn(decodeStream(form, file.budget), file.budget),
        resourcesOf(file, view, own, font, depth - 1),
      )
    },
  }
}

function fieldsOf(view: PdfView, dicts: readonly PageDict[], pages: readonly PageContent[]): PlacedField[] {
  return signatureFields(view).map(({ name, dict }) => {
    const kid = as('array', view.resolve(dict.entries.get('Kids')))?.items[0]
    const widget = dict.entries.has('Rect') ? dict : as('dict', view.resolve(kid))
    const items = as('array', view.resolve(widget?.entries.get('Rect')))?.items ?? []
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = items.map((item) => (typeof item === 'number' ? item : 0))
    const on = as('reference', widget?.entries.get('P'))?.number
    const index = dicts.findIndex((page) => page.number === on)
    const height = pages[index]?.height ?? 0
    return { name, page: index < 0 ? undefined : index + 1, x0, x1, y0: height - y1, y1: height - y0 }
  })
}
