import * as Y from 'yjs'
import type { ProseRefusalCode, ProseStored } from '../../domain/prose-messages.ts'
import type { Timers } from '../connection/wire.ts'
import type { TextPlace, UnsentStore, UnsentUpdate } from './unsent-store.ts'

/** How long typing is gathered before it is sent, in milliseconds. */
const GATHER_MS = 50
/** What waits is joined into updates of at most this many bytes. */
const JOINED_BYTES = 16 * 1024
const FIRST_RETRY_MS = 500
const LAST_RETRY_MS = 10_000

export interface OutboxParts {
  readonly place: TextPlace
  readonly store: UnsentStore
  readonly timers: Timers
  readonly newId: () => string
  readonly send: (update: UnsentUpdate) => Promise<ProseStored>
  /** Something is waiting, or no longer. */
  readonly changed: () => void
  readonly stored: (update: Uint8Array, stored: { readonly seq: number; readonly at: number }) => void
  /** Nothing further is sent until what waits has been taken out. */
  readonly refused: (code: ProseRefusalCode) => void
}

interface Waiting extends UnsentUpdate {
  /** It may have been sent, here or by another page: what follows must not be joined to it. */
  readonly closed: boolean
  /** Settled once the device holds it, or cannot. */
  readonly kept: Promise<void>
}

/**
 * What one page has written and the server has not acknowledged, in the order in which it was written. Each update
 * is kept on the device before it is sent, and forgotten once it is acknowledged; one is under way at a time, and
 * what is written meanwhile is joined.
 */
export class Outbox {
  readonly #parts: OutboxParts
  #waiting: Waiting[] = []
  #underWay: Waiting | null = null
  #cancelGather: (() => void) | null = null
  #cancelRetry: (() => void) | null = null
  #retryMs = FIRST_RETRY_MS
  /** Grows with each start and stop: a loop of an earlier one ends at its next step. */
  #run = 0
  #going = false
  #stuck = false

  constructor(parts: OutboxParts) {
    this.#parts = parts
  }

  /** How many updates the server has not acknowledged. */
  get unsent(): number {
    return this.#waiting.length
  }

  /** The server can be reached but cannot store at this moment. */
  get isStuck(): boolean {
    return this.#stuck
  }

  /** What an earlier page left on the device. */
  restore(updates: readonly UnsentUpdate[]): void {
    this.#waiting = [
      ...updates.map((held) => ({ ...held, closed: true, kept: Promise.resolve() })),
      ...this.#waiting,
    ]
  }

  /** What waits, for a text that is made anew. */
  updates(): readonly Uint8Array[] {
    return this.#waiting.map(({ update }) => update)
  }

  /** Goes to the device at once, and to the server a moment later together with what follows. */
  add(update: Uint8Array): void {
    this.#enqueue(update)
    this.#cancelGather ??= this.#parts.timers.after(GATHER_MS, () => this.flush())
    this.#parts.changed()
  }

  /** Gathers no longer: what was typed goes out now. */
  flush(): void {
    this.#cancelGather?.()
    this.#cancelGather = null
    if (this.#going) void this.#sendAll()
  }

  /** The text is open at the server: sends from now on. */
  start(): void {
    this.#run += 1
    this.#going = true
    this.#underWay = null
    void this.#sendAll()
  }

  stop(): void {
    this.#run += 1
    this.#going = false
    this.#underWay = null
    this.#stuck = false
    this.#cancelRetry?.()
    this.#cancelRetry = null
  }

  /** Takes everything out; the ids are those that the device still holds. */
  takeOut(): readonly string[] {
    this.stop()
    this.flush()
    return this.#waiting.splice(0).map(({ id }) => id)
  }

  #enqueue(update: Uint8Array): void {
    const { place, store, newId } = this.#parts
    const last = this.#waiting.at(-1)
    const joins = last && !last.closed && last.update.byteLength + update.byteLength <= JOINED_BYTES
    // Under a new id: another window of the same person may have sent the shorter one already.
    const next = { id: newId(), update: joins ? Y.mergeUpdates([last.update, update]) : update }
    const kept = store.put(place, next, joins ? last.id : undefined).catch(() => {})
    this.#waiting.splice(joins ? -1 : this.#waiting.length, joins ? 1 : 0, { ...next, closed: false, kept })
  }

  async #sendAll(): Promise<void> {
    if (this.#underWay || this.#cancelRetry) return
    const run = this.#run
    for (;;) {
      const [first] = this.#waiting
      if (!first || this.#cancelGather) return
      const next = { ...first, closed: true }
      this.#waiting[0] = next
      this.#underWay = next
      // A device that cannot keep it must not keep it from being sent.
      await next.kept
      const answer = run === this.#run ? await this.#parts.send(next).catch(() => null) : null
      if (run !== this.#run) return
      this.#underWay = null
      if (!answer) return
      if (answer.kind === 'refused') return this.#parts.refused(answer.code)
      if (answer.kind === 'unavailable') return this.#retryLater()
      this.#acknowledged(next, answer)
    }
  }

  #acknowledged(update: Waiting, stored: { readonly seq: number; readonly at: number }): void {
    this.#waiting.shift()
    this.#retryMs = FIRST_RETRY_MS
    this.#stuck = false
    this.#parts.store.remove(this.#parts.place, update.id).catch(() => {})
    this.#parts.stored(update.update, stored)
  }

  #retryLater(): void {
    this.#stuck = true
    this.#cancelRetry = this.#parts.timers.after(this.#retryMs, () => {
      this.#cancelRetry = null
      void this.#sendAll()
    })
    this.#retryMs = Math.min(2 * this.#retryMs, LAST_RETRY_MS)
    this.#parts.changed()
  }
}
