/** Between two signs of life (ms), and how long a page that gives none is held for open. */
const SIGN_EVERY = 4_000
const GONE_AFTER = 10_000

type Sign = { readonly page: string; readonly kind: 'open' | 'closed' }

export interface SoundPresenceTimes {
  readonly signEvery: number
  readonly goneAfter: number
}

/**
 * Whether another page of this browser plays a hall's sound too. Two of them in one room make an echo that nobody
 * finds. Tells the other pages of itself until `close()`.
 */
export class SoundPresence {
  readonly #channel: BroadcastChannel | undefined
  readonly #page: string
  readonly #changed: () => void
  readonly #times: SoundPresenceTimes
  readonly #others = new Map<string, number>()
  readonly #timer: ReturnType<typeof setInterval>

  constructor(
    page: string,
    changed: () => void,
    times: SoundPresenceTimes = { signEvery: SIGN_EVERY, goneAfter: GONE_AFTER },
  ) {
    this.#page = page
    this.#changed = changed
    this.#times = times
    this.#channel =
      typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('diem-cau.sound')
    this.#channel?.addEventListener('message', (event) => this.#heard((event as MessageEvent<Sign>).data))
    this.#timer = setInterval(() => this.#look(), times.signEvery)
    this.#say('open')
  }

  get isElsewhere(): boolean {
    return this.#others.size > 0
  }

  /** Idempotent. */
  close(): void {
    clearInterval(this.#timer)
    this.#say('closed')
    this.#channel?.close()
  }

  #heard({ page, kind }: Sign): void {
    const before = this.isElsewhere
    const isNew = kind === 'open' && !this.#others.has(page)
    if (kind === 'open') this.#others.set(page, performance.now())
    else this.#others.delete(page)
    // It does not know of this page yet.
    if (isNew) this.#say('open')
    if (before !== this.isElsewhere) this.#changed()
  }

  /** A page that crashed has said nothing. */
  #look(): void {
    const before = this.isElsewhere
    const now = performance.now()
    for (const [page, at] of this.#others) if (now - at > this.#times.goneAfter) this.#others.delete(page)
    if (before !== this.isElsewhere) this.#changed()
    this.#say('open')
  }

  #say(kind: Sign['kind']): void {
    try {
      this.#channel?.postMessage({ page: this.#page, kind } satisfies Sign)
    } catch {
      // Closed already.
    }
  }
}
