import { contributionsInOrder } from './contribution-source.ts'
import type { ConferenceState } from './state.ts'
import type { Ref } from './text.ts'

/**
 * The texts of a conference: one document per contribution, one for the opening and one for the conclusion.
 * Their ids are `opening`, `conclusion` and `c` followed by the contribution's Ref.
 */
export type DocumentId = 'opening' | 'conclusion' | `c${Ref}`

export function contributionDocument(contribution: Ref): DocumentId {
  return `c${contribution}`
}

/** What a document belongs to; undefined for an id that names nothing in this conference. */
export function subjectOf(
  state: ConferenceState,
  document: string,
):
  | { readonly kind: 'record' }
  | { readonly kind: 'contribution'; readonly id: Ref; readonly bridge: string }
  | undefined {
  if (document === 'opening' || document === 'conclusion') return { kind: 'record' }
  const ref = Number(/^c([1-9]\d{0,15})$/.exec(document)?.[1])
  const contribution = state.contributions.find((held) => held.id === ref)
  return contribution && { kind: 'contribution', id: contribution.id, bridge: contribution.bridge }
}

/** Every document that the minutes are made of, in the order of the minutes. */
export function documentsOf(state: ConferenceState): readonly DocumentId[] {
  return [
    'opening',
    ...contributionsInOrder(state).map((held) => contributionDocument(held.id)),
    'conclusion',
  ]
}

/** The name of the XML fragment inside each Y.Doc. */
export const PROSE_FRAGMENT = 'prose'

/** The most that one update may carry, in bytes of the Yjs v1 encoding. */
export const MAX_UPDATE_BYTES = 512 * 1024

/** The most that one document may carry, in UTF-16 units of text. */
export const MAX_DOCUMENT_LENGTH = 400_000

/** A ProseMirror document as JSON. */
export interface ProseNode {
  readonly type: string
  readonly attrs?: Readonly<Record<string, unknown>>
  readonly content?: readonly ProseNode[]
  readonly marks?: readonly { readonly type: string }[]
  readonly text?: string
}

type Output = readonly [string, ...unknown[]]

/**
 * The ProseMirror schema as plain data, for client and server to build from. Paragraphs, line breaks, bold and
 * italic; lists and quotations of a provision.
 */
export const proseSchema = {
  nodes: {
    doc: { content: 'block+' },
    paragraph: {
      group: 'block',
      content: 'inline*',
      parseDOM: [{ tag: 'p' }],
      toDOM: (): Output => ['p', 0],
    },
    blockquote: {
      group: 'block',
      content: 'paragraph+',
      defining: true,
      parseDOM: [{ tag: 'blockquote' }],
      toDOM: (): Output => ['blockquote', 0],
    },
    bullet_list: {
      group: 'block',
      content: 'list_item+',
      parseDOM: [{ tag: 'ul' }],
      toDOM: (): Output => ['ul', 0],
    },
    ordered_list: {
      group: 'block',
      content: 'list_item+',
      parseDOM: [{ tag: 'ol' }],
      toDOM: (): Output => ['ol', 0],
    },
    list_item: {
      content: 'paragraph block*',
      defining: true,
      parseDOM: [{ tag: 'li' }],
      toDOM: (): Output => ['li', 0],
    },
    hard_break: {
      group: 'inline',
      inline: true,
      selectable: false,
      parseDOM: [{ tag: 'br' }],
      toDOM: (): Output => ['br'],
    },
    text: { group: 'inline' },
  },
  marks: {
    em: { parseDOM: [{ tag: 'i' }, { tag: 'em' }], toDOM: (): Output => ['em', 0] },
    strong: { parseDOM: [{ tag: 'b' }, { tag: 'strong' }], toDOM: (): Output => ['strong', 0] },
  },
} as const

/** The words of a document, paragraphs separated by a line end. */
export function plainText(node: ProseNode): string {
  if (node.type === 'text') return node.text ?? ''
  if (node.type === 'hard_break') return '\n'
  const inner = (node.content ?? []).map(plainText)
  return node.type === 'paragraph' ? inner.join('') : inner.join('\n')
}
