import { Worker } from 'node:worker_threads'
import type { TextJob } from './text-hash-worker.ts'

/** A text that takes longer was made to; so were texts that together take longer. */
const DEADLINE_MS = 15_000
const DEADLINE_TOGETHER_MS = 300_000

/** Hashes texts in a thread of its own, so that no history can hold up the server or take its memory. */
export class TextHashThread {
  readonly #deadline: number
  #left = DEADLINE_TOGETHER_MS
  #worker: Worker | null = null

  /** @param deadline for one text, milliseconds */
  constructor(deadline = DEADLINE_MS) {
    this.#deadline = deadline
  }

  /**
   * SHA-256 (hexadecimal) of the canonical JSON of a text after so many of its updates, for each of `seqs`; null where
   * there are fewer, or they make no text. One call at a time.
   * @throws Error when it took too long or too much memory
   */
  async hashes(updates: TextJob['updates'], seqs: TextJob['seqs']): Promise<readonly (string | null)[]> {
    const worker = this.#started()
    const begun = performance.now()
    let timer: NodeJS.Timeout | undefined
    try {
      return await new Promise((resolve, reject) => {
        timer = setTimeout(() => reject(new Error('too long')), Math.min(this.#deadline, this.#left))
        worker.once('message', resolve)
        worker.once('error', reject)
        worker.once('exit', () => reject(new Error('the thread has ended')))
        worker.postMessage({ updates, seqs } satisfies TextJob)
      })
    } catch (error) {
      this.close()
      throw error
    } finally {
      clearTimeout(timer)
      worker.removeAllListeners('message').removeAllListeners('exit')
      this.#left = Math.max(0, this.#left - (performance.now() - begun))
    }
  }

  /** Ends the thread, whatever it does. */
  close(): void {
    void this.#worker?.terminate()
    this.#worker = null
  }

  #started(): Worker {
    this.#worker ??= new Worker(new URL('./text-hash-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 1024 },
    }).on('error', () => {})
    return this.#worker
  }
}
