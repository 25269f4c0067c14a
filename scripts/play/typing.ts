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
  const made: Uint8Array[] = []
  const keep = (update: Uint8Array): void => void made.push(update)
  document.on('update', keep)
  try {
    for (const batch of batches(text)) {
      document.transact(() => addTo(fragment, batch))
      yield Y.mergeUpdates(made.splice(0))
    }
  } finally {
    document.off('update', keep)
  }
}

function addTo(fragment: Y.XmlFragment, batch: readonly Piece[]): void {
  const last = fragment.length === 0 ? null : fragment.get(fragment.length - 1)
  // Only a batch's first piece can go on with a line begun before: a piece that is not a line's last fills a batch.
  const [first] = batch
  if (first && !first.begins) {
    const line = (last as Y.XmlElement).get(0) as Y.XmlText
    line.insert(line.length, first.text)
  }
  // All at once, behind the last: a place found by its index would be searched for from the beginning.
  const paragraphs = batch.filter(({ begins }) => begins).map((piece) => paragraph(piece.text))
  if (paragraphs.length > 0) fragment.insertAfter(last, paragraphs)
}

function paragraph(text: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  if (text !== '') element.insert(0, [new Y.XmlText(text)])
  return element
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
