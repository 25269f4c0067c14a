import { type DomainEvent, eventVersions, type LogEntry, type RecordedEntry } from '../../domain/events.ts'
import type { Actor } from '../../domain/rights.ts'
import { evolve } from '../../domain/rules.ts'
import { type Archive, type ConferenceState, emptyConference } from '../../domain/state.ts'
import type { Instant } from '../../domain/time.ts'
import type { Entropy } from '../entropy.ts'
import { canonicalPayload, chainHash, commit, GENESIS, SALT_BYTES } from './chain.ts'
import { type EventRow, entryOf, type LogHead } from './entry.ts'

/** One entry that is on disk, with the state before and after it. */
export interface Step {
  readonly before: ConferenceState
  readonly entry: RecordedEntry
  readonly after: ConferenceState
}

interface Position {
  readonly state: ConferenceState
  readonly head: LogHead
}

/**
 * One conference in memory: what is on disk, and what the writer proposes ahead of its commit. The entries are
 * kept, so that a page that was away is told what it missed without a query.
 */
export class ConferenceLog {
  readonly id: string
  readonly #empty: ConferenceState
  #kept: Position
  #ahead: (Position & { readonly rows: readonly EventRow[]; readonly steps: readonly Step[] }) | null = null
  readonly #entries: RecordedEntry[] = []
  readonly #listeners = new Set<(steps: readonly Step[]) => void>()

  /** @param archive where the conference came from elsewhere */
  constructor(id: string, archive: Archive | null = null) {
    this.id = id
    this.#empty = archive ? { ...emptyConference, archive } : emptyConference
    this.#kept = { state: this.#empty, head: { seq: 0, at: 0, hash: GENESIS } }
  }

  /** What is on disk. */
  get state(): ConferenceState {
    return this.#kept.state
  }

  get head(): LogHead {
    return this.#kept.head
  }

  get entries(): readonly RecordedEntry[] {
    return this.#entries
  }

  /** What will be on disk if the batch under way commits. */
  get proposedState(): ConferenceState {
    return (this.#ahead ?? this.#kept).state
  }

  get proposedHead(): LogHead {
    return (this.#ahead ?? this.#kept).head
  }

  /** Rows that the batch under way has to store. */
  get proposedRows(): readonly EventRow[] {
    return this.#ahead?.rows ?? []
  }

  /**
   * Adds events ahead of their commit, and answers with their steps. `now` never goes back behind the last entry's
   * time.
   */
  propose(events: readonly DomainEvent[], actor: Actor, now: Instant, entropy: Entropy): readonly Step[] {
    const proposed: Step[] = []
    for (const event of events) {
      const ahead = this.#ahead ?? { ...this.#kept, rows: [], steps: [] }
      const row = this.#row(ahead.head, event, actor, Math.max(ahead.head.at, now), entropy)
      const entry = entryOf(row)
      const after = evolve(ahead.state, entry)
      const step = { before: ahead.state, entry, after }
      proposed.push(step)
      this.#ahead = {
        state: after,
        head: { seq: row.seq, at: entry.at, hash: row.hash },
        rows: [...ahead.rows, row],
        steps: [...ahead.steps, step],
      }
    }
    return proposed
  }

  #row(head: LogHead, event: DomainEvent, actor: Actor, at: Instant, entropy: Entropy): EventRow {
    const { type } = event
    const seq = head.seq + 1
    const version = eventVersions[type]
    const salt = Buffer.from(entropy(SALT_BYTES))
    const payload = canonicalPayload(actor, event)
    const commitment = commit(salt, payload)
    const hash = chainHash(head.hash, { conference: this.id, seq, at, type, version }, commitment)
    return { conference: this.id, seq, at: new Date(at), type, version, salt, payload, commitment, hash }
  }

  /** The batch is on disk. Listeners hear of it in the order of the log. */
  keep(): void {
    const ahead = this.#ahead
    if (!ahead) return
    this.#ahead = null
    this.#advance({ state: ahead.state, head: ahead.head }, ahead.steps)
  }

  /** The batch failed. */
  drop(): void {
    this.#ahead = null
  }

  /**
   * Takes in rows that are on disk, written by another node or by a batch whose answer was lost. Rows already
   * known are passed over.
   * @throws RangeError when a row is missing in between
   */
  append(rows: readonly EventRow[]): void {
    const fresh = rows.filter((row) => row.seq > this.#kept.head.seq)
    const steps: Step[] = []
    let { state, head } = this.#kept
    for (const row of fresh) {
      if (row.seq !== head.seq + 1) throw new RangeError(`entry ${head.seq + 1} of ${this.id} is missing`)
      const entry = entryOf(row)
      const after = evolve(state, entry)
      steps.push({ before: state, entry, after })
      state = after
      head = { seq: row.seq, at: entry.at, hash: row.hash }
    }
    if (steps.length > 0) this.#advance({ state, head }, steps)
  }

  #advance(position: Position, steps: readonly Step[]): void {
    this.#kept = position
    for (const { entry } of steps) this.#entries.push(entry)
    for (const listener of this.#listeners) listener(steps)
  }

  /** Hears every step after it is on disk; answers with what ends the hearing. */
  subscribe(listener: (steps: readonly Step[]) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The state after entry `seq`, and the steps from there on: for a page that was away. */
  stepsSince(seq: number): readonly Step[] {
    let state = this.#empty
    const steps: Step[] = []
    for (const entry of this.#entries) {
      const after = evolve(state, entry as LogEntry)
      if (entry.seq > seq) steps.push({ before: state, entry, after })
      state = after
    }
    return steps
  }
}
