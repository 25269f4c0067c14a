import type { MediaNotice } from '../../domain/media-messages.ts'
import { Capture, type CaptureState } from './capture.ts'
import {
  type DeviceChoice,
  type DeviceSource,
  openCamera,
  openMicrophone,
  readDeviceChoice,
  storeDeviceChoice,
} from './devices.ts'
import { LevelMeter } from './level-meter.ts'
import { MediaRefused, RoomSession, type SendMedia } from './room-session.ts'
import { captureScreen, type ScreenOutcome, type ScreenState, screenProblem } from './screen-share.ts'
import type { MediaConnection, MediaSnapshot } from './snapshot.ts'

export interface HallMediaOptions {
  /** Asks the room; the page brings its own socket. */
  readonly send: SendMedia
  /** Listens to what the room tells this page; gives back how to stop. */
  readonly subscribe: (listener: (notice: MediaNotice) => void) => () => void
  /** What this page sends; none for a page that only watches. */
  readonly sources?: readonly DeviceSource[]
  readonly storage?: Pick<Storage, 'getItem' | 'setItem'>
}

/** Waits before attempts to join (ms), each with up to half of it more at random. */
const ATTEMPT_AFTER = [0, 200, 500, 1000, 2000, 4000]
/** A session that lasted this long (ms) was a good one. */
const HELD_FOR = 5000

/**
 * Picture and sound of one page: its own camera and microphone, and the streams of the others. It joins again
 * from scratch by itself when the room or the line breaks, and brings the devices back as they were. `close()`
 * ends the session, frees the devices and stops measuring.
 */
export class HallMedia {
  /** Level of the own microphone (dBFS), an observable of its own. */
  readonly level = new LevelMeter()
  readonly #options: HallMediaOptions
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'>
  readonly #captures: Readonly<Record<DeviceSource, Capture>>
  readonly #listeners = new Set<() => void>()
  readonly #unsubscribe: () => void
  readonly #onOnline = () => void this.#session?.restartIce().catch(() => this.rejoin())
  #choice: DeviceChoice
  #connection: MediaConnection = { kind: 'idle' }
  #heard = false
  #screen: ScreenState = { kind: 'off' }
  #session: RoomSession | undefined
  /** Counts joinings: the outcome of an older one is void. */
  #joining = 0
  #attempt = 0
  /** Undefined while it is joining. */
  #joinedAt: number | undefined
  #snapshot: MediaSnapshot

