import type { LineReport } from '../../domain/line-report.ts'
import type { CaptureState } from './capture.ts'
import type { DeviceChoice } from './device-choice.ts'
import type { DeviceSource } from './devices.ts'
import type { VoiceState } from './gain.ts'
import type { HallMediaOptions } from './hall-media-options.ts'
import { HallSound } from './hall-sound.ts'
import { LevelMeter } from './level-meter.ts'
import { LineMeter } from './line-meter.ts'
import { OwnDevices } from './own-devices.ts'
import { RoomLine } from './room-line.ts'
import type { RoomSession } from './room-session.ts'
import { type ScreenOutcome, ScreenShare } from './screen-share.ts'
import type { MediaSnapshot } from './snapshot.ts'
import { VoiceDelay } from './voice-delay.ts'

/**
 * Picture and sound of one page: its own camera, microphone and screen, and the streams of the others. It joins
 * again from scratch by itself when the room or the line breaks, and brings back what it sent as it was. `close()`
 * ends the session, frees the devices and stops measuring.
 */
export class HallMedia {
  /** Level of the own microphone (dBFS), an observable of its own. */
  readonly level = new LevelMeter()
  readonly #sources: readonly DeviceSource[]
  readonly #devices: OwnDevices
  readonly #screen: ScreenShare
  readonly #line: RoomLine
  /** Null for a page that plays no voices, and before `start()`. */
  #sound: HallSound | null = null
  #meter: LineMeter | null = null
  readonly #voiceDelay = new VoiceDelay()
  #report: LineReport | null = null
  #isStarted = false
  readonly #options: HallMediaOptions
  readonly #listeners = new Set<() => void>()
  readonly #unsubscribe: () => void
  #snapshot: MediaSnapshot

