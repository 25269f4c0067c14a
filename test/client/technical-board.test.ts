import { describe, expect, it } from 'vitest'
import { byTrouble, isIn, type Standing, standings } from '../../client/technical/standing.ts'
import { type Steadiness, steadier, troubledLines } from '../../client/technical/steady-trouble.ts'
import type { TechnicalLine } from '../../domain/protocol.ts'
import type { Measured } from '../../domain/rehearsal.ts'
import { rehearsed } from '../domain/rehearsed.ts'
import { ask, bridges, hall, prepared, START } from '../domain/small-conference.ts'

const line = (bridge: string, loss: number): TechnicalLine => ({
  bridge,
  reported: null,
  measured: {
    loss,
    roundTrip: 20,
    path: 'udp',
    incoming: 0,
    outgoing: 0,
    soundOnly: false,
    layersWanted: 0,
    videoConsumers: 0,
    audioConsumers: 0,
  },
})

/** Sơn La has rehearsed well, Hà Nội has no picture, Mộc Châu's picture is dark. */
function rehearsedState() {
  const report = (bridge: string, change: Partial<Measured>) =>
    ({ type: 'rehearsal/report', bridge, measured: { ...rehearsed, ...change } }) as const
  let history = ask(prepared, hall('son-la', 'approved'), report('son-la', {}), START)
  const noCamera = { camera: { kind: 'failed', problem: 'no-device' } } as const
  history = ask(history, hall('ha-noi', 'approved'), report('ha-noi', noCamera), START)
  const dark = { camera: { ...rehearsed.camera, brightness: 0.1 } as Measured['camera'] }
  history = ask(history, hall('moc-chau', 'approved'), report('moc-chau', dark), START)
  return history.state
}

const nothing = { present: bridges, lost: [], lines: new Map(), troubled: new Set<string>() }
const ids = (shown: readonly Standing[]) => shown.map(({ bridge }) => bridge.id)

describe('the technical board', () => {
  it('puts the lost first, then those that failed, are in trouble, need attention, have not rehearsed', () => {
    const state = rehearsedState()
    expect(ids(byTrouble(standings({ state, ...nothing })))).toEqual([
      'ha-noi',
      'moc-chau',
      'trung-uong',
      'son-la',
    ])
    const lost = [{ bridge: 'son-la', since: START, reason: 'page-left' }] as const
    const seen = {
      ...nothing,
      present: ['ha-noi', 'moc-chau', 'trung-uong'],
      lost,
      troubled: new Set(['trung-uong']),
    }
    expect(ids(byTrouble(standings({ state, ...seen })))).toEqual([
      'son-la',
      'ha-noi',
      'trung-uong',
      'moc-chau',
    ])
  })

  it('counts each bridge where it belongs', () => {
    const lost = [{ bridge: 'son-la', since: START, reason: 'media-silent' }] as const
    const all = standings({
      state: rehearsedState(),
      ...nothing,
      present: ['ha-noi', 'moc-chau'],
      lost,
      troubled: new Set(['moc-chau']),
    })
    const count = (group: Parameters<typeof isIn>[0]) =>
      all.filter((standing) => isIn(group, standing)).length
    expect(count('all')).toBe(4)
    expect(count('lost')).toBe(1)
    expect(count('trouble')).toBe(3)
    expect([count('pass'), count('warn'), count('fail'), count('none')]).toEqual([1, 1, 1, 1])
    expect(all.find(({ bridge }) => bridge.id === 'son-la')?.connection).toEqual({
      kind: 'lost',
      since: START,
      reason: 'media-silent',
    })
    expect(all.find(({ bridge }) => bridge.id === 'trung-uong')?.connection).toEqual({ kind: 'absent' })
  })

  it('says that a line is in trouble once it has been for a while, and until it has been well for a while', () => {
    const pushes = (losses: readonly number[]) =>
      losses.reduce<Steadiness>((held, loss) => steadier(held, [line('son-la', loss)]), new Map())
    const troubled = (...losses: number[]) => troubledLines(pushes(losses)).has('son-la')
    expect(troubled(0.2, 0.2)).toBe(false)
    expect(troubled(0.2, 0, 0.2, 0.2)).toBe(false)
    expect(troubled(0.2, 0.2, 0.2)).toBe(true)
    expect(troubled(0.2, 0.2, 0.2, 0, 0, 0, 0)).toBe(true)
    expect(troubled(0.2, 0.2, 0.2, 0, 0, 0, 0, 0.2, 0)).toBe(true)
    expect(troubled(0.2, 0.2, 0.2, 0, 0, 0, 0, 0)).toBe(false)
  })
})
