import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import fastifyStatic from '@fastify/static'
import swagger from '@fastify/swagger'
import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import underPressure from '@fastify/under-pressure'
import Fastify, { type FastifyError, type FastifyInstance, LogController } from 'fastify'
import { SIGN_AGENT_PORT } from '../domain/sign-agent.ts'
import { AppError, type ErrorCode } from './errors.ts'
import { isAway } from './log/writer.ts'
import type { ServerCertificate } from './tls/certificate.ts'

export interface WebOptions {
  readonly logLevel: string
  /** Origin under which people reach the pages. */
  readonly publicUrl: string
  /** Served with where HTTPS ends here and not at a proxy in front. */
  readonly certificate?: Pick<ServerCertificate, 'cert' | 'key'> | undefined
  /** The built pages; null serves none. */
  readonly pages: string | null
}

const api = /^\/(api|healthz|metrics|socket\.io|assets)(\/|$|\?)/

/**
 * Whether browsers are told to come over HTTPS alone from now on (RFC 6797). They would keep to it for every other
 * port of the name too, and let nobody past a certificate that broke: not where the name is of a closed network,
 * whose own authority may have to be made anew.
 */
export function isRemembered(publicUrl: string): boolean {
  const { protocol, hostname, port } = new URL(publicUrl)
  const closed = /(^|\.)(localhost|local|lan|internal|intranet|test|invalid|home\.arpa)$/
  return protocol === 'https:' && port === '' && /\.[a-z][a-z\d-]*$/.test(hostname) && !closed.test(hostname)
}

/** The HTTP server with everything that every route shares: headers, limits, errors, the pages. */
export async function openWeb(options: WebOptions): Promise<FastifyInstance> {
  const secure = options.publicUrl.startsWith('https:')
  const app = Fastify({
    // Fastify types its instance by it; what is used of the two is the same.
    https: (options.certificate ?? null) as null,
    logger:
      options.logLevel === 'silent' ? false : { level: options.logLevel, redact: ['req.headers.cookie'] },
    logController: new LogController({ disableRequestLogging: true }),
    // A proxy in front stands on this machine or in its private network.
    trustProxy: ['loopback', 'uniquelocal'],
    bodyLimit: 1024 * 1024,
    // Closed last: a connection that is kept alive would hold up the end of the server for more than a minute.
    forceCloseConnections: true,
  })
  app.setValidatorCompiler(TypeBoxValidatorCompiler)
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const { status, code, detail } = describe(error)
    if (status >= 500) request.log.error(error)
    return reply.code(status).send({ code, detail })
  })
  await app.register(cookie)
  await app.register(helmet, {
    crossOriginEmbedderPolicy: false,
    strictTransportSecurity: isRemembered(options.publicUrl) && {
      maxAge: 15_552_000,
      includeSubDomains: false,
    },
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        // A page whose server is gone goes on at another node of the same conference.
        // And the program that signs on the user's own machine.
        connectSrc: ["'self'", 'ws:', 'wss:', `http://127.0.0.1:${SIGN_AGENT_PORT}`],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:', 'mediastream:'],
        // A draft is shown beside the rules of its form.
        frameSrc: ["'self'", 'blob:'],
        styleSrc: ["'self'"],
        fontSrc: ["'self'"],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: secure ? [] : null,
      },
    },
  })
  app.addHook('onSend', async (_request, reply) => {
    reply.header('permissions-policy', 'camera=(self), microphone=(self), display-capture=(self)')
  })
  await app.register(rateLimit, { global: true, max: 3000, timeWindow: '1 minute' })
  await app.register(underPressure, {
    maxEventLoopDelay: 5000,
    exposeStatusRoute: false,
    pressureHandler: async (request, _reply, _kind, delay) => {
      // A page costs next to nothing, and an infinite delay only says that a busy machine gave no time to measure.
      if (!api.test(request.url) || delay === Number.POSITIVE_INFINITY) return
      throw new AppError('server/busy')
    },
  })
  await app.register(swagger, { openapi: { info: { title: 'Điểm Cầu', version: '1' } } })
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger())
  if (options.pages && existsSync(join(options.pages, 'index.html'))) await servePages(app, options.pages)
  else app.setNotFoundHandler(() => notFound())
  return app
}

async function servePages(app: FastifyInstance, pages: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: pages,
    wildcard: false,
    preCompressed: true,
    index: false,
    setHeaders: (response, path) => {
      const named = path.includes('/assets/')
      response.header('cache-control', named ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  // HTML of a page's own names all its files.
  const named = readdirSync(pages).filter((file) => file.endsWith('.html'))
  const own = new Map(named.map((file) => [`/${file.slice(0, -'.html'.length)}`, file]))
  app.setNotFoundHandler((request, reply) => {
    if (request.method !== 'GET' || api.test(request.url)) return notFound()
    return reply.sendFile(own.get(request.url.replace(/\/*(\?.*)?$/, '')) ?? 'index.html')
  })
}

function notFound(): never {
  throw new AppError('request/unknown')
}

function describe(error: FastifyError | AppError): {
  status: number
  code: ErrorCode | string
  detail: Readonly<Record<string, unknown>>
} {
  if (error instanceof AppError) return { status: error.status, code: error.code, detail: error.detail }
  if (error.validation) return { status: 400, code: 'request/malformed', detail: { message: error.message } }
  const status = error.statusCode ?? 500
  if (status === 413) return { status, code: 'request/too-large', detail: {} }
  if (status === 429) return { status, code: 'request/too-many', detail: {} }
  if (status < 500) return { status, code: 'request/malformed', detail: {} }
  if (isAway(error)) return { status: 503, code: 'database/unavailable', detail: {} }
  return { status: 500, code: 'server/failed', detail: {} }
}
