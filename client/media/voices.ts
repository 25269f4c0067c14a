import { EvenedVoice } from './evened-voice.ts'
import type { VoiceState } from './gain.ts'
import { Output } from './output.ts'
import type { SoundState } from './snapshot.ts'

interface Voice {
  readonly stream: MediaStream
  /**
   * Plays the voice as it came while nothing evens it out; muted otherwise, but never missing: Chromium gives Web
   * Audio no samples of a remote stream that no element plays.
   */
  readonly element: HTMLAudioElement
  evened: EvenedVoice | undefined
}

/**
 * The voices of the others, in the loudspeaker: evened out by Web Audio where the browser lets it run, else each as
 * it came. Where it lets no sound out at all, `state` says so until somebody presses something. Ends with `close()`.
 */
export class Voices {
  readonly #changed: () => void
  readonly #voices = new Map<string, Voice>()
  #output: Output | undefined
  #loudspeaker = ''
  #isBlocked = false
  #isMissing = false
  #closed = false
  readonly #onRunning = () => this.#even()
  readonly #onDeviceChange = () => void this.#applyLoudspeaker()

  constructor(changed: () => void) {
    this.#changed = changed
    navigator.mediaDevices?.addEventListener('devicechange', this.#onDeviceChange)
  }

  get state(): SoundState {
    if (this.#voices.size === 0) return { kind: 'off' }
    return this.#isBlocked ? this.#blocked : { kind: 'playing' }
  }

  /** The chosen loudspeaker is not plugged in: the system's own stands in for it. */
  get loudspeakerStandsIn(): boolean {
    return this.#isMissing
  }

  /** What is known of each voice that is evened out, by peer. */
  get evened(): ReadonlyMap<string, VoiceState> {
    return new Map([...this.#voices].flatMap(([peer, { evened }]) => (evened ? [[peer, evened.state]] : [])))
  }

  /** Plays exactly these, by peer. */
  play(streams: ReadonlyMap<string, MediaStream>): void {
    if (this.#closed) return
    for (const [peer, voice] of this.#voices) if (streams.get(peer) !== voice.stream) this.#end(peer, voice)
    for (const [peer, stream] of streams) if (!this.#voices.has(peer)) this.#begin(peer, stream)
  }

  /** Undefined: the system's own. */
  chooseLoudspeaker(id: string | undefined): void {
    if (this.#loudspeaker === (id ?? '')) return
    this.#loudspeaker = id ?? ''
    void this.#applyLoudspeaker()
  }

  /** Idempotent. */
  close(): void {
    this.#closed = true
    navigator.mediaDevices?.removeEventListener('devicechange', this.#onDeviceChange)
    for (const [peer, voice] of this.#voices) this.#end(peer, voice)
    this.#output?.context.removeEventListener('statechange', this.#onRunning)
    this.#output?.close()
  }

  /** The same object as long as it is blocked, so that a snapshot that holds it stays the same. */
  readonly #blocked: SoundState = { kind: 'blocked', allow: () => this.#allow() }

  #begin(peer: string, stream: MediaStream): void {
    this.#open()
    const element = new Audio()
    element.autoplay = true
    element.srcObject = stream
    this.#voices.set(peer, { stream, element, evened: undefined })
    this.#even()
  }

  #end(peer: string, voice: Voice): void {
    this.#voices.delete(peer)
    voice.evened?.close()
    voice.element.srcObject = null
  }

  /** A browser without Web Audio plays the elements. */
  #open(): void {
    if (this.#output || this.#closed) return
    try {
      this.#output = new Output()
    } catch {
      return
    }
    this.#output.context.addEventListener('statechange', this.#onRunning)
    void this.#output.context.resume().catch(() => undefined)
    void this.#applyLoudspeaker()
  }

  /** Every voice through the chain while it runs, and past it while it does not. */
  #even(): void {
    const output = this.#output?.isRunning ? this.#output : undefined
    for (const voice of this.#voices.values()) {
      if (output) voice.evened ??= evened(output, voice.stream)
      else {
        voice.evened?.close()
        voice.evened = undefined
      }
      voice.element.muted = voice.evened !== undefined
      this.#start(voice)
    }
    if (output) this.#setBlocked(false)
  }

  #start(voice: Voice): void {
    void this.#applyLoudspeakerTo(voice.element)
    voice.element.play().then(
      () => {
        if (!voice.element.muted) this.#setBlocked(false)
      },
      (error: unknown) => {
        const isRefused = error instanceof DOMException && error.name === 'NotAllowedError'
        if (isRefused && !voice.evened && this.#isPlayed(voice)) this.#setBlocked(true)
      },
    )
  }

  /** It may have ended while it was started. */
  #isPlayed(voice: Voice): boolean {
    return [...this.#voices.values()].includes(voice)
  }

  /** Called by a press: the browser lets sound out from now on. */
  #allow(): void {
    void this.#output?.context.resume().catch(() => undefined)
    for (const voice of this.#voices.values()) this.#start(voice)
  }

  #setBlocked(isBlocked: boolean): void {
    if (this.#isBlocked === isBlocked) return
    this.#isBlocked = isBlocked
    this.#changed()
  }

  async #applyLoudspeaker(): Promise<void> {
    const wanted = this.#loudspeaker
    const isMissing = !(await this.#playOn(wanted)) && wanted !== ''
    if (isMissing) await this.#playOn('')
    for (const { element } of this.#voices.values()) void this.#applyLoudspeakerTo(element)
    if (this.#isMissing === isMissing || this.#closed) return
    this.#isMissing = isMissing
    this.#changed()
  }

  async #playOn(id: string): Promise<boolean> {
    try {
      await this.#output?.playOn(id)
      return true
    } catch {
      return false
    }
  }

  async #applyLoudspeakerTo(element: HTMLAudioElement): Promise<void> {
    const id = this.#isMissing ? '' : this.#loudspeaker
    try {
      if ((element.sinkId ?? '') !== id) await element.setSinkId(id)
    } catch {
      // It plays where it played: a voice in the wrong loudspeaker is better than none.
    }
  }
}

function evened(output: Output, stream: MediaStream): EvenedVoice | undefined {
  try {
    return new EvenedVoice(output.context, stream, output.input)
  } catch {
    // The element plays it as it came.
    return undefined
  }
}
