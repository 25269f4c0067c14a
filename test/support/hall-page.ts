import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import type { Socket as TcpSocket } from 'node:net'
import type { types } from 'mediasoup'
import type { MediaAnswer, MediaNotice, Source } from '../../domain/media-messages.ts'
import type { Answer, LostLine, PresencePush } from '../../domain/protocol.ts'
import type { Media, Peer } from '../../media/index.ts'
import type { Page } from './page.ts'

type Opened = Extract<MediaNotice, { type: 'consumer-opened' }>

interface Sending {
  readonly socket: Socket
  readonly to: { readonly ip: string; readonly port: number }
}

/** Can take all that the room carries, over plain RTP. */
const capabilities: types.RtpCapabilities = {
  codecs: [
    { kind: 'audio', mimeType: 'audio/opus', preferredPayloadType: 100, clockRate: 48_000, channels: 2 },
    { kind: 'video', mimeType: 'video/VP8', preferredPayloadType: 101, clockRate: 90_000 },
  ],
}
const OPUS = { mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }
const VP8 = { mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000 }
const SILENCE = Buffer.from([0xf8, 0xff, 0xfe])
/** VP8 payload descriptor (RFC 7741) with S set, then the frame header of a key frame of 16 × 16. */
const KEY_FRAME = Buffer.from([0x10, 0x10, 0x02, 0x00, 0x9d, 0x01, 0x2a, 0x10, 0x00, 0x10, 0x00, 0x00, 0x00])

let nextSsrc = 50_000

/**
 * A page's part in the media room of a server within the test's process: every request goes over the page's socket,
 * every packet over loopback UDP, without the encryption of a browser.
 */
export class HallPage {
  readonly page: Page
  readonly #media: Media
  readonly #peerId: string
  readonly #sockets: Socket[] = []
  #sending: Promise<Sending> | null = null
  readonly #timers = new Map<Source, NodeJS.Timeout>()
  readonly #streams = new Map<string, Opened>()
  /** SSRC to stream, and packets that arrived by `peer/source`. */
  readonly #bySsrc = new Map<number, string>()
  readonly #packets = new Map<string, number>()

