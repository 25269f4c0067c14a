import { setTimeout as sleep } from 'node:timers/promises'
import { queryObjects } from 'node:v8'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { holderTurn } from '../../domain/floor.ts'
import { Peer } from '../../media/peer.ts'
import { Seat } from '../../server/floor/seat.ts'
import type { HallPage } from '../support/hall-page.ts'
import { recordMeasurement } from '../support/measured.ts'
import { MediaServer } from '../support/media-server.ts'
import { heapInUse, residentMemory } from '../support/memory.ts'
import { type BridgeId, bridges, central } from '../support/prepared-conference.ts'
import { auditRoom, cutSocket, roomInOrder } from '../support/room-audit.ts'
import { StayingPage } from '../support/staying-page.ts'
import { until } from '../support/until.ts'
import { seededRandom } from './random.ts'

const long = process.env.LONG === '1'
const CUTS = long ? 50 : 10
const VISITS = long ? 200 : 40
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
const random = seededRandom(seed)
/** Longest time from the beginning of an act to the cut (ms): most acts are over by then, many are not. */
const CUT_WITHIN = 30

/** Of heap or of the worker's memory (MB): what comes and goes, and what the test itself keeps of each visit. */
const mostGrowth = (visits: number) => 4 + 0.04 * visits

let running: MediaServer
let chair: StayingPage
const halls = new Map<BridgeId, StayingPage>()

beforeAll(async () => {
  running = await MediaServer.start()
})
beforeEach(async () => {
  await running.prepare()
  chair = await StayingPage.desk(running, `${central}-chair`)
  await chair.page.must({ type: 'conference/open' })
  for (const bridge of bridges) halls.set(bridge, await StayingPage.hall(running, bridge))
})
afterEach(() => {
  for (const page of [chair, ...halls.values()]) page.leave()
  running.leave()
})
afterAll(() => running?.close())

const hallOf = (bridge: BridgeId): StayingPage => {
  const hall = halls.get(bridge)
  if (!hall) throw new Error(bridge)
  return hall
}
const request = ({ page }: StayingPage, bridge: BridgeId) =>
  page.must({ type: 'floor/request', bridge, speaker: { name: 'Người nói', title: null }, topics: [] })
const call = (id: number) =>
  chair.page.must({ type: 'floor/call', request: id, seconds: 300, outOfOrder: false })

const moments = ['join', 'produce', 'grant', 'share'] as const

/** A page that is in the middle of something: whose socket is cut while `act` runs. */
interface Busy {
  readonly part: HallPage
  readonly act: () => Promise<unknown>
}

async function busyWith(moment: (typeof moments)[number], bridge: BridgeId): Promise<Busy> {
  const hall = hallOf(bridge)
  const { part } = hall
  if (moment === 'join') {
    hall.leave()
    const joining = await running.hall(bridge, part.page.sign)
    const act = async () => {
      await joining.watch()
      await joining.produce('camera')
      await joining.produce('microphone')
    }
    return { part: joining, act }
  }
  if (moment === 'produce') {
    hall.away()
    return { part, act: () => Promise.all([part.produce('microphone'), part.produce('camera')]) }
  }
  const id = await request(hall, bridge)
  if (moment === 'share') await call(id)
  hall.away()
  if (moment === 'grant') return { part, act: () => call(id) }
  const share = () => Promise.all([part.page.must({ type: 'screen/share', bridge }), part.produce('screen')])
  return { part, act: share }
}

