import { inflateSync } from 'node:zlib'
import { createBudget } from '../../../server/signing/pdf/budget.ts'
import { openPdf, type PdfFile, type PdfView } from '../../../server/signing/pdf/pdf-file.ts'
import {
  as,
  decodeText,
  type PdfArray,
  type PdfDict,
  type PdfStream,
  type PdfValue,
} from '../../../server/signing/pdf/values.ts'
import { type Operation, operationsOf } from './content-stream.ts'

/** A page with its content as operations. */
export type Page = {
  readonly dict: PdfDict
  readonly number: number
  readonly operations: readonly Operation[]
}

/** What is drawn with resources of its own: a page, or the appearance of an annotation. */
export type Drawing = {
  readonly where: string
  readonly resources: PdfValue
  readonly operations: readonly Operation[]
}

/** An element of the structure tree with what it holds. */
export type Element = {
  readonly type: string
  readonly dict: PdfDict
  readonly number: number
  readonly parent: Element | null
  readonly kids: readonly Element[]
  /** Marked content by page object and number, and annotations by their object. */
  readonly content: readonly { readonly page: number; readonly mcid: number }[]
  readonly annotations: readonly number[]
}

/** A finished PDF file as the rules look at it: its newest state, with every object reached by the project's own reader. */
export class FinishedFile {
  readonly bytes: Uint8Array
  readonly file: PdfFile
  readonly view: PdfView
  readonly pages: readonly Page[]
  readonly elements: readonly Element[]
  readonly xmp: string

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.file = openPdf(bytes)
    this.view = this.file.latest()
    this.pages = this.#pages()
    const root = as('dict', this.at(this.view.catalog, 'StructTreeRoot'))
    this.elements = root ? this.#kidsOf(root, null) : []
    const packet = as('stream', this.at(this.view.catalog, 'Metadata'))
    this.xmp = packet ? Buffer.from(packet.raw).toString('utf8') : ''
  }

  /** Follows keys and indices from a value, references resolved; null where the way ends. */
  at(value: PdfValue | undefined, ...path: readonly (string | number)[]): PdfValue {
    let at = this.view.resolve(value)
    for (const key of path) {
      const holder = as('stream', at)?.dict ?? as('dict', at) ?? as('array', at)
      const next = holder?.kind === 'array' ? holder.items[Number(key)] : holder?.entries.get(String(key))
      at = this.view.resolve(next)
    }
    return at
  }

  name(value: PdfValue | undefined, ...path: readonly (string | number)[]): string | null {
    return as('name', this.at(value, ...path))?.name ?? null
  }

  text(value: PdfValue | undefined, ...path: readonly (string | number)[]): string | null {
    const found = as('string', this.at(value, ...path))
    return found ? decodeText(found) : null
  }

  items(value: PdfValue | undefined, ...path: readonly (string | number)[]): readonly PdfValue[] {
    const found = this.at(value, ...path)
    return as('array', found)?.items ?? (found === null ? [] : [found])
  }

  /** A stream's bytes, its filter undone. */
  data(stream: PdfStream): Buffer {
    return this.name(stream.dict, 'Filter') === 'FlateDecode'
      ? inflateSync(stream.raw)
      : Buffer.from(stream.raw)
  }

  /** Every object in use, by its number. */
  objects(): readonly { readonly number: number; readonly value: PdfValue }[] {
    return this.view.numbers().map((number) => ({ number, value: this.view.object(number) ?? null }))
  }

  /** Every dictionary of the file, those inside others included. */
  dictionaries(): readonly PdfDict[] {
    return this.objects().flatMap(({ value }) => dictionariesIn(value))
  }

  /** Elements in reading order, parents before their children. */
  walked(): readonly Element[] {
    const walk = (element: Element): Element[] => [element, ...element.kids.flatMap(walk)]
    return this.elements.flatMap(walk)
  }

  annotationsOf(page: Page): readonly { readonly dict: PdfDict; readonly number: number }[] {
    return this.items(page.dict, 'Annots').flatMap((each) => {
      const dict = as('dict', this.view.resolve(each))
      return dict ? [{ dict, number: as('reference', each)?.number ?? 0 }] : []
    })
  }

  /** The pages and the appearances of their annotations. */
  drawings(): readonly Drawing[] {
    return this.pages.flatMap((page, index) => [
      {
        where: `page ${index + 1}`,
        resources: this.at(page.dict, 'Resources'),
        operations: page.operations,
      },
      ...this.annotationsOf(page).flatMap(({ dict, number }) => {
        const look = as('stream', this.at(dict, 'AP', 'N'))
        if (!look) return []
        const operations = operationsOf(this.data(look), createBudget())
        return [{ where: `annotation ${number}`, resources: this.at(look.dict, 'Resources'), operations }]
      }),
    ])
  }

  #pages(): Page[] {
    const walk = (value: PdfValue): Page[] => {
      const dict = as('dict', this.view.resolve(value))
      if (!dict) return []
      if (this.name(dict, 'Type') === 'Pages') return this.items(dict, 'Kids').flatMap(walk)
      const streams = this.items(dict, 'Contents').map((each) => as('stream', this.view.resolve(each)))
      const content = Buffer.concat(
        streams.flatMap((each) => (each ? [this.data(each), Buffer.from('\n')] : [])),
      )
      const operations = operationsOf(content, createBudget())
      return [{ dict, number: as('reference', value)?.number ?? 0, operations }]
    }
    return walk(this.view.catalog.entries.get('Pages') ?? null)
  }

  #kidsOf(holder: PdfDict, parent: Element | null): Element[] {
    return kidValues(this, holder).flatMap((value) => {
      const dict = as('dict', this.view.resolve(value))
      if (!dict || this.name(dict, 'S') === null) return []
      const kids: Element[] = []
      const element = {
        type: this.name(dict, 'S') ?? '',
        dict,
        number: as('reference', value)?.number ?? 0,
        parent,
        kids,
        content: this.#contentOf(dict),
        annotations: kidValues(this, dict).flatMap((kid) => {
          const inner = as('dict', this.view.resolve(kid))
          return as('reference', inner?.entries.get('Obj'))?.number ?? []
        }),
      }
      kids.push(...this.#kidsOf(dict, element))
      return [element]
    })
  }

  #contentOf(dict: PdfDict): Element['content'] {
    const own = as('reference', dict.entries.get('Pg'))?.number ?? 0
    return kidValues(this, dict).flatMap((kid) => {
      const value = this.view.resolve(kid)
      if (typeof value === 'number') return [{ page: own, mcid: value }]
      const inner = as('dict', value)
      const mcid = inner?.entries.get('MCID')
      if (typeof mcid !== 'number') return []
      return [{ page: as('reference', inner?.entries.get('Pg'))?.number ?? own, mcid }]
    })
  }
}

function kidValues(file: FinishedFile, dict: PdfDict): readonly PdfValue[] {
  const kids = dict.entries.get('K')
  if (kids === undefined) return []
  const array: PdfArray | undefined = as('array', file.view.resolve(kids))
  return array?.items ?? [kids]
}

function dictionariesIn(value: PdfValue): PdfDict[] {
  const dict = as('stream', value)?.dict ?? as('dict', value)
  if (dict) return [dict, ...[...dict.entries.values()].flatMap(dictionariesIn)]
  return as('array', value)?.items.flatMap(dictionariesIn) ?? []
}
