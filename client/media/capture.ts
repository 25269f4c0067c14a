import { type DeviceProblem, type DeviceSource, deviceProblem } from './devices.ts'

export type CaptureState =
  | { readonly kind: 'off' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'on'; readonly track: MediaStreamTrack }
  | { readonly kind: 'failed'; readonly problem: DeviceProblem }

/** Before a device that failed is tried again (ms); one that is plugged in is tried at once. */
const RETRY_AFTER = 3000

/**
 * One camera or microphone, opened again by itself whenever it fails or is unplugged, until `close()`.
 * A refusal by the person or by policy is not asked again before `open()`, or before it is withdrawn.
 */
export class Capture {
  readonly #openTrack: () => Promise<MediaStreamTrack>
  readonly #changed: (state: CaptureState) => void
  #state: CaptureState = { kind: 'off' }
  /** Which opening is the valid one: a newer one makes the older one's outcome void. */
  #attempt = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #permission: PermissionStatus | undefined
  #closed = false
  readonly #onDeviceChange = () => {
    if (this.#state.kind === 'failed' && this.#state.problem !== 'permission-denied') void this.open()
  }
  readonly #onPermissionChange = () => {
    if (this.#permission?.state === 'granted' && this.#reopens()) void this.open()
  }

  constructor(
    source: DeviceSource,
    openTrack: () => Promise<MediaStreamTrack>,
    changed: (state: CaptureState) => void,
  ) {
    this.#openTrack = openTrack
    this.#changed = changed
    navigator.mediaDevices?.addEventListener('devicechange', this.#onDeviceChange)
    void this.#watchPermission(source)
  }

  get state(): CaptureState {
    return this.#state
  }

  get track(): MediaStreamTrack | null {
    return this.#state.kind === 'on' ? this.#state.track : null
  }

  /** Opens the device, or opens it anew. Never rejects; `state` tells. */
  async open(): Promise<void> {
    if (this.#closed) return
    this.#stop()
    const attempt = ++this.#attempt
    this.#become({ kind: 'opening' })
    try {
      const track = await this.#openTrack()
      if (attempt !== this.#attempt) return track.stop()
      track.addEventListener('ended', () => {
        if (attempt === this.#attempt) void this.open()
      })
      this.#become({ kind: 'on', track })
    } catch (error) {
      if (attempt !== this.#attempt) return
      const problem = deviceProblem(error)
      this.#become({ kind: 'failed', problem })
      if (problem !== 'permission-denied' && problem !== 'insecure-page') {
        this.#timer = setTimeout(() => void this.open(), RETRY_AFTER)
      }
    }
  }

  /** Idempotent; the device is free again. */
  close(): void {
    this.#closed = true
    this.#attempt += 1
    this.#stop()
    navigator.mediaDevices?.removeEventListener('devicechange', this.#onDeviceChange)
    this.#permission?.removeEventListener('change', this.#onPermissionChange)
    if (this.#state.kind !== 'off') this.#become({ kind: 'off' })
  }

  /** Not before it was first opened, and not while it works. */
  #reopens(): boolean {
    return this.#state.kind === 'failed' || this.#state.kind === 'opening'
  }

  async #watchPermission(name: DeviceSource): Promise<void> {
    try {
      const permission = await navigator.permissions.query({ name })
      if (this.#closed) return
      this.#permission = permission
      permission.addEventListener('change', this.#onPermissionChange)
    } catch {
      // A browser that does not tell: the person asks again by hand.
    }
  }

  #stop(): void {
    clearTimeout(this.#timer)
    this.track?.stop()
  }

  #become(state: CaptureState): void {
    this.#state = state
    this.#changed(state)
  }
}
