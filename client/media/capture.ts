import { type DeviceProblem, type DeviceSource, deviceProblem } from './devices.ts'

export type CaptureState =
  | { readonly kind: 'off' }
  | { readonly kind: 'opening' }
  /** `standsIn`: the device that was chosen, or used so far, is not plugged in; this one is used until it returns. */
  | { readonly kind: 'on'; readonly track: MediaStreamTrack; readonly standsIn: boolean }
  | { readonly kind: 'failed'; readonly problem: DeviceProblem }

export interface CaptureParts {
  readonly source: DeviceSource
  /** The device that the person chose; undefined: any. */
  readonly chosen: () => string | undefined
  /** Opens the device with this id, or another where it is not plugged in. */
  readonly openTrack: (device: string | undefined) => Promise<MediaStreamTrack>
  readonly changed: (state: CaptureState) => void
}

/** Before a device that failed is tried again (ms); one that is plugged in is tried at once. */
const RETRY_AFTER = 3000

/**
 * One camera or microphone, opened again by itself whenever it fails or is unplugged, until `close()`: another one
 * stands in for it until it is plugged in again. A refusal by the person or by policy is not asked again before
 * `open()`, or before it is withdrawn.
 */
export class Capture {
  readonly #parts: CaptureParts
  #state: CaptureState = { kind: 'off' }
  /** What was used before anything stood in for it, where the person has chosen nothing. */
  #first: string | undefined
  /** Which opening is the valid one: a newer one makes the older one's outcome void. */
  #attempt = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #permission: PermissionStatus | undefined
  #closed = false
  readonly #onDeviceChange = () => void this.#lookAgain()
  readonly #onPermissionChange = () => {
    if (this.#permission?.state === 'granted' && this.#reopens()) void this.open()
  }

  constructor(parts: CaptureParts) {
    this.#parts = parts
    navigator.mediaDevices?.addEventListener('devicechange', this.#onDeviceChange)
    void this.#watchPermission(parts.source)
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
    const wanted = this.#wanted
    try {
      const track = await this.#parts.openTrack(wanted)
      if (attempt !== this.#attempt) return track.stop()
      track.addEventListener('ended', () => {
        if (attempt === this.#attempt) void this.open()
      })
      const { deviceId } = track.getSettings()
      this.#first ??= deviceId
      const standsIn = wanted !== undefined && deviceId !== undefined && deviceId !== wanted
      this.#become({ kind: 'on', track, standsIn })
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

  get #wanted(): string | undefined {
    return this.#parts.chosen() ?? this.#first
  }

  /** Something was plugged in or out: what has ended by it says so itself. */
  async #lookAgain(): Promise<void> {
    if (this.#state.kind === 'failed' && this.#state.problem !== 'permission-denied') return this.open()
    if (this.#state.kind !== 'on' || !this.#state.standsIn) return
    const attempt = this.#attempt
    const devices = await navigator.mediaDevices.enumerateDevices().catch(() => [])
    const isBack = devices.some(({ deviceId }) => deviceId === this.#wanted)
    if (isBack && attempt === this.#attempt) await this.open()
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
    this.#parts.changed(state)
  }
}
