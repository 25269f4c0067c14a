import { browserTimers, type Timers } from '../connection/wire.ts'
import { ProseSession, type ProseSessionOptions } from '../prose/prose-session.ts'
import type { ProseSnapshot } from '../prose/prose-status.ts'
import { writersOf } from './colleague-names.ts'
import { firstWords } from './first-words.ts'
import { type PageState, pageState } from './page-state.ts'

/** What a card shows of a text without opening it for writing. */
export interface Glance {
  readonly words: string
  /** The number of the text's last update. */
  readonly seq: number
  /** Names of the colleagues whose caret is in the text. */
  readonly writers: readonly string[]
  /** Something was written too late for the minutes. */
  readonly late: boolean
}

interface Held {
  readonly session: ProseSession
  holders: number
  readonly stop: () => void
}

const WORDS = 140
const GLANCE_EVERY_MS = 250
/** A text that is left stays open for so long: going back and forth between cards costs nothing. */
const LINGER_MS = 5_000

/** The texts that the page has open: each once, however many parts of the page show it. */
export class OpenTexts {
  readonly #options: Omit<ProseSessionOptions, 'document'>
  readonly #held = new Map<string, Held>()
  readonly #glances = new Map<string, Glance>()
  readonly #watchers = new Set<() => void>()
  readonly #timers: Timers
  readonly #waits = new Set<() => void>()
  readonly #due = new Set<string>()
  #savedAt: number | null = null
  #state: PageState = { kind: 'saved', at: null }

  constructor(options: Omit<ProseSessionOptions, 'document'>) {
    this.#options = options
    this.#timers = options.timers ?? browserTimers
  }

  /** Opens a text, or shares it where it is open; `release` is due once for each `hold`. */
  hold(document: string): ProseSession {
    const held = this.#held.get(document) ?? this.#open(document)
    held.holders += 1
    return held.session
  }

  release(document: string): void {
    const held = this.#held.get(document)
    if (!held) return
    held.holders -= 1
    this.#later(LINGER_MS, () => this.#closeIfLeft(document))
  }

  /** What a card shows; also of a text that was open earlier. */
  glance(document: string): Glance | undefined {
    return this.#glances.get(document)
  }

  /** The same object until something changes: whether all that was written on this page is on disk. */
  readonly state = (): PageState => this.#state

  /** Calls `watcher` after a change of a glance or of the page's state. */
  readonly subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  /** Sends what earlier pages of this person left on the device. */
  async sendLeftovers(): Promise<void> {
    const { store, user, conference } = this.#options
    const documents = await store.documents(user, conference).catch(() => [])
    for (const document of documents) {
      this.hold(document)
      this.release(document)
    }
  }

  close(): void {
    for (const cancel of this.#waits) cancel()
    for (const { session, stop } of this.#held.values()) {
      stop()
      session.close()
    }
    this.#held.clear()
    this.#watchers.clear()
  }

  #open(document: string): Held {
    const session = new ProseSession({ ...this.#options, document })
    const stop = session.subscribe(() => this.#changed(document))
    const held = { session, holders: 0, stop }
    this.#held.set(document, held)
    return held
  }

  #closeIfLeft(document: string): void {
    const held = this.#held.get(document)
    if (!held || held.holders > 0) return
    if (isUnderWay(held.session.getSnapshot())) {
      this.#later(LINGER_MS, () => this.#closeIfLeft(document))
      return
    }
    this.#glanceAt(document)
    held.stop()
    held.session.close()
    this.#held.delete(document)
    // Who writes in a text that is not open is not known.
    const glance = this.#glances.get(document)
    if (glance) this.#glances.set(document, { ...glance, writers: [] })
    this.#publish()
  }

  #changed(document: string): void {
    this.#publish()
    if (this.#due.has(document)) return
    this.#due.add(document)
    const wait = this.#glances.has(document) ? GLANCE_EVERY_MS : 0
    this.#later(wait, () => {
      this.#due.delete(document)
      this.#glanceAt(document)
      this.#publish()
    })
  }

  #glanceAt(document: string): void {
    const { doc, seq, colleagues, late } = this.#held.get(document)?.session.getSnapshot() ?? {}
    if (!doc || seq === undefined) return
    const glance: Glance = {
      words: firstWords(doc, WORDS),
      seq,
      writers: writersOf(colleagues ?? []),
      late: late !== '',
    }
    const before = this.#glances.get(document)
    if (JSON.stringify(before) !== JSON.stringify(glance)) this.#glances.set(document, glance)
  }

  #publish(): void {
    const found = pageState([...this.#held.values()].map(({ session }) => session.getSnapshot().status))
    // A text that was closed since keeps its part in when the last was saved.
    if (found.kind === 'saved' && (found.at ?? 0) > (this.#savedAt ?? 0)) this.#savedAt = found.at
    const state = found.kind === 'saved' ? { kind: found.kind, at: this.#savedAt } : found
    if (JSON.stringify(state) !== JSON.stringify(this.#state)) this.#state = state
    for (const watcher of [...this.#watchers]) watcher()
  }

  #later(wait: number, run: () => void): void {
    const cancel = this.#timers.after(wait, () => {
      this.#waits.delete(cancel)
      run()
    })
    this.#waits.add(cancel)
  }
}

function isUnderWay({ status }: ProseSnapshot): boolean {
  return status.kind === 'saving' || (status.kind === 'offline' && status.unsent > 0)
}
