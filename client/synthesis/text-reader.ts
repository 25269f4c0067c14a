import { type ProseNode, plainText } from '../../domain/prose.ts'
import type { Answer } from '../../domain/protocol.ts'
import { browserTimers, type Timers } from '../connection/wire.ts'
import { bare } from '../design/bare.ts'

/** A text as the server had it when it was read last. */
export interface TextRead {
  readonly seq: number
  readonly prose: ProseNode
  /** Its words without marks, to be searched. */
  readonly bare: string
}

/** What the server answers: texts that went on, and whether others wait. */
export interface TextsGiven {
  readonly texts: readonly { readonly document: string; readonly seq: number; readonly prose: ProseNode }[]
  readonly more: boolean
}

export interface TextReaderOptions {
  /** Asks for documents, each with the update as which it is known (`c12.7`) or without (`c12`). */
  readonly read: (documents: readonly string[]) => Promise<Answer<TextsGiven>>
  /** Whether somebody looks at the page. */
  readonly isSeen?: () => boolean
  readonly timers?: Timers
}

/** How often the server is asked what went on, in milliseconds: two seconds late is live enough to read. */
const EVERY_MS = 2_000
const MOST_ASKED = 500

/**
 * Reads many texts that are not to be written in: all of them once, then again and again those that went on. Five
 * hundred live sessions would be too much for page and server; a question that has no news is one row each.
 */
export class TextReader {
  readonly #options: TextReaderOptions
  readonly #timers: Timers
  readonly #texts = new Map<string, TextRead>()
  readonly #watchers = new Set<() => void>()
  #wanted: readonly string[] = []
  #isReading = false
  #isFailing = false
  #isClosed = false
  #version = 0
  #cancel: () => void = () => undefined

  constructor(options: TextReaderOptions) {
    this.#options = options
    this.#timers = options.timers ?? browserTimers
  }

  /** From now on these texts are kept up to date. */
  want(documents: readonly string[]): void {
    const isMore = documents.some((document) => !this.#wanted.includes(document))
    this.#wanted = documents
    if (isMore) void this.#read()
  }

  /** The same object until the text goes on; undefined until it has come. */
  text(document: string): TextRead | undefined {
    return this.#texts.get(document)
  }

  /** Grows with each change of any text. */
  readonly version = (): number => this.#version

  /** Whether the last question had no answer. */
  readonly isFailing = (): boolean => this.#isFailing

  readonly subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  close(): void {
    this.#isClosed = true
    this.#cancel()
    this.#watchers.clear()
  }

  async #read(): Promise<void> {
    if (this.#isReading || this.#isClosed) return
    this.#cancel()
    this.#isReading = true
    let wanted = this.#wanted
    do {
      wanted = this.#wanted
      for (let at = 0; at < wanted.length; at += MOST_ASKED)
        if (!(await this.#readSlice(wanted.slice(at, at + MOST_ASKED)))) break
      // What was wanted while reading is read at once.
    } while (wanted !== this.#wanted && !this.#isFailing && !this.#isClosed)
    this.#isReading = false
    if (!this.#isClosed) this.#cancel = this.#timers.after(EVERY_MS, () => this.#again())
  }

  #again(): void {
    if (this.#options.isSeen?.() ?? true) void this.#read()
    else this.#cancel = this.#timers.after(EVERY_MS, () => this.#again())
  }

  /** Whether the server answered. */
  async #readSlice(documents: readonly string[]): Promise<boolean> {
    for (;;) {
      const asked = documents.map((document) => {
        const held = this.#texts.get(document)
        return held ? `${document}.${held.seq}` : document
      })
      const answer = await this.#options.read(asked)
      if (this.#isClosed) return false
      this.#fails(!answer.ok)
      if (!answer.ok) return false
      this.#take(answer.value.texts)
      if (!answer.value.more || answer.value.texts.length === 0) return true
    }
  }

  #take(texts: TextsGiven['texts']): void {
    for (const { document, seq, prose } of texts)
      this.#texts.set(document, { seq, prose, bare: bare(plainText(prose)) })
    if (texts.length > 0) this.#tell()
  }

  #fails(isFailing: boolean): void {
    if (isFailing === this.#isFailing) return
    this.#isFailing = isFailing
    this.#tell()
  }

  #tell(): void {
    this.#version += 1
    for (const watcher of [...this.#watchers]) watcher()
  }
}
