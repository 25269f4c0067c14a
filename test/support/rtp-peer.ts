import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import type { types } from 'mediasoup'
import type { MediaNotice, PeerClosed, Source } from '../../domain/media-messages.ts'
import type { Peer, PeerRights, Room } from '../../media/index.ts'

type Opened = Extract<MediaNotice, { type: 'consumer-opened' }>

/** What arrived of one stream, seen at the receiver's own socket. */
export interface Arrived {
  readonly peerId: string
  readonly source: Source
  packets: number
  /** The simulcast layer of the last packet, read from its picture. */
  layer: number
}

const VP8 = { mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000 }
const OPUS = { mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }

/** Can take all that the room carries, over plain RTP. */
const capabilities: types.RtpCapabilities = {
  codecs: [
    { kind: 'audio', mimeType: 'audio/opus', preferredPayloadType: 100, clockRate: 48_000, channels: 2 },
    { kind: 'video', mimeType: 'video/VP8', preferredPayloadType: 101, clockRate: 90_000 },
  ],
}

/** As `capabilities`, of a receiver that can say what its line carries (draft-alvestrand-rmcat-remb). */
const capabilitiesOfLine: types.RtpCapabilities = {
  codecs: (capabilities.codecs ?? []).map((codec) =>
    codec.kind === 'video' ? { ...codec, rtcpFeedback: [{ type: 'goog-remb' }] } : codec,
  ),
  headerExtensions: [
    {
      kind: 'video',
      uri: 'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
      preferredId: 4,
      preferredEncrypt: false,
      direction: 'sendrecv',
    },
  ],
}

let nextSsrc = 1000

/** A peer that speaks RTP over loopback UDP: sends packets at 50 a second and counts what it gets. */
export class RtpPeer {
  readonly peer: Peer
  readonly notices: MediaNotice[] = []
  readonly links: ('connected' | 'lost')[] = []
  closedFor: PeerClosed | undefined
  readonly #sender: Socket
  readonly #receiver: Socket
  readonly #timers = new Map<Source, NodeJS.Timeout>()
  readonly #bySsrc = new Map<number, Arrived>()
  readonly #streams = new Map<string, Arrived>()
  readonly #opened = new Map<string, Opened>()
  readonly #flowing = new Set<string>()
  /** Key frames asked of this sender so far (picture loss indications, RFC 4585). */
  keyFramesAsked = 0
  /** The layers of the simulcast camera that are sent, from the smallest. */
  #layers: Layer[] = []
  #sendTo = { ip: '', port: 0 }
  /** Answers `consumer-ready` to each new stream. */
  #answers = true

