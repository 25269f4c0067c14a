import type { FastifyInstance } from 'fastify'
import { Server } from 'socket.io'
import { chooseToken } from './access/cookies.ts'
import { findSession } from './access/sessions.ts'
import type { Database } from './database/pool.ts'
import { limitMessages, type PageSocket } from './sockets.ts'

/** Both sides see a dead line within their sum: the chair must know within three seconds, hall with media or not. */
const PING_INTERVAL_MS = 700
const PING_TIMEOUT_MS = 2000
/** How often sessions are looked at again while their sockets live. */
const SWEEP_MS = 30_000

export interface Gateway {
  /** How many are connected. */
  readonly pages: number
  /** Drops the sockets whose session was revoked or has run out. */
  sweep(): Promise<void>
  close(): Promise<void>
}

export interface GatewayParts {
  readonly database: Database
  /** Addresses of the servers whose pages may connect here, those that are gone included. */
  readonly nodes: () => Promise<readonly string[]>
  readonly admit: (socket: PageSocket) => void
  readonly report: (error: unknown) => void
}

/** Lets sockets in: from our own pages only, each with the session that its cookie proves. */
export function openGateway(app: FastifyInstance, parts: GatewayParts): Gateway {
  const io = new Server(app.server, {
    transports: ['websocket'],
    serveClient: false,
    pingInterval: PING_INTERVAL_MS,
    pingTimeout: PING_TIMEOUT_MS,
    maxHttpBufferSize: 2 * 1024 * 1024,
    allowRequest: (request, done) => {
      isOurPage(request.headers, parts.nodes).then(
        (ours) => done(ours ? null : 'origin', ours),
        () => done('origin', false),
      )
    },
  })
  io.use((socket, next) => {
    const page = socket as unknown as PageSocket
    identify(app, parts.database, page).then(
      (found) => next(found ? undefined : refusal()),
      (error: unknown) => {
        parts.report(error)
        next(refusal('database/unavailable'))
      },
    )
  })
  io.on('connection', (socket) => {
    const page = socket as unknown as PageSocket
    limitMessages(page)
    parts.admit(page)
  })

  const sweep = async () => {
    for (const socket of io.sockets.sockets.values()) {
      const { token } = (socket as unknown as PageSocket).data
      if (!(await findSession(parts.database, token))) socket.disconnect(true)
    }
  }
  const timer = setInterval(() => sweep().catch(() => {}), SWEEP_MS).unref()
  return {
    get pages() {
      return io.sockets.sockets.size
    },
    sweep,
    close: async () => {
      clearInterval(timer)
      io.disconnectSockets(true)
      await new Promise<void>((resolve) => io.engine.close() && resolve())
    },
  }
}

async function identify(app: FastifyInstance, database: Database, socket: PageSocket): Promise<boolean> {
  const { headers, auth } = socket.handshake
  const slot = typeof auth.session === 'string' ? auth.session : undefined
  const token = chooseToken(app.parseCookie(headers.cookie ?? ''), slot)
  const session = token ? await findSession(database, token) : null
  if (!token || !session) return false
  socket.data.session = session
  socket.data.token = token
  return true
}

function refusal(code = 'access/not-signed-in'): Error {
  return Object.assign(new Error(code), { data: { code } })
}

/** A browser names the page's origin; programs that are no browsers have none and hold a cookie of their own. */
async function isOurPage(
  headers: { readonly origin?: string | undefined; readonly host?: string | undefined },
  nodes: () => Promise<readonly string[]>,
): Promise<boolean> {
  const { origin, host } = headers
  if (origin === undefined) return true
  if (!URL.canParse(origin)) return false
  if (new URL(origin).host === host) return true
  return (await nodes()).some((url) => new URL(url).origin === origin)
}
