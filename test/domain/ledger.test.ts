import { describe, expect, it } from 'vitest'
import type { Command } from '../../domain/commands.ts'
import { declaredNone, ledger, ledgerColumns, ledgerGaps, WHOLE } from '../../domain/ledger.ts'
import { type ConferenceState, emptyConference } from '../../domain/state.ts'
import { seal } from './random-texts.ts'
import { central, chair, deskOf, secretary, topics } from './small-conference.ts'
import { type Told, tell } from './told-conference.ts'

const none = (bridge: string, on: string[] = []): Command => ({
  type: 'ledger/declare-none',
  bridge,
  topics: on,
})
const others = ['son-la', 'ha-noi', 'moc-chau']

function cells(state: ConferenceState, bridge: string): string[] {
  const row = ledger(state).find((held) => held.bridge === bridge)
  return row?.cells.map((cell) => `${cell.topic} ${cell.state}`) ?? []
}

/** The seal without a reason: what a server sends while nobody has given one. */
function sealOf(told: Told): Command {
  const { gapReason: _, ...bare } = seal(told.state())
  return bare
}

describe('the ledger', () => {
  it('holds every bridge but the central one, and what it owes on every topic', () => {
    const { state } = tell()
    expect(ledger(state()).map(({ bridge }) => bridge)).toEqual(others)
    expect(cells(state(), 'son-la')).toEqual(topics.map((topic) => `${topic} missing`))
  })

  it('shows what was spoken and what was written, by the contributions that stand', () => {
    const told = tell()
    const spoken = told.speaks('son-la', ['ty-le'])
    const written = told.files('son-la', ['ty-le', 'can-cu'])
    const unclassified = told.files('son-la')
    expect(ledger(told.state())[0]).toMatchObject({
      cells: [
        { topic: 'ty-le', spoken: [spoken], written: [written], state: 'given' },
        { topic: 'can-cu', spoken: [], written: [written], state: 'given' },
        { topic: 'co-che', state: 'missing' },
      ],
      unclassified: [unclassified],
    })
  })

  it('counts what was said on a clause for the article above it', () => {
    const told = tell()
    const below = [
      { id: 'khoan-1', title: 'Khoản 1', parent: 'co-che' },
      { id: 'diem-a', title: 'Điểm a', parent: 'khoan-1' },
    ]
    told.does(secretary, { type: 'topic/add', topics: below })
    expect(ledgerColumns(told.state())).toEqual([...topics])
    told.files('ha-noi', ['diem-a'])
    expect(cells(told.state(), 'ha-noi')).toContain('co-che given')
    expect(told.answer(secretary, none('ha-noi', ['khoan-1']))).toBe('ledger/not-a-column')
  })

  it('does not count what was voided, and counts a split opinion under the topics of its parts', () => {
    const told = tell()
    const filed = told.files('son-la', ['ty-le'])
    const cuts = [{ block: 1, topics: ['can-cu'] }]
    const current = { seq: 3, blocks: 2 }
    const part = told.does(secretary, {
      type: 'contribution/split-read',
      contribution: filed,
      docSeq: 3,
      cuts,
      current,
    })
    expect(cells(told.state(), 'son-la')).toEqual(['ty-le given', 'can-cu given', 'co-che missing'])
    const empty = { seq: 1, sha256: '0'.repeat(64), empty: true }
    told.does(secretary, {
      type: 'contribution/void-read',
      contribution: part,
      reason: 'Trống',
      current: empty,
    })
    expect(cells(told.state(), 'son-la')).toEqual(['ty-le missing', 'can-cu given', 'co-che missing'])
  })

  it('takes the word of a bridge that it has no opinion, on some topics or on all that is missing', () => {
    const told = tell()
    const sonLa = deskOf('son-la', 'chair')
    told.files('son-la', ['ty-le'])
    told.does(sonLa, none('son-la'))
    expect(cells(told.state(), 'son-la')).toEqual(['ty-le given', 'can-cu none', 'co-che none'])
    expect(told.answer(sonLa, none('son-la'))).toEqual([])
    told.does(sonLa, { type: 'ledger/withdraw-none', bridge: 'son-la', topics: ['can-cu'] })
    expect(declaredNone(told.state(), 'son-la')).toEqual(['co-che'])
    told.does(sonLa, { type: 'ledger/withdraw-none', bridge: 'son-la', topics: [] })
    expect(cells(told.state(), 'son-la')).toContain('co-che missing')
    expect(told.answer(deskOf('ha-noi', 'chair'), none('son-la'))).toBe('access/not-allowed')
    expect(told.answer(secretary, none(central))).toBe('ledger/central')
  })

  it('keeps counting the word on topics that are put under a heading, and takes it back by the heading', () => {
    const told = tell()
    told.does(secretary, { type: 'topic/add', topics: [{ id: 'nhom', title: 'Nhóm chung' }] })
    told.does(secretary, none('son-la', ['ty-le', 'can-cu']))
    told.does(secretary, none('ha-noi', ['ty-le']))
    for (const topic of ['ty-le', 'can-cu'])
      told.does(secretary, { type: 'topic/move', topic, parent: 'nhom', place: 0 })
    expect(cells(told.state(), 'son-la')).toEqual(['co-che missing', 'nhom none'])
    expect(cells(told.state(), 'ha-noi')).toEqual(['co-che missing', 'nhom missing'])
    expect(told.answer(secretary, none('son-la', ['nhom']))).toEqual([])
    told.does(secretary, { type: 'ledger/withdraw-none', bridge: 'son-la', topics: ['nhom'] })
    expect(cells(told.state(), 'son-la')).toEqual(['co-che missing', 'nhom missing'])
    expect(declaredNone(told.state(), 'son-la')).toEqual([])
  })

  it('does not take the word on one provision for the words of another above it', () => {
    const told = tell()
    const article = { id: 'dieu-9', title: 'Điều 9', wording: 'Tỷ lệ do cấp ủy quyết định.' }
    told.does(secretary, { type: 'topic/add', topics: [article] })
    told.does(secretary, none('son-la', ['ty-le']))
    told.does(secretary, { type: 'topic/move', topic: 'ty-le', parent: 'dieu-9', place: 0 })
    expect(cells(told.state(), 'son-la')).toContain('dieu-9 missing')
  })

  it('lets a bridge that said it had none speak all the same', () => {
    const told = tell()
    told.does(secretary, none('son-la'))
    told.speaks('son-la', ['ty-le'])
    expect(cells(told.state(), 'son-la')[0]).toBe('ty-le given')
  })

  it('reminds those from which something is missing, and nobody else', () => {
    const told = tell()
    told.does(secretary, none('ha-noi'))
    expect(told.answer(secretary, { type: 'ledger/remind', bridges: [] })).toEqual([
      { type: 'bridges-reminded', bridges: ['son-la', 'moc-chau'] },
    ])
    expect(told.answer(secretary, { type: 'ledger/remind', bridges: ['ha-noi'] })).toEqual([])
    told.does(secretary, { type: 'ledger/remind', bridges: ['son-la'] })
    expect(told.state().reminded).toEqual({ 'son-la': told.now() })
  })

  it('of a conference without topics owes one opinion on the whole', () => {
    const bare: ConferenceState = { ...tell().state(), topics: [] }
    expect(ledgerColumns(bare)).toEqual([WHOLE])
    expect(cells(bare, 'son-la')).toEqual([`${WHOLE} missing`])
    const said = tell()
    said.files('son-la')
    expect(cells({ ...said.state(), topics: [] }, 'son-la')).toEqual([`${WHOLE} given`])
    expect(ledgerGaps(emptyConference)).toEqual([])
  })

  it('takes a topic that happens to be called so for a topic', () => {
    const told = tell()
    told.files('son-la', ['ty-le'])
    told.does(secretary, { type: 'topic/add', topics: [{ id: WHOLE, title: 'Toàn văn' }] })
    expect(cells(told.state(), 'son-la')).toContain(`${WHOLE} missing`)
  })
})

