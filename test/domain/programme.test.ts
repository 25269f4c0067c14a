import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holderTurn } from '../../domain/floor.ts'
import { openMicrophones, programme, stageOf } from '../../domain/programme.ts'
import { emptyConference } from '../../domain/state.ts'
import { histories } from './random-histories.ts'
import { bridges, central } from './small-conference.ts'

const viewed = fc.subarray([...bridges, 'nowhere', 'constructor'])

describe('what a hall receives', () => {
  it('is never itself, and no bridge twice in two qualities', () => {
    fc.assert(
      fc.property(histories, fc.constantFrom(...bridges), viewed, ({ state }, bridge, gallery) => {
        const { stage, gallery: small, audio, prepared } = programme(state, bridge, gallery)
        expect([...stage, ...small, ...audio, ...prepared]).not.toContain(bridge)
        const pictures = [...stage, ...small]
        expect(new Set(pictures).size).toBe(pictures.length)
        expect(small.every((id) => (bridges as readonly string[]).includes(id))).toBe(true)
      }),
      { numRuns: 100 },
    )
  })

  it('is the holder’s picture on stage, the centre’s when nobody speaks, the head of the queue prepared', () => {
    fc.assert(
      fc.property(histories, ({ state }) => {
        const holder = holderTurn(state)?.bridge
        expect(stageOf(state)).toEqual([holder ?? central])
        const head = state.floor.queue[0]?.bridge
        const waits = state.phase === 'open' && head !== undefined && head !== holder
        expect(programme(state, central).prepared).toEqual(waits ? [head] : [])
      }),
      { numRuns: 100 },
    )
  })

  it('is heard from the centre and the holder alone, and not at a desk', () => {
    fc.assert(
      fc.property(histories, ({ state }) => {
        const holder = holderTurn(state)?.bridge
        const silent = state.floor.cut || state.phase === 'concluded' || state.phase === 'sealed'
        const open = silent ? [] : [central, ...(holder === undefined ? [] : [holder])]
        expect(openMicrophones(state)).toEqual(open)
        for (const bridge of bridges)
          expect(programme(state, bridge).audio).toEqual(open.filter((id) => id !== bridge))
        expect(programme(state, null).audio).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  it('is nothing before there is a conference', () => {
    expect(programme(emptyConference, 'son-la', ['ha-noi'])).toEqual({
      stage: [],
      prepared: [],
      gallery: [],
      audio: [],
    })
  })
})
