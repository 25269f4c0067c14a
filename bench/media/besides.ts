import { setTimeout as sleep } from 'node:timers/promises'
import { holderTurn } from '../../domain/floor.ts'
import { monotonic } from '../generator/receiving.ts'
import { BrowserHalls, type Join, wallClock } from './browser-halls.ts'
import { type BrowserFigures, type RecoveryFigures, type Spread, spread } from './figures.ts'
import { allSeen, grant } from './grants.ts'
import { usageOf } from './processes.ts'
import type { RunningSize, Started } from './size.ts'

const GRANTS = 6
const JOINS = 4
const CUTS = 3
const CUT_FOR = 5000
const KILLS = 3
/** What was under way when the media ended may still arrive, and be painted, for so long (ms). */
const AFTERGLOW = 50
const PAINTED_AFTERGLOW = 250
const RECOVERED_WITHIN = 20_000
const CALM = 3000

export interface Besides {
  readonly version: string
  readonly browsers: BrowserFigures
  readonly recovery: RecoveryFigures
}

/** What two browsers see while the other halls are simulated, and how everybody recovers. */
export async function measureBesides(
  running: RunningSize,
  started: Started,
  say: (line: string) => void,
): Promise<Besides> {
  const bridges = running.conference.bridges.length
  say(`${bridges} bridges: two browsers enter`)
  const halls = await BrowserHalls.open(running, started)
  const grantToPaint = await paintedGrants(running, halls)
  say(`${bridges} bridges: joins, cuts, a killed worker, a restart`)
  const joins: Join[] = []
  for (let time = 0; time < JOINS; time += 1)
    for (const page of halls.pages) joins.push(await halls.joinAgain(page))
  await sleep(CALM)
  const cut = await cuts(running, halls)
  const workerKilled = await killedWorkers(running, halls)
  const serverRestarted = await restarts(running, halls)
  return {
    version: halls.version,
    browsers: {
      bridges,
      grantToPaint,
      joinToPaint: spread(joins.map(({ fromNavigation }) => fromNavigation)),
      socketToPaint: spread(joins.map(({ fromSocket }) => fromSocket)),
    },
    recovery: { bridges, cut, workerKilled, serverRestarted },
  }
}

async function paintedGrants({ conference, generator }: RunningSize, halls: BrowserHalls): Promise<Spread> {
  const { chair, bridges } = conference
  const times: (number | null)[] = []
  for (let index = 0; index < GRANTS; index += 1) {
    const bridge = bridges[2 + ((index * 5 + 3) % (bridges.length - 2))] ?? ''
    let from = 0
    const granted = () => {
      from = wallClock()
    }
    await grant({ chair, generator, bridge, before: null, granted })
    const painted = await Promise.all(halls.pages.map((page) => halls.painted(page, from, bridge)))
    times.push(...painted.map((at) => (at === null ? null : at - from)))
  }
  return spread(times)
}

async function cuts({ conference }: RunningSize, halls: BrowserHalls): Promise<Spread> {
  const bridge = holderTurn(conference.chair.state())?.bridge ?? ''
  const times: (number | null)[] = []
  for (let time = 0; time < CUTS; time += 1) {
    const now = wallClock()
    await Promise.all(halls.pages.map((page) => halls.painted(page, now, bridge)))
    halls.cut()
    await sleep(CUT_FOR)
    const from = wallClock()
    halls.restore()
    const painted = await Promise.all(halls.pages.map((page) => halls.painted(page, from, bridge)))
    times.push(...painted.map((at) => (at === null ? null : at - from)))
    await sleep(CALM)
  }
  return spread(times)
}

interface Returns {
  readonly keyFrame: (number | null)[]
  readonly sound: (number | null)[]
  readonly painted: (number | null)[]
}

async function killedWorkers(running: RunningSize, halls: BrowserHalls) {
  const returns: Returns = { keyFrame: [], sound: [], painted: [] }
  const ways: {
    readonly told: number[]
    readonly awaited: (number | null)[]
    readonly connected: (number | null)[]
  } = { told: [], awaited: [], connected: [] }
  for (let time = 0; time < KILLS; time += 1) {
    const busiest = [...running.server.workers].sort((a, b) => cpuOf(b) - cpuOf(a))[0]
    if (busiest === undefined) throw new Error('no media worker runs')
    process.kill(busiest, 'SIGKILL')
    const from = { monotonic: monotonic(), wall: wallClock() }
    await sleep(AFTERGLOW)
    await watchHolder(running)
    await returnOfAll(running, halls, from, returns)
    const since = (at: number | null) => (at === null ? null : at - from.monotonic)
    for (const { told, awaited, connected } of await running.generator.call('waysBack', {
      since: from.monotonic,
    })) {
      ways.told.push((told ?? 0) - from.monotonic)
      ways.awaited.push(since(awaited))
      ways.connected.push(since(connected))
    }
    await sleep(CALM)
  }
  return {
    ...spreads(returns),
    told: spread(ways.told),
    awaited: spread(ways.awaited),
    connected: spread(ways.connected),
  }
}

async function restarts(running: RunningSize, halls: BrowserHalls) {
  const returns: Returns = { keyFrame: [], sound: [], painted: [] }
  await running.server.end()
  await watchHolder(running)
  await running.server.start()
  await returnOfAll(running, halls, { monotonic: monotonic(), wall: wallClock() }, returns)
  return spreads(returns)
}

async function watchHolder({ conference, generator }: RunningSize): Promise<void> {
  await generator.call('watch', { bridge: holderTurn(conference.chair.state())?.bridge ?? '' })
}

/** Waits until every hall sees and hears the holder of the floor again. */
async function returnOfAll(
  { conference, generator }: RunningSize,
  halls: BrowserHalls,
  from: { readonly monotonic: number; readonly wall: number },
  into: Returns,
): Promise<void> {
  const bridge = holderTurn(conference.chair.state())?.bridge ?? ''
  const [sights, painted] = await Promise.all([
    allSeen(generator, RECOVERED_WITHIN),
    Promise.all(halls.pages.map((page) => halls.painted(page, from.wall + PAINTED_AFTERGLOW, bridge))),
  ])
  // Whoever was faster than the server's own line is counted from it.
  const since = (at: number | null) => (at === null ? null : Math.max(0, at - from.monotonic))
  into.keyFrame.push(...sights.map(({ keyFrame }) => since(keyFrame)))
  into.sound.push(...sights.map(({ sound }) => since(sound)))
  into.painted.push(...painted.map((at) => (at === null ? null : at - from.wall)))
}

function spreads({ keyFrame, sound, painted }: Returns) {
  return { keyFrame: spread(keyFrame), sound: spread(sound), painted: spread(painted) }
}

function cpuOf(pid: number): number {
  return usageOf(pid)?.cpu ?? 0
}