  constructor(options: HallMediaOptions) {
    this.#options = options
    this.#storage = options.storage ?? localStorage
    this.#choice = readDeviceChoice(this.#storage)
    this.#captures = {
      camera: new Capture(
        'camera',
        () => openCamera(this.#choice),
        (state) => this.#captured('camera', state),
      ),
      microphone: new Capture(
        'microphone',
        () => openMicrophone(this.#choice),
        (state) => this.#captured('microphone', state),
      ),
    }
    this.#snapshot = this.#take()
    this.#unsubscribe = options.subscribe((notice) => this.#told(notice))
    addEventListener('online', this.#onOnline)
  }

  getSnapshot = (): MediaSnapshot => this.#snapshot

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Opens the devices and joins. Devices that fail do not keep the page from seeing and hearing the others. */
  start(): void {
    if (this.#connection.kind !== 'idle') return
    for (const source of this.#sources) void this.#captures[source].open()
    this.rejoin()
  }

  /** Joins from scratch: the socket is a new one, or somebody asked for it. */
  rejoin(): void {
    if (this.#connection.kind === 'closed') return
    this.#attempt = 0
    this.#begin()
  }

  /** Asks for a device again that was refused or failed. */
  reopen(source: DeviceSource): void {
    if (this.#connection.kind !== 'closed' && this.#sources.includes(source))
      void this.#captures[source].open()
  }

  /** Changes what is used, and remembers it on this device. */
  choose(change: Partial<DeviceChoice>): void {
    const before = this.#choice
    this.#choice = { ...before, ...change }
    storeDeviceChoice(this.#storage, this.#choice)
    this.#changed()
    if (before.camera !== this.#choice.camera) this.reopen('camera')
    if (
      before.microphone !== this.#choice.microphone ||
      before.speechProcessing !== this.#choice.speechProcessing
    ) {
      this.reopen('microphone')
    }
  }

  /**
   * Shows a screen or window of this computer that the person chooses. To be called straight from a press. `allow`
   * is asked once the choice is made and before anything is sent: no, and nothing is.
   */
  async shareScreen(allow: () => Promise<boolean> = async () => true): Promise<ScreenOutcome> {
    this.stopScreen()
    this.#showScreen({ kind: 'choosing' })
    let track: MediaStreamTrack
    try {
      track = await captureScreen()
    } catch (error) {
      const problem = screenProblem(error)
      this.#showScreen(problem === 'refused' ? { kind: 'off' } : { kind: 'failed', problem })
      return problem
    }
    const allowed = await allow()
    if (!allowed || this.#connection.kind === 'closed') {
      track.stop()
      this.#showScreen({ kind: 'off' })
      return 'refused'
    }
    track.addEventListener('ended', () => this.stopScreen())
    this.#showScreen({ kind: 'on', track })
    try {
      if (this.#session && this.#connection.kind === 'connected') await this.#session.send('screen', track)
      return 'on'
    } catch (error) {
      const problem =
        error instanceof MediaRefused && error.code === 'media/not-allowed' ? 'not-allowed' : 'not-sent'
      this.stopScreen()
      this.#showScreen({ kind: 'failed', problem })
      return problem
    }
  }

  /** Idempotent. */
  stopScreen(): void {
    if (this.#screen.kind !== 'on') return
    this.#screen.track.stop()
    this.#showScreen({ kind: 'off' })
    this.#session?.send('screen', null).catch(() => undefined)
  }

  #showScreen(screen: ScreenState): void {
    this.#screen = screen
    this.#changed()
  }

  /** Statistics of the sent and the received streams; empty while there is no session. */
  async getStats(): Promise<RTCStatsReport[]> {
    return (await this.#session?.getStats()) ?? []
  }

  /** Idempotent. */
  close(): void {
    this.#end({ kind: 'closed', reason: 'left' })
  }

  get #sources(): readonly DeviceSource[] {
    return this.#options.sources ?? ['camera', 'microphone']
  }

  #begin(): void {
    if (this.#connection.kind === 'closed') return
    // A session that held for a while earns an attempt at once; one that breaks again and again does not.
    if (this.#joinedAt !== undefined && performance.now() - this.#joinedAt > HELD_FOR) this.#attempt = 0
    this.#joinedAt = undefined
    this.#session?.close()
    this.#session = undefined
    const isFirst = this.#connection.kind === 'idle' || this.#connection.kind === 'connecting'
    this.#connection = { kind: isFirst ? 'connecting' : 'reconnecting' }
    this.#changed()
    void this.#join(++this.#joining)
  }

  async #join(joining: number): Promise<void> {
    const isCurrent = () => joining === this.#joining
    const events = {
      changed: () => {
        if (isCurrent()) this.#changed()
      },
      broken: () => {
        if (isCurrent()) this.#begin()
      },
    }
    while (isCurrent()) {
      await sleep(delayBefore(this.#attempt++))
      // Entering now would throw the newer joining out of the room, without a word to it.
      if (!isCurrent()) return
      let made: RoomSession | undefined
      try {
        await RoomSession.join(this.#options.send, events, this.#sources.length > 0, (session) => {
          made = session
          // From here on notices reach it; they may come before the answers do.
          if (isCurrent()) this.#session = session
        })
        if (!isCurrent()) return made?.close()
        this.#joinedAt = performance.now()
        this.#connection = { kind: 'connected' }
        this.#changed()
        for (const source of this.#sources) this.#sendTrack(source)
        return
      } catch (error) {
        made?.close()
        if (!isCurrent()) return
        this.#session = undefined
        if (error instanceof Error && error.name === 'UnsupportedError') {
          this.#end({ kind: 'closed', reason: 'unsupported-browser' })
        }
      }
    }
  }

  #told(notice: MediaNotice): void {
    if (notice.type === 'microphone') {
      this.#heard = notice.open
      this.#changed()
    } else if (notice.type === 'closed') {
      this.#heard = false
      if (notice.reason === 'taken-over') this.#end({ kind: 'closed', reason: notice.reason })
      else if (notice.reason === 'left' || this.#connection.kind === 'idle') this.#changed()
      else this.#begin()
    } else {
      this.#session?.handle(notice)
    }
  }

  #captured(source: DeviceSource, state: CaptureState): void {
    if (source === 'microphone') this.level.measure(state.kind === 'on' ? state.track : null)
    this.#sendTrack(source)
    this.#changed()
  }

  /** While a device is being opened again, its last stream stands for it; when that fails, nothing does. */
  #sendTrack(source: DeviceSource): void {
    const { state, track } = this.#captures[source]
    const session = this.#session
    if (!session || this.#connection.kind !== 'connected') return
    if (state.kind !== 'on' && state.kind !== 'failed') return
    session.send(source, track).catch(() => {
      // The device may have gone while it was set up, which its capture deals with.
      if (session === this.#session && this.#captures[source].track === track) this.#begin()
    })
  }

  #end(connection: MediaConnection): void {
    if (this.#connection.kind === 'closed') return
    this.#joining += 1
    this.#connection = connection
    this.#unsubscribe()
    removeEventListener('online', this.#onOnline)
    this.#session?.close()
    this.#session = undefined
    this.#captures.camera.close()
    this.#captures.microphone.close()
    this.level.close()
    this.#changed()
    this.#listeners.clear()
  }

  #changed(): void {
    this.#snapshot = this.#take()
    for (const listener of this.#listeners) listener()
  }

  #take(): MediaSnapshot {
    const interrupted = this.#connection.kind === 'connected' && this.#session?.steady === false
    return {
      connection: interrupted ? { kind: 'reconnecting' } : this.#connection,
      camera: this.#captures.camera.state,
      microphone: this.#captures.microphone.state,
      heard: this.#heard && this.#connection.kind === 'connected' && !interrupted,
      peers: this.#session?.streams.byPeer ?? new Map(),
      choice: this.#choice,
      screen: this.#screen,
      line: null,
      sound: { kind: 'off' },
      soundElsewhere: false,
    }
  }
}

function delayBefore(attempt: number): number {
  const delay = ATTEMPT_AFTER[Math.min(attempt, ATTEMPT_AFTER.length - 1)] ?? 0
  return delay * (1 + Math.random() / 2)
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
