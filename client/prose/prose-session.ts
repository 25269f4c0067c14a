import * as Y from 'yjs'
import type { ProseCursor, ProseOpened, ProseRefusalCode } from '../../domain/prose-messages.ts'
import { browserTimers, type Timers } from '../connection/wire.ts'
import { changedText, insertedText } from './changed-text.ts'
import { Colleagues } from './colleagues.ts'
import { Contiguous } from './contiguous.ts'
import { Outbox } from './outbox.ts'
import type { ProseLine } from './prose-line.ts'
import { type ProseSnapshot, statusOf } from './prose-status.ts'
import type { LostText, TextPlace, UnsentStore } from './unsent-store.ts'

export interface ProseSessionOptions extends TextPlace {
  readonly line: ProseLine
  readonly store: UnsentStore
  readonly timers?: Timers
  readonly newId?: () => string
}

/** The origin of changes that came from elsewhere and need not be sent. */
const RECEIVED = Symbol('received')
const RETRY_MS = 2_000

type Opened = Extract<ProseOpened, { kind: 'opened' }>

/**
 * One text on one page: brings what is written here to the server and shows what others write. What the server has
 * not acknowledged stays on the device, through lost lines and reloads. At most one per text and page.
 */
export class ProseSession {
  readonly #options: ProseSessionOptions
  readonly #place: TextPlace
  readonly #timers: Timers
  readonly #outbox: Outbox
  readonly #watchers = new Set<() => void>()
  readonly #beforeShowing = new Set<() => void>()
  readonly #stopListening: () => void
  readonly #colleagues: Colleagues
  readonly #seen = new Contiguous()
  /** The text as the server has it, without what is unsent. */
  readonly #server = new Y.Doc({ gc: false })
  #doc: Y.Doc | null = null
  #client: number | null = null
  #access: Opened['access'] | null = null
  #shut: LostText | null = null
  #lost: LostText | null = null
  #savedAt: number | null = null
  #joining: number | null
  #restored = false
  #leaving = false
  #ended = false
  /** Grows with each opening: the answer to an earlier one is passed over. */
  #attempt = 0
  #openAgain: (() => void) | null = null
  /** What came while the editor composes; null while it does not. */
  #held: (() => void)[] | null = null
  #snapshot: ProseSnapshot

