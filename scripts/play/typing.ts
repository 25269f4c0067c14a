import * as Y from 'yjs'
import { PROSE_FRAGMENT } from '../../domain/prose.ts'

/** UTF-16 units of text in one update, at most; three bytes each stay far below what a server takes. */
const MOST_UNITS = 40_000
/** What the structure of a paragraph weighs, in units. */
const PARAGRAPH_WEIGHT = 10

/** Every kind of line end that a text may hold. */
export const LINE_END = /\r\n|[\n\r\u2028\u2029]/

/** A piece of one line; a long line takes several. */
interface Piece {
  readonly text: string
  readonly begins: boolean
}

/**
 * Types a text at the end of a document, one paragraph per line, and gives each update as it is made. A text of
 * usual length is one update. The document's client id must be one that the server issued.
 */
export function* typed(document: Y.Doc, text: string): Generator<Uint8Array> {
  const fragment = document.getXmlFragment(PROSE_FRAGMENT)
  let line = new Y.XmlText()
  const add = ({ text: words, begins }: Piece): void => {
    if (!begins) {
      line.insert(line.length, words)
      return
    }
    const paragraph = new Y.XmlElement('paragraph')
    line = new Y.XmlText(words)
    if (words !== '') paragraph.insert(0, [line])
    fragment.push([paragraph])
  }
  const made: Uint8Array[] = []
  const keep = (update: Uint8Array): void => void made.push(update)
  document.on('update', keep)
  try {
    for (const batch of batches(text)) {
      document.transact(() => batch.forEach(add))
      yield Y.mergeUpdates(made.splice(0))
    }
  } finally {
    document.off('update', keep)
  }
}

function* batches(text: string): Generator<readonly Piece[]> {
  let batch: Piece[] = []
  let weight = 0
  for (const piece of pieces(text)) {
    const more = piece.text.length + PARAGRAPH_WEIGHT
    if (batch.length > 0 && weight + more > MOST_UNITS) {
      yield batch
      batch = []
      weight = 0
    }
    batch.push(piece)
    weight += more
  }
  yield batch
}

function* pieces(text: string): Generator<Piece> {
  const most = MOST_UNITS - PARAGRAPH_WEIGHT
  for (const line of text.split(LINE_END)) {
    let start = 0
    do {
      let end = Math.min(start + most, line.length)
      if (end < line.length && isHighSurrogate(line.charCodeAt(end - 1))) end -= 1
      yield { text: line.slice(start, end), begins: start === 0 }
      start = end
    } while (start < line.length)
  }
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00
}
