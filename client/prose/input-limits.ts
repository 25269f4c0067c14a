import type { Node } from 'prosemirror-model'
import { Plugin, type Transaction } from 'prosemirror-state'
import { ReplaceAroundStep, ReplaceStep } from 'prosemirror-transform'
import { MAX_DOCUMENT_LENGTH } from '../../domain/prose.ts'

/** At most three bytes each in UTF-8, these stay within one update. */
const MAX_INSERTED = 150_000

/** Characters that the server refuses: control characters other than tab and line ends, halves of surrogate pairs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNREADABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\p{Cs}]/gu

/**
 * Keeps out what the server would refuse: unreadable characters are left out of what is pasted, and what would
 * make the text too long is not taken at all; `refused` is told.
 */
export function inputLimits(refused: () => void): Plugin {
  return new Plugin({
    filterTransaction: (transaction) => {
      if (!transaction.docChanged || isFromText(transaction)) return true
      const inserted = insertedBy(transaction)
      const fits =
        inserted === 0 || (inserted <= MAX_INSERTED && lengthOf(transaction.doc) <= MAX_DOCUMENT_LENGTH)
      if (!fits) refused()
      return fits
    },
    props: {
      transformPastedText: readable,
      transformPastedHTML: readable,
      handleTextInput: (view, from, to, text) => {
        const clean = readable(text)
        if (clean === text) return false
        view.dispatch(view.state.tr.insertText(clean, from, to))
        return true
      },
    },
  })
}

function readable(text: string): string {
  return text.replace(UNREADABLE, '')
}

/** What comes from the text itself is no part of the editor's own history. */
function isFromText(transaction: Transaction): boolean {
  return transaction.getMeta('addToHistory') === false
}

function insertedBy({ steps }: Transaction): number {
  return steps.reduce((sum, step) => {
    const isReplacing = step instanceof ReplaceStep || step instanceof ReplaceAroundStep
    return sum + (isReplacing ? step.slice.size : 0)
  }, 0)
}

function lengthOf(doc: Node): number {
  // Nodes count too here, so most texts need no counting of their letters.
  if (doc.content.size <= MAX_DOCUMENT_LENGTH) return doc.content.size
  let length = 0
  doc.descendants((node) => {
    length += node.text?.length ?? 0
  })
  return length
}
