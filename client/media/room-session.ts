import { Device, type types } from 'mediasoup-client'
import {
  kindOfSource,
  type MediaAnswer,
  type MediaAnswers,
  type MediaNotice,
  type MediaRequest,
  type MediaRequestType,
  type Source,
} from '../../domain/media-messages.ts'
import { cameraEncodings, microphoneCodecOptions } from './encodings.ts'
import { RemoteStreams } from './remote-streams.ts'

/** How a page speaks to the room: asks and is answered. */
export type SendMedia = (request: MediaRequest) => Promise<MediaAnswer>

/** The room refused, or did not answer (`no-answer`). */
export class MediaRefused extends Error {
  override readonly name = 'MediaRefused'
  readonly code: string

  constructor(code: string) {
    super(code)
    this.code = code
  }
}

export interface SessionEvents {
  /** Streams or `steady` have changed. */
  readonly changed: () => void
  /** It cannot be mended: begin anew. */
  readonly broken: () => void
}

/** An answer that takes longer is not coming (ms). */
const ANSWER_WITHIN = 8000
/** Before the first ICE restart of a line that is interrupted, and between the next ones (ms). */
const RESTART_AFTER = 1000
const RESTART_AGAIN_AFTER = 3000
const MOST_RESTARTS = 3

/**
 * One joining of the room, from the exchange of capabilities on. It mends an interrupted line by restarting ICE;
 * what it cannot mend it reports as broken, and a new session takes its place. Closing it closes both transports,
 * and with them what was sent and received.
 */
export class RoomSession {
  readonly #send: SendMedia
  readonly #events: SessionEvents
  readonly #device: Device
  readonly #streams: RemoteStreams
  readonly #producers = new Map<Source, types.Producer>()
  /** What was asked of each source last, so that the answer to an older question changes nothing. */
  readonly #wanted = new Map<Source, MediaStreamTrack | null>()
  readonly #producing = new Map<Source, Promise<void>>()
  readonly #unsteady = new Set<types.Transport>()
  #sending: types.Transport | undefined
  #receiving: types.Transport | undefined
  /** Notices that came before the receiving transport was there. */
  #early: MediaNotice[] = []
  #restarts = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #closed = false

  private constructor(send: SendMedia, events: SessionEvents, device: Device) {
    this.#send = send
    this.#events = events
    this.#device = device
    this.#streams = new RemoteStreams(events.changed)
  }

  /**
   * Makes a session and hands it out at once through `made`, so that no notice is missed, then joins.
   * @throws MediaRefused, or what mediasoup-client throws when this browser cannot take part
   */
  static async join(
    send: SendMedia,
    events: SessionEvents,
    sends: boolean,
    made: (session: RoomSession) => void,
  ): Promise<RoomSession> {
    const session = new RoomSession(send, events, await Device.factory())
    made(session)
    await session.#join(sends)
    return session
  }

  get streams(): RemoteStreams {
    return this.#streams
  }

  /** Whether no line is interrupted. */
  get steady(): boolean {
    return this.#unsteady.size === 0
  }

