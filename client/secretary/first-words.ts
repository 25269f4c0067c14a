import * as Y from 'yjs'
import { PROSE_FRAGMENT } from '../../domain/prose.ts'

/** The beginning of a text as one line, of about `most` UTF-16 units; an empty string while nothing is written. */
export function firstWords(doc: Y.Doc, most: number): string {
  let line = ''
  for (const block of doc.getXmlFragment(PROSE_FRAGMENT).toArray()) {
    line = `${line} ${wordsOf(block)}`.trim()
    if (line.length >= most) break
  }
  return line.length > most ? `${line.slice(0, most).trimEnd()}…` : line
}

function wordsOf(node: unknown): string {
  if (node instanceof Y.XmlText) {
    const delta = node.toDelta() as readonly { insert: unknown }[]
    return delta.map(({ insert }) => (typeof insert === 'string' ? insert : '')).join('')
  }
  if (!(node instanceof Y.XmlElement)) return ''
  if (node.nodeName === 'hard_break') return ' '
  return node
    .toArray()
    .map(wordsOf)
    .join(node.nodeName === 'paragraph' ? '' : ' ')
}
