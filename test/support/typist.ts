import * as Y from 'yjs'
import { PROSE_FRAGMENT } from '../../domain/prose.ts'

/** Somebody who writes in a text: a Y.Doc under a client id, and the updates that its edits made. */
export class Typist {
  readonly doc: Y.Doc
  readonly author: string
  readonly made: Uint8Array[] = []

  constructor(author: string, client: number, content?: Uint8Array) {
    this.author = author
    this.doc = new Y.Doc({ gc: false })
    if (content) Y.applyUpdate(this.doc, content, 'received')
    this.doc.clientID = client
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'received') this.made.push(update)
    })
  }

  get fragment(): Y.XmlFragment {
    return this.doc.getXmlFragment(PROSE_FRAGMENT)
  }

  /** The updates made since the last call, as one. */
  take(): Uint8Array {
    return Y.mergeUpdates(this.made.splice(0))
  }

  receive(update: Uint8Array): void {
    Y.applyUpdate(this.doc, update, 'received')
  }

  /** A new paragraph at `index`, at the end unless told. */
  paragraph(text: string, index = this.fragment.length): this {
    this.fragment.insert(index, [block('paragraph', [words(text)])])
    return this
  }

  /** Types into the first text of the paragraph at `index`. */
  type(text: string, index = 0, at?: number): this {
    const inner = this.#text(index)
    inner.insert(at ?? inner.length, text)
    return this
  }

  erase(index: number, at: number, length: number): this {
    this.#text(index).delete(at, length)
    return this
  }

  #text(index: number): Y.XmlText {
    return (this.fragment.get(index) as Y.XmlElement).get(0) as Y.XmlText
  }
}

/** An element of the schema with its children. */
export function block(name: string, children: readonly (Y.XmlElement | Y.XmlText)[]): Y.XmlElement {
  const element = new Y.XmlElement(name)
  element.insert(0, [...children])
  return element
}

export function words(text: string): Y.XmlText {
  return new Y.XmlText(text)
}
