import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  highestLayers,
  MAX_AUDIO_CONSUMERS,
  MAX_VIDEO_CONSUMERS,
  type Programme,
  planAudio,
  planVideo,
  type Stream,
} from '../../media/plan.ts'

const id = fc.integer({ min: 0, max: 63 }).map(String)
const ids = fc.uniqueArray(id, { maxLength: 64 })
const programmes: fc.Arbitrary<Programme> = fc.record({
  screen: fc.array(id, { maxLength: 1 }),
  stage: fc.array(id, { maxLength: 4 }),
  stageLayer: fc.constantFrom('high', 'middle'),
  preview: fc.array(id, { maxLength: 1 }),
  gallery: ids,
  audio: ids,
  prepared: fc.array(id, { maxLength: 2 }),
})
const streams: fc.Arbitrary<Stream[]> = fc.uniqueArray(
  fc.record({ peerId: id, source: fc.constantFrom('camera', 'screen', 'microphone') }),
  { maxLength: 64, selector: ({ peerId, source }) => `${source} ${peerId}` },
)
const everything = { offered: () => true, held: [] }

describe('what a peer should have set up', () => {
  it('is never more than the cap, nothing twice, and only what is offered', () => {
    fc.assert(
      fc.property(programmes, streams, streams, (programme, sent, held) => {
        const names = new Set(sent.map(({ peerId, source }) => `${source} ${peerId}`))
        const offered = ({ peerId, source }: Stream) => names.has(`${source} ${peerId}`)
        for (const [plan, most] of [
          [planVideo, MAX_VIDEO_CONSUMERS],
          [planAudio, MAX_AUDIO_CONSUMERS],
        ] as const) {
          const planned = plan(programme, { offered, held })
          expect(planned.length).toBeLessThanOrEqual(most)
          expect(new Set(planned.map(({ peerId, source }) => `${source} ${peerId}`)).size).toBe(
            planned.length,
          )
          expect(planned.every(offered)).toBe(true)
        }
      }),
    )
  })

  it('always has room for screen, stage, preview and those prepared, whatever the gallery holds', () => {
    fc.assert(
      fc.property(programmes, streams, (programme, held) => {
        const planned = planVideo(programme, { offered: () => true, held })
        const cameras = planned.filter(({ source }) => source === 'camera').map(({ peerId }) => peerId)
        const screens = planned.filter(({ source }) => source === 'screen').map(({ peerId }) => peerId)
        const { stage, preview = [], prepared = [], screen = [] } = programme
        expect(cameras).toEqual(expect.arrayContaining([...stage, ...preview, ...prepared]))
        expect(screens).toEqual(expect.arrayContaining([...screen]))
      }),
    )
  })

  it('is one picture and one sound for whoever only watches the stage', () => {
    const programme: Programme = { stage: ['a'], gallery: [], audio: ['a'] }
    expect(planVideo(programme, everything)).toHaveLength(1)
    expect(planAudio(programme, everything)).toHaveLength(1)
  })

  it('has camera and screen of the same hall side by side', () => {
    const programme: Programme = { screen: ['a'], stage: ['a'], stageLayer: 'middle', gallery: [], audio: [] }
    expect(planVideo(programme, everything)).toEqual([
      { peerId: 'a', source: 'screen', purpose: 'screen' },
      { peerId: 'a', source: 'camera', purpose: 'stage' },
    ])
  })

  it('shows whoever is in the gallery, prepared or not', () => {
    const programme = { stage: ['a'], preview: ['f'], prepared: ['b', 'c'], gallery: ['c', 'd'], audio: [] }
    const held: Stream[] = [
      { peerId: 'e', source: 'camera' },
      { peerId: 'b', source: 'camera' },
      { peerId: 'a', source: 'microphone' },
    ]
    const planned = planVideo(programme, { offered: () => true, held })
    expect(planned.map(({ peerId, purpose }) => [peerId, purpose])).toEqual([
      ['a', 'stage'],
      ['f', 'preview'],
      ['b', 'prepared'],
      ['c', 'gallery'],
      ['d', 'gallery'],
      ['e', 'recent'],
    ])
  })
})

describe('the layer wanted of a camera', () => {
  it('is the highest in which anybody wants it', () => {
    const none = { stage: [], gallery: [], audio: [] }
    const wanted = highestLayers([
      { ...none, stage: ['a', 'b'], stageLayer: 'middle', gallery: ['c', 'd', 'e'] },
      { ...none, stage: ['b'] },
      { ...none, preview: ['c'] },
      { ...none, prepared: ['d'], gallery: ['a'] },
    ])
    expect(
      Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [name, wanted.get(name) ?? 0])),
    ).toEqual({
      a: 1,
      b: 2,
      c: 2,
      d: 2,
      e: 0,
    })
  })
})
