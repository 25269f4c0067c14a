import { AppError } from '../errors.ts'
import { ThreadPool } from './thread-pool.ts'
import type { Verdict } from './verify.ts'
import type { VerifyJob } from './verify-worker.ts'

const limits = {
  worker: new URL('./verify-worker.ts', import.meta.url),
  mostWaiting: 20,
  /** A file that takes longer was made to. */
  deadlineMs: 15_000,
  memoryMb: 512,
}
const members = new ThreadPool<VerifyJob, Verdict>({ ...limits, atOnce: 2 })
const anyones = new ThreadPool<VerifyJob, Verdict>({ ...limits, atOnce: 2 })

/**
 * Verifies in a thread of its own, so that no file can hold up the server: what somebody brings who is signed in.
 * @throws AppError `signing/verify-failed` when it took too long or too much memory, `server/busy` when too many wait
 */
export function verifyInThread(job: VerifyJob): Promise<Verdict> {
  return within(members, job)
}

/** The same for anyone without an account, who must not take the places of those who sign. @throws as above */
export function verifyForAnyone(job: VerifyJob): Promise<Verdict> {
  return within(anyones, job)
}

async function within(pool: ThreadPool<VerifyJob, Verdict>, job: VerifyJob): Promise<Verdict> {
  try {
    return await pool.run(job)
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError('signing/verify-failed', {}, { cause })
  }
}
