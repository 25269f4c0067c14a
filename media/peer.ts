import type { types } from 'mediasoup'
import {
  type MediaAnswer,
  type MediaAnswers,
  type MediaNotice,
  type MediaRequest,
  mediaRefusalCodes,
  type PeerClosed,
  type Source,
} from '../domain/media-messages.ts'
import { withoutCaptureTime } from './codecs.ts'
import { MediaError } from './errors.ts'
import { type LinkState, LinkWatch } from './link.ts'
import type { Programme } from './plan.ts'
import { Reception, type Streams } from './reception.ts'
import { parseRequest, RequestLimit } from './signalling.ts'
import { Transmission } from './transmission.ts'
import {
  type Direction,
  openPlainTransport,
  openWebRtcTransport,
  type PlainAddress,
  type PlainTransportRequest,
} from './transports.ts'

/** What a peer reports. The callbacks must not throw. */
export interface PeerEvents {
  /** Brings a notice to the page. */
  readonly tell: (notice: MediaNotice) => void
  /** The path to the peer works again, or nothing came from it for 2 s (8 s if it only watches). */
  readonly onLink?: (state: Exclude<LinkState, 'new'>) => void
  /** How well its stream arrives: 0 nothing to 10 perfect, the best of its layers. */
  readonly onScore?: (source: Source, score: number) => void
  /** Once, at the end. */
  readonly onClosed?: (reason: PeerClosed) => void
}

export interface PeerRights {
  /** What it may send. */
  readonly sources: readonly Source[]
}

/** The part of the room that a peer needs. */
export interface PeerRoom {
  readonly router: types.Router
  readonly webRtcServer: types.WebRtcServer
  readonly streams: Streams
  /** A stream of this peer has begun or ended. */
  readonly onStreamsChanged: () => void
  readonly onClosed: (peer: Peer, reason: PeerClosed) => void
}

/**
 * One device in the room. Closing it closes its transports, and with them, in mediasoup, what it produces (and so
 * what others consume of it) and what it consumes.
 */
export class Peer {
  readonly id: string
  readonly #room: PeerRoom
  readonly #rights: PeerRights
  readonly #events: PeerEvents
  readonly #reception: Reception
  readonly #transmission: Transmission
  readonly #limit = new RequestLimit()
  readonly #link = new LinkWatch()
  readonly #transports = new Map<Direction, Transport>()
  /** A page is told once when it joins, then at every change. */
  #toldOpen: boolean | undefined
  #closed = false
  /** Requests of one page are carried out one after the other. */
  #last: Promise<unknown> = Promise.resolve()

