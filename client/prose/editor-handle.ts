import { wrapIn } from 'prosemirror-commands'
import type { Node, NodeType } from 'prosemirror-model'
import { Selection, TextSelection, type Transaction } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import { findFolded } from '../../domain/fold.ts'
import { editorSchema } from './prose-schema.ts'
import { markTime } from './time-marks.ts'

const { blockquote, paragraph } = editorSchema.nodes as Record<'blockquote' | 'paragraph', NodeType>

/** What the page around an editor does with its text. */
export interface EditorHandle {
  focus(): void
  /** The caret's block among the text's top-level blocks, from 0. */
  caretBlock(): number
  /** Puts a quotation of these paragraphs behind the caret's block; without any, quotes what is selected. */
  quote(paragraphs: readonly string[]): void
  /** Writes these words in the place of what is selected. */
  insert(words: string): void
  markTime(): void
  /** Selects the match with this number (from 0) of words that are looked for without their marks. */
  showMatch(query: string, number: number): void
}

export function editorHandle(view: EditorView, now: () => number): EditorHandle {
  const change = (transaction: Transaction): void => {
    view.dispatch(transaction.scrollIntoView())
    view.focus()
  }
  return {
    focus: () => view.focus(),
    caretBlock: () => view.state.selection.$from.index(0),
    quote: (paragraphs) => {
      if (!view.editable || view.composing) return
      const { state } = view
      if (paragraphs.length === 0) {
        wrapIn(blockquote)(state, (transaction) => change(transaction))
        return
      }
      const lines = paragraphs.map((line) =>
        paragraph.create(null, line === '' ? null : editorSchema.text(line)),
      )
      const { $to } = state.selection
      const behind = $to.depth === 0 ? $to.pos : $to.after(1)
      const transaction = state.tr.insert(behind, [blockquote.create(null, lines), paragraph.create()])
      const end = transaction.mapping.map(behind)
      change(transaction.setSelection(Selection.near(transaction.doc.resolve(end - 1), -1)))
    },
    insert: (words) => {
      if (!view.editable || view.composing) return
      const { from, to, $from } = view.state.selection
      const before = $from.parent.textBetween(0, $from.parentOffset, undefined, ' ')
      change(view.state.tr.insertText(/\S$/.test(before) ? ` ${words}` : words, from, to))
    },
    markTime: () => {
      if (!view.editable || view.composing) return
      markTime(now)(view.state, (transaction) => change(transaction))
    },
    showMatch: (query, number) => {
      const matches = matchesIn(view.state.doc, query)
      const match = matches[number] ?? matches[0]
      if (!match) return
      change(view.state.tr.setSelection(TextSelection.create(view.state.doc, match.from, match.to)))
    },
  }
}

/** Where the words stand in a document, paragraph by paragraph, whatever marks and capitals they have. */
export function matchesIn(
  doc: Node,
  query: string,
): readonly { readonly from: number; readonly to: number }[] {
  const found: { from: number; to: number }[] = []
  doc.descendants((node, at) => {
    if (!node.isTextblock) return true
    // Whatever is no letter counts one, in the document as in this line.
    const line = node.textBetween(0, node.content.size, undefined, ' ')
    for (const { from, to } of findFolded(line, query)) found.push({ from: at + 1 + from, to: at + 1 + to })
    return false
  })
  return found
}
