import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { LineReport } from '../../domain/line-report.ts'
import type { MediaAnswer, MediaNotice, PeerClosed } from '../../domain/media-messages.ts'
import type { Look, Programme } from '../../domain/programme.ts'
import { Id } from '../../domain/text.ts'
import { AppError } from '../errors.ts'
import { answering, hear, type PageSocket, push } from '../sockets.ts'
import type { MediaPeer, MediaRoom } from './media-port.ts'
import type { PageRights } from './page-rights.ts'
import { SeatLine } from './seat-line.ts'

/** Most bridges on one page of the gallery. */
const MOST_IN_GALLERY = 64
const checkLook = Compile(
  Type.Object({
    gallery: Type.Array(Id, { maxItems: MOST_IN_GALLERY }),
    preview: Type.Optional(Type.Union([Id, Type.Null()])),
  }),
)
const checkReport = Compile(LineReport)
const checkWatch = Compile(Type.Object({ on: Type.Boolean() }))
/** Between two reports of one page (ms): what comes faster is not kept. */
const REPORT_INTERVAL_MS = 500
/** A report older than this (ms) says nothing of now. */
const REPORT_KEPT_MS = 15_000
/** A room may die between its making and the entering; its successor is tried. */
const MOST_ENTRIES = 3

export interface SeatParts {
  /** Null where there is no media. Rejects while it is not there, and when no more halls are taken. */
  readonly room: () => Promise<MediaRoom | null>
  readonly programme: (look: Look) => Programme
  /** The line of a hall has changed. */
  readonly lineChanged: () => void
  /** The page has begun to show its screen. */
  readonly screenBegun: () => void
  /** The page wants to see every line in figures, or does not any more. */
  readonly watch: (on: boolean) => void
  readonly report: (error: unknown) => void
}

/**
 * One page in the media room: a bridge's hall, which sends and receives, or a desk (`bridge` null), which watches and
 * may show its screen. Messages: `media-enter` (begin, or begin anew), `media` (one request to the room),
 * `media-look` (what the page shows), `line-report` (how a hall's line does), `technical-watch`.
 */
export class Seat {
  readonly socket: PageSocket
  readonly rights: PageRights
  readonly bridge: string | null
  readonly line: SeatLine
  readonly #parts: SeatParts
  #peer: MediaPeer | null = null
  #look: Look = { gallery: [], preview: null }
  #endHearing: readonly (() => void)[] = []
  /** How often the page has begun. */
  #entries = 0
  /** The entering that is under way. */
  #entering: Promise<Record<string, never>> | null = null
  /** When the page began to show its screen; null while it has not. */
  #screenSince: number | null = null
  #report: { readonly at: number; readonly content: LineReport } | null = null
  #closed = false

  constructor(socket: PageSocket, rights: PageRights, parts: SeatParts) {
    this.socket = socket
    this.rights = rights
    this.bridge = rights.hall
    this.#parts = parts
    this.line = new SeatLine(() => parts.lineChanged())
  }

  get peerId(): string {
    return this.bridge ?? `desk-${this.socket.id}`
  }

  /** When the screen began that the page shows now (ms, monotonic); null while it shows none. */
  get screenSince(): number | null {
    return this.#peer?.stream('screen') ? this.#screenSince : null
  }

  /** What the page last reported; null when that is long ago. */
  get report(): LineReport | null {
    const report = this.#report
    return report && performance.now() - report.at < REPORT_KEPT_MS ? report.content : null
  }

  get peer(): MediaPeer | null {
    return this.#peer
  }

