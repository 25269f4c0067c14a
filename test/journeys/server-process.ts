import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freeMediaPorts } from '../support/media-ports.ts'
import { ServerProcess as Process } from '../support/server-process.ts'

/** A server as `npm start` runs it, in a process of its own that a journey may kill. */
export interface ServerProcess {
  readonly url: string
  readonly port: number
  /** The first worker's; the next worker has the next one. */
  readonly mediaPort: number
  /** The printed sign-in link with this label. @throws Error when there is none */
  link(label: string): string
  /** Of the PostgreSQL of its own, as its owner. */
  databaseUrl(): string
  /** All that it has said until now. */
  said(): string
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

export async function startServer(options: ServerOptions = {}): Promise<ServerProcess> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'diem-cau-journey-'))
  const mediaPort = await freeMediaPorts()
  const server = await Process.startWith({
    dataDir,
    databaseUrl: options.databaseUrl,
    isLoud: true,
    env: { MEDIA_PORT: String(mediaPort), DEMO: '1', LOG_LEVEL: 'warn', ...options.env },
  })
  return {
    url: server.origin,
    port: server.port,
    mediaPort,
    link(label) {
      const link = server.links.get(label)
      if (!link) throw new Error(`no link for ${label}; there are ${[...server.links.keys()].join(', ')}`)
      return link
    },
    databaseUrl: () => server.postgres().url,
    said: () => server.output + server.complaints,
    kill: () => server.kill(),
    restart: () => server.start(),
    async stop() {
      const code = await server.stop()
      if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true })
      return code
    },
  }
}
