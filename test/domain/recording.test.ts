import { describe, expect, it } from 'vitest'
import type { Command } from '../../domain/commands.ts'
import type { Actor } from '../../domain/rights.ts'
import { digest } from './random-intents.ts'
import { chair, prepared, secretary } from './small-conference.ts'
import { tell } from './told-conference.ts'

const system: Actor = { kind: 'system' }

describe('the sound of the turns', () => {
  it('is recorded only when the chair has ordered it, and never after the conference', () => {
    const told = tell()
    expect(told.state().recording.since).toBeNull()
    expect(told.answer(secretary, { type: 'recording/start' })).toBe('access/not-allowed')
    told.does(chair, { type: 'recording/start' })
    expect(told.state().recording.since).toBe(told.now())
    expect(told.answer(chair, { type: 'recording/start' })).toEqual([])
    told.does(chair, { type: 'conference/conclude' })
    expect(told.state().recording.since).toBeNull()
    expect(told.answer(chair, { type: 'recording/start' })).toBe('conference/not-open')
    expect(tell(prepared).answer(chair, { type: 'recording/start' })).toBe('conference/not-open')
  })

  it('ends when the chair says so, in the log', () => {
    const told = tell()
    expect(told.answer(chair, { type: 'recording/stop' })).toEqual([])
    told.does(chair, { type: 'recording/start' })
    told.does(chair, { type: 'recording/stop' })
    expect(told.events().map(({ type }) => type)).toEqual(['recording-started', 'recording-stopped'])
  })

  it('ends where the server cannot go on, with the reason until it is ordered anew', () => {
    const told = tell()
    const failed = { type: 'recording/failed', failure: 'disk-full' } as const
    expect(told.answer(system, failed)).toEqual([])
    told.does(chair, { type: 'recording/start' })
    expect(told.answer(chair, failed)).toBe('access/not-allowed')
    told.does(system, failed)
    expect(told.state().recording).toMatchObject({ since: null, failure: 'disk-full' })
    told.does(chair, { type: 'recording/start' })
    expect(told.state().recording).not.toHaveProperty('failure')
  })

  it('belongs to its turn by its hash, and leaves its trace when it is deleted', () => {
    const told = tell()
    told.speaks('son-la')
    const turn = told.state().floor.turns[0]?.id ?? 0
    const recorded: Command = {
      type: 'recording/recorded',
      turn,
      from: told.now(),
      length: 1000,
      sha256: digest(5),
      size: 4000,
    }
    const recording = told.does(system, recorded)
    expect(told.answer(system, recorded)).toEqual([])
    expect(told.answer(system, { ...recorded, turn: 9999 })).toBe('floor/unknown-turn')
    told.does(system, { type: 'recording/deleted', recording })
    expect(told.state().recording.turns).toMatchObject([{ turn, sha256: digest(5), deletedAt: told.now() }])
    expect(told.answer(system, { type: 'recording/deleted', recording })).toEqual([])
    expect(told.answer(system, { type: 'recording/deleted', recording: 9999 })).toBe('recording/unknown')
    expect(told.answer(chair, { type: 'recording/deleted', recording })).toBe('access/not-allowed')
  })
})
