import type { Node } from 'prosemirror-model'
import * as Y from 'yjs'
import type { ProseNode } from '../../domain/prose.ts'
import type { ProseRefusal, ProseUpdate, Staged, TextDigest } from '../log/text-stage.ts'
import { refusalOf } from './incoming-update.ts'
import { type NodeCache, proseDigest, proseJson, readProse, UnfitProse } from './prose-document.ts'
import { updateTowards } from './prose-write.ts'

/** The most that the history of one text may take, in bytes of its updates, deleted passages included. */
const MAX_HISTORY_BYTES = 64 * 1024 * 1024

/** What the database holds of one text. */
export interface StoredText {
  readonly snapshot: { readonly seq: number; readonly state: Uint8Array } | null
  /** Those after the snapshot, without a gap. */
  readonly updates: readonly { readonly seq: number; readonly update: Uint8Array }[]
  /** Yjs client ids that were issued, with the person each was issued to. */
  readonly clients: readonly { readonly client: number; readonly author: string }[]
}

/**
 * One text in memory: as it is on disk, and ahead of it a scratch copy with what is staged. Both keep what is
 * deleted, so that history can be replayed.
 */
export class LoadedText {
  readonly #committed = new Y.Doc({ gc: false })
  #ahead: Ahead
  #staged: { readonly seq: number; readonly update: Uint8Array }[] = []
  readonly #clients: Map<number, string>
  #seq: number
  #snapshotSeq: number
  #bytes: number

  /** @throws Error when what is stored cannot be read */
  constructor(stored: StoredText) {
    const updates = stored.updates.map(({ update }) => update)
    if (stored.snapshot) updates.unshift(stored.snapshot.state)
    applyAll(this.#committed, updates)
    this.#snapshotSeq = stored.snapshot?.seq ?? 0
    this.#seq = stored.updates.at(-1)?.seq ?? this.#snapshotSeq
    this.#bytes = updates.reduce((sum, update) => sum + update.byteLength, 0)
    this.#clients = new Map(stored.clients.map(({ client, author }) => [client, author]))
    this.#ahead = new Ahead(updates)
  }

  /** The number of the last update on disk. */
  get seq(): number {
    return this.#seq
  }

  /** The last update that a stored snapshot contains. */
  get snapshotSeq(): number {
    return this.#snapshotSeq
  }

  set snapshotSeq(seq: number) {
    this.#snapshotSeq = Math.max(seq, this.#snapshotSeq)
  }

  /** Bytes of updates that it was made from: a measure of its weight in memory. */
  get bytes(): number {
    return this.#bytes
  }

  get hasStaged(): boolean {
    return this.#staged.length > 0
  }

  issued(client: number, author: string): void {
    this.#clients.set(client, author)
  }

  isIssuedTo(client: number, author: string): boolean {
    return this.#clients.get(client) === author
  }

  stage({ update, author }: ProseUpdate): Staged {
    const refusal = refusalOf(update, (client) => this.isIssuedTo(client, author)) ?? this.#try(update)
    if (refusal) return { kind: 'refused', code: refusal }
    const seq = this.#seq + this.#staged.length + 1
    this.#staged.push({ seq, update })
    this.#bytes += update.byteLength
    return { kind: 'staged', seq }
  }

  /** With what is staged. */
  digest(): TextDigest {
    return { seq: this.#seq + this.#staged.length, ...this.#ahead.digest() }
  }

  /** With what is staged. */
  content(): ProseNode {
    return proseJson(this.#ahead.read())
  }

  /** Stages the update that makes the text read as `content`, under a client id that nobody has. */
  write(
    content: ProseNode,
    client: number,
    author: string,
  ): { readonly seq: number; readonly update: Uint8Array } {
    const update = updateTowards(this.#ahead.encoded(), content, client)
    this.issued(client, author)
    const refusal = this.#try(update)
    if (refusal) throw new Error(`the text that was to be written is refused: ${refusal}`)
    const seq = this.#seq + this.#staged.length + 1
    this.#staged.push({ seq, update })
    this.#bytes += update.byteLength
    return { seq, update }
  }

  isIssued(client: number): boolean {
    return this.#clients.has(client)
  }

  /** What was staged is on disk. */
  keep(): void {
    applyAll(
      this.#committed,
      this.#staged.map(({ update }) => update),
    )
    this.#seq += this.#staged.length
    this.#staged = []
  }

  /** The text on disk. */
  prose(): Node {
    return readProse(this.#committed)
  }

  /** All of the text on disk that a reader with this state vector lacks, in the Yjs v1 encoding. */
  since(stateVector?: Uint8Array): Uint8Array {
    return Y.encodeStateAsUpdate(this.#committed, stateVector)
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.#committed)
  }

  #try(update: Uint8Array): ProseRefusal | null {
    if (this.#bytes + update.byteLength > MAX_HISTORY_BYTES) return 'prose/too-large'
    const refusal = this.#ahead.apply(update)
    if (refusal) this.#ahead = new Ahead([this.since(), ...this.#staged.map((staged) => staged.update)])
    return refusal
  }
}

/** The scratch copy. Once it has refused an update it is spoilt and must be made anew. */
class Ahead {
  readonly #doc = new Y.Doc({ gc: false })
  readonly #nodes: NodeCache = new WeakMap()
  #digest: ReturnType<typeof proseDigest> | null = null

  constructor(updates: readonly Uint8Array[]) {
    applyAll(this.#doc, updates)
    this.#doc.on('afterTransaction', ({ changedParentTypes }) => {
      for (const type of changedParentTypes.keys()) this.#nodes.delete(type)
    })
  }

  apply(update: Uint8Array): ProseRefusal | null {
    this.#digest = null
    try {
      Y.applyUpdate(this.#doc, update)
      if (this.#doc.store.pendingStructs || this.#doc.store.pendingDs) return 'prose/pending'
      readProse(this.#doc, this.#nodes)
      return null
    } catch (error) {
      return error instanceof UnfitProse ? error.code : 'prose/malformed'
    }
  }

  read(): Node {
    return readProse(this.#doc, this.#nodes)
  }

  encoded(): Uint8Array {
    return Y.encodeStateAsUpdate(this.#doc)
  }

  digest(): ReturnType<typeof proseDigest> {
    this.#digest ??= proseDigest(readProse(this.#doc, this.#nodes))
    return this.#digest
  }
}

function applyAll(doc: Y.Doc, updates: readonly Uint8Array[]): void {
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update)
  })
}
