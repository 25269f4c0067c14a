import { Worker } from 'node:worker_threads'
import type { ExtractView } from './extract-view.ts'
import type { MinutesView } from './minutes-view.ts'
import { MissingGlyphError, type Unprintable } from './missing-glyph.ts'
import type { OutFile } from './out-file.ts'
import type { RecordView } from './record-view.ts'
import type { SignatureAppearance } from './signature-appearance.ts'
import type { Answer, Job, Request } from './worker.ts'

/**
 * Draws documents in a thread of its own, so that neither the work nor the libraries weigh on the server. The
 * thread starts with the first request and ends after a minute without one.
 */
export type Renderer = {
  /** As `renderMinutes`. */
  minutes(view: MinutesView): Promise<Uint8Array>
  /** As `renderFile`. */
  file(view: RecordView, file: OutFile): Promise<Uint8Array>
  /** As `renderExtract`. */
  extract(view: ExtractView): Promise<Uint8Array>
  /** As `renderSignatureAppearance`. */
  appearance(appearance: SignatureAppearance): Promise<Uint8Array>
  /** As `unprintable`. */
  unprintable(view: MinutesView): Promise<readonly Unprintable[]>
  /** As `unprintableIn`. */
  unprintableIn(value: unknown): Promise<readonly Unprintable[]>
  /** Ends the thread; requests under way are rejected. */
  close(): Promise<void>
}

/** In MB. A small nursery halves the thread's footprint at the same speed; the rest only stops a runaway. */
const LIMITS = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 1536 }

type Waiting = { resolve(value: unknown): void; reject(reason: unknown): void }

/** `idleMilliseconds` is how long the thread outlives its last request. */
export function openRenderer({ idleMilliseconds = 60_000 } = {}): Renderer {
  let worker: Worker | null = null
  let idle: NodeJS.Timeout | undefined
  let lastId = 0
  const waiting = new Map<number, Waiting>()

  const fail = (reason: Error) => {
    worker = null
    for (const { reject } of waiting.values()) reject(reason)
    waiting.clear()
  }

  const start = (): Worker => {
    const started = new Worker(new URL('./worker.ts', import.meta.url), { resourceLimits: LIMITS })
    started.on('message', (answer: Answer) => {
      const request = waiting.get(answer.id)
      waiting.delete(answer.id)
      if (waiting.size === 0) rest(started)
      if (!request) return
      if (answer.kind === 'result') request.resolve(answer.value)
      else if (answer.kind === 'missing-glyph') request.reject(new MissingGlyphError(answer.unprintable))
      else request.reject(new Error(answer.message))
    })
    started.on('error', (error) => worker === started && fail(error as Error))
    started.on('exit', () => worker === started && fail(new Error('The rendering thread ended')))
    return started
  }

  const rest = (resting: Worker) => {
    resting.unref()
    idle = setTimeout(() => {
      if (worker === resting) worker = null
      void resting.terminate()
    }, idleMilliseconds)
    idle.unref()
  }

  const ask = <T>(job: Job): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      clearTimeout(idle)
      worker ??= start()
      worker.ref()
      const id = ++lastId
      waiting.set(id, { resolve: resolve as Waiting['resolve'], reject })
      worker.postMessage({ id, ...job } satisfies Request)
    })

  return {
    minutes: (view) => ask({ kind: 'minutes', view }),
    file: (view, file) => ask({ kind: 'file', view, file }),
    extract: (view) => ask({ kind: 'extract', view }),
    appearance: (appearance) => ask({ kind: 'appearance', appearance }),
    unprintable: (view) => ask({ kind: 'unprintable', view }),
    unprintableIn: (value) => ask({ kind: 'unprintable-in', value }),
    async close() {
      clearTimeout(idle)
      const ending = worker
      fail(new Error('The renderer was closed'))
      await ending?.terminate()
    },
  }
}
