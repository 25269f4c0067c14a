import type { ProseNode } from '../domain/prose.ts'
import type { Span } from './pdf/paragraph.ts'
import { type Container, proseParagraphs } from './prose.ts'

/** A part of a document's text, whatever file it goes into. */
export type TextBlock =
  | { readonly kind: 'heading'; readonly level: 2 | 3 | 4; readonly text: string }
  | ({ readonly kind: 'text'; readonly spans: readonly Span[] } & TextPlace)
  | TableBlock

export type TextPlace = {
  /** Depth of lists and quotations around it, 0 in the running text. */
  readonly depth?: number
  readonly quoted?: boolean
  readonly keepWithNext?: boolean
  /** Closer to what stands above than a paragraph of its own. */
  readonly close?: boolean
  /** A remark on how the document was made, in the small letters of notes. */
  readonly note?: boolean
  /** The lists and quotations around it, from the outermost. */
  readonly within?: readonly Container[]
  /** The first span is the label of a list's item. */
  readonly labelled?: boolean
}

export type TableBlock = {
  readonly kind: 'table'
  readonly columns: readonly TextColumn[]
  readonly rows: readonly (readonly (readonly Span[])[])[]
}

export type TextColumn = {
  readonly title: string
  /** Share of the table's width. */
  readonly share: number
  readonly align: 'left' | 'center'
}

export function heading(level: 2 | 3 | 4, text: string): TextBlock {
  return { kind: 'heading', level, text }
}

export function text(words: string | readonly Span[], place: TextPlace = {}): TextBlock {
  return { kind: 'text', spans: typeof words === 'string' ? [{ text: words }] : words, ...place }
}

/** `Label: words`, the label in bold. */
export function labelled(label: string, words: string, place: TextPlace = {}): TextBlock {
  return text([{ text: `${label}: `, bold: true }, { text: words }], place)
}

/** A text that was written; one without a word says so. */
export function proseBlocks(doc: ProseNode): TextBlock[] {
  const paragraphs = proseParagraphs(doc).filter(({ spans, label }) => spans.length > 0 || label !== null)
  if (paragraphs.length === 0) return [text([{ text: '(Không có nội dung ghi chép.)', italic: true }])]
  return paragraphs.map(({ spans, label, depth, quoted, within }) =>
    text(label ? [{ text: `${label} ` }, ...spans] : spans, {
      depth,
      quoted,
      within,
      labelled: label !== null,
    }),
  )
}

/** A list of short lines, each after its label: `1)`, `-`. */
export function listed(
  lines: readonly { readonly label: string; readonly text: string }[],
  ordered: boolean,
  place: TextPlace = {},
): TextBlock[] {
  const list: Container = { kind: 'list', ordered }
  return lines.map(({ label, text: words }, index) =>
    text([{ text: `${label} ` }, { text: words }], {
      ...place,
      close: place.close ?? index > 0,
      within: [list, { kind: 'item' }],
      labelled: true,
    }),
  )
}
