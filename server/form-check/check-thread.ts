import { Worker } from 'node:worker_threads'
import { AppError } from '../errors.ts'
import type { CheckJob } from './check-worker.ts'
import type { FormFinding } from './finding.ts'

/** A file that takes longer was made to. */
const DEADLINE_MS = 15_000
/** Files checked at the same time; who comes later is asked to try again. */
const MOST_AT_ONCE = 4

let running = 0

/**
 * `checkForm` in a thread of its own, so that no file can hold up the server.
 * @throws AppError `signing/verify-failed` when it took too long or too much memory, `server/busy`
 */
export async function checkInThread(job: CheckJob): Promise<readonly FormFinding[]> {
  if (running >= MOST_AT_ONCE) throw new AppError('server/busy')
  running += 1
  try {
    return await inThread(job)
  } finally {
    running -= 1
  }
}

function inThread(job: CheckJob): Promise<readonly FormFinding[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./check-worker.ts', import.meta.url), {
      workerData: job,
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    })
    const fail = (cause: unknown) => {
      clearTimeout(timer)
      void worker.terminate()
      reject(new AppError('signing/verify-failed', {}, { cause }))
    }
    const timer = setTimeout(() => fail('too long'), DEADLINE_MS)
    worker.once('message', (findings: readonly FormFinding[]) => {
      clearTimeout(timer)
      resolve(findings)
    })
    worker.once('error', fail)
  })
}
