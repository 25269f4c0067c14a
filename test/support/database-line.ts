import { connect, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'

/** ReadyForQuery, idle (PostgreSQL's protocol 3.0). */
const READY = Buffer.from('Z\0\0\0\x05I')
/** ErrorResponse: FATAL, 57P01. */
const SHUTTING_DOWN = response('SFATAL\0VFATAL\0C57P01\0Mterminating connection\0\0')

/** The network between a server and its database, which the test can cut. */
export class DatabaseLine {
  /** URL of the database over this line. */
  readonly url: string
  readonly #path: string
  readonly #port: number
  readonly #sockets = new Set<Socket>()
  #server: Server
  #losesCommits = 0
  #endsAfterSignIn = 0

  private constructor(url: string, path: string, port: number, server: Server) {
    this.url = url
    this.#path = path
    this.#port = port
    this.#server = server
    server.on('connection', (socket) => this.#pass(socket))
  }

  /** @param url of a database behind a Unix socket */
  static async to(url: string): Promise<DatabaseLine> {
    const behind = new URL(url)
    const path = join(decodeURIComponent(behind.hostname), '.s.PGSQL.5432')
    const server = await listen(0)
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const over = `postgres://${behind.username}@127.0.0.1:${port}${behind.pathname}`
    return new DatabaseLine(over, path, port, server)
  }

  /** Every connection ends, and none is let in until `restore`. */
  async cut(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    for (const socket of this.#sockets) socket.destroy()
    await closed
  }

  async restore(): Promise<void> {
    if (this.#server.listening) return
    this.#server = await listen(this.#port)
    this.#server.on('connection', (socket) => this.#pass(socket))
  }

  /** The next `count` commits reach the database, but the line dies before their answer. */
  loseAnswersOfCommits(count: number): void {
    this.#losesCommits = count
  }

  /** The next `count` connections are ended by the database in the same breath in which it lets them in. */
  endAfterSignIn(count: number): void {
    this.#endsAfterSignIn = count
  }

  #pass(page: Socket): void {
    const database = connect(this.#path)
    let losing = false
    let signingIn = true
    for (const socket of [page, database]) {
      this.#sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        this.#sockets.delete(socket)
        page.destroy()
        database.destroy()
      })
    }
    page.on('data', (bytes) => {
      if (this.#losesCommits > 0 && (bytes.includes('COMMIT\0') || bytes.includes('store_prose('))) {
        this.#losesCommits -= 1
        losing = true
      }
      database.write(bytes)
    })
    database.on('data', (bytes) => {
      if (losing) return void page.destroy()
      if (signingIn && bytes.subarray(-READY.length).equals(READY)) {
        signingIn = false
        if (this.#endsAfterSignIn > 0) {
          this.#endsAfterSignIn -= 1
          return void page.end(Buffer.concat([bytes, SHUTTING_DOWN]))
        }
      }
      page.write(bytes)
    })
  }
}

async function listen(port: number): Promise<Server> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return server
}

function response(fields: string): Buffer {
  const length = Buffer.alloc(4)
  length.writeInt32BE(fields.length + 4)
  return Buffer.concat([Buffer.from('E'), length, Buffer.from(fields)])
}
