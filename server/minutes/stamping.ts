import type { SignatureField } from '../../domain/signing.ts'
import type { Instant, Milliseconds } from '../../domain/time.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/pool.ts'
import { AppError } from '../errors.ts'
import type { Conferences } from '../log/conferences.ts'
import type { FileTurns } from './file-turns.ts'
import { type StampingStatus, StampTask } from './stamp-task.ts'
import { conferencesToStamp } from './to-stamp.ts'

export type { StampingStatus } from './stamp-task.ts'

/** A file with a timestamp, and what the log keeps of it. */
export interface Stamped {
  readonly bytes: Uint8Array
  /** The authority, by name. */
  readonly by: string
  readonly time: Instant
  /** When the authority's certificate ends. */
  readonly until: Instant
}

/** Where stamps come from; the signing slice's business. */
export interface Stamps {
  signature(pdf: Uint8Array, field: SignatureField): Promise<Stamped>
  /** @param missing revocation data that cannot be had: fails, or is left out */
  archive(pdf: Uint8Array, missing: 'fail' | 'leave-out'): Promise<Stamped>
}

export interface StampingParts {
  readonly database: Database
  readonly conferences: Conferences
  readonly clock: Clock
  /** Null where there is no timestamp authority: nothing is stamped, and the status says so. */
  readonly stamps: Stamps | null
  readonly turns: FileTurns
  readonly report: (error: unknown) => void
  /** First wait after a failure, doubled after each, ten minutes at most; 5 s unless told. */
  readonly retryAfterMs?: Milliseconds
}

/** Between two looks for renewals, and for what a node has left behind that is gone. */
const SWEEP_INTERVAL: Milliseconds = 60 * 60 * 1000

/**
 * Stamps the minutes of the conferences that this node owns, whenever their log says that a stamp is due. It keeps
 * nothing of its own: after a restart the log says the same.
 */
export class Stamping {
  readonly #parts: StampingParts
  readonly #tasks = new Map<string, StampTask>()
  readonly #timer: NodeJS.Timeout
  #closed = false

  constructor(parts: StampingParts) {
    this.#parts = parts
    parts.conferences.onRoleChange((conference, role) => {
      if (role === 'owner') this.#watch(conference)
      else this.#unwatch(conference)
    })
    this.#timer = setInterval(() => void this.#sweep(), SWEEP_INTERVAL).unref()
    void this.#sweep()
  }

  /** How it stands with a conference's stamps on this node; `idle`, too, where another node owns it. */
  status(conference: string): StampingStatus {
    return this.#tasks.get(conference)?.status ?? { state: 'idle', since: null, attempts: 0, problem: null }
  }

  /** Waits for what is being put into the log; an authority that has not answered is not waited for. */
  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#timer)
    for (const conference of [...this.#tasks.keys()]) this.#unwatch(conference)
    await this.#parts.turns.settled()
  }

  #watch(conference: string): void {
    if (this.#closed || this.#tasks.has(conference)) return
    const task = new StampTask(this.#parts, this.#parts.conferences.loaded(conference))
    this.#tasks.set(conference, task)
    task.look()
  }

  #unwatch(conference: string): void {
    this.#tasks.get(conference)?.close()
    this.#tasks.delete(conference)
  }

  /** The minutes outlive the day of the conference: also what nobody has opened since. */
  async #sweep(): Promise<void> {
    const { conferences, database, clock, stamps, report } = this.#parts
    for (const task of this.#tasks.values()) task.look()
    if (!stamps) return
    const due = await conferencesToStamp(database, clock.now()).catch((error: unknown) => {
      report(error)
      return []
    })
    for (const conference of due) {
      if (this.#closed) return
      if (conferences.owns(conference)) continue
      await conferences.enter(conference).catch((error: unknown) => {
        if (!(error instanceof AppError && error.code === 'conference/unknown')) report(error)
      })
    }
  }
}
