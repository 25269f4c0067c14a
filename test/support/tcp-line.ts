import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'

/** SOCKS 5 (RFC 1928): version, one method offered, none needed. */
const GREETING_ANSWER = Buffer.from([5, 0])
const reply = (code: number) => Buffer.from([5, code, 0, 1, 0, 0, 0, 0, 0, 0])
const GRANTED = reply(0)
/** "Connection not allowed by ruleset." */
const NOT_ALLOWED = reply(2)
const [IPV4, NAME] = [1, 3]

/**
 * The network between a browser and the server for pages and sockets: a SOCKS proxy that lets the browser reach one
 * port of this computer and no other, so that media cannot take this way. It can be cut, and it can stall: then
 * connections stay and say nothing, as behind a router that has lost its own line.
 */
export class TcpLine {
  readonly #server: Server
  readonly #to: number
  /** Both ends of each connection. */
  readonly #connections = new Set<readonly [Socket, Socket]>()
  readonly #greeting = new Set<Socket>()
  #isCut = false
  #isStalled = false
  /** Connections that were asked for elsewhere. */
  refused = 0

  private constructor(server: Server, to: number) {
    this.#server = server
    this.#to = to
    server.on('connection', (client) => void this.#accept(client))
  }

  /** @param to the server's port */
  static async open(to: number): Promise<TcpLine> {
    const server = createServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new TcpLine(server, to)
  }

  /** For a browser's proxy setting. */
  get proxy(): string {
    const address = this.#server.address()
    return `socks5://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  }

  /** Every connection is reset, and none comes about until `restore`. */
  cut(): void {
    this.#isCut = true
    for (const ends of this.#connections) for (const end of ends) end.resetAndDestroy()
  }

  /** Every connection, old or new, stays open and carries nothing until `restore`. */
  stall(): void {
    this.#isStalled = true
    for (const ends of this.#connections) for (const end of ends) end.pause()
  }

  restore(): void {
    this.#isCut = false
    this.#isStalled = false
    for (const ends of this.#connections) for (const end of ends) end.resume()
  }

  async close(): Promise<void> {
    this.cut()
    for (const client of this.#greeting) client.destroy()
    this.#server.close()
    await once(this.#server, 'close')
  }

  async #accept(client: Socket): Promise<void> {
    client.on('error', () => {})
    if (this.#isCut) return void client.resetAndDestroy()
    this.#greeting.add(client)
    client.once('close', () => this.#greeting.delete(client))
    client.once('data', () => {
      client.write(GREETING_ANSWER)
      client.once('data', (request) => this.#connect(client, request))
    })
  }

  #connect(client: Socket, request: Buffer): void {
    const { host, port } = targetOf(request)
    const isOurs = port === this.#to && (host === 'localhost' || host === '127.0.0.1')
    if (!isOurs) this.refused++
    if (!isOurs || this.#isCut) return void client.end(NOT_ALLOWED)
    const server = connect(port, '127.0.0.1')
    const ends = [client, server] as const
    this.#connections.add(ends)
    for (const [from, to] of [ends, [server, client] as const]) {
      from.setNoDelay()
      from.on('error', () => {})
      from.on('data', (bytes) => to.write(bytes))
      from.once('close', () => {
        this.#connections.delete(ends)
        to.destroy()
      })
      if (this.#isStalled) from.pause()
    }
    this.#greeting.delete(client)
    client.write(GRANTED)
  }
}

function targetOf(request: Buffer): { readonly host: string; readonly port: number } {
  const kind = request[3]
  const length = kind === NAME ? (request[4] ?? 0) : 4
  const begins = kind === NAME ? 5 : 4
  const bytes = request.subarray(begins, begins + length)
  const host = kind === NAME ? bytes.toString('latin1') : kind === IPV4 ? [...bytes].join('.') : ''
  return { host, port: request.length >= begins + length + 2 ? request.readUInt16BE(begins + length) : 0 }
}