  /** Listens to the page. */
  admit(): void {
    const { report } = this.#parts
    const listen = <T>(event: string, handle: (payload: unknown) => Promise<T> | T) =>
      hear(this.socket, event, answering(report, handle))
    this.#endHearing = [
      listen('media-enter', () => this.#begin()),
      listen('media', (payload) => this.#handle(payload)),
      listen('media-look', (payload) => this.#lookAt(payload)),
      listen('line-report', (payload) => this.#takeReport(payload)),
      listen('technical-watch', (payload) => this.#watch(payload)),
    ]
  }

  /** What the page receives, and what it may send, may have changed. */
  follow(): void {
    this.#peer?.setSources(this.rights.sources)
    this.#peer?.receive(this.#parts.programme(this.#look))
  }

  /** The log does not show this page's screen any more. */
  stopScreen(): void {
    this.#peer?.stop('screen')
  }

  /** The page is told, though it may not have begun. Idempotent. */
  close(reason: Extract<PeerClosed, 'left' | 'taken-over'> = 'left'): void {
    if (this.#closed) return
    this.#closed = true
    for (const end of this.#endHearing) end()
    this.line.close()
    const peer = this.#peer
    this.#peer = null
    if (peer) peer.close(reason)
    else push(this.socket, 'media', { type: 'closed', reason } satisfies MediaNotice)
  }

  #begin(): Promise<Record<string, never>> {
    const entering = this.#enter().finally(() => {
      if (this.#entering === entering) this.#entering = null
    })
    this.#entering = entering
    return entering
  }

  async #enter(): Promise<Record<string, never>> {
    const room = await this.#openRoom()
    const entry = ++this.#entries
    const peer: MediaPeer = room.join(
      this.peerId,
      {
        // A page that begins anew does not hear of the end of what it has left behind.
        tell: (notice) => {
          if (entry === this.#entries) push(this.socket, 'media', notice)
        },
        onLink: (state) => {
          if (entry === this.#entries) this.line.link(state)
        },
        onClosed: (reason) => this.#left(peer, reason),
      },
      { sources: this.rights.sources },
    )
    this.#peer = peer
    this.line.entered()
    this.follow()
    return {}
  }

  async #openRoom(): Promise<MediaRoom> {
    for (let entry = 1; entry <= MOST_ENTRIES; entry += 1) {
      const room = await this.#parts.room()
      if (!room || this.#closed) throw new AppError('media/absent')
      if (!room.closed) return room
    }
    throw new AppError('media/no-worker')
  }

  #left(peer: MediaPeer, reason: PeerClosed): void {
    if (this.#peer !== peer) return
    this.#peer = null
    if (reason === 'worker-died' || reason === 'room-closed') this.line.roomGone()
  }

  async #handle(payload: unknown): Promise<MediaAnswer> {
    // A page sends its first requests along with its entering: they are meant for the peer that comes of it. After a
    // worker's death it simply goes on asking: the first request makes a new peer.
    if (!this.#entering && !this.#peer) void this.#begin()
    await this.#entering
    const peer = this.#peer
    if (!peer) return { error: 'media/closed' }
    const answer = await peer.handle(payload)
    if (peer === this.#peer && !('error' in answer)) this.#carriedOut(payload as Carried)
    return answer
  }

  /** What the room did for the page, so far as the seat must know. */
  #carriedOut({ type, source }: Carried): void {
    if (type === 'create-transport') this.line.expectPackets()
    if (type !== 'produce' || source !== 'screen') return
    this.#screenSince = performance.now()
    this.#parts.screenBegun()
  }

  #lookAt(payload: unknown): Record<string, never> {
    if (!checkLook.Check(payload)) throw new AppError('request/malformed')
    this.#look = { gallery: payload.gallery, preview: payload.preview ?? null }
    this.follow()
    return {}
  }

  #takeReport(payload: unknown): Record<string, never> {
    if (!checkReport.Check(payload)) throw new AppError('request/malformed')
    if (this.bridge === null) throw new AppError('access/not-allowed')
    const at = performance.now()
    if (this.#report && at - this.#report.at < REPORT_INTERVAL_MS) throw new AppError('request/too-many')
    this.#report = { at, content: payload }
    return {}
  }

  #watch(payload: unknown): Record<string, never> {
    if (!checkWatch.Check(payload)) throw new AppError('request/malformed')
    if (payload.on && !this.rights.may('technical/see')) throw new AppError('access/not-allowed')
    this.#parts.watch(payload.on)
    return {}
  }
}

/** A request that the room has accepted is one of `domain/media-messages.ts`. */
interface Carried {
  readonly type: string
  readonly source?: string
}
