import { randomBytes } from 'node:crypto'
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { grantsOf } from '../../domain/authority.ts'
import type { MediaAnswer } from '../../domain/media-messages.ts'
import type { Programme } from '../../domain/programme.ts'
import { REHEARSAL_PORTION } from '../../domain/protocol.ts'
import { AppError } from '../errors.ts'
import type { ConferenceLog } from '../log/conference-log.ts'
import { answering, hear, type PageSocket, push } from '../sockets.ts'
import type { MediaPeer, MediaPort, MediaRights, MediaRoom } from './media-port.ts'

/** What one entering may fetch to measure its line by: four seconds at 16 Mb/s. */
const MOST_PORTIONS = 128
const checkPortion = Compile(Type.Object({}, { additionalProperties: false }))
/** A proxy that compresses must find nothing to compress. */
const portion = randomBytes(REHEARSAL_PORTION)

export interface RehearsalSeatParts {
  readonly log: ConferenceLog
  readonly bridge: string
  readonly media: MediaPort
  /** A room is about to be made. @throws AppError `media/node-full` */
  readonly begin: () => void
  /** There is no room any more. May be told again. */
  readonly ended: () => void
  readonly report: (error: unknown) => void
}

/**
 * A hall that rehearses: a media room of its own in which it receives what it sends, so that both ways of its line
 * are measured through the real server and the conference hears and sees nothing of it. Messages: `rehearsal-enter`
 * (begin, or begin anew), `rehearsal` (one request to the room, and the room's notices), `rehearsal-portion` (bytes
 * to measure the way in by), `rehearsal-leave`. The room closes with the page, with its socket, and when the device
 * is the hall's no more.
 */
export class RehearsalSeat {
  readonly #socket: PageSocket
  readonly #parts: RehearsalSeatParts
  readonly #endings: (() => void)[] = []
  #room: MediaRoom | null = null
  #peer: MediaPeer | null = null
  /** The entering that is under way. */
  #entering: Promise<Record<string, never>> | null = null
  /** How often the page has begun. */
  #entries = 0
  #portions = 0
  #closed = false

  constructor(socket: PageSocket, parts: RehearsalSeatParts) {
    this.#socket = socket
    this.#parts = parts
  }

  get closed(): boolean {
    return this.#closed
  }

  /** Listens to the page. */
  admit(): void {
    const { log, report } = this.#parts
    const listen = <T>(event: string, handle: (payload: unknown) => Promise<T> | T) =>
      hear(this.#socket, event, answering(report, handle))
    const close = () => this.close()
    this.#endings.push(
      listen('rehearsal-enter', () => this.#begin()),
      listen('rehearsal', (payload) => this.#handle(payload)),
      listen('rehearsal-portion', (payload) => this.#portion(payload)),
      listen('rehearsal-leave', () => this.#leave()),
      log.subscribe(() => {
        if (grantsOf(log.state, this.#socket.data.session.actor).length === 0) this.close()
      }),
      () => this.#socket.off('disconnect', close),
    )
    this.#socket.on('disconnect', close)
  }

  /** Idempotent. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    for (const end of this.#endings) end()
    this.#leave()
  }

  #begin(): Promise<Record<string, never>> {
    const entering = this.#enter().finally(() => {
      if (this.#entering === entering) this.#entering = null
    })
    this.#entering = entering
    return entering
  }

  async #enter(): Promise<Record<string, never>> {
    const { log, bridge, media, begin } = this.#parts
    this.#leave()
    begin()
    const entry = this.#entries
    // Neither a second window of the same hall nor an earlier entering of this one has the same room.
    const room = await media.room(`rehearsal:${log.id}:${bridge}:${this.#socket.id}:${entry}`)
    if (entry !== this.#entries) {
      room.close()
      throw new AppError('media/absent')
    }
    this.#room = room
    await room.open(new Set([bridge]))
    if (room.closed) throw new AppError('media/absent')
    const rights: MediaRights & { readonly receivesItself: true } = {
      sources: ['camera', 'microphone'],
      receivesItself: true,
    }
    const peer: MediaPeer = room.join(
      bridge,
      {
        tell: (notice) => {
          if (entry === this.#entries) push(this.#socket, 'rehearsal', notice)
        },
        onClosed: () => {
          if (this.#peer === peer) this.#peer = null
        },
      },
      rights,
    )
    this.#peer = peer
    this.#portions = MOST_PORTIONS
    peer.receive(itself(bridge))
    return {}
  }

  /** What a page sends along with its entering is meant for the peer that comes of it. */
  async #handle(payload: unknown): Promise<MediaAnswer> {
    await this.#entering
    return this.#peer?.handle(payload) ?? { error: 'media/closed' }
  }

  #portion(payload: unknown): Buffer {
    if (!checkPortion.Check(payload)) throw new AppError('request/malformed')
    if (!this.#peer || this.#portions === 0) throw new AppError('request/too-many')
    this.#portions -= 1
    return portion
  }

  /** The page goes on with something else; it may enter again. */
  #leave(): Record<string, never> {
    this.#entries += 1
    this.#peer = null
    this.#room?.close()
    this.#room = null
    this.#parts.ended()
    return {}
  }
}

/** A hall that is on stage for itself alone, and hears itself. */
function itself(bridge: string): Programme {
  return {
    screen: [],
    stage: [bridge],
    stageLayer: 'high',
    prepared: [],
    preview: [],
    gallery: [],
    audio: [bridge],
  }
}