  constructor(options: HallMediaOptions) {
    this.#options = options
    this.#sources = options.sources ?? ['camera', 'microphone']
    this.#devices = new OwnDevices({
      sources: this.#sources,
      storage: options.storage ?? localStorage,
      captured: (source, state) => this.#captured(source, state),
    })
    this.#screen = new ScreenShare(
      (track) => this.#sendScreen(track),
      () => this.#changed(),
    )
    this.#line = new RoomLine({
      send: options.send,
      sends: this.#sources.length > 0,
      hears: this.#sources.includes('microphone'),
      relayOnly: options.relayOnly ?? false,
      changed: () => this.#changed(),
      joined: (session) => this.#joined(session),
      ended: () => this.#ended(),
    })
    this.#snapshot = this.#take()
    this.#unsubscribe = options.subscribe((notice) => this.#line.told(notice))
  }

  getSnapshot = (): MediaSnapshot => this.#snapshot

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Joins, and receives; until `start()` it opens no device and plays no sound. */
  enter(): void {
    this.#line.start()
  }

  /** Opens the devices and joins. Devices that fail do not keep the page from seeing and hearing the others. */
  start(): void {
    if (this.#isStarted || this.#line.connection.kind === 'closed') return
    this.#isStarted = true
    this.#line.start()
    for (const source of this.#sources) this.#devices.open(source)
    this.#openSound()
    if (this.#options.report) this.#meter = this.#measure(this.#options.report)
    this.#changed()
  }

  /** Joins from scratch. */
  rejoin(): void {
    this.#line.rejoin()
  }

  /** Which line the page has to its server; null while it has none. With another one the room is joined anew. */
  follow(line: number | null): void {
    this.#line.follow(line)
  }

  /** The network may have changed, or the computer has slept: the path is tried at once. */
  check = (): void => this.#line.check()

  /** Asks for a device again that was refused or failed. */
  reopen(source: DeviceSource): void {
    if (this.#line.connection.kind !== 'closed') this.#devices.open(source)
  }

  /**
   * Changes what is used, and remembers it on this computer: processing with the microphone that it was chosen for.
   */
  choose(change: Partial<DeviceChoice>): void {
    this.#devices.choose(change)
    this.#sound?.chooseLoudspeaker(this.#devices.choice.loudspeaker)
    this.#changed()
  }

  /**
   * Shows a screen or window of this computer that the person chooses. To be called straight from a press. `allow`
   * is asked once the choice is made and before anything is sent: no, and nothing is.
   */
  shareScreen(allow: () => Promise<boolean> = async () => true): Promise<ScreenOutcome> {
    return this.#line.connection.kind === 'closed' ? Promise.resolve('not-sent') : this.#screen.start(allow)
  }

  /** Idempotent. */
  stopScreen(): void {
    this.#screen.stop()
  }

  /** Loudness and gain of the voices that this page plays evened out, by peer; changes ten times a second. */
  get voices(): ReadonlyMap<string, VoiceState> {
    return this.#sound?.voices ?? new Map()
  }

  /** Statistics of the sent and the received streams; empty while there is no session. */
  async getStats(): Promise<RTCStatsReport[]> {
    return (await this.#line.session?.getStats()) ?? []
  }

  /** Idempotent. */
  close(): void {
    this.#line.end({ kind: 'closed', reason: 'left' })
  }

  #openSound(): void {
    if (!this.#options.plays || !this.#sources.includes('microphone')) return
    this.#sound = new HallSound(() => this.#changed())
    this.#sound.chooseLoudspeaker(this.#devices.choice.loudspeaker)
  }

  #measure(report: (report: LineReport) => void): LineMeter {
    return new LineMeter({
      stats: () => this.getStats(),
      streams: () => ({
        layers: this.#line.streams?.layers ?? new Map(),
        screen: this.#screen.track?.id ?? null,
      }),
      measured: (measured) => {
        this.#report = measured
        this.#line.streams?.delayVoices(
          this.#voiceDelay.after(measured?.concealed ?? null, performance.now()),
        )
        if (measured && this.#line.connection.kind === 'connected') report(measured)
        this.#changed()
      },
    })
  }

  #joined(session: RoomSession): void {
    for (const source of this.#sources) this.#sendTrack(source)
    const { track } = this.#screen
    if (!track) return
    session.send('screen', track).catch(() => {
      // The room no longer takes it: the turn that it belonged to is over.
      if (session === this.#line.session) this.#screen.stop()
    })
  }

  #captured(source: DeviceSource, state: CaptureState): void {
    if (source === 'microphone') this.level.measure(state.kind === 'on' ? state.track : null)
    this.#sendTrack(source)
    this.#changed()
  }

  /** While a device is being opened again, its last stream stands for it; when that fails, nothing does. */
  #sendTrack(source: DeviceSource): void {
    const state = this.#devices.state(source)
    const track = this.#devices.track(source)
    const { session } = this.#line
    if (!session || (state.kind !== 'on' && state.kind !== 'failed')) return
    session.send(source, track).catch(() => {
      // The device may have gone while it was set up, which its capture deals with.
      if (session === this.#line.session && this.#devices.track(source) === track) this.#line.retry()
    })
  }

  /** While there is no session, or another takes its place, `#joined` sends it. */
  async #sendScreen(track: MediaStreamTrack | null): Promise<void> {
    const { session } = this.#line
    try {
      await session?.send('screen', track)
    } catch (error) {
      if (session === this.#line.session) throw error
    }
  }

  #ended(): void {
    this.#unsubscribe()
    this.#devices.close()
    this.#screen.close()
    this.level.close()
    this.#meter?.close()
    this.#sound?.close()
    this.#changed()
    this.#listeners.clear()
  }

  #changed(): void {
    this.#sound?.play(this.#line.streams?.byPeer ?? nobody)
    this.#snapshot = this.#take()
    for (const listener of this.#listeners) listener()
  }

  #take(): MediaSnapshot {
    return {
      connection: this.#line.connection,
      camera: this.#devices.state('camera'),
      microphone: this.#devices.state('microphone'),
      screen: this.#screen.state,
      heard: this.#line.heard,
      soundOnly: this.#line.soundOnly,
      peers: this.#line.streams?.byPeer ?? nobody,
      choice: this.#devices.choice,
      standIns: [...this.#devices.standIns, ...(this.#sound?.loudspeakerStandsIn ? loudspeaker : [])],
      line: this.#line.connection.kind === 'connected' ? this.#report : null,
      sound: this.#sound?.state ?? { kind: 'off' },
      soundElsewhere: this.#sound?.isElsewhere ?? false,
    }
  }
}

const nobody: MediaSnapshot['peers'] = new Map()
const loudspeaker = ['loudspeaker'] as const
