import type { ProseNode } from '../domain/prose.ts'
import type { Span } from './pdf/paragraph.ts'

/** A paragraph of prose, flattened: what it says, how deep it stands, what precedes it. */
export type ProseParagraph = {
  readonly spans: readonly Span[]
  /** Depth of lists and quotations around it, 0 in the running text. */
  readonly depth: number
  readonly quoted: boolean
  /** `–`, `1.` … before the first paragraph of a list item. */
  readonly label: string | null
  readonly within: readonly Container[]
}

/** Something that holds paragraphs; the same object for all that stand in it. */
export type Container =
  | { readonly kind: 'list'; readonly ordered: boolean }
  | { readonly kind: 'item' }
  | { readonly kind: 'quotation' }

type Surroundings = { depth: number; quoted: boolean; within: readonly Container[] }

/**
 * The paragraphs of a text in order.
 * @throws {Error} on a node or mark that the minutes cannot show: nothing is left out silently.
 */
export function proseParagraphs(doc: ProseNode): ProseParagraph[] {
  if (doc.type !== 'doc') throw new Error(`Prose node cannot be printed: ${doc.type}`)
  return (doc.content ?? []).flatMap((node) =>
    blockParagraphs(node, { depth: 0, quoted: false, within: [] }, null),
  )
}

function blockParagraphs(node: ProseNode, around: Surroundings, label: string | null): ProseParagraph[] {
  const children = node.content ?? []
  switch (node.type) {
    case 'paragraph':
      // A time mark says when something was spoken; it is no part of what is printed.
      return [
        { spans: children.filter(({ type }) => type !== 'time_mark').map(inlineSpan), ...around, label },
      ]
    case 'blockquote': {
      const inner = { depth: around.depth + 1, quoted: true, within: inside(around, { kind: 'quotation' }) }
      return children.flatMap((child) => blockParagraphs(child, inner, null))
    }
    case 'bullet_list': {
      const list = { ...around, within: inside(around, { kind: 'list', ordered: false }) }
      return children.flatMap((item) => itemParagraphs(item, list, '–'))
    }
    case 'ordered_list': {
      const start = typeof node.attrs?.order === 'number' ? node.attrs.order : 1
      const list = { ...around, within: inside(around, { kind: 'list', ordered: true }) }
      return children.flatMap((item, index) => itemParagraphs(item, list, `${start + index}.`))
    }
    default:
      throw new Error(`Prose node cannot be printed: ${node.type}`)
  }
}

function itemParagraphs(item: ProseNode, around: Surroundings, label: string): ProseParagraph[] {
  if (item.type !== 'list_item') throw new Error(`Prose node cannot be printed: ${item.type}`)
  const inner = { ...around, depth: around.depth + 1, within: inside(around, { kind: 'item' }) }
  return (item.content ?? []).flatMap((child, index) =>
    blockParagraphs(child, inner, index === 0 ? label : null),
  )
}

function inside({ within }: Surroundings, container: Container): readonly Container[] {
  return [...within, container]
}

function inlineSpan(node: ProseNode): Span {
  if (node.type === 'hard_break') return { text: '\n' }
  if (node.type !== 'text') throw new Error(`Prose node cannot be printed: ${node.type}`)
  const marks = (node.marks ?? []).map((mark) => mark.type)
  const unknown = marks.find((mark) => mark !== 'strong' && mark !== 'em')
  if (unknown) throw new Error(`Prose mark cannot be printed: ${unknown}`)
  return { text: node.text ?? '', bold: marks.includes('strong'), italic: marks.includes('em') }
}
