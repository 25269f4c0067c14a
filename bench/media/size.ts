import { fork } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { BareCalls } from '../bare/main.ts'
import { Child } from '../generator/calls.ts'
import type { GeneratorCalls } from '../generator/main.ts'
import { monotonic } from '../generator/receiving.ts'
import {
  approveHalls,
  type BenchConference,
  bridgesOf,
  CENTRAL,
  call,
  galleryOf,
  prepare,
} from './conference.ts'
import type { LoadFigures, SizeFigures } from './figures.ts'
import { type Grant, grant, grantFigures } from './grants.ts'
import { freeMediaPort, ServerUnderTest } from './server-under-test.ts'
import { measureSteady, ratioOf } from './steady.ts'

/** Until streams flow and their layers are settled (ms). */
const SETTLE = 5000
const GRANTS = 10
/** Each so many grants one is out of order. */
const OUT_OF_ORDER_EVERY = 4
const WORKERS = 2
const ENTERED_WITHIN = 120_000
const MEDIA_ADDRESS = '127.0.0.1'

/** Takes what must be ended, the last first, however the run ends. */
export type Started = (end: () => Promise<void> | void) => () => Promise<void>

export interface RunningSize {
  readonly server: ServerUnderTest
  readonly generator: Child<GeneratorCalls>
  readonly conference: BenchConference
  readonly mediaPorts: readonly number[]
}

export interface SizeOptions {
  readonly bridges: number
  readonly seconds: number
  readonly started: Started
  readonly say: (line: string) => void
  /** Bridges whose halls are opened in browsers, and the address at which those find the media workers. */
  readonly browsers: { readonly bridges: readonly string[]; readonly address: string } | null
  /** What is measured besides while the conference still runs. */
  readonly besides: (running: RunningSize) => Promise<void>
}

/** One size: the real server under load, grants, and the same load on a bare router. */
export async function measureSize(options: SizeOptions): Promise<SizeFigures> {
  const { bridges: count, seconds, say, started } = options
  const bridges = bridgesOf(count)
  const mediaPort = await freeMediaPort()
  const browserBridges = options.browsers?.bridges ?? []
  const server = await ServerUnderTest.start(
    mediaPort,
    count + browserBridges.length,
    options.browsers?.address ?? MEDIA_ADDRESS,
  )
  const endServer = started(() => server.close())
  const generator = startGenerator()
  const endGenerator = started(() => generator.end())
  const conference = await prepare(server, bridges, browserBridges)
  const endChair = started(() => conference.chair.close())

  say(`${count} bridges: entering`)
  const from = monotonic()
  const { id, signIns, chair } = conference
  await generator.call('open', {
    halls: bridges.map((bridge) => ({ bridge, gallery: galleryOf(bridges, bridge) })),
    address: MEDIA_ADDRESS,
    target: { kind: 'server', conference: id, signIns },
  })
  await approveHalls(chair, bridges)
  const { profiles } = await within(generator.call('entered', null), ENTERED_WITHIN, 'every hall to enter')
  const allIn = monotonic() - from
  await chair.command({ type: 'conference/open' })
  const [, speaker = CENTRAL] = bridges
  await call(chair, await generator.call('requestFloor', { bridge: speaker }))
  await sleep(SETTLE)

  say(`${count} bridges: measuring for ${seconds} s`)
  const product = await measureSteady(generator, { server: server.pid, workers: server.workers }, seconds)
  const busyWorkers = Math.max(1, product.workers.filter((load) => load > 0.02).length)
  say(`${count} bridges: ${GRANTS} grants`)
  const grants = await runGrants(conference, generator)
  await options.besides({
    server,
    generator,
    conference,
    mediaPorts: Array.from({ length: WORKERS }, (_, index) => mediaPort + index),
  })
  await endChair()
  await endGenerator()
  await endServer()

  say(`${count} bridges: the same load on a bare router`)
  const bare = await measureBare(bridges, speaker, busyWorkers, seconds, started)
  return {
    bridges: count,
    profiles,
    allIn,
    product,
    bare,
    ratio: ratioOf(product, bare),
    grants: {
      head: grantFigures(grants.filter(({ outOfOrder }) => !outOfOrder)),
      outOfOrder: grantFigures(grants.filter(({ outOfOrder }) => outOfOrder)),
    },
  }
}

async function runGrants(
  { chair, bridges }: BenchConference,
  generator: Child<GeneratorCalls>,
): Promise<readonly Grant[]> {
  const halls = bridges.slice(2)
  const grants: Grant[] = []
  for (let index = 0; index < GRANTS; index += 1) {
    const bridge = halls[(index * 7) % halls.length] ?? CENTRAL
    const other = halls[(index * 7 + 1) % halls.length] ?? CENTRAL
    const before = index % OUT_OF_ORDER_EVERY === OUT_OF_ORDER_EVERY - 1 ? other : null
    grants.push(await grant({ chair, generator, bridge, before }))
  }
  return grants
}

/** The same halls, each receiving the same, from mediasoup alone. */
async function measureBare(
  bridges: readonly string[],
  speaker: string,
  workers: number,
  seconds: number,
  started: Started,
): Promise<LoadFigures> {
  const bare = new Child<BareCalls>(fork(join(import.meta.dirname, '..', 'bare', 'main.ts')))
  const endBare = started(() => bare.end())
  const generator = startGenerator()
  const endGenerator = started(() => generator.end())
  const { port, pids } = await bare.call('start', { workers })
  const tiles = (bridge: string) => galleryOf(bridges, bridge).filter((other) => other !== speaker)
  await generator.call('open', {
    halls: bridges.map((bridge) => ({ bridge, gallery: [] })),
    address: MEDIA_ADDRESS,
    target: { kind: 'bare', port },
  })
  await within(generator.call('entered', null), ENTERED_WITHIN, 'every hall to enter the bare router')
  await bare.call('begin', {
    stage: speaker,
    heard: [CENTRAL, speaker],
    galleries: Object.fromEntries(bridges.map((bridge) => [bridge, tiles(bridge)])),
  })
  await sleep(SETTLE)
  const load = await measureSteady(generator, { server: bare.pid, workers: pids }, seconds)
  await endGenerator()
  await endBare()
  return load
}

function startGenerator(): Child<GeneratorCalls> {
  return new Child<GeneratorCalls>(fork(join(import.meta.dirname, '..', 'generator', 'main.ts')))
}

export async function within<T>(promise: Promise<T>, limit: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not within ${limit} ms: ${what}`)), limit)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
