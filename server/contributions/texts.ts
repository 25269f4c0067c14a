import { randomInt, randomUUID } from 'node:crypto'
import type { ProseNode } from '../../domain/prose.ts'
import type { Sql } from '../database/pool.ts'
import type {
  ProseUpdate,
  Staged,
  TextDigest,
  TextStage,
  TextWrite,
  WrittenUpdate,
} from '../log/text-stage.ts'
import { LoadedText, type StoredText } from './loaded-text.ts'
import { proseJson } from './prose-document.ts'
import * as store from './text-store.ts'

/** What a page is given when it opens a text. */
export interface OpenedText {
  /** The Yjs client id to write under; null for a reader. */
  readonly client: number | null
  /** The number of the last update that `update` brings the page up to. */
  readonly seq: number
  /** What the page lacks, in the Yjs v1 encoding. */
  readonly update: Uint8Array
  /** What the server has. */
  readonly stateVector: Uint8Array
}

export interface OpeningText {
  /** The person who will write; null for a reader, who gets no client id. */
  readonly author: string | null
  /** A client id that the page holds since an earlier opening; another is issued if it is not the author's. */
  readonly client?: number | undefined
  /** What the page has already. */
  readonly stateVector: Uint8Array
}

/** The texts of all conferences, in memory as long as they are used. */
export interface Texts extends TextStage {
  /** `load` for many documents. */
  loadAll(conference: string, documents: readonly string[]): Promise<void>
  /** Opens a text for a page: its state on disk, and a client id for whoever may write. */
  open(conference: string, document: string, opening: OpeningText): Promise<OpenedText>
  /** Commits a Yjs client id for this author in this document. */
  issueClient(conference: string, document: string, author: string): Promise<number>
  /**
   * The text on disk as a ProseMirror document, as it stood after update `atSeq` where that is given; with 0, or
   * when there is no such document, one empty paragraph.
   */
  json(conference: string, document: string, atSeq?: number): Promise<ProseNode>
  /** Lets go of a conference's texts. For when this node gains or loses its ownership: others may have written. */
  forget(conference: string): void
  /** Lets go of texts that nothing has used since `usedBefore` (of `performance.now()`). */
  evict(usedBefore: number): void
  /** Waits for snapshots under way. */
  close(): Promise<void>
}

export interface TextsOptions {
  /** Takes a line about a snapshot that could not be written; the text is on disk all the same. */
  readonly log?: (line: string) => void
  /** Updates between snapshots, at least; 300 unless told. */
  readonly snapshotEvery?: number
  /** Texts heavier than this together, in bytes of their updates, are let go of sooner; 32 MiB unless told. */
  readonly heavyBytes?: number
}

const SWEEP_MS = 30_000
const IDLE_MS = 300_000
const HEAVY_IDLE_MS = 30_000

export function openTexts(database: Sql, options: TextsOptions = {}): Texts {
  return new TextsInMemory(database, options)
}

interface Entry {
  readonly conference: string
  readonly document: string
  readonly text: LoadedText
  usedAt: number
}

class TextsInMemory implements Texts {
  readonly #database: Sql
  readonly #options: Required<TextsOptions>
  readonly #entries = new Map<string, Entry>()
  readonly #loading = new Map<string, Promise<void>>()
  readonly #gathered = new Map<string, { readonly documents: string[]; readonly read: Promise<void> }>()
  readonly #staged = new Set<Entry>()
  readonly #snapshots = new Map<LoadedText, Promise<void>>()
  readonly #sweep: NodeJS.Timeout
  #forgotten = 0

  constructor(database: Sql, options: TextsOptions) {
    this.#database = database
    this.#options = { log: () => {}, snapshotEvery: 300, heavyBytes: 32 * 1024 * 1024, ...options }
    this.#sweep = setInterval(() => this.#sweepIdle(), SWEEP_MS).unref()
  }

