import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { takeOnStage, withLayout, withoutPin, withPin } from '../../client/chair/direction.ts'
import { placesOf, type Stage, stageLayouts } from '../../domain/stage.ts'

const follow: Stage = { layout: 'follow', pinned: [], screen: null }
const stages = fc.constantFrom(...stageLayouts).chain((layout) =>
  fc.record({
    layout: fc.constant(layout),
    pinned: fc.subarray(['a', 'b', 'c', 'd'], { maxLength: layout === 'follow' ? 0 : placesOf[layout] }),
    screen: fc.constant(null),
  }),
)

describe('what the chair asks the stage to be', () => {
  test('never pins more bridges than the layout has places, and none twice', () => {
    fc.assert(
      fc.property(
        stages,
        fc.constantFrom('a', 'e'),
        fc.constantFrom(...stageLayouts),
        (stage, bridge, layout) => {
          const asked = [
            withPin(stage, bridge),
            withoutPin(stage, bridge),
            takeOnStage(stage, bridge),
            withLayout(stage, layout, ['a', 'b']),
          ]
          for (const { layout: now, pinned } of asked) {
            expect(pinned.length).toBeLessThanOrEqual(now === 'follow' ? 0 : placesOf[now])
            expect(new Set(pinned).size).toBe(pinned.length)
          }
          expect(asked[0]?.pinned).toContain(bridge)
          expect(asked[1]?.pinned).not.toContain(bridge)
          expect(asked[2]?.pinned).toContain(bridge)
        },
      ),
    )
  })

  test('grows with each pin: one, two side by side, four; the oldest gives way to a fifth', () => {
    const first = { ...follow, ...withPin(follow, 'a') }
    expect(first).toMatchObject({ layout: 'single', pinned: ['a'] })
    const second = { ...follow, ...withPin(first, 'b') }
    expect(second).toMatchObject({ layout: 'pair', pinned: ['a', 'b'] })
    const fourth = { ...follow, ...withPin({ ...follow, ...withPin(second, 'c') }, 'd') }
    expect(fourth).toMatchObject({ layout: 'quad', pinned: ['a', 'b', 'c', 'd'] })
    expect(withPin(fourth, 'e')).toMatchObject({ layout: 'quad', pinned: ['b', 'c', 'd', 'e'] })
  })

  test('follows the floor again when the only pin of a single picture is taken out', () => {
    const single: Stage = { ...follow, layout: 'single', pinned: ['a'] }
    expect(withoutPin(single, 'a')).toMatchObject({ layout: 'follow', pinned: [] })
    const pair: Stage = { ...follow, layout: 'pair', pinned: ['a', 'b'] }
    expect(withoutPin(pair, 'a')).toMatchObject({ layout: 'pair', pinned: ['b'] })
  })

  test('holds whom everybody sees now when one bridge is asked for', () => {
    expect(withLayout(follow, 'single', ['a'])).toMatchObject({ layout: 'single', pinned: ['a'] })
    expect(withLayout(follow, 'pair', ['a'])).toMatchObject({ layout: 'pair', pinned: [] })
    const quad: Stage = { ...follow, layout: 'quad', pinned: ['a', 'b', 'c'] }
    expect(withLayout(quad, 'follow', ['a'])).toMatchObject({ layout: 'follow', pinned: [] })
  })
})
