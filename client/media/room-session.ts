import { Device, type types } from 'mediasoup-client'
import {
  kindOfSource,
  type MediaAnswers,
  type MediaNotice,
  type MediaRequest,
  type Source,
} from '../../domain/media-messages.ts'
import { type AskRoom, askingBy, MediaRefused, type RequestOf, type SendMedia } from './asking.ts'
import { IceRecovery } from './ice-recovery.ts'
import { RemoteStreams } from './remote-streams.ts'
import { Sending } from './sending.ts'

export interface SessionEvents {
  /** Streams or `steady` have changed. */
  readonly changed: () => void
  /** It cannot be mended: begin anew. */
  readonly broken: () => void
}

export interface SessionOptions {
  readonly send: SendMedia
  readonly events: SessionEvents
  /** Whether a sending transport is made at once; else with the first stream. */
  readonly sends: boolean
  /** Whether voices are taken in at all. */
  readonly hears: boolean
  /** Through a TURN server only: for technicians who try whether that way works. */
  readonly relayOnly: boolean
  /** The highest camera layer that was last asked for, in the session before. */
  readonly highest?: number | undefined
}

/**
 * One joining of the room, from the exchange of capabilities on. It mends an interrupted line by restarting ICE;
 * what it cannot mend it reports as broken, and a new session takes its place. Closing it closes both transports,
 * and with them what was sent and received.
 */
export class RoomSession {
  readonly #options: SessionOptions
  readonly #ask: AskRoom
  readonly #device: Device
  /** Once the device knows what the room can carry. */
  #loaded: Promise<void> = Promise.resolve()
  readonly #streams: RemoteStreams
  readonly #sending: Sending
  readonly #ice: IceRecovery
  #sendTransport: Promise<types.Transport> | undefined
  #receiveTransport: types.Transport | undefined
  readonly #transports: types.Transport[] = []
  /** Notices that came before the receiving transport was there. */
  #early: MediaNotice[] = []
  #closed = false

