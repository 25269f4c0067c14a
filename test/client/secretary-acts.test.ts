import { describe, expect, it } from 'vitest'
import { knownFields, quotationFor, sayMoment } from '../../client/conference/editor-aids.ts'
import { proseLine } from '../../client/prose/prose-line.ts'
import { ProseSession } from '../../client/prose/prose-session.ts'
import { savedSeq } from '../../client/prose/saved-text.ts'
import { type CardView, cardsOf } from '../../client/secretary/desk-texts.ts'
import { originLine } from '../../client/secretary/origin-line.ts'
import { originDocuments, standingDocument } from '../../client/secretary/origins.ts'
import { mergeableBefore, suggested } from '../../client/secretary/suggestion.ts'
import { named } from '../../client/secretary/use-find.ts'
import type { Standing } from '../../domain/contribution-source.ts'
import type { Contribution } from '../../domain/contributions.ts'
import type { Turn } from '../../domain/floor.ts'
import { PROSE_FRAGMENT } from '../../domain/prose.ts'
import { type ConferenceState, emptyConference } from '../../domain/state.ts'
import { block, words } from '../support/typist.ts'
import { ManualTimers, MemoryStore, ProseHub, settled } from './prose-hub.ts'

function contribution(id: number, more: Partial<Contribution> = {}): Contribution {
  return {
    id,
    bridge: 'son-la',
    speaker: { name: 'Đại diện', title: null },
    topics: [],
    kind: null,
    source: { kind: 'spoken', turn: 3 },
    origins: [],
    standing: { kind: 'standing' },
    confirmation: { kind: 'none' },
    attachments: [],
    ...more,
  }
}

function from(...ids: number[]): Contribution['origins'] {
  return ids.map((id) => ({ contribution: id, docSeq: 1, from: 0, to: 1 }))
}

const replaced = (by: 'split' | 'merge', ...into: number[]): Standing => ({ kind: 'replaced', by, into })

function conference(...contributions: Contribution[]): ConferenceState {
  const ended = { kind: 'ended', at: 90_000, reason: 'yielded' } as const
  const turn: Turn = {
    id: 3,
    bridge: 'son-la',
    speaker: { name: 'Đại diện', title: null },
    topics: [],
    grantedAt: 10_000,
    seconds: 300,
    lost: [],
    state: ended,
  }
  return { ...emptyConference, contributions, floor: { queue: [], turns: [turn], cut: false } }
}

const card = (cards: readonly CardView[], document: string) =>
  cards.find((held) => held.document === document) as CardView

describe('A speech that was split', () => {
  const state = conference(
    contribution(4),
    contribution(5, { standing: replaced('split', 8, 9) }),
    contribution(8, { origins: from(5) }),
    contribution(9, { origins: [{ contribution: 5, docSeq: 1, from: 2, to: 4 }] }),
  )
  const cards = cardsOf(state)

  it('stands where it stood, each part saying which it is and of what', () => {
    expect(cards.map(({ document, origin }) => [document, origin && originLine(origin)])).toEqual([
      ['c4', null],
      ['c8', 'Tách từ ý kiến 2, phần 1 trên 2'],
      ['c9', 'Tách từ ý kiến 2, phần 2 trên 2'],
    ])
  })

  it('is shown by its first part to whoever had it open, whose unsent words are looked for', () => {
    expect(standingDocument(state, 'c5')).toBe('c8')
    expect(standingDocument(state, 'c9')).toBe('c9')
    expect(standingDocument(state, 'opening')).toBe('opening')
    expect(originDocuments(state, contribution(9, { origins: from(5) }))).toEqual(['c5'])
  })
})

describe('Cards that were merged or voided', () => {
  it('say how many they were and when their turns began', () => {
    const state = conference(
      contribution(4, { standing: replaced('merge', 7) }),
      contribution(5, { standing: replaced('merge', 7) }),
      contribution(7, { origins: from(4, 5) }),
    )
    const [only] = cardsOf(state)
    expect(only?.origin).toEqual({ kind: 'merge', count: 2, startedAt: [10_000] })
    expect(standingDocument(state, 'c5')).toBe('c7')
    expect(originDocuments(state, contribution(7, { origins: from(4, 5) }))).toEqual(['c4', 'c5'])
  })

  it('give way to the card before', () => {
    const voided: Standing = { kind: 'void', reason: 'mở nhầm', at: 1 }
    const state = conference(contribution(4), contribution(5, { standing: voided }))
    expect(standingDocument(state, 'c5')).toBe('c4')
    expect(standingDocument(conference(contribution(5, { standing: voided })), 'c5')).toBe('opening')
  })
})

