import { describe, expect, test } from 'vitest'
import { galleryOf } from '../../client/hall/gallery-order.ts'
import { ownState } from '../../client/hall/own-state.ts'
import type { Bridge } from '../../domain/conference.ts'
import type { Request, Turn } from '../../domain/floor.ts'
import { type ConferenceState, emptyConference } from '../../domain/state.ts'

function bridge(id: string, level: Bridge['level'] = 'province'): Bridge {
  const parent = level === 'central' ? null : 'trung-uong'
  return { id, name: id, unit: id, level, parent, delegates: null, chair: null, line: { kind: 'never' } }
}

const request = (id: number, of: string): Request => ({
  id,
  bridge: of,
  speaker: { name: 'Đại biểu', title: null },
  topics: [],
  requestedAt: 0,
})

const turn = (of: string): Turn => ({
  id: 9,
  bridge: of,
  speaker: { name: 'Đại biểu', title: null },
  topics: [],
  grantedAt: 0,
  seconds: 300,
  lost: [],
  state: { kind: 'speaking' },
})

const names = Array.from({ length: 12 }, (_, index) => `tinh-${index + 1}`)
const conference: ConferenceState = {
  ...emptyConference,
  phase: 'open',
  bridges: [bridge('trung-uong', 'central'), ...names.map((name) => bridge(name))],
}
const holding = { ...conference, floor: { ...conference.floor, turns: [turn('tinh-1')] } }
const connected = { connection: { kind: 'connected' }, heard: false } as const

describe('a hall says of its own microphone', () => {
  test('that it is open only when the server says that it is heard', () => {
    expect(ownState(holding, 'tinh-1', 'live', connected)).toEqual({ kind: 'opening' })
    expect(ownState(holding, 'tinh-1', 'live', { ...connected, heard: true })).toEqual({
      kind: 'heard',
      holds: true,
    })
  })

  test('that it is closed while somebody else speaks, with its place in the queue', () => {
    const waiting = {
      ...holding,
      floor: { ...holding.floor, queue: [request(1, 'tinh-3'), request(2, 'tinh-2')] },
    }
    expect(ownState(waiting, 'tinh-2', 'live', connected)).toEqual({ kind: 'closed', place: 2 })
    expect(ownState(waiting, 'tinh-4', 'live', connected)).toEqual({ kind: 'closed', place: 0 })
  })

  test('that the line is lost, whichever of the two lines it is', () => {
    expect(ownState(holding, 'tinh-1', 'offline', { ...connected, heard: true })).toEqual({ kind: 'lost' })
    const media = { connection: { kind: 'reconnecting' }, heard: true } as const
    expect(ownState(holding, 'tinh-1', 'live', media)).toEqual({ kind: 'lost' })
  })

  test('that the chair has cut every microphone', () => {
    const cut = { ...holding, floor: { ...holding.floor, cut: true } }
    expect(ownState(cut, 'tinh-1', 'live', connected)).toEqual({ kind: 'cut' })
  })

  test('nothing of a place in a queue from which nobody is called any more', () => {
    const over: ConferenceState = {
      ...conference,
      phase: 'concluded',
      floor: { ...conference.floor, queue: [request(1, 'tinh-2')] },
    }
    expect(ownState(over, 'tinh-2', 'live', connected)).toEqual({ kind: 'closed', place: 0 })
  })
})

describe('the strip of small pictures', () => {
  test('begins with the chair, who speaks and who waits, and never shows the hall itself', () => {
    const state = { ...holding, floor: { ...holding.floor, queue: [request(1, 'tinh-7')] } }
    const shown = galleryOf(state, names, 'tinh-3')
    expect(shown.slice(0, 3)).toEqual(['trung-uong', 'tinh-1', 'tinh-7'])
    expect(shown).not.toContain('tinh-3')
  })

  test('holds eight at most, and nobody twice', () => {
    const shown = galleryOf(holding, names, 'tinh-12')
    expect(shown).toHaveLength(8)
    expect(new Set(shown).size).toBe(8)
  })
})
