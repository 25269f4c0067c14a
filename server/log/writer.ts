import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../database/pool.ts'
import { AppError } from '../errors.ts'
import { type BatchParts, type BatchResult, runBatch, StaleHead } from './batch.ts'
import type { CommandJob, CommandResult, Job, ProseJob, ProseResult } from './job.ts'
import { isProseOnly, runProseBatch } from './prose-batch.ts'

/** Most jobs in one transaction: enough to make a commit cheap, few enough to keep it short. */
const MOST_JOBS = 500
const RETRY_MS = 250
/** How often a job alone may find memory behind the disk before it is given back. */
const MOST_FAILURES = 5

export interface WriterParts extends BatchParts {
  readonly database: Database
  /** Reads what the database has beyond memory, after a batch whose outcome is not known. */
  readonly refresh: (conferences: readonly string[]) => Promise<void>
  /** Brings the texts that these jobs touch into memory. */
  readonly loadTexts: (jobs: readonly Job[]) => Promise<void>
  /** Told after each commit: which conferences have new entries. Must not throw. */
  readonly committed: (
    conferences: readonly string[],
    jobs: readonly Job[],
    results: readonly JobResult[],
    written: BatchResult['written'],
  ) => void
  readonly patienceMs?: number
}

export type JobResult = CommandResult | ProseResult

interface Pending {
  readonly job: Job
  readonly since: number
  /** How often it has failed for a reason of its own. */
  failures: number
  readonly resolve: (result: JobResult) => void
  readonly reject: (error: unknown) => void
}

/**
 * The one writer of a node. It drains whatever is pending into one transaction (group commit), and only after the
 * commit advances memory, broadcasts and acknowledges. A failed batch is decided again one by one. While the
 * database is away it tries again; after `patienceMs` (20 s) it gives a job back as `database/unavailable`,
 * unless the job is urgent.
 */
export class Writer {
  readonly #parts: WriterParts
  readonly #pending: Pending[] = []
  #draining: Promise<void> | null = null
  /** How many of the next jobs go one by one, because their batch failed. */
  #single = 0
  #closed = false

  constructor(parts: WriterParts) {
    this.#parts = parts
  }

  submit(job: CommandJob): Promise<CommandResult>
  submit(job: ProseJob): Promise<ProseResult>
  submit(job: Job): Promise<JobResult> {
    if (this.#closed) return Promise.reject(new AppError('server/closing'))
    return new Promise((resolve, reject) => {
      this.#pending.push({ job, since: Date.now(), failures: 0, resolve, reject })
      this.#draining ??= this.#drain()
    })
  }

  /** Stores what is pending, takes nothing more. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#draining
  }

  async #drain(): Promise<void> {
    // A turn of the event loop lets what arrives together be committed together.
    await new Promise((resolve) => setImmediate(resolve))
    while (this.#pending.length > 0) {
      const size = this.#single > 0 ? 1 : MOST_JOBS
      this.#single = Math.max(0, this.#single - 1)
      const batch = this.#pending.splice(0, size)
      const jobs = batch.map((pending) => pending.job)
      const result = await this.#commit(jobs).catch((error: unknown) => this.#recover(batch, error))
      if (result) this.#settle(batch, jobs, result)
    }
    this.#draining = null
  }

  async #commit(jobs: readonly Job[]): Promise<BatchResult> {
    const parts = this.#parts
    try {
      await parts.loadTexts(jobs)
      if (isProseOnly(jobs)) {
        const result = await runProseBatch(parts.database, jobs, parts)
        if (result) return result
        parts.texts.drop()
        await parts.loadTexts(jobs)
      }
      return await parts.database.transaction((sql) => runBatch(sql, jobs, parts))
    } catch (error) {
      parts.texts.drop()
      for (const conference of conferencesOf(jobs)) parts.logOf(conference).drop()
      throw error
    }
  }

  /** The batch is on disk: memory follows, then everybody hears of it, then it is acknowledged. */
  #settle(batch: readonly Pending[], jobs: readonly Job[], { results, written }: BatchResult): void {
    const parts = this.#parts
    const conferences = conferencesOf(jobs)
    const changed = conferences.filter((conference) => parts.logOf(conference).proposedRows.length > 0)
    parts.texts.keep()
    for (const conference of conferences) parts.logOf(conference).keep()
    for (const [index, pending] of batch.entries()) pending.resolve(results[index] as JobResult)
    parts.committed(changed, jobs, results, written)
  }

  async #recover(batch: readonly Pending[], error: unknown): Promise<undefined> {
    if (isAway(error)) return this.#wait(batch, error)
    const alone = batch.length === 1
    const again = batch.filter((pending) => {
      if (alone) pending.failures += 1
      const hopeless = alone && (pending.failures > MOST_FAILURES || !(error instanceof StaleHead))
      if (hopeless) pending.reject(error)
      return !hopeless
    })
    if (again.length === 0) return undefined
    this.#pending.unshift(...again)
    this.#single = again.length
    await this.#parts.refresh(conferencesOf(again.map((pending) => pending.job))).catch(() => sleep(RETRY_MS))
    return undefined
  }

  /** The database is away: what has waited too long is given back, the rest waits on. */
  async #wait(batch: readonly Pending[], error: unknown): Promise<undefined> {
    const waiting = [...batch, ...this.#pending.splice(0)]
    for (const pending of waiting) {
      if (this.#isWaitedFor(pending)) this.#pending.push(pending)
      else pending.reject(new AppError('database/unavailable', {}, { cause: error }))
    }
    if (this.#pending.length > 0) await sleep(RETRY_MS)
    return undefined
  }

  #isWaitedFor(pending: Pending): boolean {
    if (this.#closed) return false
    if (pending.job.kind === 'command' && pending.job.urgent) return true
    return Date.now() - pending.since < (this.#parts.patienceMs ?? 20_000)
  }
}

function conferencesOf(jobs: readonly Job[]): readonly string[] {
  return [...new Set(jobs.map((job) => job.conference))]
}

/** The database cannot be reached, has no connection or room left, is starting or stopping, or dropped the line. */
export function isAway(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  if (typeof code !== 'string')
    return (
      error instanceof Error &&
      /Connection terminated|timeout exceeded|read timeout|not queryable/.test(error.message)
    )
  return (
    /^(08|53|57P0[1-5]$)/.test(code) ||
    ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOENT', 'ETIMEDOUT'].includes(code)
  )
}
