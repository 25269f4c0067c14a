import type { ChildProcess } from 'node:child_process'

/*
 * Calls from one process of the benchmark to another, over Node's own channel between parent and child.
 */

type Calls = Readonly<Record<string, (argument: never) => unknown>>

interface Call {
  readonly id: number
  readonly method: string
  readonly argument: unknown
}
type Outcome = { readonly id: number } & ({ readonly value: unknown } | { readonly error: string })

/** Carries out the parent's calls; ends with it. */
export function answerParent(calls: Calls): void {
  process.on('message', (message) => {
    const { id, method, argument } = message as Call
    Promise.resolve()
      .then(() => (calls[method] as (argument: unknown) => unknown)(argument))
      .then(
        (value): Outcome => ({ id, value }),
        (error: Error): Outcome => ({ id, error: error.message }),
      )
      .then((outcome) => process.send?.(outcome))
  })
  process.once('disconnect', () => process.exit(0))
}

/** The parent's side: calls a child's methods by their names. */
export class Child<C extends Calls> {
  readonly #process: ChildProcess
  readonly #waiting = new Map<number, (outcome: Outcome) => void>()
  #called = 0
  #ended: Error | null = null

  constructor(child: ChildProcess) {
    this.#process = child
    child.on('message', (message) => {
      const outcome = message as Outcome
      this.#waiting.get(outcome.id)?.(outcome)
      this.#waiting.delete(outcome.id)
    })
    child.once('exit', (code) => {
      this.#ended = new Error(`a process of the benchmark ended with ${code}`)
      for (const [id, settle] of this.#waiting) settle({ id, error: this.#ended.message })
      this.#waiting.clear()
    })
  }

  get pid(): number {
    return this.#process.pid ?? 0
  }

  /** @throws Error with the message of what failed there */
  call<M extends keyof C & string>(
    method: M,
    argument: Parameters<C[M]>[0],
  ): Promise<Awaited<ReturnType<C[M]>>> {
    if (this.#ended) return Promise.reject(this.#ended)
    this.#called += 1
    const call: Call = { id: this.#called, method, argument }
    return new Promise((resolve, reject) => {
      this.#waiting.set(call.id, (outcome) => {
        if ('error' in outcome) reject(new Error(`${method}: ${outcome.error}`))
        else resolve(outcome.value as Awaited<ReturnType<C[M]>>)
      })
      this.#process.send(call)
    })
  }

  async end(): Promise<void> {
    if (this.#ended) return
    const gone = new Promise((resolve) => this.#process.once('exit', resolve))
    this.#process.kill('SIGKILL')
    await gone
  }
}
