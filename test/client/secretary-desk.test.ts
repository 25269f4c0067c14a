import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { proseLine } from '../../client/prose/prose-line.ts'
import { namesOf, writersOf, writingLine } from '../../client/secretary/colleague-names.ts'
import { confirmationOf } from '../../client/secretary/confirmation.ts'
import { cardsOf, contributionIn, firstDocument, liveDocument } from '../../client/secretary/desk-texts.ts'
import { firstWords } from '../../client/secretary/first-words.ts'
import { OpenTexts } from '../../client/secretary/open-texts.ts'
import { pageState } from '../../client/secretary/page-state.ts'
import type { Contribution } from '../../domain/contributions.ts'
import type { Turn } from '../../domain/floor.ts'
import { PROSE_FRAGMENT } from '../../domain/prose.ts'
import { type ConferenceState, emptyConference } from '../../domain/state.ts'
import { block, words } from '../support/typist.ts'
import { ManualTimers, MemoryStore, ProseHub, settled } from './prose-hub.ts'

const speaker = { name: 'Đại diện', title: null }

function spoken(id: number, turn: number, topics: readonly string[] = []): Contribution {
  return {
    id,
    bridge: 'son-la',
    speaker,
    topics,
    kind: null,
    source: { kind: 'spoken', turn },
    origins: [],
    standing: { kind: 'standing' },
    confirmation: { kind: 'none' },
    attachments: [],
  }
}

function turnOf(id: number, state: Turn['state']): Turn {
  return { id, bridge: 'son-la', speaker, topics: [], grantedAt: 1_000, seconds: 300, lost: [], state }
}

function conference(contributions: readonly Contribution[], turns: readonly Turn[]): ConferenceState {
  const topics = ['a', 'b', 'c'].map((id) => ({ id, title: id.toUpperCase() }))
  return { ...emptyConference, topics, contributions, floor: { queue: [], turns, cut: false } }
}

describe('the texts on a desk', () => {
  const ended = turnOf(3, { kind: 'ended', at: 9_000, reason: 'yielded' })
  const running = turnOf(7, { kind: 'speaking' })
  const state = conference([spoken(4, 3, ['c', 'a']), spoken(8, 7)], [ended, running])

  it('come in the order of the minutes, each with its turn and the numbers of its topics', () => {
    expect(cardsOf(state)).toMatchObject([
      { document: 'c4', ordinal: 1, turn: ended, topics: '1, 3' },
      { document: 'c8', ordinal: 2, turn: running, topics: '' },
    ])
  })

  it('begin with who speaks now, else with the newest, else with the opening', () => {
    expect(liveDocument(state)).toBe('c8')
    expect(firstDocument(state)).toBe('c8')
    const quiet = conference([spoken(4, 3)], [ended])
    expect(liveDocument(quiet)).toBeNull()
    expect(firstDocument(quiet)).toBe('c4')
    expect(firstDocument(emptyConference)).toBe('opening')
  })

  it('belong to a contribution, the opening and the conclusion to none', () => {
    expect(contributionIn(state, 'c4')?.id).toBe(4)
    expect(contributionIn(state, 'conclusion')).toBeUndefined()
    expect(contributionIn(state, 'opening')).toBeUndefined()
  })

  it('count as changed once they are further than what the bridge confirmed', () => {
    const confirmation = { kind: 'confirmed', at: 1, docSeq: 5, sha256: '' } as const
    const confirmed = { ...spoken(4, 3), confirmation }
    expect(confirmationOf(confirmed, 5)).toBe('confirmed')
    expect(confirmationOf(confirmed, 6)).toBe('changed')
    expect(confirmationOf(confirmed, undefined)).toBe('confirmed')
    expect(confirmationOf(spoken(4, 3), 6)).toBe('none')
  })
})

describe('the first words', () => {
  it('run through paragraphs and lists on one line', () => {
    const doc = new Y.Doc()
    const item = block('list_item', [block('paragraph', [words('Hai')])])
    doc
      .getXmlFragment(PROSE_FRAGMENT)
      .insert(0, [block('paragraph', [words('Một')]), block('bullet_list', [item])])
    expect(firstWords(doc, 100)).toBe('Một Hai')
  })

  it('are cut where there is no room, and empty where nothing is written', () => {
    const doc = new Y.Doc()
    expect(firstWords(doc, 10)).toBe('')
    doc.getXmlFragment(PROSE_FRAGMENT).insert(0, [block('paragraph', [words('Đề nghị làm rõ')])])
    expect(firstWords(doc, 8)).toBe('Đề nghị…')
  })
})

