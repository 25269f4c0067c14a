import type { types } from 'mediasoup'
import type { RoomPlace } from './transports.ts'

/** The microphone that is listened to, and the router at which it is sent. */
export interface Heard {
  readonly producer: types.Producer
  readonly place: Promise<RoomPlace>
}

export interface ListeningParts {
  /** The microphone as of now; undefined while there is none. */
  readonly find: () => Heard | undefined
  /** One RTP packet (RFC 3550) of Opus, as it arrived. Must not throw. */
  readonly onPacket: (packet: Buffer) => void
  readonly onClosed: (listening: Listening) => void
}

/**
 * The sound of one peer's microphone, brought into this process packet by packet, so far as that microphone is open.
 * It follows the peer over new devices, a new page and another worker. It ends with `close()` or with its room.
 */
export class Listening {
  readonly #parts: ListeningParts
  #producer: types.Producer | undefined
  #transport: types.DirectTransport | undefined
  #closed = false

  /** Made by `Room.listen`. */
  constructor(parts: ListeningParts) {
    this.#parts = parts
    this.refresh()
  }

  get closed(): boolean {
    return this.#closed
  }

  /** The room: somebody's streams have changed. */
  refresh(): void {
    if (this.#closed) return
    const heard = this.#parts.find()
    if (heard?.producer === this.#producer) return
    this.#drop()
    if (!heard) return
    this.#producer = heard.producer
    // A worker that dies under our hands brings its own refresh.
    this.#consume(heard).catch(() => {
      if (this.#producer === heard.producer) this.#drop()
    })
  }

  /** Idempotent. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#drop()
    this.#parts.onClosed(this)
  }

  async #consume({ producer, place }: Heard): Promise<void> {
    const { router } = await place
    const transport = await router.createDirectTransport()
    if (this.#closed || this.#producer !== producer) {
      transport.close()
      return
    }
    this.#transport = transport
    const { id: producerId } = producer
    const { rtpCapabilities } = router
    const consumer = await transport.consume({ producerId, rtpCapabilities, enableRtx: false, paused: true })
    consumer.on('rtp', (packet) => {
      if (!this.#closed && this.#producer === producer) this.#parts.onPacket(packet)
    })
    // Not before it is listened to: the first packets are the first word.
    await consumer.resume()
  }

  #drop(): void {
    this.#producer = undefined
    this.#transport?.close()
    this.#transport = undefined
  }
}
