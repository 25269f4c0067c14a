import type { types } from 'mediasoup'
import type { MediaAnswers } from '../domain/media-messages.ts'

export type Direction = 'send' | 'receive'

/** Bits per second that a page may send: three simulcast layers and sound, with room to spare. */
const MOST_INCOMING = 5_000_000
/** Bits per second assumed towards a page until its line is measured: the stage in the high layer and sound. */
const FIRST_OUTGOING = 2_000_000

/** A transport for a page, on the worker's one port, and what the page must know of it. */
export async function openWebRtcTransport(
  router: types.Router,
  webRtcServer: types.WebRtcServer,
  direction: Direction,
): Promise<{ transport: types.WebRtcTransport; answer: MediaAnswers['create-transport'] }> {
  const transport = await router.createWebRtcTransport({
    webRtcServer,
    enableUdp: true,
    enableTcp: true,
    preferUdp: true,
    initialAvailableOutgoingBitrate: FIRST_OUTGOING,
  })
  if (direction === 'send') await transport.setMaxIncomingBitrate(MOST_INCOMING)
  const { iceParameters, iceCandidates, dtlsParameters } = transport
  return {
    transport,
    answer: {
      transportId: transport.id,
      iceParameters,
      iceCandidates: iceCandidates as MediaAnswers['create-transport']['iceCandidates'],
      dtlsParameters: dtlsParameters as MediaAnswers['create-transport']['dtlsParameters'],
      iceServers: [],
    },
  }
}

export interface PlainAddress {
  readonly ip: string
  readonly port: number
}

export interface PlainTransportRequest {
  readonly direction: Direction
  /** Where the other side sends from and receives. */
  readonly remote: PlainAddress
  /** What the other side can take; needed to receive. */
  readonly rtpCapabilities?: types.RtpCapabilities
}

export async function openPlainTransport(
  router: types.Router,
  { remote }: PlainTransportRequest,
): Promise<types.PlainTransport> {
  const transport = await router.createPlainTransport({
    listenInfo: { protocol: 'udp', ip: remote.ip.includes(':') ? '::1' : '127.0.0.1' },
    rtcpMux: true,
  })
  await transport.connect(remote)
  return transport
}