  load(conference: string, document: string): Promise<void> {
    const key = keyOf(conference, document)
    if (this.#use(key)) return Promise.resolve()
    const known = this.#loading.get(key)
    if (known) return known
    const loading = this.#gather(conference, document).finally(() => this.#loading.delete(key))
    this.#loading.set(key, loading)
    return loading
  }

  async loadAll(conference: string, documents: readonly string[]): Promise<void> {
    await Promise.all(documents.map((document) => this.load(conference, document)))
  }

  isAt(conference: string, document: string, seq: number): boolean {
    const key = keyOf(conference, document)
    if (this.#use(key)?.text.seq === seq) return true
    this.#entries.delete(key)
    return false
  }

  stage(update: ProseUpdate): Staged {
    const entry = this.#loaded(update.conference, update.document)
    const staged = entry.text.stage(update)
    if (staged.kind === 'staged') this.#staged.add(entry)
    return staged
  }

  digest(conference: string, document: string): TextDigest {
    return this.#loaded(conference, document).text.digest()
  }

  content(conference: string, document: string): ProseNode {
    return this.#loaded(conference, document).text.content()
  }

  write(conference: string, { document, content, author, isNew, sha256 }: TextWrite): WrittenUpdate {
    if (isNew) this.#beginEmpty(conference, document)
    const entry = this.#loaded(conference, document)
    let client: number
    do client = randomInt(1, 2 ** 32 - 1)
    while (entry.text.isIssued(client))
    const { seq, update } = entry.text.write(content, client, author)
    this.#staged.add(entry)
    if (sha256 !== undefined && entry.text.digest().sha256 !== sha256)
      throw new Error(`text ${conference}/${document} reads otherwise than it was to be written`)
    return { conference, document, updateId: `server-${randomUUID()}`, author, update, client, seq }
  }

  keep(): void {
    for (const entry of this.#staged) {
      entry.text.keep()
      this.#considerSnapshot(entry)
    }
    this.#staged.clear()
  }

  drop(): void {
    // Whether the database has them is not known: memory is made anew from it.
    for (const { conference, document } of this.#staged) this.#entries.delete(keyOf(conference, document))
    this.#staged.clear()
  }

  async open(conference: string, document: string, opening: OpeningText): Promise<OpenedText> {
    const { author, client: held, stateVector } = opening
    await this.load(conference, document)
    const isHeld =
      author !== null &&
      held !== undefined &&
      this.#loaded(conference, document).text.isIssuedTo(held, author)
    const client =
      author === null ? null : isHeld ? held : await this.issueClient(conference, document, author)
    const { text } = await this.#get(conference, document)
    return { client, seq: text.seq, update: text.since(stateVector), stateVector: text.stateVector() }
  }

  async issueClient(conference: string, document: string, author: string): Promise<number> {
    await this.#get(conference, document)
    for (;;) {
      // Not from the seeded entropy of a played conference: how many are drawn depends on who connects when.
      const client = randomInt(1, 2 ** 32)
      if (!(await store.insertClient(this.#database, conference, document, client, author))) continue
      // Memory may have been made anew meanwhile; whatever is read from now on holds the id already.
      const { text } = await this.#get(conference, document)
      text.issued(client, author)
      return client
    }
  }

  async json(conference: string, document: string, atSeq?: number): Promise<ProseNode> {
    const entry = this.#use(keyOf(conference, document))
    const seq = atSeq ?? (await store.readSeq(this.#database, conference, document)) ?? 0
    if (entry?.text.seq === seq) return proseJson(entry.text.prose())
    const texts = await store.readTexts(this.#database, conference, [document], seq)
    const stored = texts.get(document) ?? { snapshot: null, updates: [], clients: [] }
    return proseJson(new LoadedText(stored).prose())
  }

  forget(conference: string): void {
    this.#forgotten += 1
    for (const [key, entry] of this.#entries) if (entry.conference === conference) this.#entries.delete(key)
  }

  evict(usedBefore: number): void {
    for (const [key, entry] of this.#entries) {
      if (entry.usedAt < usedBefore && !this.#staged.has(entry)) this.#entries.delete(key)
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#sweep)
    await Promise.all(this.#snapshots.values())
  }

  /** What is asked for in one turn of the event loop is read together: a seal asks for hundreds. */
  #gather(conference: string, document: string): Promise<void> {
    let gathered = this.#gathered.get(conference)
    if (!gathered) {
      const documents: string[] = []
      const read = Promise.resolve().then(() => {
        this.#gathered.delete(conference)
        return this.#read(conference, documents)
      })
      gathered = { documents, read }
      this.#gathered.set(conference, gathered)
    }
    gathered.documents.push(document)
    return gathered.read
  }

  async #read(conference: string, documents: readonly string[]): Promise<void> {
    await store.createDocuments(this.#database, conference, documents)
    let texts: ReadonlyMap<string, StoredText>
    let forgotten: number
    do {
      forgotten = this.#forgotten
      texts = await store.readTexts(this.#database, conference, documents)
    } while (forgotten !== this.#forgotten)
    for (const [document, stored] of texts) {
      const entry = { conference, document, text: new LoadedText(stored), usedAt: performance.now() }
      this.#entries.set(keyOf(conference, document), entry)
    }
  }

  /** A text that is not on disk yet: it begins with what is staged next. */
  #beginEmpty(conference: string, document: string): void {
    const text = new LoadedText({ snapshot: null, updates: [], clients: [] })
    this.#entries.set(keyOf(conference, document), { conference, document, text, usedAt: performance.now() })
  }

  #use(key: string): Entry | undefined {
    const entry = this.#entries.get(key)
    if (entry) entry.usedAt = performance.now()
    return entry
  }

  async #get(conference: string, document: string): Promise<Entry> {
    for (;;) {
      const entry = this.#use(keyOf(conference, document))
      if (entry) return entry
      await this.load(conference, document)
    }
  }

  #loaded(conference: string, document: string): Entry {
    const entry = this.#use(keyOf(conference, document))
    if (!entry) throw new Error(`text ${conference}/${document} is not loaded`)
    return entry
  }

  /** The more there are, the rarer they become: none is ever removed, and together they stay small. */
  #considerSnapshot({ conference, document, text }: Entry): void {
    const due = text.snapshotSeq + Math.max(this.#options.snapshotEvery, text.snapshotSeq / 2)
    if (text.seq < due || this.#snapshots.has(text)) return
    const writing = new Promise((resolve) => setImmediate(resolve))
      .then(async () => {
        const snapshot = { seq: text.seq, state: text.since() }
        await store.insertSnapshot(this.#database, conference, document, snapshot)
        text.snapshotSeq = snapshot.seq
      })
      .catch((error: Error) =>
        this.#options.log(`No snapshot of ${conference}/${document}: ${error.message}`),
      )
      .finally(() => this.#snapshots.delete(text))
    this.#snapshots.set(text, writing)
  }

  #sweepIdle(): void {
    const bytes = [...this.#entries.values()].reduce((sum, { text }) => sum + text.bytes, 0)
    this.evict(performance.now() - (bytes > this.#options.heavyBytes ? HEAVY_IDLE_MS : IDLE_MS))
  }
}

function keyOf(conference: string, document: string): string {
  return `${conference}\u0000${document}`
}