  /** @param peerId under which the server lets it in */
  constructor(page: Page, media: Media, peerId: string) {
    this.page = page
    this.#media = media
    this.#peerId = peerId
    page.socket.on('media', (notice: MediaNotice) => this.#told(notice))
  }

  /** The hall of a bridge. */
  static hall(page: Page, media: Media, bridge: string): HallPage {
    return new HallPage(page, media, bridge)
  }

  static desk(page: Page, media: Media): HallPage {
    return new HallPage(page, media, `desk-${page.socket.id}`)
  }

  get peerId(): string {
    return this.#peerId
  }

  enter(): Promise<Answer<unknown>> {
    return this.page.ask('media-enter', {})
  }

  /** Enters, with a line that receives. Throws the server's code. */
  async watch(): Promise<void> {
    const entered = await this.enter()
    if (!entered.ok) throw new Error(entered.code)
    this.#sending = null
    const socket = await this.#bound()
    socket.on('message', (packet) => this.#arrived(packet))
    await (await this.#peer()).openPlainTransport({
      direction: 'receive',
      remote: addressOf(socket),
      rtpCapabilities: capabilities,
    })
  }

  /**
   * Begins to send, with valid packets of silence or of a tiny picture, fifty a second; a microphone with `sound`
   * over and over instead: packets of Opus of 20 ms each.
   */
  async produce(source: Source, sound: readonly Uint8Array[] = [SILENCE]): Promise<Answer<MediaAnswer>> {
    this.#sending ??= this.#openSending()
    const { socket, to } = await this.#sending
    const ssrc = nextSsrc++
    const [codec, payloads] = source === 'microphone' ? [OPUS, sound] : [VP8, [KEY_FRAME]]
    const answer: Answer<MediaAnswer> = await this.request({
      type: 'produce',
      source,
      rtpParameters: { mid: source, codecs: [codec], encodings: [{ ssrc }] },
    })
    let sequence = 0
    const timer = setInterval(() => {
      sequence += 1
      const payload = payloads[sequence % payloads.length] ?? SILENCE
      const timestamp = sequence * (codec.clockRate / 50)
      socket.send(rtpPacket(codec.payloadType, ssrc, { sequence, timestamp, payload }), to.port, to.ip)
    }, 20)
    clearInterval(this.#timers.get(source))
    this.#timers.set(source, timer)
    return answer
  }

  request(message: object): Promise<Answer<MediaAnswer>> {
    return this.page.ask('media', message)
  }

  /** Its packets stop, its socket lives. */
  fallSilent(): void {
    for (const timer of this.#timers.values()) clearInterval(timer)
    this.#timers.clear()
  }

  /** Its line carries nothing any more, in or out; nobody is told, nothing is closed. */
  freeze(): void {
    const { engine } = this.page.socket.io as unknown as {
      readonly engine: { readonly transport: { readonly ws: { readonly _socket: TcpSocket } } }
    }
    const { _socket: line } = engine.transport.ws
    line.pause()
    line.cork()
    this.fallSilent()
  }

  /** Who is lost, as the page was last told. */
  get lost(): readonly LostLine[] {
    return (this.page.heardOf('presence').at(-1) as PresencePush | undefined)?.lost ?? []
  }

  /** Packets of another peer's source that have arrived so far. */
  packets(peerId: string, source: Source): number {
    return this.#packets.get(`${peerId}/${source}`) ?? 0
  }

  /** Streams that are set up now, as `peer/source`, sorted. */
  get streams(): readonly string[] {
    return [...this.#streams.values()].map(({ peerId, source }) => `${peerId}/${source}`).sort()
  }

  notices(type: MediaNotice['type']): readonly MediaNotice[] {
    return (this.page.heardOf('media') as readonly MediaNotice[]).filter((notice) => notice.type === type)
  }

  close(): void {
    this.fallSilent()
    for (const socket of this.#sockets.splice(0)) socket.close()
    this.page.close()
  }

  async #openSending(): Promise<Sending> {
    const socket = await this.#bound()
    const peer = await this.#peer()
    const to = await peer.openPlainTransport({ direction: 'send', remote: addressOf(socket) })
    return { socket, to }
  }

  async #peer(): Promise<Peer> {
    const room = await this.#media.room(this.page.conference)
    const peer = room.peers.get(this.#peerId)
    if (!peer) throw new Error(`${this.#peerId} is not in the room`)
    return peer
  }

  #told(notice: MediaNotice): void {
    if (notice.type === 'consumer-closed') this.#streams.delete(notice.consumerId)
    if (notice.type === 'closed') this.#streams.clear()
    if (notice.type !== 'consumer-opened') return
    this.#streams.set(notice.consumerId, notice)
    const { encodings = [] } = notice.rtpParameters as unknown as types.RtpParameters
    for (const { ssrc } of encodings) if (ssrc) this.#bySsrc.set(ssrc, `${notice.peerId}/${notice.source}`)
    void this.request({ type: 'consumer-ready', consumerId: notice.consumerId }).catch(() => {})
  }

  #arrived(packet: Buffer): void {
    // RTCP shares the port (RFC 5761): its packet types are 192 to 223.
    const type = packet[1] ?? 0
    if (packet.length < 12 || (type >= 192 && type <= 223)) return
    const stream = this.#bySsrc.get(packet.readUInt32BE(8))
    if (stream) this.#packets.set(stream, (this.#packets.get(stream) ?? 0) + 1)
  }

  async #bound(): Promise<Socket> {
    const socket = createSocket('udp4')
    this.#sockets.push(socket)
    socket.bind(0, '127.0.0.1')
    await once(socket, 'listening')
    return socket
  }
}

function addressOf(socket: Socket): { readonly ip: string; readonly port: number } {
  return { ip: '127.0.0.1', port: socket.address().port }
}

interface Sent {
  readonly sequence: number
  readonly timestamp: number
  readonly payload: Uint8Array
}

function rtpPacket(payloadType: number, ssrc: number, { sequence, timestamp, payload }: Sent): Buffer {
  const header = Buffer.alloc(12)
  header[0] = 0x80
  header[1] = payloadType
  header.writeUInt16BE(sequence & 0xffff, 2)
  header.writeUInt32BE(timestamp >>> 0, 4)
  header.writeUInt32BE(ssrc, 8)
  return Buffer.concat([header, payload])
}
