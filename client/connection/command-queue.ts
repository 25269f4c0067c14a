import type { PublicCommand } from '../../domain/commands.ts'
import type { Answer, CommandDone, Failure } from '../../domain/protocol.ts'
import type { Timers } from './wire.ts'

/** What waits for its answer. The id stays the same for every try, so that the server does it once. */
export interface Waiting {
  readonly id: string
  readonly command: PublicCommand
}

interface Held extends Waiting {
  readonly settle: (answer: Answer<CommandDone>) => void
  /** Stops the clock that gives up on a command which never left the page; null once it left. */
  giveUp: (() => void) | null
}

/** How long a command may wait for a line before the page says that nothing was done, in milliseconds. */
export const UNSENT_AT_MOST = 15_000

/** Commands on their way, in the order in which they were given. */
export class CommandQueue {
  readonly #held = new Map<string, Held>()
  readonly #timers: Timers
  readonly #newId: () => string

  constructor(timers: Timers, newId: () => string) {
    this.#timers = timers
    this.#newId = newId
  }

  get size(): number {
    return this.#held.size
  }

  /**
   * Takes a command in. The answer is the server's; a command that could not be sent for so long that nobody
   * would expect it any more is answered `page/not-sent`, and will not be sent later.
   */
  add(command: PublicCommand): { readonly waiting: Waiting; readonly answer: Promise<Answer<CommandDone>> } {
    const { promise, resolve } = Promise.withResolvers<Answer<CommandDone>>()
    const id = this.#newId()
    const giveUp = this.#timers.after(UNSENT_AT_MOST, () =>
      this.settle(id, { ok: false, code: 'page/not-sent' }),
    )
    const held: Held = { id, command, settle: resolve, giveUp }
    this.#held.set(id, held)
    return { waiting: held, answer: promise }
  }

  all(): readonly Waiting[] {
    return [...this.#held.values()]
  }

  /** From now on only the server can say what became of it. */
  sent(id: string): void {
    const held = this.#held.get(id)
    held?.giveUp?.()
    if (held) held.giveUp = null
  }

  settle(id: string, answer: Answer<CommandDone>): void {
    const held = this.#held.get(id)
    if (!held) return
    this.#held.delete(id)
    held.giveUp?.()
    held.settle(answer)
  }

  settleAll(failure: Failure): void {
    for (const id of [...this.#held.keys()]) this.settle(id, failure)
  }
}
