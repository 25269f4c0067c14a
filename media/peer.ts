import type { types } from 'mediasoup'
import type {
  MediaAnswer,
  MediaAnswers,
  MediaNotice,
  MediaRequest,
  PeerClosed,
  Source,
} from '../domain/media-messages.ts'
import { withoutCaptureTime } from './codecs.ts'
import { found, MediaError, refusalCode } from './errors.ts'
import { type LinkState, LinkWatch } from './link.ts'
import type { PeerEvents, PeerFigures, PeerRights, PeerRoom } from './peer-parts.ts'
import { PeerTransports } from './peer-transports.ts'
import type { Programme } from './plan.ts'
import { Reception } from './reception.ts'
import { parseRequest, RequestLimit } from './signalling.ts'
import { Transmission } from './transmission.ts'
import type { PlainAddress, PlainTransportRequest } from './transports.ts'

type RequestOf<T extends MediaRequest['type']> = Extract<MediaRequest, { type: T }>

/**
 * One device in the room. Closing it closes its transports, and with them, in mediasoup, what it produces (and so
 * what others consume of it) and what it consumes.
 */
export class Peer {
  readonly id: string
  readonly #room: PeerRoom
  #sources: ReadonlySet<Source>
  readonly #events: PeerEvents
  readonly #reception: Reception
  readonly #transmission: Transmission
  readonly #transports: PeerTransports
  readonly #limit = new RequestLimit()
  readonly #link = new LinkWatch()
  /** A page is told once when it joins, then at every change. */
  #toldOpen: boolean | undefined
  #closed = false
  /** Requests of one page are carried out one after the other. */
  #last: Promise<unknown> = Promise.resolve()

  /** Made by `Room.join`. */
  constructor(id: string, room: PeerRoom, rights: PeerRights, events: PeerEvents) {
    this.id = id
    this.#room = room
    this.#sources = new Set(rights.sources)
    this.#events = events
    this.#reception = new Reception({
      self: rights.receivesItself === true ? null : id,
      streams: room.streams,
      tell: (notice) => this.#tell(notice),
    })
    this.#transmission = new Transmission({
      onChanged: (begun) => room.onStreamsChanged(begun),
      onScore: (source, score) => events.onScore?.(source, score),
    })
    this.#transports = new PeerTransports(room.place, {
      onOpened: (direction, transport, rtpCapabilities) => {
        if (direction === 'receive' && rtpCapabilities)
          this.#reception.attach(transport, withoutCaptureTime(rtpCapabilities))
      },
      onLost: () => this.#report(this.#link.lost()),
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

  get programme(): Programme {
    return this.#reception.programme
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
        return { error: this.#closed ? 'media/closed' : refusalCode(error) }
      }
    })
    this.#last = answer
    return answer
  }

  /** What this peer receives from now on. */
  receive(programme: Programme): void {
    if (this.#closed) return
    this.#reception.follow(programme)
    this.#room.onProgrammeChanged()
  }

  /** What it may send from now on; what it sends and may no more ends. */
  setSources(sources: readonly Source[]): void {
    const lost = [...this.#sources].filter((source) => !sources.includes(source))
    this.#sources = new Set(sources)
    for (const source of lost) this.stop(source)
  }

  /** Ends what it sends of this source; its page may begin again. @returns false if it sends none */
  stop(source: Source): boolean {
    return this.#transmission.stop(source)
  }

  /**
   * Opens or closes its microphone towards the others; the room decides. A microphone produced later follows.
   * Resolves when the worker has done it; never rejects.
   */
  async setOpen(open: boolean): Promise<void> {
    if (this.#closed) return
    await this.#transmission.setOpen(open)
    if (this.#transmission.open !== open || this.#toldOpen === open) return
    this.#toldOpen = open
    this.#tell({ type: 'microphone', open })
  }

  /** The room: the highest layer that anybody wants of its camera. */
  askLayers(highest: number): void {
    this.#tell({ type: 'camera-layers', highest })
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
  openPlainTransport(request: PlainTransportRequest): Promise<PlainAddress> {
    return this.#transports.openPlain(request)
  }

  /** As of the last half second or second, and the round trip as of now; never rejects. */
  async figures(): Promise<PeerFigures> {
    const { available: _, lossOutgoing: __, ...line } = this.#transports.figures()
    const roundTrip = (await this.#reception.roundTrip()) ?? (await this.#transmission.roundTrip())
    return {
      ...line,
      roundTrip,
      soundOnly: this.#reception.soundOnly,
      layersWanted: this.#room.layersWanted(),
      videoConsumers: this.#reception.count('video'),
      audioConsumers: this.#reception.count('audio'),
    }
  }

  /** The room, twice a second: is the peer still there? `now` is monotonic (ms). */
  async checkLink(now: () => number): Promise<void> {
    try {
      const bytes = await this.#transports.sample()
      this.#report(this.#link.sample(bytes, now(), this.#transmission.producers > 0))
      await this.#reception.watchLine(this.#transports.figures(), now)
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
    this.#transports.close()
    this.#events.tell({ type: 'closed', reason })
    this.#room.onClosed(this, reason)
    this.#events.onClosed?.(reason)
  }

  async #carryOut(request: MediaRequest): Promise<MediaAnswers[MediaRequest['type']]> {
    switch (request.type) {
      case 'capabilities':
        return { rtpCapabilities: withoutCaptureTime((await this.#room.place()).router.rtpCapabilities) }
      case 'create-transport':
        return this.#createTransport(request)
      case 'connect-transport': {
        const dtlsParameters = request.dtlsParameters as types.DtlsParameters
        await this.#transports.webRtc(request.transportId).connect({ dtlsParameters })
        return {}
      }
      case 'restart-ice':
        return { iceParameters: await this.#transports.webRtc(request.transportId).restartIce() }
      case 'produce':
        return this.#produce(request)
      case 'stop-producing':
        return found(this.#transmission.stop(request.source))
      case 'consumer-ready':
        return found(this.#reception.ready(request.consumerId))
      case 'request-key-frame':
        return found(this.#reception.requestKeyFrame(request.consumerId))
    }
  }

  async #createTransport(request: RequestOf<'create-transport'>): Promise<MediaAnswers['create-transport']> {
    const { direction } = request
    const rtpCapabilities = request.rtpCapabilities as types.RtpCapabilities | undefined
    if (direction === 'receive' && !rtpCapabilities) throw new MediaError('media/malformed')
    if (direction === 'send' && this.#sources.size === 0) throw new MediaError('media/not-allowed')
    const answer = await this.#transports.create(direction, rtpCapabilities)
    return { ...answer, iceServers: this.#room.iceServers(this.id) }
  }

  async #produce({ source, rtpParameters }: RequestOf<'produce'>): Promise<MediaAnswers['produce']> {
    if (!this.#sources.has(source)) throw new MediaError('media/not-allowed')
    const transport = this.#transports.get('send')
    if (!transport) throw new MediaError('media/unknown')
    const producer = await this.#transmission.produce(transport, source, rtpParameters as types.RtpParameters)
    // The right may have gone while the worker was asked.
    if (!this.#sources.has(source)) {
      this.stop(source)
      throw new MediaError('media/not-allowed')
    }
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
