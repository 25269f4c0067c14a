import type * as Y from 'yjs'

/** Somebody at a page with one text open, on whichever server. */
export interface Writer {
  readonly doc: Y.Doc
  /** The text into which this one types: a paragraph of its own. */
  paragraph(index: number): Y.XmlText
  /** Told when the server has acknowledged this many further updates of this writer, the oldest first. */
  acknowledged(listener: (count: number) => void): void
  /** Keeps what others write unread from now on, and reads it at the end; where this page cannot, it reads on. */
  lookAway?(on: boolean): void
  close(): void
}

/** A server of texts with everybody who has the one text open. */
export interface WritingRoom {
  readonly name: string
  readonly writers: readonly Writer[]
  /** Processes of the server, and those of its database. */
  readonly pids: { readonly server: number; readonly database: readonly number[] }
  /** Milliseconds until somebody new holds everything that 500 contributions say. */
  load(): Promise<number>
  close(): Promise<void>
}
