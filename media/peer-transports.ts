import type { types } from 'mediasoup'
import type { MediaAnswers } from '../domain/media-messages.ts'
import { MediaError } from './errors.ts'
import type { LineFigures } from './line-share.ts'
import {
  type Direction,
  keepLeastOutgoing,
  openPlainTransport,
  openWebRtcTransport,
  type PlainAddress,
  type PlainTransportRequest,
  type RoomPlace,
} from './transports.ts'

export type Transport = types.WebRtcTransport | types.PlainTransport
type Stats = types.WebRtcTransportStat | types.PlainTransportStat

/** How often (in rounds of `sample`) a transport is asked that only receives beside one that sends. */
const ROUNDS_OF_RECEIVER = 2

export interface PeerTransportsEvents {
  /** It carries from now on, in place of the older one of its direction, which is closed. */
  readonly onOpened: (
    direction: Direction,
    transport: Transport,
    rtpCapabilities: types.RtpCapabilities | undefined,
  ) => void
  /** ICE or DTLS says that the other side is gone. */
  readonly onLost: () => void
}

/** What a transport last said of itself. */
export interface TransportFigures extends LineFigures {
  readonly path: 'udp' | 'tcp' | null
  /** Bits per second. */
  readonly incoming: number
  readonly outgoing: number
  /** Share of the packets from the peer that did not arrive, 0 to 1; null where it does not number them. */
  readonly loss: number | null
}

/** The transports of one peer, one per direction at most. They end with `close()`, which their peer calls. */
export class PeerTransports {
  readonly #place: () => Promise<RoomPlace>
  readonly #events: PeerTransportsEvents
  readonly #transports = new Map<Direction, Transport>()
  readonly #stats = new Map<Direction, Stats>()
  #round = 0
  #closed = false

  constructor(place: () => Promise<RoomPlace>, events: PeerTransportsEvents) {
    this.#place = place
    this.#events = events
  }

  get(direction: Direction): Transport | undefined {
    return this.#transports.get(direction)
  }

  /** @throws MediaError `media/closed` */
  async create(
    direction: Direction,
    rtpCapabilities: types.RtpCapabilities | undefined,
  ): Promise<Omit<MediaAnswers['create-transport'], 'iceServers'>> {
    const { transport, answer } = await openWebRtcTransport(await this.#place(), direction)
    this.#adopt(direction, transport, rtpCapabilities)
    const gone = (state: string) => {
      if (state === 'disconnected' || state === 'closed' || state === 'failed') {
        if (this.#transports.get(direction) === transport) this.#events.onLost()
      }
    }
    transport.on('icestatechange', gone)
    transport.on('dtlsstatechange', gone)
    return answer
  }

  /** @throws MediaError `media/closed` */
  async openPlain(request: PlainTransportRequest): Promise<PlainAddress> {
    const transport = await openPlainTransport((await this.#place()).router, request)
    this.#adopt(request.direction, transport, request.rtpCapabilities)
    return { ip: transport.tuple.localAddress, port: transport.tuple.localPort }
  }

  /** @throws MediaError `media/unknown` */
  webRtc(id: string): types.WebRtcTransport {
    for (const transport of this.#transports.values()) {
      if (transport.id === id && transport.type === 'webrtc') return transport
    }
    throw new MediaError('media/unknown')
  }

  /** Asks the transports anew. @returns bytes received from the peer so far, as last said by each transport */
  async sample(): Promise<number> {
    this.#round += 1
    const sends = this.#transports.has('send')
    for (const [direction, transport] of this.#transports) {
      if (direction === 'receive' && sends && this.#round % ROUNDS_OF_RECEIVER !== 0) continue
      const [stats] = await transport.getStats()
      if (!stats || this.#transports.get(direction) !== transport) continue
      this.#stats.set(direction, stats)
      if (direction === 'receive') await keepLeastOutgoing(transport, stats)
    }
    return [...this.#stats.values()].reduce((sum, { bytesReceived }) => sum + bytesReceived, 0)
  }

  /** As of the last sample. */
  figures(): TransportFigures {
    const [send, receive] = [this.#stats.get('send'), this.#stats.get('receive')]
    const sum = (of: (stats: Stats) => number) => (send ? of(send) : 0) + (receive ? of(receive) : 0)
    return {
      path: pathOf(send) ?? pathOf(receive),
      incoming: sum(({ recvBitrate }) => recvBitrate),
      outgoing: sum(({ sendBitrate }) => sendBitrate),
      loss: send?.rtpPacketLossReceived ?? null,
      available: receive?.availableOutgoingBitrate ?? null,
      lossOutgoing: receive?.rtpPacketLossSent ?? null,
    }
  }

  /** Idempotent. */
  close(): void {
    this.#closed = true
    for (const transport of this.#transports.values()) transport.close()
    this.#transports.clear()
    this.#stats.clear()
  }

  #adopt(direction: Direction, transport: Transport, rtpCapabilities?: types.RtpCapabilities): void {
    if (this.#closed || transport.closed) {
      transport.close()
      throw new MediaError('media/closed')
    }
    const old = this.#transports.get(direction)
    this.#transports.set(direction, transport)
    this.#stats.delete(direction)
    old?.close()
    this.#events.onOpened(direction, transport, rtpCapabilities)
  }
}

/** A TURN server's own path to us looks like any other. */
function pathOf(stats: Stats | undefined): 'udp' | 'tcp' | null {
  if (!stats) return null
  const tuple =
    'iceSelectedTuple' in stats ? stats.iceSelectedTuple : 'tuple' in stats ? stats.tuple : undefined
  return tuple?.protocol ?? null
}
