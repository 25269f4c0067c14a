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

/** What the schema needs of an element that is pasted. */
interface Pasted {
  getAttribute(name: string): string | null
  readonly style?: { readonly fontWeight?: string; readonly fontStyle?: string }
}

/** The moment of a time mark (ms since the Unix epoch), or false for what is none. */
function markedInstant(element: Pasted): { readonly at: number } | false {
  const at = Number(element.getAttribute('data-at'))
  return isTimeMark(at) && { at }
}

/** Whether a value can be the moment of a time mark: ms since the Unix epoch. */
export function isTimeMark(at: unknown): at is number {
  return typeof at === 'number' && Number.isSafeInteger(at) && at > 0
}

/**
 * The ProseMirror schema as plain data, for client and server to build from. Paragraphs, line breaks, bold and
 * italic; lists and quotations of a provision; time marks, which say when a passage was spoken and are no words.
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
    time_mark: {
      group: 'inline',
      inline: true,
      atom: true,
      selectable: false,
      attrs: { at: {} },
      parseDOM: [{ tag: 'time[data-at]', getAttrs: markedInstant }],
      toDOM: ({ attrs }: { readonly attrs: Readonly<Record<string, unknown>> }): Output => [
        'time',
        { 'data-at': String(attrs.at) },
      ],
    },
    text: { group: 'inline' },
  },
  marks: {
    // Some programs wrap all that they copy in a bold element that is not bold.
    em: {
      parseDOM: [
        { tag: 'i', getAttrs: (element: Pasted) => element.style?.fontStyle !== 'normal' && null },
        { tag: 'em' },
        { style: 'font-style=italic' },
      ],
      toDOM: (): Output => ['em', 0],
    },
    strong: {
      parseDOM: [
        { tag: 'b', getAttrs: (element: Pasted) => element.style?.fontWeight !== 'normal' && null },
        { tag: 'strong' },
        {
          style: 'font-weight',
          getAttrs: (weight: string) => /^(bold|bolder|[6-9]00)$/.test(weight) && null,
        },
      ],
      toDOM: (): Output => ['strong', 0],
    },
  },
} as const

/** The words of a document, paragraphs separated by a line end. */
export function plainText(node: ProseNode): string {
  if (node.type === 'text') return node.text ?? ''
  if (node.type === 'hard_break') return '\n'
  const inner = (node.content ?? []).map(plainText)
  return node.type === 'paragraph' ? inner.join('') : inner.join('\n')
}
