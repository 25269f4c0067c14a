import { Worker } from 'node:worker_threads'
import { AppError } from '../errors.ts'
import type { Verdict } from './verify.ts'
import type { VerifyJob } from './verify-worker.ts'

/** A file that takes longer was made to. */
const DEADLINE_MS = 15_000
/** Files checked at the same time; others wait their turn. */
const AT_ONCE = 2
const MOST_WAITING = 20

let running = 0
const waiting: (() => void)[] = []

/**
 * Verifies in a thread of its own, so that no file can hold up the server.
 * @throws AppError `signing/verify-failed` when it took too long or too much memory, `server/busy` when too many wait
 */
export async function verifyInThread(job: VerifyJob): Promise<Verdict> {
  if (running >= AT_ONCE) {
    if (waiting.length >= MOST_WAITING) throw new AppError('server/busy')
    await new Promise<void>((resolve) => waiting.push(resolve))
  }
  running += 1
  try {
    return await inThread(job)
  } finally {
    running -= 1
    waiting.shift()?.()
  }
}

function inThread(job: VerifyJob): Promise<Verdict> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./verify-worker.ts', import.meta.url), {
      workerData: job,
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    })
    const timer = setTimeout(() => fail('too long'), DEADLINE_MS)
    const fail = (cause: unknown) => {
      clearTimeout(timer)
      void worker.terminate()
      reject(new AppError('signing/verify-failed', {}, { cause }))
    }
    worker.once('message', (verdict: Verdict) => {
      clearTimeout(timer)
      resolve(verdict)
    })
    worker.once('error', fail)
  })
}
