import { describe, expect, it } from 'vitest'
import { readArguments } from '../../bench/media/arguments.ts'
import { type GrantFigures, type LoadFigures, type SizeFigures, spread } from '../../bench/media/figures.ts'
import { lossOf, ratioOf } from '../../bench/media/steady.ts'
import { NATIONAL, targetsOf } from '../../bench/media/targets.ts'

const load = (changed: Partial<LoadFigures> = {}): LoadFigures => ({
  server: 0.1,
  workers: [0.5, 0.4],
  database: 0,
  generator: 0.5,
  memory: { server: 1, workers: 1 },
  sent: 5000,
  forwarded: 30_000,
  forwardedBits: 2e8,
  received: 600_000,
  lost: 0,
  droppedByGenerator: 0,
  droppedByServer: 0,
  skippedSteps: 0,
  streams: [10, 12],
  layersSent: {},
  ...changed,
})

const grants = (keyFrames: readonly (number | null)[]): GrantFigures => {
  const quick = spread([50, 60])
  return {
    acknowledged: quick,
    keyFrame: spread(keyFrames),
    sound: quick,
    highLayer: quick,
    highAfterFirst: quick,
  }
}

const size = (bridges: number, product: LoadFigures, keyFrames: readonly (number | null)[]): SizeFigures => ({
  bridges,
  profiles: [],
  allIn: 1000,
  product,
  bare: load({ server: 0 }),
  ratio: ratioOf(product, load({ server: 0 })),
  grants: { head: grants([50]), outOfOrder: grants(keyFrames) },
})

const met = (sizes: readonly SizeFigures[]) =>
  Object.fromEntries(targetsOf(sizes, null, null).map((target) => [target.name, target.met]))

describe('the figures of a benchmark', () => {
  it('are ranked over what came, and say what did not', () => {
    const values = Array.from({ length: 100 }, (_, index) => index + 1)
    expect(spread([...values].reverse())).toEqual({ count: 100, missing: 0, p50: 50, p95: 95, most: 100 })
    expect(spread([null, 7])).toEqual({ count: 2, missing: 1, p50: 7, p95: null, most: 7 })
    expect(spread([null])).toEqual({ count: 1, missing: 1, p50: null, p95: null, most: null })
  })

  it('count as the server’s loss only what the generator did not drop itself', () => {
    expect(lossOf(load({ lost: 10, droppedByGenerator: 4 }))).toBe(6)
    expect(lossOf(load({ lost: 3, droppedByGenerator: 4 }))).toBe(0)
  })

  it('compare with the bare router only where both carried the same', () => {
    expect(ratioOf(load(), load({ server: 0, workers: [0.5] }))).toBeCloseTo(2)
    expect(ratioOf(load(), load({ forwarded: 20_000 }))).toBeNull()
  })

  it('meet a target or not, by the worst of what was measured', () => {
    const good = met([size(NATIONAL, load(), [100, 200])])
    expect(good[`Grant → key frame at ${NATIONAL} bridges, p95`]).toBe(true)
    expect(good[`Loss at ${NATIONAL} bridges`]).toBe(true)
    const late = met([size(NATIONAL, load({ lost: 1 }), [100, 500])])
    expect(late[`Grant → key frame at ${NATIONAL} bridges, p95`]).toBe(false)
    expect(late[`Loss at ${NATIONAL} bridges`]).toBe(false)
    expect(met([size(NATIONAL, load(), [100, null])])[`Grant → key frame at ${NATIONAL} bridges, p95`]).toBe(
      false,
    )
  })

  it('leave a target open that was not measured', () => {
    const open = met([size(8, load(), [100])])
    expect(open[`Loss at ${NATIONAL} bridges`]).toBeNull()
    expect(open['Rebuilt after a worker’s death']).toBeNull()
  })
})

describe('the arguments of a benchmark', () => {
  it('are read, or refused as a whole', () => {
    expect(readArguments([])).toMatchObject({ bridges: [8, 16, 32, 64, 128], seconds: 20, force: false })
    expect(readArguments(['--bridges', '8,64', '--json'])).toMatchObject({ bridges: [8, 64], json: true })
    for (const wrong of [
      ['--bridges', 'many'],
      ['--bridges', '2'],
      ['--seconds', '0'],
      ['--unknown'],
      ['64'],
    ])
      expect(readArguments(wrong)).toBeNull()
  })
})