describe('the seal', () => {
  function concluded() {
    const told = tell()
    for (const bridge of ['son-la', 'ha-noi']) told.does(secretary, none(bridge))
    told.does(secretary, none('moc-chau', ['ty-le']))
    told.does(chair, { type: 'conference/conclude' })
    return told
  }

  it('is refused while the ledger has a gap', () => {
    const told = concluded()
    expect(told.answer(chair, sealOf(told))).toBe('minutes/ledger-gap')
    told.does(secretary, none('moc-chau'))
    told.does(chair, sealOf(told))
    expect(told.state().minutes).toMatchObject({ kind: 'sealed', gap: null })
  })

  it('is given all the same with the chair’s reason, which it states with the bridges and topics missing', () => {
    const told = concluded()
    told.does(chair, { ...seal(told.state()), gapReason: 'Đã nhắc hai lần' })
    const gap = {
      reason: 'Đã nhắc hai lần',
      bridges: [{ bridge: 'moc-chau', topics: ['can-cu', 'co-che'] }],
    }
    expect(told.events().at(-1)).toMatchObject({ type: 'minutes-sealed', gap })
    expect(told.state().minutes).toMatchObject({ gap })
  })

  it('states no reason where nothing is missing', () => {
    const told = concluded()
    told.does(secretary, none('moc-chau'))
    told.does(chair, { ...seal(told.state()), gapReason: 'Thừa' })
    expect(told.events().at(-1)).not.toHaveProperty('gap')
  })
})