describe('the names of colleagues', () => {
  const at = { client: 1, clock: 0 }
  const cursor = { anchor: { item: at }, head: { item: at } }
  const one = { document: 'c1', session: 's1', name: 'Thư ký thứ hai (minh họa)', cursor }
  const other = { document: 'c1', session: 's2', name: 'Thư ký Sơn La', cursor: null }

  it('stand once each, without what is in brackets', () => {
    expect(namesOf([one, { ...one, session: 's3' }, other])).toEqual(['Thư ký thứ hai', 'Thư ký Sơn La'])
  })

  it('are those of writers only where a caret is', () => {
    expect(writersOf([one, other])).toEqual(['Thư ký thứ hai'])
  })

  it('are joined as one says them', () => {
    expect(writingLine(['An'], false)).toBe('An đang mở')
    expect(writingLine(['An', 'Bình'], true)).toBe('Bạn, An và Bình đang mở')
  })
})

describe('the state of everything written on a page', () => {
  it('is the worst of its texts', () => {
    const saved = { kind: 'saved', at: 5 } as const
    const saving = { kind: 'saving' } as const
    const offline = { kind: 'offline', unsent: 2 } as const
    const refused = { kind: 'refused', code: 'prose/too-large', text: 'dài' } as const
    expect(pageState([saved, { kind: 'saved', at: 9 }, { kind: 'saved', at: null }])).toEqual({
      kind: 'saved',
      at: 9,
    })
    expect(pageState([])).toEqual({ kind: 'saved', at: null })
    expect(pageState([saved, saving])).toEqual(saving)
    expect(pageState([saving, offline, { kind: 'offline', unsent: 1 }])).toEqual({
      kind: 'offline',
      unsent: 3,
    })
    expect(pageState([offline, refused])).toEqual({ kind: 'refused' })
  })
})

describe('the open texts of a desk', () => {
  async function desk() {
    const hub = new ProseHub()
    const line = hub.connect('an')
    const store = new MemoryStore()
    const timers = new ManualTimers()
    const options = { user: 'an', conference: 'conference', line: proseLine(line), store, timers }
    return { line, store, timers, texts: new OpenTexts(options) }
  }

  function write(session: ReturnType<OpenTexts['hold']>, text: string) {
    const { doc } = session.getSnapshot()
    doc?.getXmlFragment(PROSE_FRAGMENT).push([block('paragraph', [words(text)])])
  }

  it('are opened once for all who show them, and closed some time after the last has gone', async () => {
    const { texts, timers } = await desk()
    const session = texts.hold('conclusion')
    expect(texts.hold('conclusion')).toBe(session)
    await settled()
    texts.release('conclusion')
    timers.pass(60_000)
    expect(texts.hold('conclusion')).toBe(session)
    texts.release('conclusion')
    texts.release('conclusion')
    timers.pass(60_000)
    expect(texts.hold('conclusion')).not.toBe(session)
  })

  it('stay open while something of theirs is not on disk', async () => {
    const { texts, timers, line } = await desk()
    const session = texts.hold('conclusion')
    await settled()
    line.down()
    write(session, 'Chưa gửi')
    texts.release('conclusion')
    timers.pass(60_000)
    expect(texts.state()).toEqual({ kind: 'offline', unsent: 1 })
    expect(texts.hold('conclusion')).toBe(session)
    line.up()
    await settled()
    timers.pass(1_000)
    await settled()
    expect(texts.state()).toMatchObject({ kind: 'saved', at: expect.any(Number) })
  })

  it('give a card its first words, also after they are closed', async () => {
    const { texts, timers } = await desk()
    write(await opened(texts), 'Giao Ban Tổ chức tổng hợp')
    await settled()
    timers.pass(1_000)
    await settled()
    timers.pass(1_000)
    texts.release('conclusion')
    timers.pass(60_000)
    expect(texts.glance('conclusion')).toMatchObject({ words: 'Giao Ban Tổ chức tổng hợp', writers: [] })
    expect(texts.glance('opening')).toBeUndefined()
  })

  it('send what an earlier page left on the device', async () => {
    const { texts, timers, store, line } = await desk()
    const session = await opened(texts)
    line.down()
    write(session, 'Từ trang trước')
    timers.pass(1_000)
    await settled()
    texts.close()
    expect(store.held).toHaveLength(1)

    line.up()
    const again = new OpenTexts({
      user: 'an',
      conference: 'conference',
      line: proseLine(line),
      store,
      timers,
    })
    await again.sendLeftovers()
    await settled()
    timers.pass(60_000)
    await settled()
    expect(store.held).toHaveLength(0)
  })

  async function opened(texts: OpenTexts) {
    const session = texts.hold('conclusion')
    await settled()
    return session
  }
})
