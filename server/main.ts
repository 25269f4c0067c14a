import { existsSync, readFileSync } from 'node:fs'
import type { Server } from 'node:https'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { openMedia } from '../media/index.ts'
import { workerBinary } from '../media/worker/binary.ts'
import { firstOrganiserLink } from './access/first-organiser.ts'
import { type App, openApp } from './app.ts'
import { systemClock } from './clock.ts'
import { type Config, localOrigin, readConfig } from './config.ts'
import { startEmbeddedDatabase } from './database/embedded.ts'
import { migrate } from './database/migrate.ts'
import { openDatabase } from './database/pool.ts'
import { loadDemo } from './demo/load.ts'
import { systemEntropy } from './entropy.ts'
import { AppError } from './errors.ts'
import { nodeIdentity } from './log/node.ts'
import { openServerSeal } from './signing/server-seal.ts'
import { readTrustedRoots } from './signing/trusted-roots.ts'
import { printLinks, say, warn } from './start-lines.ts'
import { readServerCertificate } from './tls/certificate.ts'
import { followCertificate } from './tls/renewal.ts'
import { networkWarnings } from './tls/warnings.ts'
import { turnServers } from './turn.ts'
import { ballotSecret } from './votes/ballot-secret.ts'

// Starts the server: database, media, pages; stops in the reverse order.

const pages = join(import.meta.dirname, '..', 'dist')

/** The server, once it runs. */
let app: App | null = null

/** What has been started, to be stopped in the reverse order. */
const started: (() => Promise<void> | void)[] = []
let stopping: Promise<void> | null = null

try {
  await start(await withPort(readConfig(process.env)))
} catch (error) {
  process.stderr.write(`✗ ${error instanceof AppError ? error.message : (error as Error).stack}\n`)
  await stop()
  process.exit(1)
}

async function start(config: Config): Promise<void> {
  process.once('SIGTERM', () => void stop().then(() => process.exit(0)))
  process.once('SIGINT', () => void stop().then(() => process.exit(0)))
  // Unheard, this signal would end the process.
  process.on('SIGUSR2', () => app?.drain(!app.draining))
  const note = (line: string) => process.stderr.write(`${line}\n`)
  const certificate = config.tls && readServerCertificate(config.tls, systemClock.now())

  say(config.databaseUrl ? 'Nối tới PostgreSQL' : 'Khởi động PostgreSQL đi kèm')
  let url = config.databaseUrl
  if (!url) {
    const embedded = await startEmbeddedDatabase(config.dataDir, note)
    started.push(() => embedded.stop())
    url = embedded.connectionString
  }
  await migrate(url, note)
  const database = await openDatabase(url, { log: note })
  started.push(() => database.close())

  say('Khởi động media')
  const media = await openMedia({
    workerBinary: workerBinary(),
    listenIp: config.mediaListenIp,
    announcedAddress: config.mediaAnnouncedAddress,
    firstPort: config.mediaPort,
    log: ({ level, text }) => note(`media ${level}: ${text}`),
    iceServers: (peer) => (config.turn ? turnServers(config.turn, peer, systemClock.now()) : []),
    onTrouble: (trouble) => {
      // Ctrl-C reaches the workers too.
      if (!stopping) note(`media: ${trouble.kind} (worker ${trouble.worker})`)
    },
  })
  started.push(() => media.close())

  const keys = join(config.dataDir, 'pki')
  const roots = [...(config.demo ? await demoRoots(keys) : []), ...readTrustedRoots(config.trustedRoots)]
  const opened = await openApp({
    database,
    node: nodeIdentity(config.publicUrl, config.host, config.port),
    certificate,
    clock: systemClock,
    entropy: systemEntropy,
    media,
    limits: { perConference: config.maxBridges, perNode: config.maxBridgesNode },
    recordings: { directory: join(config.dataDir, 'recordings'), days: config.recordingDays },
    pki: config.demo ? async () => (await import('./signing/demo-pki.ts')).openDemoPki(keys) : null,
    demo: config.demo,
    timestamps: config.tsa ?? (config.demo ? 'demonstration' : null),
    ballotSecret: ballotSecret(join(config.dataDir, 'ballot-secret')),
    pages,
    roots,
    logLevel: config.logLevel,
    dossiers: {
      seal: openServerSeal(join(config.dataDir, 'seal'), { ...config, now: systemClock.now() }),
      directory: join(config.dataDir, 'uploads'),
    },
  })
  started.push(() => opened.close())
  app = opened
  await opened.web.listen({ port: config.port, host: config.host })
  if (config.tls) {
    const server = opened.web.server as Server
    started.push(
      followCertificate({
        files: config.tls,
        now: systemClock.now,
        renewed: ({ cert, key }) => {
          server.setSecureContext({ cert, key })
          note('tls: the certificate was read again')
        },
        refused: (error) => note(`tls: the old certificate stays: ${(error as Error).message}`),
      }),
    )
  }
  if (config.demo) {
    const links = await loadDemo(database, opened.conferences, {
      dataDir: config.dataDir,
      publicUrl: config.publicUrl,
    })
    printLinks(links)
  } else {
    const link = await firstOrganiserLink(database, config.publicUrl)
    if (link) printLinks([{ label: 'Đơn vị tổ chức', link }])
  }
  for (const line of networkWarnings(config, certificate, systemClock.now())) warn(line)
  say(`Điểm Cầu đang chạy tại ${config.publicUrl} (Ctrl-C để dừng)`)
}

/** The demonstration's root certificate, made on the first start; the libraries for it are not kept loaded after. */
async function demoRoots(keys: string): Promise<readonly string[]> {
  const root = join(keys, 'root.pem')
  if (existsSync(root)) return [readFileSync(root, 'utf8')]
  say('Tạo chứng thư minh họa (vài giây)')
  const { openDemoPki } = await import('./signing/demo-pki.ts')
  return [(await openDemoPki(keys)).rootPem]
}

/** Ends what runs, the last started first; a second call waits for the first. */
function stop(): Promise<void> {
  stopping ??= (async () => {
    for (const end of started.splice(0).reverse()) {
      try {
        await end()
      } catch (error) {
        process.stderr.write(`${(error as Error).message}\n`)
      }
    }
  })()
  return stopping
}

/** PORT=0: the system's choice, made before links and addresses are built from it. */
async function withPort(config: Config): Promise<Config> {
  if (config.port !== 0) return config
  const port = await new Promise<number>((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, config.host, () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
  const publicUrl = process.env.PUBLIC_URL ? config.publicUrl : localOrigin(config.host, port, config.tls)
  return { ...config, port, publicUrl }
}