test(
  `a socket that is cut ${CUTS} times in the middle of joining, producing, being called and sharing leaves no ghost and no open microphone (seed ${seed})`,
  async () => {
    const provinces = bridges.filter((bridge) => bridge !== central)
    const counts = { join: 0, produce: 0, grant: 0, share: 0 }
    for (let cut = 0; cut < CUTS; cut++) {
      const moment = moments[cut % moments.length] ?? 'join'
      const bridge = provinces[Math.floor(random() * provinces.length)] ?? 'son-la'
      const { part, act } = await busyWith(moment, bridge)
      // What was under way fails or not, and both are right.
      const acting = act().catch(() => undefined)
      await sleep(random() * CUT_WITHIN)
      cutSocket(part)
      if (random() < 0.5) {
        const others = bridges.filter((other) => other !== bridge)
        await roomInOrder(running, chair, others)
      }
      await hallOf(bridge).enter()
      // The chair's call is answered; the page that was cut hears nothing any more.
      if (moment === 'grant') await acting
      part.close()
      await roomInOrder(running, chair, bridges)
      const turn = holderTurn(running.state)
      if (turn) await chair.page.must({ type: 'floor/take-back', turn: turn.id })
      for (const waiting of running.state.floor.queue)
        await chair.page.must({ type: 'floor/withdraw', request: waiting.id })
      await roomInOrder(running, chair, bridges)
      await until('no screen is left', () => running.state.stage.screen === null)
      counts[moment] += 1
    }
    const { peers, producers } = await running.media.measure()
    // Four halls and the chair's desk; a camera and a microphone from each hall.
    expect({ peers, producers }).toEqual({ peers: 5, producers: 8 })
    if (long)
      recordMeasurement(
        `hall's socket cut (seed ${seed}) within ${CUT_WITHIN} ms of joining ${counts.join}, producing ${counts.produce}, ` +
          `being called ${counts.grant} and sharing ${counts.share} times; after each the halls present were those in ` +
          'the room, and the microphones open at the worker those that the log opens.',
      )
  },
  long ? 900_000 : 120_000,
)

test(
  `${VISITS} joinings and leavings leave nothing behind, neither in the worker nor in memory (seed ${seed})`,
  async () => {
    const visitor: BridgeId = 'dien-bien'
    hallOf(visitor).leave()
    const others = bridges.filter((bridge) => bridge !== visitor)
    await roomInOrder(running, chair, others)
    const before = { ...(await running.media.measure()), ...kept() }
    const visit = async () => {
      const hall = hallOf(visitor)
      await hall.enter()
      await until('it sees the centre', () => hall.part.packets(central, 'camera') > 0)
      hall.away()
      if (random() < 0.5) cutSocket(hall.part)
      hall.leave()
      await until('it is gone', async () => !(await auditRoom(running)).halls.includes(visitor))
    }
    const warmUp = Math.ceil(VISITS / 4)
    for (let count = 0; count < warmUp; count++) await visit()
    const warm = memory()
    for (let count = warmUp; count < VISITS; count++) await visit()
    await roomInOrder(running, chair, others)
    expect({ ...(await running.media.measure()), ...kept() }).toEqual(before)
    const end = memory()
    const grown = { heap: end.heap - warm.heap, worker: end.worker - warm.worker }
    expect(grown.heap).toBeLessThan(mostGrowth(VISITS - warmUp))
    expect(grown.worker).toBeLessThan(mostGrowth(VISITS - warmUp))
    if (long)
      recordMeasurement(
        `${VISITS} joinings and leavings of a hall, half of them by a cut (seed ${seed}): transports, producers and ` +
          `consumers of the worker, peers and seats of the server as before; from the ${warmUp}th on the process's heap grew by ${grown.heap.toFixed(1)} MB, ` +
          `the worker's memory by ${grown.worker.toFixed(1)} MB.`,
      )
  },
  long ? 900_000 : 120_000,
)

/** Peers and seats that anything still holds. */
function kept(): { readonly peerObjects: number; readonly seatObjects: number } {
  const count = { format: 'count' } as const
  return { peerObjects: queryObjects(Peer, count), seatObjects: queryObjects(Seat, count) }
}

/** What the process holds after collecting garbage, and the resident memory of the worker, in megabytes. */
function memory(): { readonly heap: number; readonly worker: number } {
  const [worker] = running.media.status().workers
  return { heap: heapInUse() / 1e6, worker: residentMemory(worker?.pid ?? 0) / 1e6 }
}
