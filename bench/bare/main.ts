import { createServer, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { createWorker, type types } from 'mediasoup'
import type { MediaAnswer, MediaNotice, MediaRequest } from '../../domain/media-messages.ts'
import { HIGH_LAYER, LOW_LAYER, roomCodecs, withoutCaptureTime } from '../../media/codecs.ts'
import { workerBinary } from '../../media/worker/binary.ts'
import { answerParent } from '../generator/calls.ts'

/*
 * mediasoup alone: the same workers, transports, producers and consumers as in a conference, made once and left alone.
 * What a conference costs above this is the product's own logic.
 */

/** As the media room's. */
const KEY_FRAME_REQUEST_DELAY = 500
const FIRST_OUTGOING = 2_000_000
const STAGE_PRIORITY = 200

interface Place {
  readonly router: types.Router
  readonly webRtcServer: types.WebRtcServer
}

interface Device {
  readonly place: Place
  readonly socket: Socket
  send: types.WebRtcTransport | null
  receive: types.WebRtcTransport | null
  capabilities: types.RtpCapabilities
  readonly producers: Map<string, types.Producer>
  readonly consumers: Map<string, types.Consumer>
}

export interface BareProgramme {
  readonly stage: string
  readonly heard: readonly string[]
  readonly galleries: Readonly<Record<string, readonly string[]>>
}

const places: Place[] = []
const devices = new Map<string, Device>()
const crossed = new Set<string>()

const calls = {
  /** Starts so many workers with a router each, joined by pipes. @returns the port of the signalling */
  start: async ({
    workers,
  }: {
    readonly workers: number
  }): Promise<{ readonly port: number; readonly pids: readonly number[] }> => {
    const pids: number[] = []
    for (let index = 0; index < workers; index += 1) {
      const worker = await createWorker({ workerBin: workerBinary(), logLevel: 'warn' })
      pids.push(worker.pid)
      const listen = { ip: '127.0.0.1', port: 0 }
      const webRtcServer = await worker.createWebRtcServer({
        listenInfos: [
          { protocol: 'udp', ...listen },
          { protocol: 'tcp', ...listen },
        ],
      })
      places.push({ router: await worker.createRouter({ mediaCodecs: roomCodecs }), webRtcServer })
    }
    const server = createServer((socket) => accept(socket))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    return { port: typeof address === 'object' && address ? address.port : 0, pids }
  },

  /** Makes every consumer of the programme, once. */
  begin: async ({ stage, heard, galleries }: BareProgramme): Promise<void> => {
    for (const [bridge, device] of devices) {
      const wanted = [
        ...heard.map((from) => ({ from, source: 'microphone' as const, layer: null })),
        { from: stage, source: 'camera' as const, layer: HIGH_LAYER },
        ...(galleries[bridge] ?? []).map((from) => ({ from, source: 'camera' as const, layer: LOW_LAYER })),
      ]
      for (const wish of wanted) if (wish.from !== bridge) await consume(device, wish)
    }
    for (const [bridge, { socket }] of devices)
      tell(socket, { type: 'camera-layers', highest: bridge === stage ? HIGH_LAYER : LOW_LAYER })
  },
}
export type BareCalls = typeof calls

answerParent(calls)

/** A stream crosses to another router once, and only where somebody there receives it. */
async function bring(producer: types.Producer, from: Place, to: Place): Promise<void> {
  const crossing = `${producer.id} ${places.indexOf(to)}`
  if (from === to || crossed.has(crossing)) return
  crossed.add(crossing)
  await from.router.pipeToRouter({ producerId: producer.id, router: to.router })
}

async function consume(
  device: Device,
  {
    from,
    source,
    layer,
  }: { readonly from: string; readonly source: 'camera' | 'microphone'; readonly layer: number | null },
): Promise<void> {
  const sender = devices.get(from)
  const producer = sender?.producers.get(source)
  if (!sender || !producer || !device.receive) throw new Error(`${from} sends no ${source}`)
  await bring(producer, sender.place, device.place)
  const consumer = await device.receive.consume({
    producerId: producer.id,
    rtpCapabilities: device.capabilities,
    paused: true,
  })
  device.consumers.set(consumer.id, consumer)
  if (layer !== null) {
    await consumer.setPreferredLayers({ spatialLayer: layer })
    if (layer === HIGH_LAYER) await consumer.setPriority(STAGE_PRIORITY)
  }
  tell(device.socket, {
    type: 'consumer-opened',
    transportId: device.receive.id,
    consumerId: consumer.id,
    producerId: producer.id,
    peerId: from,
    source,
    rtpParameters: consumer.rtpParameters,
  })
}

function accept(socket: Socket): void {
  let device: Device | null = null
  socket.setNoDelay()
  socket.on('error', () => {})
  createInterface({ input: socket }).on('line', (line) => {
    const message = JSON.parse(line) as { bridge: string } | { id: number; request: MediaRequest }
    if ('bridge' in message) {
      const place = places[devices.size % places.length] as Place
      const none = { send: null, receive: null, capabilities: { codecs: [] } }
      device = { ...none, place, socket, producers: new Map(), consumers: new Map() }
      devices.set(message.bridge, device)
    } else if (device) {
      const { id, request } = message
      answer(device, request).then(
        (given) => socket.write(`${JSON.stringify({ id, answer: given })}\n`),
        (error: Error) => {
          process.stderr.write(`${request.type}: ${error.message}\n`)
          socket.write(`${JSON.stringify({ id, answer: { error: 'media/refused' } })}\n`)
        },
      )
    }
  })
}

async function answer(device: Device, request: MediaRequest): Promise<MediaAnswer> {
  const { router, webRtcServer } = device.place
  switch (request.type) {
    case 'capabilities':
      return { rtpCapabilities: withoutCaptureTime(router.rtpCapabilities) }
    case 'create-transport': {
      const transport = await router.createWebRtcTransport({
        webRtcServer,
        initialAvailableOutgoingBitrate: FIRST_OUTGOING,
      })
      device[request.direction] = transport
      if (request.rtpCapabilities)
        device.capabilities = withoutCaptureTime(request.rtpCapabilities as types.RtpCapabilities)
      const { iceParameters, iceCandidates, dtlsParameters } = transport
      type Created = Extract<MediaAnswer, { transportId: string }>
      return {
        transportId: transport.id,
        iceParameters,
        iceCandidates: iceCandidates as Created['iceCandidates'],
        dtlsParameters: dtlsParameters as Created['dtlsParameters'],
        iceServers: [],
      }
    }
    case 'connect-transport': {
      const transport = device.send?.id === request.transportId ? device.send : device.receive
      await transport?.connect({ dtlsParameters: request.dtlsParameters as types.DtlsParameters })
      return {}
    }
    case 'produce': {
      if (!device.send) return { error: 'media/unknown' }
      const producer = await device.send.produce({
        kind: request.source === 'microphone' ? 'audio' : 'video',
        rtpParameters: request.rtpParameters as types.RtpParameters,
        keyFrameRequestDelay: KEY_FRAME_REQUEST_DELAY,
      })
      device.producers.set(request.source, producer)
      return { producerId: producer.id }
    }
    case 'consumer-ready':
      await device.consumers.get(request.consumerId)?.resume()
      return {}
    default:
      return { error: 'media/malformed' }
  }
}

function tell(socket: Socket, notice: MediaNotice): void {
  socket.write(`${JSON.stringify({ notice })}\n`)
}