  /** Made by `Room.join`. */
  constructor(id: string, room: PeerRoom, rights: PeerRights, events: PeerEvents) {
    this.id = id
    this.#room = room
    this.#rights = rights
    this.#events = events
    this.#reception = new Reception(id, room.streams, (notice) => this.#tell(notice))
    this.#transmission = new Transmission({
      onChanged: () => room.onStreamsChanged(),
      onScore: (source, score) => events.onScore?.(source, score),
    })
  }

  get closed(): boolean {
    return this.#closed
  }

  get link(): LinkState {
    return this.#link.state
  }

  /** Whether the others may hear it. */
  get open(): boolean {
    return this.#transmission.open
  }

  /**
   * Carries out one request of the page, whatever it sent. Never rejects: what cannot be done is answered as
   * `{error: code}`.
   */
  handle(message: unknown): Promise<MediaAnswer> {
    if (this.#closed) return Promise.resolve({ error: 'media/closed' })
    if (!this.#limit.take()) return Promise.resolve({ error: 'media/too-many' })
    const answer = this.#last.then(async (): Promise<MediaAnswer> => {
      try {
        const request = parseRequest(message)
        if (!request) throw new MediaError('media/malformed')
        return await this.#carryOut(request)
      } catch (error) {
        if (this.#closed) return { error: 'media/closed' }
        const code = error instanceof MediaError ? error.code : 'media/refused'
        return { error: mediaRefusalCodes.find((known) => known === code) ?? 'media/refused' }
      }
    })
    this.#last = answer
    return answer
  }

  /** What this peer receives from now on. */
  receive(programme: Programme): void {
    this.#reception.follow(programme)
  }

  /**
   * Opens or closes its microphone towards the others; the room decides. A microphone produced later follows.
   * Resolves when the worker has done it; never rejects.
   */
  async setOpen(open: boolean): Promise<void> {
    if (this.#closed) return
    await this.#transmission.setOpen(open)
    if (this.open !== open || this.#toldOpen === open) return
    this.#toldOpen = open
    this.#tell({ type: 'microphone', open })
  }

  /** The room: others' streams have changed. */
  refresh(): void {
    this.#reception.refresh()
  }

  stream(source: Source): types.Producer | undefined {
    return this.#transmission.stream(source)
  }

  /**
   * A transport without ICE and DTLS, for what stands beside this server: a recorder, a generator of load. Pages
   * cannot ask for it. RTP and RTCP share one port.
   */
  async openPlainTransport(request: PlainTransportRequest): Promise<PlainAddress> {
    const transport = await openPlainTransport(this.#room.router, request)
    this.#adopt(request.direction, transport, request.rtpCapabilities)
    return { ip: transport.tuple.localAddress, port: transport.tuple.localPort }
  }

  /** The room, twice a second: is the peer still there? `now` is monotonic (ms). */
  async checkLink(now: () => number): Promise<void> {
    try {
      let bytes = 0
      for (const transport of this.#transports.values()) {
        const [stats] = await transport.getStats()
        bytes += stats?.bytesReceived ?? 0
      }
      this.#report(this.#link.sample(bytes, now(), this.#transmission.producers > 0))
    } catch {
      // A transport that closed meanwhile: the next round sees its successor.
    }
  }

  /** Idempotent. */
  close(reason: PeerClosed = 'left'): void {
    if (this.#closed) return
    this.#closed = true
    this.#reception.close()
    this.#transmission.close()
    for (const transport of this.#transports.values()) transport.close()
    this.#transports.clear()
    this.#events.tell({ type: 'closed', reason })
    this.#room.onClosed(this, reason)
    this.#events.onClosed?.(reason)
  }

  #carryOut(request: MediaRequest): Promise<MediaAnswers[MediaRequest['type']]> {
    switch (request.type) {
      case 'capabilities':
        return Promise.resolve({
          rtpCapabilities: withoutCaptureTime(this.#room.router.rtpCapabilities),
        })
      case 'create-transport':
        return this.#createTransport(request)
      case 'connect-transport':
        return this.#connectTransport(request)
      case 'restart-ice':
        return this.#restartIce(request)
      case 'produce':
        return this.#produce(request)
      case 'stop-producing':
        return done(this.#transmission.stop(request.source))
      case 'consumer-ready':
        return done(this.#reception.ready(request.consumerId))
      case 'request-key-frame':
        return done(this.#reception.requestKeyFrame(request.consumerId))
    }
  }

  async #createTransport(
    request: Extract<MediaRequest, { type: 'create-transport' }>,
  ): Promise<MediaAnswers['create-transport']> {
    if (request.direction === 'receive' && !request.rtpCapabilities) throw new MediaError('media/malformed')
    if (request.direction === 'send' && this.#rights.sources.length === 0) {
      throw new MediaError('media/not-allowed')
    }
    const { transport, answer } = await openWebRtcTransport(
      this.#room.router,
      this.#room.webRtcServer,
      request.direction,
    )
    this.#adopt(request.direction, transport, request.rtpCapabilities as types.RtpCapabilities | undefined)
    const gone = (state: string) => {
      if (state === 'disconnected' || state === 'closed' || state === 'failed') {
        if (this.#transports.get(request.direction) === transport) this.#report(this.#link.lost())
      }
    }
    transport.on('icestatechange', gone)
    transport.on('dtlsstatechange', gone)
    return answer
  }

  /** Takes the place of the transport that was there for this direction. */
  #adopt(direction: Direction, transport: Transport, capabilities?: types.RtpCapabilities): void {
    if (this.#closed) {
      transport.close()
      throw new MediaError('media/closed')
    }
    const old = this.#transports.get(direction)
    this.#transports.set(direction, transport)
    old?.close()
    if (direction === 'receive' && capabilities) {
      this.#reception.attach(transport, withoutCaptureTime(capabilities))
    }
  }

  #webRtcTransport(id: string): types.WebRtcTransport {
    for (const transport of this.#transports.values()) {
      if (transport.id === id && transport.type === 'webrtc') return transport
    }
    throw new MediaError('media/unknown')
  }

  async #connectTransport({
    transportId,
    dtlsParameters,
  }: Extract<MediaRequest, { type: 'connect-transport' }>): Promise<MediaAnswers['connect-transport']> {
    await this.#webRtcTransport(transportId).connect({
      dtlsParameters: dtlsParameters as types.DtlsParameters,
    })
    return {}
  }

  async #restartIce({
    transportId,
  }: Extract<MediaRequest, { type: 'restart-ice' }>): Promise<MediaAnswers['restart-ice']> {
    return { iceParameters: await this.#webRtcTransport(transportId).restartIce() }
  }

  async #produce({
    source,
    rtpParameters,
  }: Extract<MediaRequest, { type: 'produce' }>): Promise<MediaAnswers['produce']> {
    if (!this.#rights.sources.includes(source)) throw new MediaError('media/not-allowed')
    const transport = this.#transports.get('send')
    if (!transport) throw new MediaError('media/unknown')
    const producer = await this.#transmission.produce(transport, source, rtpParameters as types.RtpParameters)
    return { producerId: producer.id }
  }

  #tell(notice: MediaNotice): void {
    if (this.#closed) return
    // The page will answer `consumer-ready`, however fast its programme changes.
    if (notice.type === 'consumer-opened') this.#limit.give()
    this.#events.tell(notice)
  }

  #report(state: LinkState | undefined): void {
    if (state && state !== 'new' && !this.#closed) this.#events.onLink?.(state)
  }
}

type Transport = types.WebRtcTransport | types.PlainTransport

async function done(found: boolean): Promise<Record<never, never>> {
  if (!found) throw new MediaError('media/unknown')
  return {}
}
