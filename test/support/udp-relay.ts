import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { seededRandom } from '../faults/random.ts'
import { goodLine, type LineQuality, PacketFate } from './line-quality.ts'

/** Where media workers listen in a test. */
const SERVER = '127.0.0.1'
/** Large pictures come in bursts; what is lost shall be lost by the line, not by this socket. */
const SOCKET_BUFFER = 4 * 1024 * 1024

export interface UdpRelayOptions {
  /** Loopback address at which clients find the server: any of 127.0.0.0/8 but the server's own. */
  readonly address: string
  /** The media ports, one per worker, the same on both sides. */
  readonly ports: readonly number[]
  readonly seed: number
}

/** One client of one port, with the socket under which the server sees it. */
interface Flow {
  upstream: Socket
}

/**
 * The network between halls and media workers: clients send to it as to the server, and it passes on what the line
 * lets through. Each direction has its own quality; both can be cut.
 */
export class UdpRelay {
  readonly address: string
  /** Packets that passed, were lost by chance or limit, and died in a cut. */
  readonly counts = { passed: 0, lost: 0, cut: 0 }
  readonly #listeners: readonly { readonly port: number; readonly socket: Socket }[]
  readonly #flows = new Map<string, Flow>()
  readonly #timers = new Set<NodeJS.Timeout>()
  readonly #up: PacketFate
  readonly #down: PacketFate
  #isCut = false
  #closed = false

  private constructor({ address, ports, seed }: UdpRelayOptions) {
    this.address = address
    const random = seededRandom(seed)
    this.#up = new PacketFate(random)
    this.#down = new PacketFate(random)
    this.#listeners = ports.map((port) => ({ port, socket: createSocket('udp4') }))
  }

  static async open(options: UdpRelayOptions): Promise<UdpRelay> {
    const relay = new UdpRelay(options)
    for (const { port, socket } of relay.#listeners) {
      socket.bind(port, options.address)
      await once(socket, 'listening')
      enlarge(socket)
      socket.on('message', (packet, { address, port: from }) =>
        relay.#arrived(packet, socket, port, address, from),
      )
    }
    return relay
  }

  /** From the halls to the server, and the other way; what is not named is as on a good line. */
  set(quality: { readonly up?: Partial<LineQuality>; readonly down?: Partial<LineQuality> }): void {
    this.#up.quality = { ...goodLine, ...quality.up }
    this.#down.quality = { ...goodLine, ...quality.down }
  }

  /** Nothing passes until `restore`, and what is under way never arrives. */
  cut(): void {
    this.#isCut = true
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
  }

  restore(): void {
    this.#isCut = false
  }

  /** From now on the server sees every client at another port, as when a router forgets its translations. */
  changeAddresses(): void {
    for (const { upstream } of this.#flows.values()) upstream.close()
    this.#flows.clear()
  }

  close(): void {
    if (this.#closed) return
    this.cut()
    this.#closed = true
    for (const { socket } of this.#listeners) socket.close()
    this.changeAddresses()
  }

  #arrived(packet: Buffer, listener: Socket, port: number, from: string, fromPort: number): void {
    const key = `${port} ${from} ${fromPort}`
    let flow = this.#flows.get(key)
    if (!flow) {
      flow = { upstream: createSocket('udp4') }
      const { upstream } = flow
      upstream.bind(0, SERVER, () => enlarge(upstream))
      upstream.on('message', (answer) =>
        this.#pass(this.#down, answer, () => listener.send(answer, fromPort, from)),
      )
      this.#flows.set(key, flow)
    }
    this.#pass(this.#up, packet, () => {
      // After a change of address what was still under way comes from the new one.
      const { upstream } = this.#flows.get(key) ?? {}
      upstream?.send(packet, port, SERVER)
    })
  }

  #pass(direction: PacketFate, packet: Buffer, send: () => void): void {
    if (this.#isCut) {
      this.counts.cut++
      return
    }
    const after = direction.arrival(packet.length, performance.now())
    if (after === null) {
      this.counts.lost++
      return
    }
    this.counts.passed++
    if (after <= 0) send()
    else this.#later(after, send)
  }

  #later(after: number, send: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      send()
    }, after)
    this.#timers.add(timer)
  }
}

function enlarge(socket: Socket): void {
  socket.setRecvBufferSize(SOCKET_BUFFER)
  socket.setSendBufferSize(SOCKET_BUFFER)
}