describe('A card can be merged into', () => {
  it('the last before it of the same bridge and speaker, and no other', () => {
    const other = { speaker: { name: 'Người khác', title: null } }
    const cards = cardsOf(
      conference(
        contribution(4),
        contribution(5, other),
        contribution(6, { bridge: 'ha-noi' }),
        contribution(7),
      ),
    )
    expect(mergeableBefore(cards, card(cards, 'c7'))?.document).toBe('c4')
    expect(mergeableBefore(cards, card(cards, 'c4'))).toBeNull()
    expect(mergeableBefore(cards, card(cards, 'c6'))).toBeNull()
  })
})

describe('Whoever looks for work', () => {
  const confirmed = { confirmation: { kind: 'confirmed', at: 1, docSeq: 1, sha256: '' } } as const
  const cards = cardsOf(
    conference(contribution(4), contribution(5, confirmed), contribution(6), contribution(7)),
  )
  const glance = (words: string, ...writers: string[]) => ({ words, seq: 1, writers, late: false })

  it('is sent to the next blank card, else to the next unconfirmed one, never to one with a writer', () => {
    const glances: Record<string, ReturnType<typeof glance>> = {
      c4: glance('a'),
      c6: glance('', 'An'),
      c7: glance(''),
    }
    expect(suggested(cards, (document) => glances[document], 'c5')).toBe('c7')
    glances.c7 = glance('b')
    expect(suggested(cards, (document) => glances[document], 'c5')).toBe('c7')
    expect(suggested(cards, (document) => glances[document], 'c7')).toBe('c4')
  })

  it('is told when there is nothing', () => {
    expect(suggested(cards.slice(1, 2), () => undefined, 'opening')).toBeNull()
    expect(suggested(cards.slice(0, 1), () => glance('', 'An'), 'opening')).toBeNull()
  })
})

describe('What the desk knows for a text', () => {
  const topics = [
    {
      id: 'd5',
      title: 'Căn cứ',
      label: 'Điều 5',
      kind: 'article',
      wording: 'Căn cứ xếp loại:\n\na) Kết quả',
    },
    { id: 'd6', title: 'Khác' },
  ] as const
  const [held] = cardsOf({ ...conference(contribution(4, { topics: ['d6', 'd5'] })), topics })

  it('fills the fields of snippets', () => {
    expect(knownFields(topics, held as CardView)).toEqual({
      'điểm cầu': 'son-la',
      'đại biểu': 'Đại diện',
      điều: 'Khác',
    })
  })

  it('quotes the wording of its first topic that has one', () => {
    expect(quotationFor(topics, held)).toEqual(['Điều 5:', 'Căn cứ xếp loại:', 'a) Kết quả'])
    expect(quotationFor(topics, undefined)).toEqual([])
  })

  it('says how far into the turn a moment is, and the time of the day outside of it', () => {
    expect(sayMoment(10_000 + 61_500, held).short).toBe('01:01')
    expect(sayMoment(1_685_414_392_000, held).short).toBe('09:39:52')
  })
})

describe('What is looked for in names', () => {
  it('finds cards by their bridge or speaker, without marks', () => {
    const cards = cardsOf(
      conference(contribution(4, { speaker: { name: 'Trần Thị Đào', title: null } }), contribution(5)),
    )
    expect(named(cards, 'dao').map(({ document, match }) => [document, match])).toEqual([['c4', 'Đào']])
    expect(named(cards, 'son').map(({ document }) => document)).toEqual(['c4', 'c5'])
  })
})

describe('Before a text is named by its number', () => {
  async function open() {
    const hub = new ProseHub()
    const line = hub.connect('an')
    const timers = new ManualTimers()
    const session = new ProseSession({
      user: 'an',
      conference: 'conference',
      document: 'conclusion',
      line: proseLine(line),
      store: new MemoryStore(),
      timers,
    })
    await settled()
    const write = (text: string) =>
      session
        .getSnapshot()
        .doc?.getXmlFragment(PROSE_FRAGMENT)
        .push([block('paragraph', [words(text)])])
    return { hub, line, timers, session, write }
  }

  it('everything that was typed is on disk', async () => {
    const { hub, session, timers, write } = await open()
    write('một')
    hub.delay()
    let seq: number | null | undefined
    void savedSeq(session, timers).then((found) => {
      seq = found
    })
    await settled()
    expect(seq).toBeUndefined()
    hub.letGo()
    await settled()
    expect(seq).toBe(hub.text.seq)
    expect(hub.text.seq).toBe(1)
  })

  it('is said that it is not, where the line is lost or nothing comes', async () => {
    const { hub, line, session, timers, write } = await open()
    write('một')
    hub.delay()
    const late = savedSeq(session, timers)
    await settled()
    timers.pass(8_000)
    expect(await late).toBeNull()
    line.down()
    expect(await savedSeq(session, timers)).toBeNull()
  })
})