  private constructor(room: Room, id: string, sender: Socket, receiver: Socket, rights?: PeerRights) {
    this.#sender = sender
    this.#receiver = receiver
    receiver.on('message', (packet) => this.#arrived(packet))
    sender.on('message', (packet) => this.#heardBack(packet))
    const events = {
      tell: (notice: MediaNotice) => this.#told(notice),
      onLink: (state: 'connected' | 'lost') => void this.links.push(state),
      onClosed: (reason: PeerClosed) => {
        this.closedFor = reason
        this.#end()
      },
    }
    this.peer = rights ? room.join(id, events, rights) : room.join(id, events)
  }

  /** `measured`: the room shares out what it believes the line towards this peer to carry, 600 kb/s at first. */
  static async join(room: Room, id: string, rights?: PeerRights, measured = false): Promise<RtpPeer> {
    const [sender, receiver] = await Promise.all([bound(), bound()])
    const self = new RtpPeer(room, id, sender, receiver, rights)
    const remote = (socket: Socket) => ({ ip: '127.0.0.1', port: socket.address().port })
    self.#sendTo = await self.peer.openPlainTransport({ direction: 'send', remote: remote(sender) })
    await self.peer.openPlainTransport({
      direction: 'receive',
      remote: remote(receiver),
      rtpCapabilities: measured ? capabilitiesOfLine : capabilities,
    })
    return self
  }

  /** Begins to send a source, with valid packets of silence or of a tiny picture. */
  async produce(source: Source): Promise<void> {
    const ssrc = nextSsrc++
    const codec = source === 'microphone' ? OPUS : VP8
    const answer = await this.peer.handle({
      type: 'produce',
      source,
      rtpParameters: { mid: source, codecs: [codec], encodings: [{ ssrc }] },
    })
    if ('error' in answer) throw new Error(answer.error)
    let sequence = 0
    clearInterval(this.#timers.get(source))
    const timer = setInterval(() => {
      sequence += 1
      const packet = rtpPacket(
        codec.payloadType,
        ssrc,
        sequence,
        source === 'microphone' ? silence : keyFrame,
      )
      this.#sender.send(packet, this.#sendTo.port, this.#sendTo.ip)
    }, 20)
    this.#timers.set(source, timer)
  }

  /**
   * Begins to send a simulcast camera as a browser does: a picture is a key frame when it is asked for or is the
   * first, sender reports let the receiver tell the layers' clocks, and `sendLayers` ends and begins layers.
   * `bitrates`: bits per second of each layer, held however slow the machine is.
   */
  async produceLayers(bitrates: readonly number[] = [0, 0, 0]): Promise<void> {
    this.#layers = bitrates.map((bitrate, index) => ({
      ssrc: nextSsrc++,
      index,
      bitrate,
      sequence: 0,
      sent: true,
      keyFrameDue: true,
    }))
    const answer = await this.peer.handle({
      type: 'produce',
      source: 'camera',
      rtpParameters: {
        mid: 'camera',
        codecs: [{ ...VP8, rtcpFeedback: [{ type: 'nack', parameter: 'pli' }] }],
        encodings: this.#layers.map(({ ssrc }) => ({ ssrc })),
      },
    })
    if ('error' in answer) throw new Error(answer.error)
    clearInterval(this.#timers.get('camera'))
    let last = Date.now()
    const timer = setInterval(() => {
      // All layers of one picture bear the moment of its capture, by the clock of their sender reports.
      const capturedAt = Date.now()
      for (const layer of this.#layers.filter(({ sent }) => sent))
        this.#sendPicture(layer, capturedAt, capturedAt - last)
      last = capturedAt
    }, 20)
    this.#timers.set('camera', timer)
  }

  /** Sends the layers up to this one, 0 the smallest, and none above it. */
  sendLayers(highest: number): void {
    for (const layer of this.#layers) {
      const sent = layer.index <= highest
      if (sent && !layer.sent) layer.keyFrameDue = true
      layer.sent = sent
    }
  }

  /** The layer that arrives of another peer's camera; undefined before the first packet. */
  layer(peerId: string): number | undefined {
    return [...this.#streams.values()]
      .filter((one) => one.peerId === peerId && one.source === 'camera' && one.packets > 0)
      .at(-1)?.layer
  }

  /** Its line is cut: nothing leaves any more, nobody is told. */
  fallSilent(): void {
    for (const timer of this.#timers.values()) clearInterval(timer)
    this.#timers.clear()
  }

  /** Never says that it is ready for new streams. */
  neverReady(): void {
    this.#answers = false
  }

  /** Packets that arrived so far of another peer's source, over all streams that carried it. */
  packets(peerId: string, source: Source): number {
    let sum = 0
    for (const stream of this.#streams.values()) {
      if (stream.peerId === peerId && stream.source === source) sum += stream.packets
    }
    return sum
  }

  /** The streams set up now, as `peer/source`, sorted. */
  opened(source: Source): string[] {
    return [...this.#opened.values()]
      .filter((one) => one.source === source)
      .map(({ peerId }) => peerId)
      .sort()
  }

  /** Those of them that flow. */
  flowing(source: Source): string[] {
    return [...this.#opened.values()]
      .filter((one) => one.source === source && this.#flowing.has(one.consumerId))
      .map(({ peerId }) => peerId)
      .sort()
  }

  leave(): void {
    this.peer.close()
  }

  #told(notice: MediaNotice): void {
    this.notices.push(notice)
    if (notice.type === 'consumer-opened') this.#begin(notice)
    if (notice.type === 'consumer-closed') this.#opened.delete(notice.consumerId)
    if (notice.type === 'consumer-flowing') {
      if (notice.flowing) this.#flowing.add(notice.consumerId)
      else this.#flowing.delete(notice.consumerId)
    }
  }

  #begin(notice: Opened): void {
    const { encodings = [] } = notice.rtpParameters as unknown as types.RtpParameters
    const arrived: Arrived = { peerId: notice.peerId, source: notice.source, packets: 0, layer: 0 }
    this.#opened.set(notice.consumerId, notice)
    this.#streams.set(notice.consumerId, arrived)
    for (const { ssrc } of encodings) if (ssrc) this.#bySsrc.set(ssrc, arrived)
    if (this.#answers) void this.peer.handle({ type: 'consumer-ready', consumerId: notice.consumerId })
  }

  #arrived(packet: Buffer): void {
    // RTCP shares the port (RFC 5761): its packet types are 192 to 223.
    const type = packet[1] ?? 0
    if (packet.length < 12 || (type >= 192 && type <= 223)) return
    const stream = this.#bySsrc.get(packet.readUInt32BE(8))
    if (!stream) return
    stream.packets += 1
    // The sender of a layered camera writes the layer into the width of its picture.
    const width = packet[payloadAt(packet) + 7]
    if (stream.source === 'camera' && width !== undefined) stream.layer = (width >> 4) - 1
  }

  #sendPicture(layer: Layer, capturedAt: number, elapsed: number): void {
    layer.sequence += 1
    const picture = Buffer.from(keyFrame)
    picture[7] = 16 * (layer.index + 1)
    // The lowest bit of a VP8 frame is set in all but key frames (RFC 6386, 9.1).
    if (!layer.keyFrameDue) picture[1] = 0x11
    layer.keyFrameDue = false
    const timestamp = (capturedAt * 90) % 2 ** 32
    const bytes = Math.min(1200, Math.floor((layer.bitrate * elapsed) / 8000))
    const payload = Buffer.concat([picture, Buffer.alloc(bytes)])
    this.#send(rtpPacket(VP8.payloadType, layer.ssrc, layer.sequence, payload, timestamp))
    if (layer.sequence % 10 === 1) this.#send(senderReport(layer.ssrc, capturedAt, timestamp, layer.sequence))
  }

  #send(packet: Buffer): void {
    this.#sender.send(packet, this.#sendTo.port, this.#sendTo.ip)
  }

  /** RTCP of the room to this sender. */
  #heardBack(compound: Buffer): void {
    for (let at = 0; at + 12 <= compound.length; ) {
      const isPictureLoss = compound[at + 1] === 206 && ((compound[at] ?? 0) & 0x1f) === 1
      if (isPictureLoss) {
        this.keyFramesAsked += 1
        const ssrc = compound.readUInt32BE(at + 8)
        for (const layer of this.#layers) if (layer.ssrc === ssrc) layer.keyFrameDue = true
      }
      at += 4 * (compound.readUInt16BE(at + 2) + 1)
    }
  }

  #end(): void {
    this.fallSilent()
    this.#sender.close()
    this.#receiver.close()
  }
}

/** Opus: one frame of 20 ms of silence. */
const silence = Buffer.from([0xf8, 0xff, 0xfe])
/** VP8 payload descriptor (RFC 7741) with S set, then the frame header of a key frame of 16 × 16. */
const keyFrame = Buffer.from([0x10, 0x10, 0x02, 0x00, 0x9d, 0x01, 0x2a, 0x10, 0x00, 0x10, 0x00, 0x00, 0x00])

interface Layer {
  readonly ssrc: number
  readonly index: number
  readonly bitrate: number
  sequence: number
  sent: boolean
  keyFrameDue: boolean
}

function rtpPacket(
  payloadType: number,
  ssrc: number,
  sequence: number,
  payload: Buffer,
  timestamp = sequence * 1800,
): Buffer {
  const header = Buffer.alloc(12)
  header[0] = 0x80
  header[1] = payloadType
  header.writeUInt16BE(sequence & 0xffff, 2)
  header.writeUInt32BE(timestamp >>> 0, 4)
  header.writeUInt32BE(ssrc, 8)
  return Buffer.concat([header, payload])
}

/** Where the payload begins: after the fixed header and its extension (RFC 3550, 5.3.1). */
function payloadAt(packet: Buffer): number {
  const extended = ((packet[0] ?? 0) & 0x10) !== 0
  return extended && packet.length >= 16 ? 16 + 4 * packet.readUInt16BE(14) : 12
}

/** Sender report (RFC 3550, 6.4.1): which RTP timestamp belongs to the moment `at` (Unix time, ms). */
function senderReport(ssrc: number, at: number, timestamp: number, packets: number): Buffer {
  const report = Buffer.alloc(28)
  report[0] = 0x80
  report[1] = 200
  report.writeUInt16BE(6, 2)
  report.writeUInt32BE(ssrc, 4)
  // NTP counts from 1900.
  report.writeUInt32BE((Math.floor(at / 1000) + 2_208_988_800) >>> 0, 8)
  report.writeUInt32BE(Math.floor(((at % 1000) / 1000) * 2 ** 32) >>> 0, 12)
  report.writeUInt32BE(timestamp >>> 0, 16)
  report.writeUInt32BE(packets, 20)
  report.writeUInt32BE(packets * keyFrame.length, 24)
  return report
}

async function bound(): Promise<Socket> {
  const socket = createSocket('udp4')
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return socket
}
