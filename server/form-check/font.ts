import { decodeStream } from '../signing/pdf/filters.ts'
import type { PdfFile, PdfView } from '../signing/pdf/pdf-file.ts'
import { as, type PdfDict, type PdfValue } from '../signing/pdf/values.ts'
import { readToUnicode } from './to-unicode.ts'

/** What a code of a string stands for; `width` in thousandths of an em. */
export interface Shown {
  readonly text: string
  readonly width: number
}

/** A font as text is read by it (ISO 32000-1, 9.6 to 9.8). */
export interface Font {
  readonly name: string
  readonly bold: boolean
  readonly italic: boolean
  readonly embedded: boolean
  readonly bytesPerCode: 1 | 2
  readonly show: (code: number) => Shown
}

/** @throws PdfError */
export function readFont(file: PdfFile, view: PdfView, dict: PdfDict): Font {
  const get = (from: PdfDict | undefined, key: string): PdfValue => view.resolve(from?.entries.get(key))
  const composite = as('name', get(dict, 'Subtype'))?.name === 'Type0'
  const descendant = composite ? as('array', get(dict, 'DescendantFonts'))?.items[0] : undefined
  const holder = composite ? as('dict', view.resolve(descendant)) : dict
  const descriptor = as('dict', get(holder, 'FontDescriptor'))
  const name = (as('name', get(dict, 'BaseFont'))?.name ?? '').replace(/^[A-Z]{6}\+/, '')
  const stream = as('stream', get(dict, 'ToUnicode'))
  const unicode = stream ? readToUnicode(decodeStream(stream, file.budget), file.budget) : undefined
  const width = composite ? compositeWidths(file, view, holder) : simpleWidths(view, dict, descriptor)
  return {
    name,
    bold: /bold|black|heavy/i.test(name),
    italic: /italic|oblique/i.test(name),
    embedded: ['FontFile', 'FontFile2', 'FontFile3'].some((key) => get(descriptor, key) !== null),
    bytesPerCode: composite ? 2 : 1,
    show: (code) => ({
      text: unicode?.get(code) ?? (composite ? '' : String.fromCharCode(code)),
      width: width(code),
    }),
  }
}

function compositeWidths(file: PdfFile, view: PdfView, font: PdfDict | undefined): (code: number) => number {
  const widths = new Map<number, number>()
  const otherwise = view.resolve(font?.entries.get('DW'))
  const items = as('array', view.resolve(font?.entries.get('W')))?.items ?? []
  for (let index = 0; index + 1 < items.length; ) {
    const first = view.resolve(items[index])
    const second = view.resolve(items[index + 1])
    if (typeof first !== 'number') break
    const list = as('array', second)
    if (list) {
      file.budget.spend(list.items.length)
      for (const [offset, each] of list.items.entries())
        if (typeof each === 'number') widths.set(first + offset, each)
      index += 2
    } else {
      const width = view.resolve(items[index + 2])
      if (typeof second !== 'number' || typeof width !== 'number' || second > 0xffff) break
      for (let code = first; code <= second; code++) widths.set(code, width)
      file.budget.spend(Math.max(0, second - first))
      index += 3
    }
  }
  return (code) => widths.get(code) ?? (typeof otherwise === 'number' ? otherwise : 1000)
}

function simpleWidths(
  view: PdfView,
  font: PdfDict,
  descriptor: PdfDict | undefined,
): (code: number) => number {
  const first = view.resolve(font.entries.get('FirstChar'))
  const widths = as('array', view.resolve(font.entries.get('Widths')))?.items ?? []
  const missing = view.resolve(descriptor?.entries.get('MissingWidth'))
  return (code) => {
    const width = typeof first === 'number' ? view.resolve(widths[code - first]) : null
    if (typeof width === 'number') return width
    return typeof missing === 'number' ? missing : 500
  }
}
