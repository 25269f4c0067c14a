/** Between two measurements (ms). */
const INTERVAL = 100
/** What silence is shown as (dBFS). */
export const SILENCE = -100

/**
 * Measures one microphone on the spot, so that a hall sees its own level while the server holds it closed.
 * An observable of its own: it changes ten times a second. Ends with `close()`.
 */
export class LevelMeter {
  readonly #listeners = new Set<() => void>()
  #level = SILENCE
  #context: AudioContext | undefined
  #source: MediaStreamAudioSourceNode | undefined
  #timer: ReturnType<typeof setInterval> | undefined
  readonly #wake = () => void this.#context?.resume().catch(() => undefined)

  /** Root mean square over the last 50 ms in dBFS: 0 the loudest, `SILENCE` at most quiet. */
  getSnapshot = (): number => this.#level

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Measures this track from now on; null stops. */
  measure(track: MediaStreamTrack | null): void {
    this.#source?.disconnect()
    this.#source = undefined
    clearInterval(this.#timer)
    this.#set(SILENCE)
    if (!track) return
    const context = this.#open()
    const analyser = new AnalyserNode(context, { fftSize: 2048 })
    this.#source = new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([track]) })
    this.#source.connect(analyser)
    const samples = new Float32Array(analyser.fftSize)
    this.#timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples)
      this.#set(decibels(samples))
    }, INTERVAL)
  }

  /** Idempotent. */
  close(): void {
    this.measure(null)
    removeEventListener('pointerdown', this.#wake)
    removeEventListener('keydown', this.#wake)
    void this.#context?.close().catch(() => undefined)
    this.#context = undefined
    this.#listeners.clear()
  }

  #open(): AudioContext {
    if (this.#context) return this.#context
    const context = new AudioContext({ latencyHint: 'playback' })
    this.#context = context
    // Without a kiosk policy the browser may hold sound back until somebody touches the page.
    addEventListener('pointerdown', this.#wake)
    addEventListener('keydown', this.#wake)
    return context
  }

  #set(level: number): void {
    const rounded = Math.round(level)
    if (rounded === this.#level) return
    this.#level = rounded
    for (const listener of this.#listeners) listener()
  }
}

/** Root mean square of samples from −1 to 1, in dBFS. */
export function decibels(samples: Float32Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  if (sum === 0) return SILENCE
  return Math.max(SILENCE, 10 * Math.log10(sum / samples.length))
}
