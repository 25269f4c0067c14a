import { describe, expect, test } from 'vitest'
import { COLUMNS, regionsOf } from '../../client/chair/regions.ts'
import { tileState } from '../../client/chair/tile-state.ts'
import { lineSentences, spokenState } from '../../client/chair/tile-words.ts'
import { lookedAt, MOST_LOOKED_AT } from '../../client/chair/wall-look.ts'
import type { Bridge } from '../../domain/conference.ts'
import { planOf } from '../../domain/conference-file.ts'
import type { Turn } from '../../domain/floor.ts'
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
  const connected: Bridge = { ...known, line: { kind: 'connected', since: 1 } }
  const turn: Turn = {
    id: 9,
    bridge: known.id,
    speaker: { name: 'Đại biểu', title: null },
    topics: [],
    grantedAt: 0,
    seconds: 300,
    lost: [],
    state: { kind: 'speaking' },
  }

  test('of a hall that never came says so, and of one that went says since when', () => {
    expect(tileState(state, known, [], []).kind).toBe('absent')
    const lost: Bridge = { ...known, line: { kind: 'lost', since: 5 } }
    expect(tileState(state, lost, [], [])).toMatchObject({ kind: 'lost', since: 5 })
  })

  test('tells a loss and its reason at once, before the log does', () => {
    const lost = [{ bridge: known.id, since: 7, reason: 'media-silent' }] as const
    const tile = tileState(state, connected, [], lost)
    expect(tile).toMatchObject({ kind: 'lost', since: 7, reason: 'media-silent' })
    expect(lineSentences(tile).join(' ')).toContain('kiểm tra mạng, tường lửa')
    expect(tileState(state, connected, [known.id], []).kind).toBe('connected')
  })

  test('tells the loss of a hall that the log has not seen come', () => {
    const lost = [{ bridge: known.id, since: 7, reason: 'page-left' }] as const
    expect(tileState(state, known, [], lost)).toMatchObject({ kind: 'lost', reason: 'page-left' })
  })

  test('keeps the place in the queue while the line is lost', () => {
    const speaker = { name: 'Đại biểu', title: null }
    const queue = [{ id: 1, bridge: known.id, speaker, topics: [], requestedAt: 0 }]
    const waiting = { ...state, floor: { ...state.floor, queue } }
    const lost: Bridge = { ...known, line: { kind: 'lost', since: 5 } }
    expect(tileState(waiting, lost, [], [])).toMatchObject({ kind: 'lost', place: 1 })
    expect(tileState(waiting, known, [known.id], [])).toMatchObject({ kind: 'waiting', place: 1 })
  })

  test('is not on air while every microphone is cut', () => {
    const holding = { ...state, floor: { ...state.floor, turns: [turn] } }
    expect(tileState(holding, connected, [known.id], []).kind).toBe('live')
    const cut = { ...holding, floor: { ...holding.floor, cut: true } }
    expect(tileState(cut, connected, [known.id], []).kind).toBe('silenced')
  })

  test('is read aloud with its state, its reason and its place on the stage', () => {
    const pinned: ConferenceState = {
      ...state,
      stage: { layout: 'single', pinned: [known.id], screen: null },
    }
    const lost = [{ bridge: known.id, since: 7, reason: 'page-silent' }] as const
    expect(spokenState(tileState(pinned, connected, [], lost), 60_007)).toBe(
      'mất kết nối 1:00, trang không trả lời, được ghim',
    )
  })
})

describe('the small pictures of the wall', () => {
  const regions = regionsOf(bridges)

  test('are those of the row that is pointed at, a dozen at most, the pointed one among them', () => {
    for (const region of regions) {
      for (const { id } of region.bridges) {
        const looked = lookedAt(regions, id, [])
        expect(looked).toContain(id)
        expect(looked).toHaveLength(Math.min(MOST_LOOKED_AT, region.bridges.length))
        const row = new Set(region.bridges.map((bridge) => bridge.id))
        expect(looked.every((shown) => row.has(shown))).toBe(true)
      }
    }
  })

  test('are those of the queue while nothing is pointed at', () => {
    const waiting = bridges.slice(3, 20).map(({ id }) => id)
    expect(lookedAt(regions, null, waiting)).toEqual(waiting.slice(0, MOST_LOOKED_AT))
  })
})
