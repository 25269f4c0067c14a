import type { Sql } from '../database/pool.ts'
import { type BatchParts, type BatchResult, StaleHead } from './batch.ts'
import type { Job, ProseJob, ProseResult } from './job.ts'
import { mayWrite } from './prose-rights.ts'
import * as store from './prose-store.ts'

/** An id that is there already. */
const UNIQUE_VIOLATION = '23505'
/** A head or a text is not where memory believes it to be. */
const MOVED_ON = 'DC001'

export function isProseOnly(jobs: readonly Job[]): jobs is readonly ProseJob[] {
  return jobs.every((job) => job.kind === 'prose')
}

/**
 * Decides and stores a batch of nothing but updates, in a single statement: most batches are such, and somebody waits
 * for each with the fingers on the keys. Null, with nothing stored, when one of them needs the whole way: an update
 * that may be known already, that comes too late, or whose author may not write. What was staged is then to be dropped.
 * @throws StaleHead, and what the database throws
 */
export async function runProseBatch(
  sql: Sql,
  jobs: readonly ProseJob[],
  parts: BatchParts,
): Promise<BatchResult | null> {
  const conferences = [...new Set(jobs.map((job) => job.conference))].sort()
  const heads = conferences.map((id) => ({ id, epoch: parts.epochOf(id), seq: parts.logOf(id).head.seq }))
  if (heads.some(({ epoch }) => epoch === null) || !areOrdinary(jobs, parts)) return null
  const results: ProseResult[] = []
  const rows: store.UpdateRow[] = []
  for (const job of jobs) {
    const staged = parts.texts.stage(job.update)
    // It may be one that was stored long ago: then its answer is another.
    if (staged.kind === 'refused') return null
    const stored = { seq: staged.seq, at: parts.clock.now() }
    results.push({ kind: 'stored', ...stored })
    rows.push({ ...job.update, ...stored })
  }
  try {
    await store.storeProse(sql, parts.node, heads, rows)
  } catch (error) {
    const code = (error as { code?: unknown } | null)?.code
    if (code === UNIQUE_VIOLATION) return null
    throw code === MOVED_ON ? new StaleHead() : error
  }
  return { results, written: [] }
}

/** Whether each has an id of its own and may be written at this moment. */
function areOrdinary(jobs: readonly ProseJob[], parts: BatchParts): boolean {
  const now = parts.clock.now()
  const ids = new Set(jobs.map(({ update }) => `${update.conference} ${update.document} ${update.updateId}`))
  return (
    ids.size === jobs.length &&
    jobs.every(({ conference, actor, update }) => {
      const state = parts.logOf(conference).state
      return mayWrite(state, actor, update.document, now) === null
    })
  )
}
