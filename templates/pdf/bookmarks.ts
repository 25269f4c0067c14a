import type { Bookmark, Writer } from './writer.ts'

/** The outline of a document as its headings are drawn. Lifetime: one document. */
export class Bookmarks {
  readonly #writer: Writer
  /** The open branch, from the root. */
  #branch: { readonly level: number; readonly item: Bookmark }[] = []

  constructor(writer: Writer) {
    this.#writer = writer
  }

  /** Adds a heading of level 1–6 that stands on the current page. */
  add(level: number, title: string): void {
    this.#branch = this.#branch.filter((open) => open.level < level)
    const parent = this.#branch.at(-1)?.item ?? this.#writer.outline
    const item = parent.addItem(title.normalize('NFC'), { fit: true })
    this.#branch.push({ level, item })
  }
}
