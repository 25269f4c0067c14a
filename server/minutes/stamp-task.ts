import type { Instant, Milliseconds } from '../../domain/time.ts'
import { AppError, type ErrorCode } from '../errors.ts'
import type { ConferenceLog } from '../log/conference-log.ts'
import { getBlob, putBlob } from './blobs.ts'
import { type StampDue, stampDue } from './stamp-due.ts'
import type { Stamped, StampingParts } from './stamping.ts'

/** For a page: what the server is doing about timestamps. */
export interface StampingStatus {
  /** `waiting`: for the authority, or for the next try. `failed`: not tried again before something changes. */
  readonly state: 'idle' | 'waiting' | 'failed'
  /** Since when a stamp is due; null while none is. */
  readonly since: Instant | null
  /** Tries that failed. */
  readonly attempts: number
  /** Code of the last failure. */
  readonly problem: string | null
}

const FIRST_RETRY: Milliseconds = 5_000
/** How long an archive stamp waits for revocation data that does not come, before it is made without. */
const REVOCATION_PATIENCE: Milliseconds = 2 * 86_400_000
const LONGEST_RETRY: Milliseconds = 10 * 60 * 1000

/** What a signature that cannot be stamped answers, however often it is tried. */
const hopeless: ReadonlySet<string> = new Set<ErrorCode>([
  'signing/too-large',
  'signing/not-newest',
  'signing/unknown-field',
  'signing/unreadable-pdf',
])

/** The stamps of one conference that this node owns: one at a time, tried again for as long as they are due. */
export class StampTask {
  readonly #parts: StampingParts
  readonly #log: ConferenceLog
  readonly #leave: () => void
  #timer: NodeJS.Timeout | null = null
  #running = false
  #closed = false
  /** SHA-256 of the newest file when it was last looked at. */
  #base: string | null = null
  #givenUp: string | null = null
  #since: Instant | null = null
  #attempts = 0
  #problem: string | null = null
  #stopped = false

  constructor(parts: StampingParts, log: ConferenceLog) {
    this.#parts = parts
    this.#log = log
    this.#leave = log.subscribe((steps) => {
      if (steps.some(({ before, after }) => before.minutes !== after.minutes)) this.look()
    })
  }

  get status(): StampingStatus {
    const said = { since: this.#since, attempts: this.#attempts, problem: this.#problem }
    if (this.#since === null) return { state: 'idle', ...said }
    return { state: this.#stopped ? 'failed' : 'waiting', ...said }
  }

  close(): void {
    this.#closed = true
    this.#leave()
    if (this.#timer) clearTimeout(this.#timer)
  }

  /** Begins what is due, unless it is under way or waits for its next try. */
  look(): void {
    if (this.#closed) return
    const { state } = this.#log
    const newest = state.minutes.kind === 'sealed' ? state.minutes.newest : null
    if (newest !== this.#base) this.#begin(newest)
    const due = stampDue(state, this.#parts.clock.now(), this.#givenUp)
    if (!due) this.#begin(newest)
    if (!due || this.#running || this.#timer || this.#stopped || newest === null) return
    this.#since ??= this.#parts.clock.now()
    if (!this.#parts.stamps) {
      this.#stop('signing/no-timestamps')
      return
    }
    this.#running = true
    void this.#run(due, newest).finally(() => {
      this.#running = false
      this.look()
    })
  }

  #begin(base: string | null): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    this.#base = base
    this.#since = null
    this.#attempts = 0
    this.#problem = null
    this.#stopped = false
  }

  #stop(problem: string): void {
    this.#problem = problem
    this.#stopped = true
  }

  /** Never rejects. */
  async #run(due: StampDue, base: string): Promise<void> {
    try {
      const stamped = await this.#stamp(due, base)
      if (!this.#closed) await this.#parts.turns.take(this.#log.id, () => this.#append(due, base, stamped))
    } catch (error) {
      if (this.#closed || this.#base !== base) return
      this.#fail(due, base, error)
    }
  }

  async #stamp(due: StampDue, base: string): Promise<Stamped> {
    const { database, clock, stamps } = this.#parts
    const pdf = await getBlob(database, base)
    if (!pdf || !stamps) throw new AppError('minutes/unknown', { conference: this.#log.id })
    if (due.stamp === 'signature') return stamps.signature(pdf, due.field)
    const isPatient = clock.now() - due.since < REVOCATION_PATIENCE
    return stamps.archive(pdf, isPatient ? 'fail' : 'leave-out')
  }

  async #append(due: StampDue, base: string, stamped: Stamped): Promise<void> {
    const { conferences, database, clock, turns } = this.#parts
    const { id } = this.#log
    const { minutes } = this.#log.state
    // Another signature came first: the later stamps prove this one's time, too.
    if (minutes.kind !== 'sealed' || minutes.newest !== base) return
    const held = turns.heldUntil(id) - clock.now()
    if (due.stamp === 'signature' && held > 0) {
      this.#again(held)
      return
    }
    const { bytes, by, time, until } = stamped
    const sha256 = await putBlob(database, bytes)
    const { version } = minutes
    const { stamp } = due
    const command = {
      ...({ type: 'minutes/stamped', version, stamp, base, sha256 } as const),
      ...{ size: bytes.length, by, time, until },
    }
    const result = await conferences.command(id, `stamp:${version}:${sha256}`, command, { kind: 'system' })
    if (result.kind === 'refused' && result.code !== 'minutes/moved-on') this.#stop(result.code)
  }

  #fail(due: StampDue, base: string, error: unknown): void {
    const { report, retryAfterMs = FIRST_RETRY } = this.#parts
    report(error)
    this.#problem = error instanceof AppError ? error.code : 'server/failed'
    this.#attempts += 1
    if (due.stamp === 'signature' && hopeless.has(this.#problem)) this.#givenUp = base
    else this.#again(Math.min(retryAfterMs * 2 ** Math.min(this.#attempts - 1, 20), LONGEST_RETRY))
  }

  #again(after: Milliseconds): void {
    this.#timer = setTimeout(() => {
      this.#timer = null
      this.look()
    }, after).unref()
  }
}
