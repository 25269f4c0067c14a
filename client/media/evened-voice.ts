import { newVoice, nextGain, type VoiceState } from './gain.ts'
import { type Filter, kWeighting, loudness } from './loudness.ts'

/** Between two measures (ms), and how many samples one takes in: 85 ms at 48 kHz. */
const INTERVAL = 100
const SAMPLES = 4096

/** One voice, brought to the common loudness before it joins the others at `output`. Ends with `close()`. */
export class EvenedVoice {
  readonly #source: MediaStreamAudioSourceNode
  readonly #gain: GainNode
  readonly #timer: ReturnType<typeof setInterval>
  #state: VoiceState = newVoice

  constructor(context: AudioContext, mediaStream: MediaStream, output: AudioNode) {
    this.#source = new MediaStreamAudioSourceNode(context, { mediaStream })
    this.#gain = new GainNode(context)
    this.#source.connect(this.#gain).connect(output)
    const [shelf, highPass] = kWeighting(context.sampleRate).map((filter) => filterNode(context, filter))
    const analyser = new AnalyserNode(context, { fftSize: SAMPLES })
    if (shelf && highPass) this.#source.connect(shelf).connect(highPass).connect(analyser)
    const samples = new Float32Array(SAMPLES)
    this.#timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples)
      this.#state = nextGain(loudness(samples), this.#state, INTERVAL / 1000)
      this.#gain.gain.setTargetAtTime(10 ** (this.#state.gain / 20), context.currentTime, INTERVAL / 1000)
    }, INTERVAL)
  }

  get state(): VoiceState {
    return this.#state
  }

  /** Idempotent. */
  close(): void {
    clearInterval(this.#timer)
    this.#source.disconnect()
    this.#gain.disconnect()
  }
}

function filterNode(context: AudioContext, { feedforward, feedback }: Filter): AudioNode {
  return new IIRFilterNode(context, { feedforward: [...feedforward], feedback: [...feedback] })
}
