import { LOW_LAYER } from './codecs.ts'

/** How long nobody must want a layer before its camera ends it (ms): a short visit must not toggle encoders. */
const RELEASE_DELAY = 5000

interface Camera {
  /** What its page was last told. */
  highest: number
  release: NodeJS.Timeout | undefined
}

/**
 * Which layers each camera sends: a rise of what is wanted is told at once, a fall after five seconds. A poor line
 * so carries no layer that nobody looks at. It ends with `close()`.
 */
export class CameraLayers {
  readonly #tell: (peerId: string, highest: number) => void
  readonly #cameras = new Map<string, Camera>()
  #wanted: ReadonlyMap<string, number> = new Map()

  constructor(tell: (peerId: string, highest: number) => void) {
    this.#tell = tell
  }

  /** The highest layer that this peer's camera is asked for, 0 the smallest. */
  of(peerId: string): number {
    return this.#cameras.get(peerId)?.highest ?? this.#want(peerId)
  }

  /** From now on these are wanted, by peer id; who is not named is wanted in the low layer. */
  want(wanted: ReadonlyMap<string, number>): void {
    this.#wanted = wanted
    for (const [peerId, camera] of this.#cameras) this.#follow(peerId, camera)
  }

  /** A camera has begun: its page is told, changed or not. */
  begin(peerId: string): void {
    const camera = this.#cameras.get(peerId) ?? { highest: this.#want(peerId), release: undefined }
    this.#cameras.set(peerId, camera)
    this.#tell(peerId, camera.highest)
    this.#follow(peerId, camera)
  }

  /** The peer is gone. */
  forget(peerId: string): void {
    clearTimeout(this.#cameras.get(peerId)?.release)
    this.#cameras.delete(peerId)
  }

  /** Idempotent. */
  close(): void {
    for (const peerId of [...this.#cameras.keys()]) this.forget(peerId)
  }

  #want(peerId: string): number {
    return this.#wanted.get(peerId) ?? LOW_LAYER
  }

  #follow(peerId: string, camera: Camera): void {
    const wanted = this.#want(peerId)
    if (wanted < camera.highest) {
      camera.release ??= setTimeout(() => {
        camera.release = undefined
        this.#set(peerId, camera, this.#want(peerId))
      }, RELEASE_DELAY).unref()
      return
    }
    clearTimeout(camera.release)
    camera.release = undefined
    this.#set(peerId, camera, wanted)
  }

  #set(peerId: string, camera: Camera, highest: number): void {
    if (camera.highest === highest) return
    camera.highest = highest
    this.#tell(peerId, highest)
  }
}
