import type { MediaNotice } from '../../domain/media-messages.ts'
import type { SendMedia } from './asking.ts'
import { MediaRefused } from './asking.ts'
import { delayBeforeJoining, GOOD_SESSION } from './recovery.ts'
import type { RemoteStreams } from './remote-streams.ts'
import { RoomSession } from './room-session.ts'
import type { MediaConnection } from './snapshot.ts'

export interface RoomLineOptions {
  readonly send: SendMedia
  /** Whether this page sends from the beginning, hears voices, goes through a TURN server only. */
  readonly sends: boolean
  readonly hears: boolean
  readonly relayOnly: boolean
  /** Connection, streams or `heard` have changed. */
  readonly changed: () => void
  /** A session is there: what this page has to send goes to it. */
  readonly joined: (session: RoomSession) => void
  /** For good. */
  readonly ended: () => void
}

/**
 * Keeps this page in the room: one session at a time, and after each that breaks another, joined from scratch. No
 * two joinings are ever under way, and none while the page has no line to ask over. It ends with `end()`.
 */
export class RoomLine {
  readonly #options: RoomLineOptions
  #connection: MediaConnection = { kind: 'idle' }
  #session: RoomSession | undefined
  /** What the room said of this page's microphone. */
  #heard = false
  /** Whether the room has given up this page's pictures for the voice. */
  #soundOnly = false
  /** The camera layer that the room asked for last. */
  #highest: number | undefined
  /** Which line the page has; null while it has none. */
  #line: number | null = 0
  /** Counts joinings: the outcome of an older one is void. */
  #joining = 0
  #attempt = 0
  /** Undefined while it is joining. */
  #joinedAt: number | undefined

  constructor(options: RoomLineOptions) {
    this.#options = options
  }

  /** As the page should show it: a session whose path or line is interrupted is not connected. */
  get connection(): MediaConnection {
    const interrupted = this.#line === null || this.#session?.steady === false
    return this.#connection.kind === 'connected' && interrupted ? { kind: 'reconnecting' } : this.#connection
  }

  get heard(): boolean {
    return this.#heard && this.connection.kind === 'connected'
  }

  get soundOnly(): boolean {
    return this.#soundOnly && this.connection.kind === 'connected'
  }

  /** The session that can carry streams now. */
  get session(): RoomSession | undefined {
    return this.#connection.kind === 'connected' ? this.#session : undefined
  }

  get streams(): RemoteStreams | undefined {
    return this.#session?.streams
  }

  start(): void {
    if (this.#connection.kind === 'idle') this.rejoin()
  }

  /** Joins from scratch. */
  rejoin(): void {
    this.#attempt = 0
    this.#begin()
  }

  /** The session does not do what it should: another takes its place, after a while if it was a short one. */
  retry(): void {
    this.#begin()
  }

  /** Which line the page has; null while it has none. Another one knows nothing of what was sent over this one. */
  follow(line: number | null): void {
    if (line === this.#line) return
    this.#line = line
    if (line === null) this.#options.changed()
    else if (this.#connection.kind !== 'idle') this.rejoin()
  }

  /** The network may have changed under the session. */
  check(): void {
    this.session?.restartIce()
  }

  /** What the room told this page. */
  told(notice: MediaNotice): void {
    if (notice.type === 'microphone') {
      this.#heard = notice.open
      this.#options.changed()
    } else if (notice.type === 'sound-only') {
      this.#soundOnly = notice.on
      this.#options.changed()
    } else if (notice.type !== 'closed') {
      if (notice.type === 'camera-layers') this.#highest = notice.highest
      this.#session?.handle(notice)
    } else if (notice.reason === 'taken-over') {
      this.end({ kind: 'closed', reason: notice.reason })
    } else {
      this.#heard = false
      if (notice.reason === 'left' || this.#connection.kind === 'idle') this.#options.changed()
      else this.#begin()
    }
  }

  /** Idempotent. */
  end(connection: MediaConnection & { readonly kind: 'closed' }): void {
    if (this.#connection.kind === 'closed') return
    this.#joining += 1
    this.#connection = connection
    this.#session?.close()
    this.#session = undefined
    this.#options.ended()
  }

  #begin(): void {
    if (this.#connection.kind === 'closed') return
    // A session that held for a while earns an attempt at once; one that breaks again and again does not.
    if (this.#joinedAt !== undefined && performance.now() - this.#joinedAt > GOOD_SESSION) this.#attempt = 0
    this.#joinedAt = undefined
    this.#session?.close()
    this.#session = undefined
    this.#heard = false
    this.#soundOnly = false
    const isFirst = this.#connection.kind === 'idle' || this.#connection.kind === 'connecting'
    this.#connection = { kind: isFirst ? 'connecting' : 'reconnecting' }
    this.#options.changed()
    void this.#join(++this.#joining)
  }

  async #join(joining: number): Promise<void> {
    // A line that comes back begins anew; until then there is nobody to ask.
    const isCurrent = () => joining === this.#joining && this.#line !== null
    while (isCurrent()) {
      const delay = delayBeforeJoining(this.#attempt++)
      // Without a delay not even for what the page has to draw meanwhile.
      if (delay > 0) await sleep(delay)
      // Entering now would throw the newer joining out of the room, without a word to it.
      if (!isCurrent()) return
      let made: RoomSession | undefined
      try {
        const session = await RoomSession.join(this.#sessionOptions(joining), (early) => {
          made = early
          // From here on notices reach it; they may come before the answers do.
          if (isCurrent()) this.#session = early
        })
        if (!isCurrent()) return session.close()
        this.#joinedAt = performance.now()
        this.#connection = { kind: 'connected' }
        this.#options.changed()
        this.#options.joined(session)
        return
      } catch (error) {
        made?.close()
        if (joining !== this.#joining) return
        this.#session = undefined
        this.#failed(error)
      }
    }
  }

  #sessionOptions(joining: number) {
    const { send, sends, hears, relayOnly, changed } = this.#options
    const events = {
      changed: () => {
        if (joining === this.#joining) changed()
      },
      broken: () => {
        if (joining === this.#joining) this.#begin()
      },
    }
    return { send, sends, hears, relayOnly, events, highest: this.#highest }
  }

  #failed(error: unknown): void {
    if (error instanceof Error && error.name === 'UnsupportedError') {
      this.end({ kind: 'closed', reason: 'unsupported-browser' })
    } else if (error instanceof MediaRefused) {
      const isFirst = this.#connection.kind === 'connecting'
      this.#connection = { kind: isFirst ? 'connecting' : 'reconnecting', refusal: error.code }
      this.#options.changed()
    }
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
