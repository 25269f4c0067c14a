import { type ChildProcess, spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** A server as `npm start` runs it, in a process of its own that a journey may kill. */
export interface ServerProcess {
  readonly url: string
  readonly port: number
  /** The first worker's; the next worker has the next one. */
  readonly mediaPort: number
  /** The printed sign-in link with this label. @throws Error when there is none */
  link(label: string): string
  /** `kill -9`, and wait for the end. */
  kill(): Promise<void>
  /** Starts again on the same port and data. */
  restart(): Promise<void>
  /** SIGTERM; answers the exit code. Removes the data that it was started with. */
  stop(): Promise<number | null>
}

export interface ServerOptions {
  /** Another PostgreSQL than one of its own. */
  readonly databaseUrl?: string
  /** Where it keeps its data; a temporary directory without. */
  readonly dataDir?: string
  /** What else its environment says. */
  readonly env?: Readonly<Record<string, string>>
}

const main = join(import.meta.dirname, '..', '..', 'server', 'main.ts')
const START_DEADLINE_MS = 60_000

export async function startServer(options: ServerOptions = {}): Promise<ServerProcess> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'diem-cau-journey-'))
  const port = await freePort()
  const mediaPort = await freeMediaPorts()
  const url = `http://localhost:${port}`
  const env = {
    ...process.env,
    PORT: String(port),
    MEDIA_PORT: String(mediaPort),
    DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
    DEMO: '1',
    PUBLIC_URL: url,
    DATABASE_URL: options.databaseUrl ?? '',
    ...options.env,
  }
  let links = new Map<string, string>()
  let child: ChildProcess

  const start = async () => {
    child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    links = await readLinks(child)
  }
  await start()
  return {
    url,
    port,
    mediaPort,
    link(label) {
      const link = links.get(label)
      if (!link) throw new Error(`no link for ${label}; there are ${[...links.keys()].join(', ')}`)
      return link
    },
    async kill() {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
    restart: start,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit')
        child.kill('SIGTERM')
        await ended
      }
      if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true })
      return child.exitCode
    },
  }
}

/** What the server prints: one label and link a line, then that it runs. */
async function readLinks(child: ChildProcess): Promise<Map<string, string>> {
  const links = new Map<string, string>()
  const { stdout } = child
  if (!stdout) throw new Error('the server has no output')
  const lines = createInterface({ input: stdout })
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the server did not start')), START_DEADLINE_MS)
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
    lines.on('line', (line) => {
      const [, label, link] = /^\s+(\S.*?)\s{2,}(http\S+)$/.exec(line) ?? []
      if (label && link) links.set(label, link)
      if (!line.startsWith('• Điểm Cầu đang chạy')) return
      clearTimeout(timer)
      resolve(links)
    })
  })
}

/** Below the ports that the system hands out by itself, so that no connection of another test takes one meanwhile. */
const MEDIA_PORTS = { first: 20_000, last: 31_000 }

/** The first of as many ports in a row as there are media workers, free over UDP and TCP now. */
async function freeMediaPorts(): Promise<number> {
  for (;;) {
    const { first, last } = MEDIA_PORTS
    const from = first + Math.floor(Math.random() * (last - first))
    const ports = Array.from({ length: availableParallelism() }, (_, index) => from + index)
    if ((await Promise.all(ports.map(isFree))).every(Boolean)) return from
  }
}

async function isFree(port: number): Promise<boolean> {
  const socket = createSocket('udp4').unref()
  const probe = createServer().unref()
  try {
    const bound = once(socket, 'listening')
    const listening = once(probe, 'listening')
    socket.bind(port, '127.0.0.1')
    probe.listen(port, '127.0.0.1')
    await Promise.all([bound, listening])
    return true
  } catch {
    return false
  } finally {
    socket.close()
    probe.close()
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer()
  probe.listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (typeof address !== 'object' || !address) throw new Error('no port')
  return address.port
}
