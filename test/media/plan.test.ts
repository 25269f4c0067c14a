import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_VIDEO_CONSUMERS, type Programme, planAudio, planVideo } from '../../media/plan.ts'

const ids = fc.uniqueArray(fc.integer({ min: 0, max: 63 }).map(String), { maxLength: 64 })
const programmes: fc.Arbitrary<Programme> = fc.record({
  stage: fc.array(fc.integer({ min: 0, max: 63 }).map(String), { maxLength: 4 }),
  gallery: ids,
  audio: ids,
  prepared: fc.array(fc.integer({ min: 0, max: 63 }).map(String), { maxLength: 2 }),
})

describe('what a peer should have set up', () => {
  it('is never itself, never more than the cap, and only what somebody sends', () => {
    fc.assert(
      fc.property(programmes, ids, ids, (programme, sending, held) => {
        const sends = (id: string) => sending.includes(id)
        for (const plan of [planVideo, planAudio]) {
          const planned = plan(programme, { self: '0', sends, held })
          expect(planned.size).toBeLessThanOrEqual(MAX_VIDEO_CONSUMERS)
          expect([...planned.keys()].every((id) => id !== '0' && sends(id))).toBe(true)
        }
      }),
    )
  })

  it('always has room for the stage and for those prepared, whatever the gallery holds', () => {
    fc.assert(
      fc.property(programmes, ids, (programme, held) => {
        const planned = planVideo(programme, { self: 'x', sends: () => true, held })
        for (const id of programme.stage) expect(planned.get(id)).toBe('stage')
        for (const id of programme.prepared ?? []) expect(planned.has(id)).toBe(true)
      }),
    )
  })

  it('shows whoever is in the gallery, prepared or not', () => {
    const programme = { stage: ['a'], prepared: ['b', 'c'], gallery: ['c', 'd'], audio: [] }
    const planned = planVideo(programme, { self: 'x', sends: () => true, held: ['e', 'b'] })
    expect([...planned]).toEqual([
      ['a', 'stage'],
      ['b', 'prepared'],
      ['c', 'gallery'],
      ['d', 'gallery'],
      ['e', 'recent'],
    ])
  })
})
