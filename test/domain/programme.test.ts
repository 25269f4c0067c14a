import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holderTurn } from '../../domain/floor.ts'
import { openMicrophones, programme } from '../../domain/programme.ts'
import { placesOf, screenOnStage, stageOf } from '../../domain/stage.ts'
import { centralBridge, emptyConference } from '../../domain/state.ts'
import { histories } from './random-histories.ts'
import { bridges, central } from './small-conference.ts'

const seen = fc.constantFrom(...bridges, 'nowhere', null)
const viewed = fc.subarray([...bridges, 'nowhere', 'constructor'])

describe('what a hall receives', () => {
  it('is never itself, and no bridge twice in two qualities', () => {
    fc.assert(
      fc.property(
        histories,
        fc.constantFrom(...bridges),
        viewed,
        seen,
        ({ state }, bridge, gallery, preview) => {
          const {
            stage,
            gallery: small,
            audio,
            prepared,
            preview: large,
          } = programme(state, bridge, { gallery, preview })
          expect([...stage, ...small, ...audio, ...prepared, ...large]).not.toContain(bridge)
          const pictures = [...stage, ...small]
          expect(new Set(pictures).size).toBe(pictures.length)
          expect(small.every((id) => (bridges as readonly string[]).includes(id))).toBe(true)
        },
      ),
      { numRuns: 100 },
    )
  })

  it('has the first three of the queue prepared, unless they are on stage or nobody can be called', () => {
    fc.assert(
      fc.property(histories, ({ state }) => {
        const called = state.phase === 'open' ? state.floor.queue.slice(0, 3) : []
        const waiting = called.map(({ bridge }) => bridge).filter((id) => !stageOf(state).includes(id))
        expect(programme(state, central).prepared).toEqual(waiting)
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
    expect(programme(emptyConference, 'son-la', { gallery: ['ha-noi'], preview: null })).toEqual({
      screen: [],
      stage: [],
      stageLayer: 'high',
      preview: [],
      prepared: [],
      gallery: [],
      audio: [],
    })
  })

  it('shows large what a desk wants to see before it goes on stage, and never at a hall', () => {
    const state = { ...emptyConference, bridges: [hallAt(central, 'central'), hallAt('son-la', 'province')] }
    const look = { gallery: ['son-la'], preview: 'son-la' }
    expect(programme(state, null, look)).toMatchObject({ preview: ['son-la'], gallery: [] })
    expect(programme(state, central, look)).toMatchObject({ preview: [], gallery: ['son-la'] })
  })
})

describe('the main picture', () => {
  it('follows the holder of the floor, and shows the central hall when nobody speaks', () => {
    fc.assert(
      fc.property(histories, ({ state }) => {
        fc.pre(state.stage.layout === 'follow')
        expect(stageOf(state)).toEqual([holderTurn(state)?.bridge ?? central])
      }),
      { numRuns: 100 },
    )
  })

  it('begins with the bridges that the chair pinned, and fills the other places with whoever spoke', () => {
    fc.assert(
      fc.property(histories, ({ state }) => {
        const { layout, pinned } = state.stage
        const stage = stageOf(state)
        expect(stage.slice(0, pinned.length)).toEqual(pinned)
        expect(new Set(stage).size).toBe(stage.length)
        expect(stage.length).toBeLessThanOrEqual(placesOf[layout])
        expect(stage.length).toBeGreaterThan(0)
        if (stage.length < placesOf[layout]) {
          const could = new Set([central, ...state.floor.turns.map(({ bridge }) => bridge), ...pinned])
          expect(stage.length).toBe(could.size)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('shows a shared screen to all but the hall that sends it, in no layout that the chair chose instead', () => {
    fc.assert(
      fc.property(histories, ({ state }) => {
        const { screen, layout } = state.stage
        const shown = screen && (layout === 'follow' || layout === 'document') ? screen.bridge : null
        expect(screenOnStage(state)).toBe(shown)
        for (const bridge of bridges) {
          const { screen: sent, stageLayer } = programme(state, bridge)
          const sends = shown === bridge && screen?.origin === 'hall'
          expect(sent).toEqual(shown === null || sends ? [] : [shown])
          if (shown !== null) expect(stageLayer).toBe('middle')
        }
      }),
      { numRuns: 200 },
    )
  })

  it('shares a screen only of the centre or of the holder, and only while it holds the floor', () => {
    fc.assert(
      fc.property(histories, ({ state }) => {
        const { screen } = state.stage
        if (!screen) return
        expect(state.phase).toBe('open')
        if (screen.bridge === centralBridge(state)) expect(screen.turn).toBeNull()
        else expect(screen).toMatchObject({ turn: holderTurn(state)?.id, bridge: holderTurn(state)?.bridge })
      }),
      { numRuns: 300 },
    )
  })
})

function hallAt(id: string, level: 'central' | 'province') {
  const facts = { id, name: id, unit: id, level, parent: null, delegates: null, chair: null }
  return { ...facts, line: { kind: 'never' } } as const
}
