import { Worker } from 'node:worker_threads'
import { AppError } from '../errors.ts'

export interface ThreadPoolOptions {
  /** The thread's module: it posts one answer and ends. */
  readonly worker: URL
  /** Jobs done at the same time; others wait their turn. */
  readonly atOnce: number
  readonly mostWaiting: number
  readonly deadlineMs: number
  readonly memoryMb: number
}

/** `too-costly`: it took too long or too much memory; `failed`: the thread threw, which is the cause. */
export class ThreadFailure extends Error {
  override readonly name = 'ThreadFailure'
  readonly reason: 'too-costly' | 'failed'

  constructor(reason: ThreadFailure['reason'], options?: ErrorOptions) {
    super(reason, options)
    this.reason = reason
  }
}

/** Does each job in a thread of its own that ends with it, so that no file can hold up the server. */
export class ThreadPool<Job, Answer> {
  readonly #options: ThreadPoolOptions
  readonly #waiting: (() => void)[] = []
  #running = 0

  constructor(options: ThreadPoolOptions) {
    this.#options = options
  }

  /** @throws ThreadFailure, AppError `server/busy` when too many wait */
  async run(job: Job): Promise<Answer> {
    await this.#turn()
    try {
      return await inThread<Job, Answer>(job, this.#options)
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#running -= 1
    }
  }

  /** Whoever ends hands its place on, so that nobody slips in between. */
  #turn(): Promise<void> | undefined {
    const { atOnce, mostWaiting } = this.#options
    if (this.#running < atOnce) {
      this.#running += 1
      return undefined
    }
    if (this.#waiting.length >= mostWaiting) throw new AppError('server/busy')
    return new Promise((resolve) => this.#waiting.push(resolve))
  }
}

function inThread<Job, Answer>(job: Job, options: ThreadPoolOptions): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(options.worker, {
      workerData: job,
      resourceLimits: { maxOldGenerationSizeMb: options.memoryMb },
    })
    const fail = (failure: ThreadFailure) => {
      clearTimeout(timer)
      void worker.terminate()
      reject(failure)
    }
    const timer = setTimeout(() => fail(new ThreadFailure('too-costly')), options.deadlineMs)
    worker.once('message', (answer: Answer) => {
      clearTimeout(timer)
      resolve(answer)
    })
    worker.once('error', (cause: NodeJS.ErrnoException) => {
      fail(new ThreadFailure(cause.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'too-costly' : 'failed', { cause }))
    })
    worker.once('exit', () => fail(new ThreadFailure('failed')))
  })
}
