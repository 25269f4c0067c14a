import { parentPort, workerData } from 'node:worker_threads'
import { verify } from './verify.ts'

/** What the thread is given; it answers with one Verdict and ends. */
export interface VerifyJob {
  readonly pdf: Uint8Array
  readonly roots: readonly string[]
  readonly now: number
}

const { pdf, roots, now } = workerData as VerifyJob
parentPort?.postMessage(verify(pdf, { roots, now }))