  private constructor(options: SessionOptions, device: Device) {
    const { send, events, highest } = options
    this.#options = options
    this.#ask = askingBy(send)
    this.#device = device
    this.#streams = new RemoteStreams(events.changed)
    this.#sending = new Sending(
      {
        transport: () => this.#openSending(),
        stopped: (source) => this.#ask({ type: 'stop-producing', source }),
      },
      highest,
    )
    this.#ice = new IceRecovery({
      changed: events.changed,
      broken: events.broken,
      restart: async (transport) => {
        const { iceParameters } = await this.#ask({ type: 'restart-ice', transportId: transport.id })
        if (!transport.closed) await transport.restartIce({ iceParameters })
      },
    })
  }

  /**
   * Makes a session and hands it out at once through `made`, so that no notice is missed, then joins.
   * @throws MediaRefused, or what mediasoup-client throws when this browser cannot take part
   */
  static async join(options: SessionOptions, made: (session: RoomSession) => void): Promise<RoomSession> {
    const session = new RoomSession(options, new Device())
    made(session)
    await session.#join()
    return session
  }

  get streams(): RemoteStreams {
    return this.#streams
  }

  /** Whether no path is interrupted. */
  get steady(): boolean {
    return this.#ice.steady
  }

  /**
   * Sends this track as `source`, in place of the one before; null: the others no longer see or hear it.
   * @throws MediaRefused, or what WebRTC says of the track
   */
  send(source: Source, track: MediaStreamTrack | null): Promise<void> {
    return this.#sending.send(source, track)
  }

  /** What the room told this page. */
  handle(notice: MediaNotice): void {
    if (this.#closed) return
    if (notice.type === 'camera-layers') {
      this.#sending.limitCamera(notice.highest)
    } else if (!this.#receiveTransport) {
      this.#early.push(notice)
    } else if (notice.type === 'consumer-opened') {
      if (notice.transportId === this.#receiveTransport.id) void this.#consume(this.#receiveTransport, notice)
    } else {
      this.#streams.handle(notice)
    }
  }

  /** The network has changed: does not wait until the paths notice. */
  restartIce(): void {
    this.#ice.restartNow()
  }

  /** Statistics of the sent and the received streams, as WebRTC gives them. */
  async getStats(): Promise<RTCStatsReport[]> {
    return Promise.all(this.#transports.filter((one) => !one.closed).map((one) => one.getStats()))
  }

  /** Idempotent. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#ice.close()
    this.#sending.close()
    for (const transport of this.#transports) transport.close()
    this.#streams.clear()
  }

  /** The room's first answers cost one round trip together, its receiving transport another. */
  async #join(): Promise<void> {
    this.#loaded = this.#load()
    await Promise.all([this.#openReceiving(), this.#options.sends ? this.#openSending() : undefined])
  }

  async #load(): Promise<void> {
    const { rtpCapabilities } = await this.#ask({ type: 'capabilities' })
    await this.#device.load({ routerRtpCapabilities: rtpCapabilities as types.RtpCapabilities })
  }

  async #openReceiving(): Promise<void> {
    await this.#loaded
    // A transport asked for now would stand in the place of the next session's.
    if (this.#closed) throw new MediaRefused('closed')
    const answer = await this.#ask({
      type: 'create-transport',
      direction: 'receive',
      rtpCapabilities: this.#device.recvRtpCapabilities as never,
    })
    if (this.#closed) throw new MediaRefused('closed')
    this.#receiveTransport = this.#adopt(this.#device.createRecvTransport(this.#optionsOf(answer)))
    const early = this.#early
    this.#early = []
    for (const notice of early) this.handle(notice)
  }

  #openSending(): Promise<types.Transport> {
    const open = async () => {
      const asked = this.#ask({ type: 'create-transport', direction: 'send' })
      const [answer] = await Promise.all([asked, this.#loaded])
      if (this.#closed) throw new MediaRefused('closed')
      const transport = this.#adopt(this.#device.createSendTransport(this.#optionsOf(answer)))
      transport.on('produce', ({ rtpParameters, appData }, done, failed) => {
        const request = { type: 'produce', source: appData.source as Source, rtpParameters } as MediaRequest
        this.#ask(request as RequestOf<'produce'>).then(({ producerId }) => done({ id: producerId }), failed)
      })
      return transport
    }
    this.#sendTransport ??= open().catch((error: unknown) => {
      this.#sendTransport = undefined
      throw error
    })
    return this.#sendTransport
  }

  #adopt(transport: types.Transport): types.Transport {
    this.#transports.push(transport)
    transport.on('connect', ({ dtlsParameters }, done, failed) => {
      const connect = { type: 'connect-transport', transportId: transport.id, dtlsParameters } as const
      this.#ask(connect as RequestOf<'connect-transport'>).then(() => done(), failed)
    })
    this.#ice.watch(transport)
    return transport
  }

  async #consume(transport: types.Transport, notice: Extract<MediaNotice, { type: 'consumer-opened' }>) {
    // A page that does not hear never has a voice, whatever the room sends it.
    if (notice.source === 'microphone' && !this.#options.hears) return
    this.#streams.expect(notice)
    try {
      const consumer = await transport.consume({
        id: notice.consumerId,
        producerId: notice.producerId,
        kind: kindOfSource[notice.source],
        rtpParameters: notice.rtpParameters as types.RtpParameters,
        // Pictures and sound are not held back to match each other: speech first.
        streamId: `${notice.peerId}-${notice.source}`,
      })
      if (this.#closed || !this.#streams.add(notice, consumer)) return consumer.close()
      await this.#ask({ type: 'consumer-ready', consumerId: notice.consumerId })
    } catch (error) {
      // Closed by the room meanwhile is normal; a browser that cannot set it up begins anew.
      if (!this.#closed && !(error instanceof MediaRefused)) this.#options.events.broken()
    }
  }

  #optionsOf(answer: MediaAnswers['create-transport']): types.TransportOptions {
    const { transportId: id, iceParameters, iceCandidates, dtlsParameters, iceServers } = answer
    return {
      id,
      iceParameters,
      iceCandidates: [...iceCandidates],
      dtlsParameters: dtlsParameters as types.DtlsParameters,
      iceServers: iceServers.map(({ urls, ...access }) => ({ urls: [...urls], ...access })),
      iceTransportPolicy: this.#options.relayOnly ? 'relay' : 'all',
    }
  }
}