  constructor(options: ProseSessionOptions) {
    const { user, conference, document, line, store } = options
    this.#options = options
    this.#place = { user, conference, document }
    this.#timers = options.timers ?? browserTimers
    this.#colleagues = new Colleagues(this.#timers, (cursor) => {
      if (this.#joining !== null && this.#access !== null) line.moveCursor({ document, cursor })
    })
    this.#outbox = new Outbox({
      place: this.#place,
      store,
      timers: this.#timers,
      newId: options.newId ?? randomId,
      send: ({ id, update }) => line.send({ document, updateId: id, update }),
      changed: () => this.#publish(),
      stored: (update, { seq, at }) => {
        Y.applyUpdate(this.#server, update)
        this.#seen.saw(seq)
        this.#savedAt = at
        this.#publish()
      },
      refused: (code) => this.#lose(code),
    })
    // Listening begins before anything is awaited: nothing that is pushed meanwhile is missed.
    this.#stopListening = line.listen(document, {
      updated: ({ seqs, update }) => this.#updated(seqs, update),
      colleague: (colleague) => {
        this.#colleagues.met(colleague)
        this.#publish()
      },
      left: ({ session }) => {
        this.#colleagues.left(session)
        this.#publish()
      },
      accessChanged: () => void this.#open(),
      line: (joining) => this.#lineChanged(joining),
    })
    this.#joining = line.joining
    this.#snapshot = this.#take()
    void this.#begin()
  }

  /** Calls `watcher` after each change of `getSnapshot()`; returns how to stop. */
  readonly subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  /** The same object until something changes. */
  readonly getSnapshot = (): ProseSnapshot => this.#snapshot

  /** Calls `listener` each time before something that others wrote changes the text; returns how to stop. */
  beforeShowing(listener: () => void): () => void {
    this.#beforeShowing.add(listener)
    return () => this.#beforeShowing.delete(listener)
  }

  /** From here on nothing that others write changes the text, so that an input method can finish its word. */
  hold(): void {
    this.#held ??= []
  }

  /** Shows what came since `hold`. */
  release(): void {
    const held = this.#held
    this.#held = null
    for (const show of held ?? []) show()
    if (held) this.#publish()
  }

  /** Shows the others where the caret is; null: nowhere in this text. */
  moveCursor(cursor: ProseCursor | null): void {
    this.#colleagues.moveCursor(cursor)
  }

  /** Sends what was typed without gathering more; for a page that is about to go. */
  readonly flush = (): void => this.#outbox.flush()

  /** Forgets the text that the server did not take, once the person has made something of it. */
  dismissLost(): void {
    this.#lost = null
    this.#options.store.keepLost(this.#place, [], null).catch(() => {})
    this.#publish()
  }

  /** Leaves the text. What is unsent still goes out, now or when the line is back; it stays on the device till then. */
  close(): void {
    if (this.#leaving) return
    this.release()
    this.#leaving = true
    this.#colleagues.stop()
    this.#watchers.clear()
    this.#outbox.flush()
    this.#endIfDone()
  }

  #endIfDone(): void {
    const isDone = this.#restored && (this.#outbox.unsent === 0 || this.#shut !== null)
    if (!this.#leaving || this.#ended || !isDone) return
    this.#ended = true
    this.#outbox.stop()
    this.#openAgain?.()
    this.#stopListening()
  }

  async #begin(): Promise<void> {
    const nothing = { updates: [], lost: null }
    const { updates, lost } = await this.#options.store.read(this.#place).catch(() => nothing)
    this.#outbox.restore(updates)
    this.#lost = lost
    this.#restored = true
    this.#publish()
    await this.#open()
  }

  #lineChanged(joining: number | null): void {
    this.#joining = joining
    this.#attempt += 1
    this.#outbox.stop()
    this.#colleagues.clear()
    this.#publish()
    void this.#open()
  }

  async #open(): Promise<void> {
    if (this.#joining === null || !this.#restored || this.#ended) return
    this.#attempt += 1
    const attempt = this.#attempt
    this.#openAgain?.()
    this.#openAgain = null
    const { line, document } = this.#options
    const held = this.#client === null ? {} : { client: this.#client }
    const stateVector = Y.encodeStateVector(this.#server)
    // When the line ends first, the next one opens the text.
    const answer = await line.open({ document, stateVector, ...held }).catch(() => null)
    if (!answer || attempt !== this.#attempt || this.#ended) return
    if (answer.kind === 'opened') this.#opened(answer)
    else if (answer.kind === 'refused') this.#shutOut(answer.code)
    else this.#openAgain = this.#timers.after(RETRY_MS, () => void this.#open())
  }

  #opened(answer: Opened): void {
    const { update, seq, client, access } = answer
    Y.applyUpdate(this.#server, update)
    this.#access = access
    this.#client = client
    this.#shut = null
    if (this.#doc) {
      const { clientID } = this.#doc
      this.#doc.clientID = client ?? clientID
      this.#show(update, () => this.#seen.sawUpTo(seq))
    } else this.#makeDoc(seq)
    this.#colleagues.tellAgain()
    // Also where nothing may be written any more: what is unsent is refused by name, and its text kept.
    this.#outbox.start()
    this.#publish()
  }

  /** The text as the server has it and what is unsent, on a document of its own. */
  #makeDoc(seq: number): void {
    const doc = new Y.Doc({ gc: false })
    doc.clientID = this.#client ?? doc.clientID
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(this.#server), RECEIVED)
    for (const update of this.#outbox.updates()) Y.applyUpdate(doc, update, RECEIVED)
    // Yjs takes another id when its own comes back from elsewhere; ours belongs to this page alone.
    doc.clientID = this.#client ?? doc.clientID
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      // Repairs that the editor makes of itself are left to those who may write.
      if (origin !== RECEIVED && this.#doc === doc && this.#client !== null) this.#outbox.add(update)
    })
    this.#doc = doc
    this.#seen.sawUpTo(seq)
  }

  #updated(seqs: readonly number[], update: Uint8Array): void {
    Y.applyUpdate(this.#server, update)
    if (this.#doc) this.#show(update, () => this.#saw(seqs))
    else this.#saw(seqs)
    this.#publish()
  }

  #saw(seqs: readonly number[]): void {
    for (const seq of seqs) this.#seen.saw(seq)
  }

  /** Shows an update and counts it, at once or when the editor is done composing. */
  #show(update: Uint8Array, count: () => void): void {
    const show = (): void => {
      const doc = this.#doc
      if (!doc) return
      for (const listener of this.#beforeShowing) listener()
      Y.applyUpdate(doc, update, RECEIVED)
      doc.clientID = this.#client ?? doc.clientID
      count()
    }
    if (this.#held) this.#held.push(show)
    else show()
  }

  /** The server would not store what was written: its text is kept, and the document begins anew without it. */
  #lose(code: ProseRefusalCode): void {
    this.release()
    const text = this.#doc ? changedText(this.#server, this.#doc) : insertedText(this.#outbox.updates())
    const ids = this.#outbox.takeOut()
    if (text !== '' || code !== 'prose/sealed')
      this.#lost = { code, text: [this.#lost?.text ?? '', text].join('\n').trim() }
    this.#options.store.keepLost(this.#place, ids, this.#lost).catch(() => {})
    // The numbers of the refused words must not be used again for others.
    this.#client = null
    this.#access = null
    if (this.#doc) this.#makeDoc(this.#seen.last)
    this.#publish()
    void this.#open()
  }

  /** The server would not open the text. What is unsent stays on the device, should the right come back. */
  #shutOut(code: ProseRefusalCode): void {
    const { unsent } = this.#outbox
    const mine = this.#doc ? changedText(this.#server, this.#doc) : insertedText(this.#outbox.updates())
    this.#outbox.flush()
    this.#shut = { code, text: unsent > 0 ? mine : '' }
    this.#client = null
    this.#access = null
    this.#doc = null
    this.#publish()
  }

  #publish(): void {
    this.#endIfDone()
    const next = this.#take()
    if (isSame(this.#snapshot, next)) return
    this.#snapshot = next
    for (const watcher of [...this.#watchers]) watcher()
  }

  #take(): ProseSnapshot {
    return {
      doc: this.#doc,
      editable: this.#doc !== null && this.#client !== null,
      status: statusOf({
        opened: this.#doc !== null,
        access: this.#access,
        reachable: this.#joining !== null && !this.#outbox.isStuck,
        unsent: this.#outbox.unsent,
        savedAt: this.#savedAt,
        shut: this.#shut,
        lost: this.#lost,
      }),
      seq: this.#seen.last,
      colleagues: this.#colleagues.list,
      late: this.#lost?.code === 'prose/sealed' ? this.#lost.text : '',
    }
  }
}

function isSame(one: ProseSnapshot, other: ProseSnapshot): boolean {
  return (
    one.doc === other.doc &&
    one.editable === other.editable &&
    one.seq === other.seq &&
    one.colleagues === other.colleagues &&
    one.late === other.late &&
    JSON.stringify(one.status) === JSON.stringify(other.status)
  )
}

/** Sends what earlier pages of this person left on the device, in whatever texts of the conference. */
export async function sendLeftovers(options: Omit<ProseSessionOptions, 'document'>): Promise<void> {
  const { store, user, conference } = options
  for (const document of await store.documents(user, conference))
    new ProseSession({ ...options, document }).close()
}

/** 128 random bits; `crypto.randomUUID` exists only where the page came over TLS. */
function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}
