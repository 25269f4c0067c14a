import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { freePort } from './free-port.ts'

const main = join(import.meta.dirname, '..', '..', 'server', 'main.ts')
const START_WITHIN_MS = 60_000

export interface ServerProcessOptions {
  readonly dataDir: string
  /** Another PostgreSQL than the one of its own in `dataDir`. */
  readonly databaseUrl?: string | undefined
  /** What else its environment says. */
  readonly env?: Readonly<Record<string, string>> | undefined
  /** Whether what it says on standard error is shown at once, beside being kept. */
  readonly isLoud?: boolean
}

/** A server in a process of its own, to be killed. It keeps its port and its data over restarts. */
export class ServerProcess {
  readonly port: number
  readonly origin: string
  /** The sign-in links that it printed at its last start, by label. */
  links: ReadonlyMap<string, string> = new Map()
  readonly #env: Readonly<Record<string, string | undefined>>
  readonly #dataDir: string
  readonly #isLoud: boolean
  #child: ChildProcess | null = null
  /** What it said on standard error, all starts together. */
  complaints = ''
  /** And on standard output. */
  output = ''

  private constructor(port: number, { dataDir, databaseUrl, env, isLoud }: ServerProcessOptions) {
    this.port = port
    this.origin = `http://localhost:${port}`
    this.#dataDir = dataDir
    this.#isLoud = isLoud ?? false
    this.#env = {
      ...process.env,
      NODE_COMPILE_CACHE: join(tmpdir(), 'diem-cau-compile-cache'),
      PORT: String(port),
      PUBLIC_URL: this.origin,
      DATA_DIR: dataDir,
      MEDIA_PORT: '0',
      DEMO: '0',
      LOG_LEVEL: 'error',
      DATABASE_URL: databaseUrl ?? '',
      ...env,
    }
  }

  /** On `databaseUrl`, or on the PostgreSQL of its own in `dataDir`. */
  static start(dataDir: string, databaseUrl: string | null = null): Promise<ServerProcess> {
    return ServerProcess.startWith({ dataDir, databaseUrl: databaseUrl ?? undefined })
  }

  static async startWith(options: ServerProcessOptions): Promise<ServerProcess> {
    const server = new ServerProcess(await freePort(), options)
    await server.start()
    return server
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, [main], { env: this.#env, stdio: ['ignore', 'pipe', 'pipe'] })
    this.#child = child
    child.stderr.on('data', (text: Buffer) => {
      this.complaints += text.toString()
      if (this.#isLoud) process.stderr.write(text)
    })
    const links = new Map<string, string>()
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('the server did not start')), START_WITHIN_MS)
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${this.complaints}`)))
      createInterface({ input: child.stdout }).on('line', (line) => {
        this.output += `${line}\n`
        const [, label, link] = /^\s+(\S.*?)\s{2,}(http\S+)$/.exec(line) ?? []
        if (label && link) links.set(label, link)
        if (!line.startsWith('• Điểm Cầu đang chạy')) return
        clearTimeout(timer)
        resolve()
      })
    })
    this.links = links
  }

  get pid(): number {
    return this.#child?.pid ?? 0
  }

  get running(): boolean {
    return this.#child !== null && this.#child.exitCode === null && this.#child.signalCode === null
  }

  /** `kill -9`. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  /** SIGTERM. @returns the exit code; null when it had to be killed */
  async stop(): Promise<number | null> {
    await this.#end('SIGTERM')
    return this.#child?.exitCode ?? null
  }

  /** Stops and continues it, as a machine that hangs for a while; or begins and ends its draining. */
  signal(name: 'SIGSTOP' | 'SIGCONT' | 'SIGUSR2'): void {
    this.#child?.kill(name)
  }

  async #end(name: NodeJS.Signals): Promise<void> {
    const child = this.#child
    if (!child || !this.running) return
    const ended = once(child, 'exit')
    child.kill(name)
    await ended
  }

  /** The process and the URL of its own PostgreSQL, from the lock file. */
  postgres(): { readonly pid: number; readonly url: string } {
    const lines = readFileSync(join(this.#dataDir, 'postgresql', 'postmaster.pid'), 'utf8').split('\n')
    const sockets = encodeURIComponent(lines[4] ?? '')
    return { pid: Number(lines[0]), url: `postgres://diemcau@${sockets}/diemcau` }
  }
}
