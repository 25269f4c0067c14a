import type { DocumentId, ProseNode } from '../../domain/prose.ts'

/** One update of one text on its way into the database. `update` is in the Yjs v1 encoding. */
export interface ProseUpdate {
  readonly conference: string
  readonly document: string
  /** Chosen by the page; a retry carries the same one and is acknowledged with the same seq. */
  readonly updateId: string
  /** The person who typed it. */
  readonly author: string
  readonly update: Uint8Array
}

export type ProseRefusal =
  | 'prose/sealed'
  | 'prose/not-yours'
  | 'prose/malformed'
  | 'prose/pending'
  | 'prose/too-large'
  | 'prose/schema'
  | 'prose/unknown-document'
  | 'prose/closed'
  | 'prose/locked'

export type Staged =
  | { readonly kind: 'staged'; readonly seq: number }
  | { readonly kind: 'refused'; readonly code: ProseRefusal }

/** A text's present content: `seq` of its last update, SHA-256 of its canonical (RFC 8785) ProseMirror JSON. */
export interface TextDigest {
  readonly seq: number
  readonly sha256: string
  readonly empty: boolean
}

/** A text that the server itself writes: what it is to read as from now on. */
export interface TextWrite {
  readonly document: DocumentId
  readonly content: ProseNode
  /** A person's id, or `system`. */
  readonly author: string
  /** The document begins with this. */
  readonly isNew: boolean
  /** What the text's digest must be afterwards. */
  readonly sha256?: string
}

/** An update that the server made, staged under a client id of its own. */
export interface WrittenUpdate extends ProseUpdate {
  readonly client: number
  readonly seq: number
}

/**
 * What the writer needs from the texts: to try updates ahead of their commit, and to keep or drop what was tried.
 * All but `load` are synchronous: they run between a lock and its commit.
 */
export interface TextStage {
  /** Brings a document into memory; concurrent calls share one load. Creates its row when there is none. */
  load(conference: string, document: string): Promise<void>
  /**
   * Whether memory holds the document as it is on disk, where `seq` is the number of its last update there. If not,
   * memory lets go of it and `load` reads it anew.
   */
  isAt(conference: string, document: string, seq: number): boolean
  /** Applies the update to the text ahead of its commit, or refuses it leaving the text as it was. */
  stage(update: ProseUpdate): Staged
  /** The text with everything that is staged. The document must be loaded. */
  digest(conference: string, document: string): TextDigest
  /** The text with everything that is staged. The document must be loaded. */
  content(conference: string, document: string): ProseNode
  /**
   * Stages the update that makes the text read as it should; the client id and, for a new text, its row are to be
   * stored with it.
   * @throws Error when the text then reads otherwise
   */
  write(conference: string, write: TextWrite): WrittenUpdate
  /** The batch is on disk: what was staged is now the text. */
  keep(): void
  /** The batch failed: what was staged is gone. `load` reads the documents concerned anew. */
  drop(): void
}
