import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CertificateFiles } from '../../server/tls/certificate.ts'
import { freePort } from './free-port.ts'
import { until } from './until.ts'

/** coturn with the configuration that is deployed, on this computer alone. */
export interface TurnRelay {
  /** `turn:` over TCP. */
  readonly tcpUrl: string
  /** `turns:`: TLS over TCP. */
  readonly tlsUrl: string
  readonly secret: string
  /** All that it has printed. */
  log(): string
  stop(): Promise<void>
}

const configuration = join(import.meta.dirname, '..', '..', 'deploy', 'turnserver.conf')
const secret = 'known to the relay and the server'

export async function startTurnRelay(certificate: CertificateFiles): Promise<TurnRelay> {
  const directory = mkdtempSync(join(tmpdir(), 'diem-cau-turn-'))
  const [tcpPort, tlsPort] = [await freePort(), await freePort()]
  const own = [
    `--listening-port=${tcpPort}`,
    `--tls-listening-port=${tlsPort}`,
    ...['--listening-ip=127.0.0.1', '--relay-ip=127.0.0.1', '--no-udp', '--verbose'],
    // The media workers of a test are on loopback, which no real relay shall reach.
    ...['--allow-loopback-peers', '--allowed-peer-ip=127.0.0.1'],
    `--cert=${certificate.cert}`,
    `--pkey=${certificate.key}`,
    `--static-auth-secret=${secret}`,
    `--pidfile=${join(directory, 'pid')}`,
    `--userdb=${join(directory, 'turndb')}`,
  ]
  const child = spawn('turnserver', ['-c', configuration, ...own], { stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (printed += text))
  const stop = async () => {
    await end(child)
    rmSync(directory, { recursive: true, force: true })
  }
  try {
    await once(child, 'spawn')
    await until('coturn listens', async () => {
      if (child.exitCode !== null) throw new Error(`coturn ended with ${child.exitCode}:\n${printed}`)
      return (await listens(tcpPort)) && (await listens(tlsPort))
    })
  } catch (error) {
    await stop()
    throw error
  }
  return {
    tcpUrl: `turn:localhost:${tcpPort}?transport=tcp`,
    tlsUrl: `turns:localhost:${tlsPort}?transport=tcp`,
    secret,
    log: () => printed,
    stop,
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const answer = (open: boolean) => {
      socket.destroy()
      resolve(open)
    }
    socket.once('connect', () => answer(true)).once('error', () => answer(false))
  })
}
