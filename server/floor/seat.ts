import Type from 'typebox'
import { Compile } from 'typebox/compile'
import type { MediaAnswer } from '../../domain/media-messages.ts'
import type { Programme } from '../../domain/programme.ts'
import { Id } from '../../domain/text.ts'
import { AppError } from '../errors.ts'
import { answering, hear, type PageSocket, push } from '../sockets.ts'
import type { MediaPeer, MediaRoom } from './media-port.ts'

/** Most bridges on one page of the gallery. */
const MOST_IN_GALLERY = 64
const checkGallery = Compile(Type.Object({ gallery: Type.Array(Id, { maxItems: MOST_IN_GALLERY }) }))

export interface SeatParts {
  /** Null where there is no media. */
  readonly room: () => Promise<MediaRoom | null>
  readonly programme: (gallery: readonly string[]) => Programme
  /** Whether the hall's line carries. */
  readonly link: (state: 'connected' | 'lost') => void
  readonly report: (error: unknown) => void
}

/**
 * One page in the media room: a bridge's hall, which sends and receives, or a desk (`bridge` null), which only
 * watches. Messages: `media-enter` (begin, or begin anew), `media` (one request to the room), `media-look` (which
 * bridges the gallery shows).
 */
export class Seat {
  readonly socket: PageSocket
  readonly bridge: string | null
  readonly #parts: SeatParts
  #peer: MediaPeer | null = null
  #gallery: readonly string[] = []
  #endHearing: readonly (() => void)[] = []
  /** How often the page has begun. */
  #entries = 0
  #closed = false

  constructor(socket: PageSocket, bridge: string | null, parts: SeatParts) {
    this.socket = socket
    this.bridge = bridge
    this.#parts = parts
  }

  /** Listens to the page. A hall counts as connected from here on, camera or not. */
  admit(): void {
    const { report } = this.#parts
    const listen = <T>(event: string, handle: (payload: unknown) => Promise<T> | T) =>
      hear(this.socket, event, answering(report, handle))
    this.#endHearing = [
      listen('media-enter', () => this.#enter()),
      listen('media', (payload) => this.#handle(payload)),
      listen('media-look', (payload) => this.#look(payload)),
    ]
    this.#parts.link('connected')
  }

  /** The programme may have changed. */
  follow(): void {
    this.#peer?.receive(this.#parts.programme(this.#gallery))
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    for (const end of this.#endHearing) end()
    this.#peer?.close()
    this.#peer = null
    this.#parts.link('lost')
  }

  async #enter(): Promise<Record<string, never>> {
    const room = await this.#parts.room()
    if (!room) throw new AppError('media/absent')
    if (this.#closed) throw new AppError('media/absent')
    const entry = ++this.#entries
    const peer: MediaPeer = room.join(
      this.bridge ?? `desk-${this.socket.id}`,
      {
        // A page that begins anew does not hear of the end of what it has left behind.
        tell: (notice) => {
          if (entry === this.#entries) push(this.socket, 'media', notice)
        },
        onLink: (state) => this.#parts.link(state),
        onClosed: () => {
          if (this.#peer === peer) this.#peer = null
        },
      },
      { sources: this.bridge === null ? [] : ['camera', 'microphone'] },
    )
    this.#peer = peer
    this.follow()
    return {}
  }

  async #handle(payload: unknown): Promise<MediaAnswer> {
    // After a worker's death the page simply goes on asking: the first request makes a new peer.
    if (!this.#peer) await this.#enter()
    return this.#peer?.handle(payload) ?? { error: 'media/closed' }
  }

  #look(payload: unknown): Record<string, never> {
    if (!checkGallery.Check(payload)) throw new AppError('request/malformed')
    this.#gallery = payload.gallery
    this.follow()
    return {}
  }
}
