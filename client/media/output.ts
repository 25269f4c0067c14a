/** The limiter's threshold (dBFS) and ratio: what still comes too loud is caught before the loudspeaker. */
const THRESHOLD = -4
const RATIO = 20

/** Where all voices meet: a limiter, then the loudspeaker that the person chose. Ends with `close()`. */
export class Output {
  readonly context: AudioContext
  /** Voices connect to this. */
  readonly input: AudioNode
  readonly #last: AudioNode
  /** Where the browser can only choose the loudspeaker of an element. */
  #element: HTMLAudioElement | undefined

  /** @throws DOMException where the browser gives no AudioContext */
  constructor() {
    this.context = new AudioContext({ latencyHint: 'interactive' })
    const limiter = new DynamicsCompressorNode(this.context, {
      threshold: THRESHOLD,
      knee: 0,
      ratio: RATIO,
      attack: 0.002,
      release: 0.1,
    })
    // The Web Audio compressor raises everything by what it took off at full level (to the power of 0.6).
    const makeUp = 0.6 * (1 - 1 / RATIO) * -THRESHOLD
    this.#last = new GainNode(this.context, { gain: 10 ** (-makeUp / 20) })
    this.input = limiter
    limiter.connect(this.#last)
    this.#last.connect(this.context.destination)
  }

  get isRunning(): boolean {
    return this.context.state === 'running'
  }

  /**
   * Plays on this loudspeaker; the empty id is the system's own.
   * @throws DOMException when it is not plugged in or not allowed
   */
  async playOn(id: string): Promise<void> {
    const context = this.context as AudioContext & { setSinkId?: (id: string) => Promise<void> }
    if (context.setSinkId) return context.setSinkId(id)
    if (id === '' && !this.#element) return
    const element = this.#element ?? this.#throughElement()
    await element.setSinkId(id)
  }

  /** Idempotent. */
  close(): void {
    if (this.#element) this.#element.srcObject = null
    if (this.context.state !== 'closed') void this.context.close().catch(() => undefined)
  }

  #throughElement(): HTMLAudioElement {
    const destination = new MediaStreamAudioDestinationNode(this.context)
    this.#last.disconnect()
    this.#last.connect(destination)
    const element = new Audio()
    element.srcObject = destination.stream
    void element.play().catch(() => undefined)
    this.#element = element
    return element
  }
}
