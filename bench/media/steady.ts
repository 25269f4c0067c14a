import { setTimeout as sleep } from 'node:timers/promises'
import type { Child } from '../generator/calls.ts'
import type { GeneratorCalls } from '../generator/main.ts'
import type { LoadFigures } from './figures.ts'
import { childrenOf, udpDrops, usageOf } from './processes.ts'

export interface Measured {
  readonly server: number
  readonly workers: readonly number[]
}

/** Measures the processes that carry the halls' load for a while in which nothing else happens. */
export async function measureSteady(
  generator: Child<GeneratorCalls>,
  { server, workers }: Measured,
  seconds: number,
): Promise<LoadFigures> {
  const database = childrenOf(server, 'postgres').flatMap((pid) => [pid, ...childrenOf(pid, 'postgres')])
  const look = async () => ({
    at: performance.now(),
    counts: await generator.call('counts', null),
    cpu: new Map([server, ...workers, ...database].map((pid) => [pid, usageOf(pid)?.cpu ?? 0])),
    drops: udpDrops(),
  })
  const before = await look()
  await sleep(seconds * 1000)
  const after = await look()
  const lasted = (after.at - before.at) / 1000
  const cpu = (pid: number) => ((after.cpu.get(pid) ?? 0) - (before.cpu.get(pid) ?? 0)) / lasted
  const since = (key: 'sent' | 'received' | 'lost' | 'bytes' | 'cpu' | 'skipped') =>
    after.counts[key] - before.counts[key]
  const own = new Set(after.counts.ports)
  const dropped = (isOwn: boolean) =>
    [...after.drops]
      .filter(([port]) => own.has(port) === isOwn)
      .reduce((sum, [port, count]) => sum + Math.max(0, count - (before.drops.get(port) ?? 0)), 0)
  const streams = after.counts.flowing.map(({ length }) => length)
  const layersSent: Record<string, number> = {}
  for (const highest of after.counts.highest) {
    const name = String((highest ?? -1) + 1)
    layersSent[name] = (layersSent[name] ?? 0) + 1
  }
  const memory = (pids: readonly number[]) => pids.reduce((sum, pid) => sum + (usageOf(pid)?.memory ?? 0), 0)
  return {
    server: cpu(server),
    workers: workers.map(cpu),
    database: database.reduce((sum, pid) => sum + cpu(pid), 0),
    generator: since('cpu') / 1000 / lasted,
    memory: { server: memory([server]), workers: memory(workers) },
    sent: since('sent') / lasted,
    forwarded: since('received') / lasted,
    forwardedBits: (since('bytes') * 8) / lasted,
    received: since('received'),
    lost: since('lost'),
    droppedByGenerator: dropped(true),
    droppedByServer: dropped(false),
    skippedSteps: since('skipped'),
    streams: [Math.min(...streams), Math.max(...streams)],
    layersSent,
  }
}

/** Server and workers together, in core-seconds per second. */
export function cpuOf({ server, workers }: LoadFigures): number {
  return workers.reduce((sum, worker) => sum + worker, server)
}

/** Loads that differ by more do not compare. */
const SAME_WITHIN = 0.05

/** CPU of the product by that of bare mediasoup; null where the two did not forward the same. */
export function ratioOf(product: LoadFigures, bare: LoadFigures): number | null {
  const same = Math.abs(product.forwarded / bare.forwarded - 1) <= SAME_WITHIN
  return same ? cpuOf(product) / cpuOf(bare) : null
}

/** What the receivers missed, without what the generator's own sockets dropped. */
export function lossOf({ lost, droppedByGenerator }: LoadFigures): number {
  return Math.max(0, lost - droppedByGenerator)
}
