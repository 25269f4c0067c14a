import { parentPort } from 'node:worker_threads'
import { hashOfText } from './text-hash.ts'

/** What the thread is given, again and again. It answers a hash for each of `seqs`, null where there is none. */
export interface TextJob {
  readonly updates: readonly Uint8Array[]
  /** After how many of the updates. */
  readonly seqs: readonly number[]
}

parentPort?.on('message', ({ updates, seqs }: TextJob) => {
  parentPort?.postMessage(seqs.map((seq) => (seq > updates.length ? null : hashAt(updates.slice(0, seq)))))
})

function hashAt(updates: readonly Uint8Array[]): string | null {
  try {
    return hashOfText(updates)
  } catch {
    return null
  }
}
