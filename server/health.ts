import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Database } from './database/pool.ts'
import { type HallLine, openLineMetrics } from './line-metrics.ts'

export interface HealthParts {
  readonly database: Database
  readonly node: string
  /** Null without media. */
  readonly workers: () => readonly WorkerHealth[] | null
  readonly media: () => Promise<Readonly<Record<string, number>>>
  /** The halls that are here, at most as many as this node takes. */
  readonly lines: () => Promise<readonly HallLine[]>
  readonly conferences: () => number
  /** Whether the node is being emptied for maintenance: nobody new should be sent here. */
  readonly draining: () => boolean
  /** Connections of pages. */
  readonly pages: () => number
}

export interface WorkerHealth {
  readonly state: 'up' | 'restarting'
  /** Share of one core used lately, 0 to 1. */
  readonly load: number
  /** How often it has died since the start. */
  readonly deaths: number
}

const DATABASE_PATIENCE_MS = 2000

/** `GET /healthz` for whoever watches the server, `GET /metrics` in Prometheus' text format. */
export function registerHealth(app: FastifyInstance, parts: HealthParts): void {
  app.get('/healthz', { config: { rateLimit: false } }, async (_request, reply) => {
    const database = await answers(parts.database)
    const workers = parts.workers()
    const up = workers?.filter(({ state }) => state === 'up').length ?? 0
    const failing = [
      ...(database ? [] : ['database']),
      ...(workers && up < workers.length ? ['workers'] : []),
    ]
    const status = parts.draining() ? 'draining' : failing.length > 0 ? 'failing' : 'ok'
    return reply.code(status === 'ok' ? 200 : 503).send({
      status,
      failing,
      database: database ? 'up' : 'down',
      workers: workers ? { up, wanted: workers.length } : 'none',
      node: parts.node,
    })
  })

  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const setLines = openLineMetrics(registry)
  const collectCounts = openCounts(registry, parts)
  app.get('/metrics', { config: { rateLimit: false } }, async (_request, reply) => {
    setLines(await parts.lines())
    await collectCounts()
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}

/** Gauges of the node as a whole. @returns what brings them up to date */
function openCounts(registry: Registry, parts: HealthParts): () => Promise<void> {
  const registers = [registry]
  const conferences = new Gauge({
    name: 'diemcau_conferences_owned',
    help: 'Conferences that this node owns',
    registers,
  })
  const pages = new Gauge({ name: 'diemcau_pages', help: 'Connections of pages', registers })
  const media = new Gauge({
    name: 'diemcau_media',
    help: 'What the media workers hold',
    labelNames: ['what'] as const,
    registers,
  })
  const perWorker = { labelNames: ['worker'] as const, registers }
  const load = new Gauge({
    name: 'diemcau_media_worker_load',
    help: 'Share of one core that a media worker uses, 0 to 1',
    ...perWorker,
  })
  const deaths = new Gauge({
    name: 'diemcau_media_worker_deaths',
    help: 'How often a media worker has died since the start',
    ...perWorker,
  })
  return async () => {
    conferences.set(parts.conferences())
    pages.set(parts.pages())
    for (const [what, count] of Object.entries(await parts.media())) media.set({ what }, count)
    for (const [worker, health] of (parts.workers() ?? []).entries()) {
      load.set({ worker }, health.load)
      deaths.set({ worker }, health.deaths)
    }
  }
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
