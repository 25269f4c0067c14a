import type { ProseColleague, ProseCursor } from '../../domain/prose-messages.ts'
import type { Timers } from '../connection/wire.ts'

/** A caret that moves fast is told to the others at most this often, in milliseconds. */
const TELL_MS = 100

/** Who else has the text open, and telling them where our caret is. Nothing of it is kept anywhere. */
export class Colleagues {
  readonly #timers: Timers
  readonly #tell: (cursor: ProseCursor | null) => void
  #list: readonly ProseColleague[] = []
  #cursor: ProseCursor | null = null
  #cancelTell: (() => void) | null = null

  constructor(timers: Timers, tell: (cursor: ProseCursor | null) => void) {
    this.#timers = timers
    this.#tell = tell
  }

  /** Another array after each change. */
  get list(): readonly ProseColleague[] {
    return this.#list
  }

  met(colleague: ProseColleague): void {
    const known = this.#list.some(({ session }) => session === colleague.session)
    this.#list = known
      ? this.#list.map((one) => (one.session === colleague.session ? colleague : one))
      : [...this.#list, colleague]
  }

  left(session: string): void {
    this.#list = this.#list.filter((one) => one.session !== session)
  }

  /** The line is lost: nobody is seen any more. */
  clear(): void {
    this.#list = []
  }

  moveCursor(cursor: ProseCursor | null): void {
    this.#cursor = cursor
    if (this.#cancelTell) return
    this.#tell(cursor)
    this.#cancelTell = this.#timers.after(TELL_MS, () => {
      this.#cancelTell = null
      if (this.#cursor !== cursor) this.moveCursor(this.#cursor)
    })
  }

  /** Tells those on a new line where our caret is. */
  tellAgain(): void {
    if (this.#cursor) this.#tell(this.#cursor)
  }

  stop(): void {
    this.#cancelTell?.()
  }
}
