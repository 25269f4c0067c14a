import { describe, expect, test } from 'vitest'
import { roomRefusal } from '../../client/conference/room-refusal.ts'
import { ownState } from '../../client/hall/own-state.ts'
import { sentenceFor } from '../../client/messages/catalogue.ts'
import { emptyConference } from '../../domain/state.ts'

describe('a hall that the media room does not take in', () => {
  const refused = (refusal: string) =>
    ({ connection: { kind: 'connecting', refusal }, heard: false }) as const

  test('says why, where only a person can change that', () => {
    const full = refused('media/node-full')
    const why = sentenceFor('media/node-full')
    expect(roomRefusal(full.connection)).toBe(why)
    expect(ownState(emptyConference, 'son-la', 'live', full)).toEqual({ kind: 'refused', why })
  })

  test('is off the line and tries again where that mends it', () => {
    const dead = refused('media/no-worker')
    expect(roomRefusal(dead.connection)).toBeNull()
    expect(ownState(emptyConference, 'son-la', 'live', dead)).toEqual({ kind: 'lost' })
    expect(ownState(emptyConference, 'son-la', 'offline', refused('media/node-full'))).toEqual({
      kind: 'lost',
    })
    expect(roomRefusal({ kind: 'connected' })).toBeNull()
  })
})
