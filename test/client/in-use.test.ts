import { describe, expect, test } from 'vitest'
import { inUse } from '../../client/conference/in-use.ts'
import type { Bridge } from '../../domain/conference.ts'
import type { Turn } from '../../domain/floor.ts'
import { type ConferenceState, emptyConference } from '../../domain/state.ts'

const bridge = (id: string, level: Bridge['level']): Bridge => ({
  id,
  name: id,
  unit: id,
  level,
  parent: level === 'central' ? null : 'trung-uong',
  delegates: null,
  chair: null,
  line: { kind: 'never' },
})

const turn: Turn = {
  id: 9,
  bridge: 'son-la',
  speaker: { name: 'Đại biểu', title: null },
  topics: [],
  grantedAt: 0,
  seconds: 300,
  lost: [],
  state: { kind: 'speaking' },
}

const open: ConferenceState = {
  ...emptyConference,
  phase: 'open',
  bridges: [bridge('trung-uong', 'central'), bridge('son-la', 'province'), bridge('ha-noi', 'province')],
}
const speaking: ConferenceState = { ...open, floor: { ...open.floor, turns: [turn] } }

describe('a hall that is left would be missed by the open conference', () => {
  test('while it has the floor, is heard, or is on stage, and not otherwise', () => {
    expect(inUse(speaking, 'son-la')).toBe('floor')
    expect(inUse(speaking, 'trung-uong')).toBe('heard')
    expect(inUse(speaking, 'ha-noi')).toBeNull()
    const pinned = {
      ...speaking,
      stage: { ...speaking.stage, layout: 'single', pinned: ['ha-noi'] },
    } as const
    expect(inUse(pinned, 'ha-noi')).toBe('stage')
    const cut = { ...open, floor: { ...open.floor, cut: true } }
    expect(inUse(cut, 'trung-uong')).toBe('stage')
  })

  test('but not before it is opened, nor after its end', () => {
    for (const phase of ['preparing', 'concluded'] as const)
      expect(inUse({ ...open, phase }, 'trung-uong')).toBeNull()
  })
})
