import { Worker } from 'node:worker_threads'
import type { AttachmentKind } from './attachment-kind.ts'
import type { ReadingJob } from './attachment-worker.ts'

/** A file that takes longer, or more memory than this (bytes), was made to. */
const DEADLINE_MS = 20_000
const MOST_MEMORY = 768 * 1024 * 1024
const LOOK_EVERY_MS = 100
/** Files that wait for the one that is read; more are not read. */
const MOST_WAITING = 10

let running: Promise<unknown> = Promise.resolve()
let waiting = 0

/**
 * The paragraphs of a file as plain text, read in a thread of its own, one file after the other, so that none can
 * hold up the server or bring it down. Empty where there is no text in it; null where it could not be read.
 */
export function readParagraphs(kind: AttachmentKind, bytes: Uint8Array): Promise<readonly string[] | null> {
  if (waiting >= MOST_WAITING) return Promise.resolve(null)
  waiting += 1
  const reading = running
    .then(() => inThread({ kind, bytes }))
    .finally(() => {
      waiting -= 1
    })
  running = reading
  return reading
}

function inThread(job: ReadingJob): Promise<readonly string[] | null> {
  return new Promise((resolve) => {
    const before = process.memoryUsage.rss()
    const worker = new Worker(new URL('./attachment-worker.ts', import.meta.url), {
      workerData: job,
      resourceLimits: { maxOldGenerationSizeMb: 384 },
      // What the reader thinks of a broken file is nobody's business.
      stdout: true,
      stderr: true,
    })
    const end = (paragraphs: readonly string[] | null) => {
      clearTimeout(deadline)
      clearInterval(looking)
      void worker.terminate()
      resolve(paragraphs)
    }
    const deadline = setTimeout(() => end(null), DEADLINE_MS)
    // What a file unpacks to lies outside of the thread's heap, which alone has a limit of its own.
    const looking = setInterval(() => {
      if (process.memoryUsage.rss() - before > MOST_MEMORY) end(null)
    }, LOOK_EVERY_MS)
    worker.once('message', (paragraphs: readonly string[]) => end(paragraphs))
    worker.once('error', () => end(null))
    worker.once('exit', () => end(null))
  })
}
