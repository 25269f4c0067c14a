import * as Y from 'yjs'
import { PROSE_FRAGMENT } from '../../domain/prose.ts'

/**
 * The words of those paragraphs, lists and quotations of `mine` that differ from `theirs`, separated by line ends:
 * what would be missing if only `theirs` remained. Empty when nothing but deletions or bold and italic differ.
 */
export function changedText(theirs: Y.Doc, mine: Y.Doc): string {
  const before = blocks(theirs)
  const after = blocks(mine)
  let start = 0
  while (start < after.length && after[start] === before[start]) start += 1
  let end = 0
  while (end < after.length - start && after.at(-1 - end) === before.at(-1 - end)) end += 1
  return after
    .slice(start, after.length - end)
    .join('\n')
    .trim()
}

/** The words in updates, as far as they can be read without the text that they belong to. */
export function insertedText(updates: readonly Uint8Array[]): string {
  const pieces = updates.flatMap((update) =>
    Y.decodeUpdate(update).structs.flatMap((struct) =>
      struct instanceof Y.Item && struct.content instanceof Y.ContentString ? [struct.content.str] : [],
    ),
  )
  return pieces.join('').trim()
}

function blocks(doc: Y.Doc): readonly string[] {
  return doc.getXmlFragment(PROSE_FRAGMENT).toArray().map(words)
}

function words(node: unknown): string {
  if (node instanceof Y.XmlText) {
    const delta = node.toDelta() as readonly { insert: unknown }[]
    return delta.map(({ insert }) => (typeof insert === 'string' ? insert : '')).join('')
  }
  if (!(node instanceof Y.XmlElement)) return ''
  if (node.nodeName === 'hard_break') return '\n'
  return node
    .toArray()
    .map(words)
    .join(node.nodeName === 'paragraph' ? '' : '\n')
}
