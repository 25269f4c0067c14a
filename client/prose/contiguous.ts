/** How far a numbered sequence has been seen without a gap, whatever order its numbers come in. */
export class Contiguous {
  #last = 0
  readonly #ahead = new Set<number>()

  get last(): number {
    return this.#last
  }

  /** This one number. */
  saw(seq: number): void {
    if (seq > this.#last) this.#ahead.add(seq)
    this.#advance()
  }

  /** All up to and including this number. */
  sawUpTo(seq: number): void {
    this.#last = Math.max(this.#last, seq)
    for (const held of this.#ahead) if (held <= this.#last) this.#ahead.delete(held)
    this.#advance()
  }

  #advance(): void {
    while (this.#ahead.delete(this.#last + 1)) this.#last += 1
  }
}
