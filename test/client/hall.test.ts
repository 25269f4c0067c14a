import { describe, expect, test } from 'vitest'
import { pictureState } from '../../client/conference/picture-state.ts'
import { stageTile } from '../../client/conference/stage-view.ts'
import { galleryOrder, keptOrder, pageOf, pagesOf } from '../../client/hall/gallery-order.ts'
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

describe('the pages of small pictures', () => {
  const asks = (...waiting: string[]): ConferenceState => ({
    ...holding,
    floor: { ...holding.floor, queue: waiting.map((id, index) => request(index + 1, id)) },
  })

  test('begin with the chair, who speaks and who waits, and never show the hall itself', () => {
    const order = galleryOrder(asks('tinh-7'), names, 'tinh-3', [])
    expect(order.slice(0, 3)).toEqual(['trung-uong', 'tinh-1', 'tinh-7'])
    expect(order).not.toContain('tinh-3')
  })

  test('hold every other bridge once, eight to a page', () => {
    const order = galleryOrder(holding, names.slice(0, 3), 'tinh-12', [])
    expect(new Set(order)).toEqual(new Set(['trung-uong', ...names.slice(0, 11)]))
    expect(order).toHaveLength(12)
    expect(pagesOf(order)).toBe(2)
    expect([...pageOf(order, 0), ...pageOf(order, 1)]).toEqual(order)
    expect(pageOf(order, 0)).toHaveLength(8)
  })

  test('keep each tile in its place when somebody asks for the floor, but for the one that gives way', () => {
    const before = galleryOrder(conference, names, 'tinh-12', [])
    const after = galleryOrder(asks('tinh-10'), names, 'tinh-12', before)
    const moved = before.slice(0, 8).filter((id, place) => after[place] !== id)
    expect(moved).toHaveLength(1)
    expect(after.slice(0, 8)).toContain('tinh-10')
    // Nobody who is there gives way for the one who no longer waits.
    expect(galleryOrder(conference, names, 'tinh-12', after)).toEqual(after)
  })

  test('give the place of a hall that is away to one that comes', () => {
    const before = galleryOrder(conference, ['tinh-1'], 'tinh-12', [])
    const after = galleryOrder(conference, ['tinh-1', 'tinh-11'], 'tinh-12', before)
    expect(before.slice(0, 8)).not.toContain('tinh-11')
    expect(after.slice(0, 8)).toContain('tinh-11')
    const changed = before.slice(0, 8).filter((id, place) => after[place] !== id)
    expect(changed).toEqual(['tinh-2'])
  })

  test('stand still while somebody looks at a later one', () => {
    const before = galleryOrder(conference, names, 'tinh-12', [])
    expect(keptOrder(asks('tinh-9', 'tinh-10'), 'tinh-12', before)).toEqual(before)
    const more = { ...conference, bridges: [...conference.bridges, bridge('tinh-13')] }
    expect(keptOrder(more, 'tinh-12', before)).toEqual([...before, 'tinh-13'])
  })
})

describe('a place on the stage', () => {
  const sight = { presence: names, lost: [], connection: 'connected', soundOnly: false } as const
  const stream = {} as MediaStream

  test('shows what arrives', () => {
    expect(pictureState('tinh-1', stream, sight, false)).toEqual({ kind: 'shown' })
  })

  test('says of a lost line since when, however long its last frame stands there', () => {
    const lost = [{ bridge: 'tinh-1', since: 5, reason: 'media-silent' }] as const
    expect(pictureState('tinh-1', stream, { ...sight, lost }, false)).toEqual({ kind: 'lost', since: 5 })
  })

  test('tells a picture on its way from a hall without a camera, and both from a hall that never came', () => {
    expect(pictureState('tinh-1', null, sight, false).kind).toBe('coming')
    expect(pictureState('tinh-1', null, sight, true).kind).toBe('no-camera')
    expect(pictureState('tinh-1', null, { ...sight, presence: [] }, true).kind).toBe('absent')
  })

  test('says that its line is too thin for pictures, of those only that there are', () => {
    const thin = { ...sight, soundOnly: true }
    expect(pictureState('tinh-1', null, thin, true).kind).toBe('sound-only')
    expect(pictureState('tinh-1', stream, thin, true).kind).toBe('shown')
    expect(pictureState('tinh-1', null, { ...thin, presence: [] }, true).kind).toBe('absent')
    expect(pictureState('tinh-1', null, { ...thin, connection: 'reconnecting' }, true).kind).toBe('rejoining')
  })

  test('blames nobody while it is this page that is out of the room', () => {
    expect(pictureState('tinh-1', null, { ...sight, connection: 'reconnecting' }, true).kind).toBe(
      'rejoining',
    )
  })

  test('names the speaker where the bridge holds the floor, and its body elsewhere', () => {
    expect(stageTile(holding, 'tinh-1')).toMatchObject({ line: 'Đại biểu', holds: true, open: true })
    expect(stageTile(holding, 'tinh-2')).toMatchObject({ line: 'tinh-2', holds: false, open: false })
    const cut = { ...holding, floor: { ...holding.floor, cut: true } }
    expect(stageTile(cut, 'tinh-1')).toMatchObject({ holds: true, open: false })
  })
})
