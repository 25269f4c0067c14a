import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { freePort } from '../../test/support/free-port.ts'
import { childrenOf } from './processes.ts'

const main = join(import.meta.dirname, '..', '..', 'server', 'main.ts')
const START_WITHIN = 90_000
const WORKERS = 2

/** The real server in a process of its own, on a database of its own, with everything that a conference needs. */
export class ServerUnderTest {
  readonly origin: string
  readonly port: number
  readonly #env: NodeJS.ProcessEnv
  readonly #directory: string
  #child: ChildProcess | null = null
  /** For whoever may create conferences; printed by the first start. */
  organiserLink = ''
  complaints = ''

  private constructor(
    port: number,
    mediaPort: number,
    directory: string,
    bridges: number,
    announced: string,
  ) {
    this.port = port
    this.origin = `http://localhost:${port}`
    this.#directory = directory
    // A browser's own handling of Ctrl-C may end this process before everything is closed in its order.
    process.once('exit', () => {
      this.#child?.kill('SIGKILL')
      this.#removeData()
    })
    this.#env = {
      ...process.env,
      PORT: String(port),
      PUBLIC_URL: this.origin,
      DATA_DIR: directory,
      DATABASE_URL: '',
      MEDIA_PORT: String(mediaPort),
      MEDIA_ANNOUNCED_ADDRESS: announced,
      MAX_BRIDGES: String(bridges),
      MAX_BRIDGES_NODE: String(bridges),
      DEMO: '0',
      LOG_LEVEL: 'error',
    }
  }

  /**
   * @param mediaPort of the first worker, the next has the next
   * @param announced the address that browsers are told; workers listen on 127.0.0.1
   */
  static async start(mediaPort: number, bridges: number, announced: string): Promise<ServerUnderTest> {
    const directory = mkdtempSync(join(tmpdir(), 'diem-cau-bench-'))
    const server = new ServerUnderTest(await freePort(), mediaPort, directory, bridges, announced)
    await server.start()
    return server
  }

  get pid(): number {
    return this.#child?.pid ?? 0
  }

  get workers(): readonly number[] {
    return childrenOf(this.pid, 'mediasoup-worker')
  }

  /** Resolves when it says that it runs. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, ['--max-semi-space-size=4', main], {
      env: this.#env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    child.stderr.on('data', (text: Buffer) => {
      this.complaints += text.toString()
    })
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('the server did not start')), START_WITHIN)
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${this.complaints}`)))
      createInterface({ input: child.stdout }).on('line', (line) => {
        const link = /Đơn vị tổ chức\s+(\S+)/.exec(line)?.[1]
        if (link) this.organiserLink = link
        if (!line.startsWith('• Điểm Cầu đang chạy')) return
        clearTimeout(timer)
        resolve()
      })
    })
  }

  async end(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }

  async close(): Promise<void> {
    await this.end()
    this.#removeData()
  }

  #removeData(): void {
    rmSync(this.#directory, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** The first of as many UDP ports in a row as there are workers, free at this moment. */
export async function freeMediaPort(): Promise<number> {
  const { createSocket } = await import('node:dgram')
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const first = 20_000 + Math.floor(Math.random() * 10_000)
    const sockets = Array.from({ length: WORKERS }, () => createSocket('udp4'))
    try {
      await Promise.all(
        sockets.map(
          (socket, index) =>
            new Promise<void>((resolve, reject) => {
              socket.once('error', reject)
              socket.bind(first + index, '127.0.0.1', resolve)
            }),
        ),
      )
      return first
    } catch {
      // Somebody else has one of them.
    } finally {
      for (const socket of sockets) socket.close()
    }
  }
  throw new Error('no free ports for media')
}
