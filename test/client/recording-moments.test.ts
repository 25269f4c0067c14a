import { describe, expect, it } from 'vitest'
import { placeOf } from '../../client/recording/moments.ts'
import type { TurnRecording } from '../../domain/recording.ts'

const recording = (id: number, from: number, deletedAt: number | null = null): TurnRecording => ({
  id,
  turn: 5,
  from,
  length: 60_000,
  sha256: '0'.repeat(64),
  size: 1000,
  deletedAt,
})
const first = recording(10, 1_000_000)
const second = recording(11, 1_300_000)
const both = [first, second]

describe('hearing what was said at a moment', () => {
  it('begins a little before it, in the recording that has it', () => {
    expect(placeOf(both, 1_030_000)).toEqual({ recording: first, offset: 27_000 })
    expect(placeOf(both, 1_330_000)).toEqual({ recording: second, offset: 27_000 })
  })

  it('begins no earlier than the recording, and before its end', () => {
    expect(placeOf(both, 1_001_000)).toEqual({ recording: first, offset: 0 })
    expect(placeOf(both, 1_060_000)).toEqual({ recording: first, offset: 57_000 })
  })

  it('takes a mark that was set just after the last word, or before the first', () => {
    expect(placeOf(both, 1_066_000)).toEqual({ recording: first, offset: 57_000 })
    expect(placeOf(both, 1_295_000)).toEqual({ recording: second, offset: 0 })
  })

  it('is not possible where nothing was recorded, or where it was deleted', () => {
    expect(placeOf(both, 1_200_000)).toBeNull()
    expect(placeOf([recording(10, 1_000_000, 9_000_000)], 1_030_000)).toBeNull()
    expect(placeOf([], 1_030_000)).toBeNull()
  })
})
