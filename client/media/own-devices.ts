import { Capture, type CaptureState } from './capture.ts'
import {
  changedChoice,
  choiceOf,
  type DeviceChoice,
  isProcessed,
  type KeptChoice,
  readChoice,
  storeChoice,
} from './device-choice.ts'
import { type DeviceSource, openCamera, openMicrophone } from './devices.ts'

export interface OwnDevicesParts {
  /** What this page sends; the others are never opened. */
  readonly sources: readonly DeviceSource[]
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>
  readonly captured: (source: DeviceSource, state: CaptureState) => void
}

/** Camera and microphone of this page, and what the person has chosen of them. Ends with `close()`. */
export class OwnDevices {
  readonly #parts: OwnDevicesParts
  readonly #captures: Readonly<Record<DeviceSource, Capture>>
  #kept: KeptChoice
  #choice: DeviceChoice

  constructor(parts: OwnDevicesParts) {
    this.#parts = parts
    this.#kept = readChoice(parts.storage)
    this.#choice = choiceOf(this.#kept)
    this.#captures = {
      camera: this.#capture('camera', openCamera),
      microphone: this.#capture('microphone', (id) => openMicrophone(id, (one) => this.#isProcessed(one))),
    }
  }

  /** The same object until it changes. */
  get choice(): DeviceChoice {
    return this.#choice
  }

  state(source: DeviceSource): CaptureState {
    return this.#captures[source].state
  }

  track(source: DeviceSource): MediaStreamTrack | null {
    return this.#captures[source].track
  }

  /** Those in whose place another one is used until they are plugged in again. */
  get standIns(): readonly DeviceSource[] {
    return this.#parts.sources.filter((source) => {
      const state = this.state(source)
      return state.kind === 'on' && state.standsIn
    })
  }

  open(source: DeviceSource): void {
    if (this.#parts.sources.includes(source)) void this.#captures[source].open()
  }

  /** Remembers the choice on this computer, and opens anew what is used otherwise from now on. */
  choose(change: Partial<DeviceChoice>): void {
    const before = this.#choice
    this.#kept = changedChoice(this.#kept, change)
    this.#choice = choiceOf(this.#kept)
    storeChoice(this.#parts.storage, this.#kept)
    const { camera, microphone, speechProcessing } = this.#choice
    if (before.camera !== camera) this.open('camera')
    if (before.microphone !== microphone || before.speechProcessing !== speechProcessing) {
      this.open('microphone')
    }
  }

  /** Idempotent. */
  close(): void {
    this.#captures.camera.close()
    this.#captures.microphone.close()
  }

  #capture(source: DeviceSource, openTrack: (id: string | undefined) => Promise<MediaStreamTrack>): Capture {
    return new Capture({
      source,
      openTrack,
      chosen: () => this.#kept[source],
      changed: (state) => this.#parts.captured(source, state),
    })
  }

  /** Where nothing is chosen, what was said of the browser's first microphone holds for each that it takes. */
  #isProcessed(id: string | undefined): boolean {
    return isProcessed(this.#kept, this.#kept.microphone === undefined ? undefined : id)
  }
}
