import { describe, expect, test } from 'vitest'
import { COLUMNS, regionsOf } from '../../client/chair/regions.ts'
import { tileState } from '../../client/chair/tile-state.ts'
import type { Bridge } from '../../domain/conference.ts'
import { planOf } from '../../domain/conference-file.ts'
import { type ConferenceState, emptyConference } from '../../domain/state.ts'
import file from '../../server/demo/conference-132.json' with { type: 'json' }

const bridges: readonly Bridge[] = planOf(file as Parameters<typeof planOf>[0]).bridges.map((bridge) => ({
  ...bridge,
  line: { kind: 'never' },
}))

describe('the wall of sixty-four bridges', () => {
  const regions = regionsOf(bridges)

  test('shows each bridge once', () => {
    const shown = regions.flatMap((region) => region.bridges.map(({ id }) => id))
    expect(shown).toHaveLength(bridges.length)
    expect(new Set(shown).size).toBe(bridges.length)
    expect(regions.map(({ id }) => id)).not.toContain('others')
  })

  test('lets no two regions of a row overlap, nor leave the wall', () => {
    for (const region of regions) {
      const end = region.column + region.bridges.length - 1
      expect(end).toBeLessThanOrEqual(COLUMNS)
      for (const other of regions) {
        if (other === region || other.row !== region.row || other.column < region.column) continue
        expect(other.column).toBeGreaterThan(end)
      }
    }
  })

  test('keeps a place for bridges of another kind', () => {
    const commune: Bridge = {
      ...(bridges[1] as Bridge),
      id: 'xa',
      name: 'Điểm cầu xã Na Ư',
      level: 'commune',
    }
    const others = regionsOf([...bridges, commune]).find(({ id }) => id === 'others')
    expect(others?.bridges).toEqual([commune])
  })
})

describe('a tile', () => {
  const known = bridges[5] as Bridge
  const state: ConferenceState = { ...emptyConference, phase: 'open', bridges }
  const nobodyLost = new Map<string, number>()

  test('of a hall that never came says so, and of one that went says since when', () => {
    expect(tileState(state, known, [], nobodyLost).kind).toBe('absent')
    const lost: Bridge = { ...known, line: { kind: 'lost', since: 5 } }
    expect(tileState(state, lost, [], nobodyLost)).toMatchObject({ kind: 'lost', since: 5 })
  })

  test('tells a loss at once, before the log does', () => {
    const connected: Bridge = { ...known, line: { kind: 'connected', since: 1 } }
    const seen = new Map([[known.id, 7]])
    expect(tileState(state, connected, [], seen)).toMatchObject({ kind: 'lost', since: 7 })
    expect(tileState(state, connected, [known.id], nobodyLost).kind).toBe('connected')
  })

  test('keeps the place in the queue while the line is lost', () => {
    const speaker = { name: 'Đại biểu', title: null }
    const queue = [{ id: 1, bridge: known.id, speaker, topics: [], requestedAt: 0 }]
    const waiting = { ...state, floor: { ...state.floor, queue } }
    const lost: Bridge = { ...known, line: { kind: 'lost', since: 5 } }
    expect(tileState(waiting, lost, [], nobodyLost)).toMatchObject({ kind: 'lost', place: 1 })
    expect(tileState(waiting, known, [known.id], nobodyLost)).toMatchObject({ kind: 'waiting', place: 1 })
  })
})