  /** Sends this track as `source`, in place of the one before; null: the others no longer see or hear it. */
  async send(source: Source, track: MediaStreamTrack | null): Promise<void> {
    this.#wanted.set(source, track)
    const before = this.#producing.get(source) ?? Promise.resolve()
    const now = before.catch(() => undefined).then(() => this.#produce(source, track))
    this.#producing.set(source, now)
    await now
  }

  /** What the room told this page. */
  handle(notice: MediaNotice): void {
    if (this.#closed) return
    if (!this.#receiving) {
      this.#early.push(notice)
    } else if (notice.type === 'consumer-opened') {
      if (notice.transportId === this.#receiving.id) void this.#consume(this.#receiving, notice)
    } else {
      this.#streams.handle(notice)
    }
  }

  /** The network has changed: do not wait until the lines notice. */
  async restartIce(): Promise<void> {
    for (const transport of [this.#sending, this.#receiving]) {
      // One that has never connected has nothing to restart.
      if (!transport || transport.closed || transport.connectionState === 'new') continue
      const { iceParameters } = await this.#ask({ type: 'restart-ice', transportId: transport.id })
      if (!transport.closed) await transport.restartIce({ iceParameters })
    }
  }

  /** Statistics of the sent and the received streams, as WebRTC gives them. */
  async getStats(): Promise<RTCStatsReport[]> {
    const transports = [this.#sending, this.#receiving].filter((one) => one && !one.closed)
    return Promise.all(transports.map((one) => (one as types.Transport).getStats()))
  }

  /** Idempotent. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    clearTimeout(this.#timer)
    this.#sending?.close()
    this.#receiving?.close()
    this.#streams.clear()
  }

  async #join(sends: boolean): Promise<void> {
    const { rtpCapabilities } = await this.#ask({ type: 'capabilities' })
    // A transport asked for now would stand in the place of the next session's.
    if (this.#closed) throw new MediaRefused('closed')
    await this.#device.load({ routerRtpCapabilities: rtpCapabilities as types.RtpCapabilities })
    const [receiving, sending] = await Promise.all([
      this.#ask({
        type: 'create-transport',
        direction: 'receive',
        rtpCapabilities: this.#device.recvRtpCapabilities as never,
      }),
      sends ? this.#ask({ type: 'create-transport', direction: 'send' }) : undefined,
    ])
    if (this.#closed) throw new MediaRefused('closed')
    if (sending) {
      this.#sending = this.#watch(this.#device.createSendTransport(transportOptions(sending)))
      this.#sending.on('produce', ({ rtpParameters, appData }, done, failed) => {
        const request = { type: 'produce', source: appData.source as Source, rtpParameters } as MediaRequest
        this.#ask(request as Extract<MediaRequest, { type: 'produce' }>).then(
          ({ producerId }) => done({ id: producerId }),
          failed,
        )
      })
    }
    this.#receiving = this.#watch(this.#device.createRecvTransport(transportOptions(receiving)))
    const early = this.#early
    this.#early = []
    for (const notice of early) this.handle(notice)
  }

  #watch(transport: types.Transport): types.Transport {
    transport.on('connect', ({ dtlsParameters }, done, failed) => {
      const connect = { type: 'connect-transport', transportId: transport.id, dtlsParameters } as const
      this.#ask(connect as Extract<MediaRequest, { type: 'connect-transport' }>).then(() => done(), failed)
    })
    transport.on('connectionstatechange', (state) => {
      if (this.#closed) return
      if (state === 'connected') this.#unsteady.delete(transport)
      else if (state === 'disconnected' || state === 'failed') this.#unsteady.add(transport)
      else return
      this.#events.changed()
      this.#mend(RESTART_AFTER)
    })
    return transport
  }

  /** Restarts ICE a few times while a line is interrupted, then gives up. */
  #mend(after: number): void {
    clearTimeout(this.#timer)
    if (this.steady) this.#restarts = 0
    if (this.steady || this.#closed) return
    this.#timer = setTimeout(() => {
      if (this.#closed || this.steady) return
      if (this.#restarts === MOST_RESTARTS) return this.#events.broken()
      this.#restarts += 1
      this.restartIce()
        .then(() => this.#mend(RESTART_AGAIN_AFTER))
        .catch(() => this.#events.broken())
    }, after)
  }

  async #produce(source: Source, track: MediaStreamTrack | null): Promise<void> {
    if (this.#closed || !this.#sending || this.#wanted.get(source) !== track) return
    const producer = this.#producers.get(source)
    if (!track) {
      this.#producers.delete(source)
      producer?.close()
      if (producer) await this.#ask({ type: 'stop-producing', source })
      return
    }
    if (track.readyState === 'ended') return
    if (producer && !producer.closed) return producer.replaceTrack({ track })
    const options =
      source === 'camera' ? { encodings: cameraEncodings } : { codecOptions: microphoneCodecOptions }
    // The capture owns the track and outlives this session.
    this.#producers.set(
      source,
      await this.#sending.produce({ ...options, track, stopTracks: false, appData: { source } }),
    )
  }

  async #consume(transport: types.Transport, notice: Extract<MediaNotice, { type: 'consumer-opened' }>) {
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
      if (!this.#closed && !(error instanceof MediaRefused)) this.#events.broken()
    }
  }

  async #ask<T extends MediaRequestType>(
    request: Extract<MediaRequest, { type: T }> & { type: T },
  ): Promise<MediaAnswers[T]> {
    let timer: ReturnType<typeof setTimeout> | undefined
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new MediaRefused('no-answer')), ANSWER_WITHIN)
    })
    try {
      const answer = await Promise.race([this.#send(request), tooLate])
      if ('error' in answer) throw new MediaRefused(answer.error)
      return answer as MediaAnswers[T]
    } finally {
      clearTimeout(timer)
    }
  }
}

function transportOptions(answer: MediaAnswers['create-transport']): types.TransportOptions {
  const { transportId: id, iceParameters, iceCandidates, dtlsParameters } = answer
  return {
    id,
    iceParameters,
    iceCandidates: [...iceCandidates],
    dtlsParameters: dtlsParameters as types.DtlsParameters,
  }
}
