import { MediaRefused } from './asking.ts'

/**
 * Why no screen is shared: this browser cannot; the system gave no picture; the room would not take it; or the line
 * was not there.
 */
export type ScreenProblem = 'unsupported' | 'capture-failed' | 'not-allowed' | 'not-sent'

export type ScreenState =
  | { readonly kind: 'off' }
  /** The browser asks the person which screen or window. */
  | { readonly kind: 'choosing' }
  | { readonly kind: 'on'; readonly track: MediaStreamTrack }
  | { readonly kind: 'failed'; readonly problem: ScreenProblem }

/** `refused`: the person chose nothing, or `allow` said no. */
export type ScreenOutcome = 'on' | 'refused' | ScreenProblem

/** A page of text at a pace at which it can still be scrolled. */
const picture: MediaTrackConstraints = {
  width: { max: 1920 },
  height: { max: 1080 },
  frameRate: { ideal: 10, max: 15 },
}

/**
 * The screen that a page shares, from the person's choice until the person, the page or the browser ends it.
 * `close()` ends it too.
 */
export class ScreenShare {
  readonly #send: (track: MediaStreamTrack | null) => Promise<void>
  readonly #changed: () => void
  #state: ScreenState = { kind: 'off' }
  /** Which choosing is the valid one. */
  #attempt = 0

  /** `send` brings the track to the room, null takes it away; it rejects with what the room answers. */
  constructor(send: (track: MediaStreamTrack | null) => Promise<void>, changed: () => void) {
    this.#send = send
    this.#changed = changed
  }

  get state(): ScreenState {
    return this.#state
  }

  get track(): MediaStreamTrack | null {
    return this.#state.kind === 'on' ? this.#state.track : null
  }

  /** Takes the place of a screen that is shared already. Never rejects. */
  async start(allow: () => Promise<boolean>): Promise<ScreenOutcome> {
    const attempt = ++this.#attempt
    const before = this.track
    if (!before) this.#become({ kind: 'choosing' })
    let track: MediaStreamTrack
    try {
      track = await captureScreen()
    } catch (error) {
      const problem = screenProblem(error)
      // Who changes a screen and then chooses nothing keeps the one that was there.
      if (attempt === this.#attempt && !before) {
        this.#become(problem === 'refused' ? { kind: 'off' } : { kind: 'failed', problem })
      }
      return problem
    }
    const allowed = await allow().catch(() => false)
    if (attempt !== this.#attempt || !allowed) {
      track.stop()
      if (attempt === this.#attempt && !before) this.#become({ kind: 'off' })
      return 'refused'
    }
    before?.stop()
    // It ends when the person stops it in the browser, or closes the window that it shows.
    track.addEventListener('ended', () => {
      if (this.track === track) this.stop()
    })
    this.#become({ kind: 'on', track })
    try {
      await this.#send(track)
      return 'on'
    } catch (error) {
      const problem = codeOf(error) === 'media/not-allowed' ? 'not-allowed' : 'not-sent'
      track.stop()
      if (this.track === track) this.#become({ kind: 'failed', problem })
      return problem
    }
  }

  /** Idempotent. Whoever is still choosing has chosen for nothing. */
  stop(): void {
    this.#attempt += 1
    const { track } = this
    track?.stop()
    if (this.#state.kind !== 'off') this.#become({ kind: 'off' })
    // A line that is away takes nothing: the next session begins without it.
    if (track) this.#send(null).catch(() => undefined)
  }

  /** Idempotent. */
  close(): void {
    this.stop()
  }

  #become(state: ScreenState): void {
    this.#state = state
    this.#changed()
  }
}

/**
 * Lets the person choose a screen or a window, without its sound. To be called straight from a press: browsers
 * refuse it otherwise.
 * @throws DOMException `NotAllowedError` when the person chooses nothing
 */
async function captureScreen(): Promise<MediaStreamTrack> {
  const devices: MediaDevices | undefined = navigator.mediaDevices
  if (!devices?.getDisplayMedia) throw new DOMException('no screen capture', 'NotSupportedError')
  const stream = await devices.getDisplayMedia({ video: picture, audio: false })
  const [track] = stream.getVideoTracks()
  if (!track) throw new DOMException('no track', 'NotFoundError')
  // Sharp letters before smooth motion.
  track.contentHint = 'detail'
  return track
}

function screenProblem(error: unknown): 'refused' | ScreenProblem {
  switch (error instanceof Error ? error.name : '') {
    case 'NotAllowedError':
      return 'refused'
    case 'NotSupportedError':
    case 'SecurityError':
      return 'unsupported'
    default:
      return 'capture-failed'
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof MediaRefused ? error.code : null
}
