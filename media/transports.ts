import type { types } from 'mediasoup'
import type { MediaAnswers } from '../domain/media-messages.ts'

export type Direction = 'send' | 'receive'

/** Where the transports of a peer are made. */
export interface RoomPlace {
  readonly router: types.Router
  readonly webRtcServer: types.WebRtcServer
}

/** Bits per second that a page may send: three simulcast layers, a shared screen and sound, with room to spare. */
const MOST_INCOMING = 7_000_000
/**
 * Bits per second assumed towards a page until its line is measured: the stage in the middle layer and some gallery,
 * which a line of 1 Mb/s carries; a better line is found by probes of three and six times as much.
 */
const FIRST_OUTGOING = 1_000_000
/** Never believed to carry less (bits per second): the smallest picture of the stage, in its lowest frame rate. */
const LEAST_OUTGOING = 100_000

/** A transport for a page, on the worker's one port, and what the page must know of it. */
export async function openWebRtcTransport(
  { router, webRtcServer }: RoomPlace,
  direction: Direction,
): Promise<{
  transport: types.WebRtcTransport
  answer: Omit<MediaAnswers['create-transport'], 'iceServers'>
}> {
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
    },
  }
}

/**
 * Sets the floor of the estimate, once there is one above it: earlier the worker takes the floor for where to begin,
 * in place of `FIRST_OUTGOING`, and complains.
 */
export async function keepLeastOutgoing(
  transport: types.WebRtcTransport | types.PlainTransport,
  { availableOutgoingBitrate = 0, minOutgoingBitrate }: types.WebRtcTransportStat | types.PlainTransportStat,
): Promise<void> {
  if (transport.type !== 'webrtc' || minOutgoingBitrate || availableOutgoingBitrate < LEAST_OUTGOING) return
  await transport.setMinOutgoingBitrate(LEAST_OUTGOING)
}

/** Whether the worker may send padding to find out what a line carries beyond what is sent; it may at first. */
export function probeLine(transport: types.Transport, on: boolean): void {
  if (transport.type !== 'webrtc') return
  // Fails only when the transport is gone, and then nothing is left to do.
  transport.setMaxOutgoingBitrate(on ? 0 : LEAST_OUTGOING).catch(() => undefined)
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
