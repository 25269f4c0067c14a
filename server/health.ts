import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Database } from './database/pool.ts'

export interface HealthParts {
  readonly database: Database
  readonly node: string
  /** Media workers that are up, and how many there should be; null without media. */
  readonly workers: () => { readonly up: number; readonly wanted: number } | null
  readonly media: () => Promise<Readonly<Record<string, number>>>
  readonly conferences: () => number
}

const DATABASE_PATIENCE_MS = 2000

/** `GET /healthz` for whoever watches the server, `GET /metrics` in Prometheus' text format. */
export function registerHealth(app: FastifyInstance, parts: HealthParts): void {
  app.get('/healthz', { config: { rateLimit: false } }, async (_request, reply) => {
    const database = await answers(parts.database)
    const workers = parts.workers()
    const failing = [
      ...(database ? [] : ['database']),
      ...(workers && workers.up < workers.wanted ? ['workers'] : []),
    ]
    return reply.code(failing.length === 0 ? 200 : 503).send({
      status: failing.length === 0 ? 'ok' : 'failing',
      failing,
      database: database ? 'up' : 'down',
      workers: workers ?? 'none',
      node: parts.node,
    })
  })

  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  new Gauge({
    name: 'diemcau_conferences_owned',
    help: 'Conferences that this node owns',
    registers: [registry],
    collect() {
      this.set(parts.conferences())
    },
  })
  new Gauge({
    name: 'diemcau_media',
    help: 'What the media workers hold',
    labelNames: ['what'],
    registers: [registry],
    async collect() {
      for (const [what, count] of Object.entries(await parts.media())) this.set({ what }, count)
    },
  })
  app.get('/metrics', { config: { rateLimit: false } }, async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  )
}

async function answers(database: Database): Promise<boolean> {
  const late = new Promise<boolean>((resolve) =>
    setTimeout(() => resolve(false), DATABASE_PATIENCE_MS).unref(),
  )
  const asked = database.query('SELECT 1').then(
    () => true,
    () => false,
  )
  return Promise.race([asked, late])
}
