import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Contribution } from '../../domain/contributions.ts'
import type { Turn } from '../../domain/floor.ts'
import { lineLosses } from '../../domain/line-losses.ts'
import type { Minutes } from '../../domain/minutes.ts'
import type { SignatureField } from '../../domain/signing.ts'
import { type ConferenceState, centralBridge, emptyConference } from '../../domain/state.ts'
import { canonicalText } from '../../server/log/chain.ts'
import { minutesView } from '../../server/minutes/view.ts'
import { attendanceView } from '../../server/publication/attendance-view.ts'
import { extractView } from '../../server/publication/extract-view.ts'
import { contentDisposition, fileName, standingOf } from '../../server/publication/file-name.ts'
import { ledgerView } from '../../server/publication/ledger-view.ts'
import { noticeView } from '../../server/publication/notice-view.ts'
import { synthesisView } from '../../server/synthesis/view.ts'
import { blueprint, plan } from '../support/prepared-conference.ts'

const speaker = { name: 'Lò Văn Giàng', title: 'Ủy viên' }

function turn(id: number): Turn {
  const ended = { kind: 'ended', at: id * 1000 + 500, reason: 'yielded' } as const
  return {
    id,
    bridge: 'son-la',
    speaker,
    topics: [],
    grantedAt: id * 1000,
    seconds: 60,
    lost: [],
    state: ended,
  }
}

function contribution(id: number, more: Partial<Contribution> = {}): Contribution {
  return {
    id,
    bridge: 'son-la',
    speaker,
    topics: ['ty-le'],
    kind: null,
    source: { kind: 'spoken', turn: 10 },
    origins: [],
    standing: { kind: 'standing' },
    confirmation: { kind: 'none' },
    attachments: [],
    ...more,
  }
}

const replaced = (by: 'split' | 'merge', into: number[]) => ({
  standing: { kind: 'replaced', by, into } as const,
})
const part = (of: number, from: number) => ({ contribution: of, docSeq: 3, from, to: from + 1 })

/** One speech split in two, its second part merged with another speech, and a written opinion. */
const state: ConferenceState = {
  ...emptyConference,
  seq: 90,
  phase: 'concluded',
  facts: { ...plan, clock: 'system' },
  openedAt: 1000,
  concludedAt: 99_000,
  topics: [
    { id: 'ty-le', title: 'Tỷ lệ' },
    { id: 'dieu-5', title: 'Cơ chế', label: 'Điều 5', kind: 'article' },
    { id: 'khoan-2', title: 'Bầu cử', label: 'khoản 2', kind: 'clause', parent: 'dieu-5' },
  ],
  bridges: blueprint.bridges.map((bridge) => ({ ...bridge, line: { kind: 'never' } })),
  floor: { queue: [], turns: [turn(10), turn(20)], cut: false },
  contributions: [
    contribution(11, replaced('split', [30, 31])),
    contribution(21, { source: { kind: 'spoken', turn: 20 }, ...replaced('merge', [40]) }),
    contribution(30, { origins: [part(11, 0)] }),
    contribution(31, { origins: [part(11, 1)], ...replaced('merge', [40]) }),
    contribution(40, { origins: [part(31, 0), part(21, 0)], kind: 'proposal', topics: ['khoan-2', 'ty-le'] }),
    contribution(50, {
      bridge: 'ha-noi',
      topics: [],
      source: { kind: 'written', filedAt: 5000 },
      attachments: [{ sha256: 'ab'.repeat(32), name: 'Góp ý.pdf', mediaType: 'application/pdf', size: 9 }],
    }),
  ],
  noOpinion: { 'dien-bien': ['ty-le', 'dieu-5'] },
  groups: [{ id: 60, topic: 'ty-le', title: 'Giữ tỷ lệ', contributions: [30, 40] }],
  answers: [
    { id: 61, topic: 'ty-le', contributions: [30], verdict: 'accepted', text: 'Tiếp thu.', at: 6000 },
  ],
  attendance: {
    'son-la': {
      counts: [
        { at: 2000, present: 12 },
        { at: 3000, present: 9 },
      ],
      attendees: [],
    },
    'ha-noi': {
      counts: [],
      attendees: [
        { id: 70, ...speaker, marks: [{ at: 2000, mark: { kind: 'absent', reason: 'ốm', proxy: null } }] },
        { id: 71, name: 'Hà', title: null, marks: [{ at: 2500, mark: { kind: 'present' } }] },
      ],
    },
  },
  votes: [
    {
      id: 80,
      question: 'Thông qua',
      electorate: 'bridges',
      secret: false,
      topic: 'dieu-5',
      openedAt: 7000,
      ballots: [],
      state: { kind: 'closed', at: 8000, tally: { for: 2, against: 1, other: 0 }, voters: 3 },
    },
    {
      id: 81,
      question: 'Còn bỏ ngỏ',
      electorate: 'hands',
      secret: false,
      topic: null,
      openedAt: 7000,
      ballots: [],
      state: { kind: 'open' },
    },
  ],
}
const texts = new Map()
const draft = () => minutesView({ state, texts, demonstration: true, now: 99_999, sealed: null })

describe('the minutes', () => {
  test('lead each part of a speech back to all the turns that it came from', () => {
    const views = draft().contributions.map(({ id, origin, turns, kind, topics }) => ({
      id,
      origin,
      turns: turns.map((each) => each.id),
      kind,
      topics,
    }))
    expect(views).toEqual([
      { id: 30, origin: 'split', turns: [10], kind: null, topics: ['Tỷ lệ'] },
      {
        id: 40,
        origin: 'merge',
        turns: [10, 20],
        kind: 'proposal',
        topics: ['khoản 2, Điều 5: Bầu cử', 'Tỷ lệ'],
      },
      { id: 50, origin: null, turns: [], kind: null, topics: [] },
    ])
    expect(draft().contributions[2]?.files).toEqual([{ name: 'Góp ý.pdf', size: 9, sha256: 'ab'.repeat(32) }])
  })

  test('name the most that were present, the absent, votes that ended and bridges without opinion', () => {
    const view = draft()
    const hall = (id: string) => view.bridges.find((bridge) => bridge.id === id)
    expect(hall('son-la')).toMatchObject({ present: 12, absent: [] })
    expect(hall('ha-noi')).toMatchObject({ present: 1, delegates: 2 })
    expect(hall('ha-noi')?.absent).toEqual([{ ...speaker, reason: 'ốm', proxy: null }])
    expect(hall('dien-bien')).toMatchObject({ present: null })
    expect(view.votes.map(({ question, topic }) => ({ question, topic }))).toEqual([
      { question: 'Thông qua', topic: 'Điều 5: Cơ chế' },
    ])
    expect(view.noOpinion).toEqual(['Điểm cầu Điện Biên'])
    expect(view.topics.map(({ id, depth }) => [id, depth])).toEqual([
      ['ty-le', 0],
      ['dieu-5', 0],
      ['khoan-2', 1],
    ])
  })

  test('name the same chair of the central bridge in the list of bridges and above it', () => {
    const bridge = centralBridge(state)
    const grants = [{ role: 'chair', bridge }] as const
    const people = { chair: { id: 'chair', name: 'Bà Chủ trì', title: null, grants } }
    const view = minutesView({
      state: { ...state, people },
      texts,
      demonstration: true,
      now: 1,
      sealed: null,
    })
    expect(view.chair.name).toBe('Bà Chủ trì')
    expect(view.bridges.find(({ id }) => id === bridge)?.chair).toEqual(view.chair)
  })

  test('count as connected the halls beside the central one whose line ever carried', () => {
    expect(draft().connected).toBeNull()
    const bridges = state.bridges.map((bridge) =>
      bridge.id === 'dien-bien' ? bridge : { ...bridge, line: { kind: 'connected', since: 5 } as const },
    )
    const view = minutesView({
      state: { ...state, bridges },
      texts,
      demonstration: true,
      now: 1,
      sealed: null,
    })
    expect(view.connected).toBe(bridges.length - 2)
    expect(view.place).toContain(`trực tuyến với 0${bridges.length - 2} trên 0${bridges.length - 1} điểm cầu`)
  })

  test('sealed anew say what they replace and why, and what was missing', () => {
    const minutes: Extract<Minutes, { kind: 'sealed' }> = {
      kind: 'sealed',
      version: 1,
      at: 99_500,
      number: { body: 'BTCTW', kind: 'minutes', term: '2026', number: 1 },
      logHead: { seq: 89, hash: 'cd'.repeat(32) },
      docs: [],
      gap: {
        reason: 'Mạng mất.',
        bridges: [
          { bridge: 'dien-bien', topics: ['ty-le', 'dieu-5'] },
          { bridge: 'ha-noi', topics: ['ty-le', 'dieu-5'] },
          { bridge: 'son-la', topics: ['dieu-5'] },
        ],
      },
      rendered: 'ef'.repeat(32),
      signatures: [],
      stamps: [],
      newest: 'ef'.repeat(32),
      signUntil: null,
      refused: null,
      issued: null,
    }
    const former = { ...minutes, reopened: { at: 99_600, reason: 'Ghi nhầm.' } }
    const again = { ...minutes, version: 2 }
    const view = minutesView({
      state: { ...state, minutes: again, formerMinutes: [former] },
      texts,
      demonstration: false,
      now: 0,
      sealed: { minutes: again, entry: { seq: 90, hash: '' }, extract: '' },
    })
    expect(view.gap).toEqual({
      reason: 'Mạng mất.',
      bridges: [
        { name: 'Điểm cầu Điện Biên', missing: 'all' },
        // Its opinion stands under no topic.
        { name: 'Điểm cầu Hà Nội', missing: [1, 2] },
        { name: 'Điểm cầu Sơn La', missing: [2] },
      ],
    })
    expect(view).toMatchObject({
      version: 2,
      draft: false,
      replaces: { version: 1, sha256: 'ef'.repeat(32), reason: 'Ghi nhầm.' },
    })
  })
})

test('the synthesis has every opinion once under each of its topics, grouped and answered', () => {
  const { sections, counts } = synthesisView({ state, texts, demonstration: true, now: 1, logHash: '' })
  expect(sections.map(({ topic, depth, lines }) => [topic, depth, lines.map(({ id }) => id)])).toEqual([
    ['Tỷ lệ', 0, [30, 40]],
    ['Điều 5: Cơ chế', 0, []],
    ['khoản 2, Điều 5: Bầu cử', 1, [40]],
    [null, 0, [50]],
  ])
  expect(sections[0]?.lines.map(({ group, answer }) => [group?.title, answer?.verdict])).toEqual([
    ['Giữ tỷ lệ', 'accepted'],
    ['Giữ tỷ lệ', undefined],
  ])
  expect(counts).toEqual({
    opinions: 3,
    lines: 4,
    accepted: 1,
    partly: 0,
    explained: 0,
    unanswered: 3,
    silentTopics: 1,
  })
})

test('ledger and attendance are counted as the rules count them', () => {
  const { columns, rows } = ledgerView(state)
  expect(columns).toEqual(['Tỷ lệ', 'Điều 5: Cơ chế'])
  const sonLa = rows.find(({ bridge }) => bridge === 'Điểm cầu Sơn La')
  expect(sonLa?.cells).toEqual([
    { state: 'given', spoken: 2, written: 0 },
    { state: 'given', spoken: 1, written: 0 },
  ])
  expect(rows.find(({ bridge }) => bridge === 'Điểm cầu Hà Nội')).toMatchObject({ unclassified: 1 })
  const { bridges, quorum } = attendanceView(state, draft(), new Map())
  expect(bridges.find(({ name }) => name === 'Điểm cầu Hà Nội')?.attendees[0]?.marks).toEqual([
    { at: 2000, kind: 'absent', reason: 'ốm', proxy: null },
  ])
  expect(quorum.map(({ present }) => present)).toEqual([12, 13, 10])
})

test('losses of a line count while the conference ran, and one that lasted ends with it', () => {
  const losses = lineLosses([
    { type: 'line-lost', bridge: 'son-la', since: 500 },
    { type: 'line-connected', bridge: 'son-la', since: 3000 },
    { type: 'line-lost', bridge: 'son-la', since: 50_000 },
    { type: 'line-lost', bridge: 'ha-noi', since: 99_500 },
  ])
  const { bridges } = attendanceView(state, draft(), losses)
  const lossesOf = (unit: string) => bridges.find((bridge) => bridge.name.endsWith(unit))?.losses
  expect(lossesOf('Sơn La')).toEqual([
    { from: 1000, to: 3000 },
    { from: 50_000, to: 99_000 },
  ])
  expect(lossesOf('Hà Nội')).toEqual([])
  expect(attendanceView({ ...state, openedAt: null }, draft(), losses).bridges[1]?.losses).toEqual([])
})

describe('the extract of a bridge', () => {
  const paragraph = (text: string) => ({
    type: 'doc',
    content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
  })
  const read = new Map([
    ['c30', paragraph('Lời của Sơn La thứ nhất')],
    ['c40', paragraph('Lời của Sơn La thứ hai')],
    ['c50', paragraph('Lời của Hà Nội')],
  ])
  const drawn = () => minutesView({ state, texts: read, demonstration: true, now: 99_999, sealed: null })

  test('has its own contributions and nothing of another bridge, be it called the same', () => {
    const twin = state.bridges.map((bridge) => ({
      ...bridge,
      name: 'Điểm cầu',
      unit: `Cơ quan ${bridge.id}`,
    }))
    const named = { ...state, bridges: twin }
    const minutes = minutesView({ state: named, texts: read, demonstration: true, now: 1, sealed: null })
    const view = extractView(named, minutes, 'son-la')
    expect(view.contributions.map(({ id }) => id)).toEqual([30, 40])
    const all = JSON.stringify(view)
    for (const other of ['Lời của Hà Nội', 'Góp ý.pdf', 'Cơ quan ha-noi', 'Cơ quan dien-bien'])
      expect(all).not.toContain(other)
    expect(JSON.stringify(extractView(named, minutes, 'ha-noi'))).not.toContain('Sơn La')
  })

  test('tells a confirmation of the text as it stands from one of a text that was changed', () => {
    const sha256 = (text: string) =>
      createHash('sha256')
        .update(canonicalText(paragraph(text)))
        .digest('hex')
    const confirmed = (id: number, text: string) => ({
      ...(state.contributions.find((held) => held.id === id) as Contribution),
      confirmation: { kind: 'confirmed', at: 9000, docSeq: 3, sha256: sha256(text) } as const,
    })
    const contributions = [
      confirmed(30, 'Lời của Sơn La thứ nhất'),
      confirmed(40, 'Lời đã xác nhận trước khi sửa'),
    ]
    const told = { ...state, contributions }
    const minutes = minutesView({ state: told, texts: read, demonstration: true, now: 1, sealed: null })
    const { contributions: seen } = extractView(told, minutes, 'son-la')
    expect(seen.map((made) => [made.confirmed, made.confirmedAt])).toEqual([
      ['confirmed', 9000],
      ['changed-after', null],
    ])
  })

  test('is signed by nobody real in a demonstration, else by the chair of the bridge', () => {
    expect(extractView(state, drawn(), 'son-la').signers.bridge?.name).toBe('Đại diện điểm cầu (minh họa)')
    const bridges = state.bridges.map((bridge) => ({ ...bridge, chair: { name: 'Bà Hai', title: null } }))
    const chaired = { ...state, bridges }
    const minutes = minutesView({ state: chaired, texts: read, demonstration: false, now: 1, sealed: null })
    expect(extractView(chaired, minutes, 'son-la').signers.bridge).toEqual({ name: 'Bà Hai' })
  })
})

test('the notice is a draft with a blank number until it has one, which then stands with its day', () => {
  const view = noticeView(state, draft(), 123)
  expect(view).toMatchObject({ draft: true, number: 'Số ……-TB/BTCTW', issuedAt: null, madeAt: 123 })
  const number = { body: 'BTCTW', kind: 'notice', term: '2026', number: 7 } as const
  const signature = { field: 'chair', at: 1, sha256: '', signer: '' } as const
  const minutes = {
    kind: 'sealed',
    version: 1,
    at: 99_500,
    number: { ...number, kind: 'minutes' },
    logHead: { seq: 89, hash: '' },
    docs: [],
    gap: null,
    rendered: '',
    signatures: [signature],
    stamps: [],
    newest: '',
    signUntil: null,
    refused: null,
    issued: null,
  } as const
  const issued = { ...state, minutes, notice: { number, at: 99_900 } }
  expect(noticeView(issued, draft(), 123)).toMatchObject({
    draft: false,
    number: 'Số 07-TB/BTCTW',
    issuedAt: 99_900,
    madeAt: 99_900,
  })
  expect(noticeView({ ...issued, minutes: { kind: 'draft' } }, draft(), 123).draft).toBe(true)
})

describe('the name of a file', () => {
  test('is of plain letters, and ends where it is long enough', () => {
    expect(fileName('Biên bản', 'Hội nghị: "góp ý"/Đợt 2\u0000?', 'pdf', 'dự thảo')).toBe(
      'bien-ban-hoi-nghi-gop-y-dot-2-du-thao.pdf',
    )
    expect(fileName('Biên bản', 'ữ'.repeat(300), 'pdf', '')).toBe(`bien-ban-${'u'.repeat(60)}.pdf`)
    expect(fileName('Biên bản', 'hội nghị '.repeat(20), 'pdf', '')).toMatch(/-hoi-nghi-hoi\.pdf$/)
  })

  test('tells the versions of the minutes apart, and how far they are signed', () => {
    const sealed = (fields: readonly SignatureField[]) => {
      const minutes = { kind: 'sealed', version: 2, signatures: fields.map((field) => ({ field })) }
      return { ...state, phase: 'sealed', minutes } as unknown as ConferenceState
    }
    expect(standingOf(state, true)).toBe('dự thảo')
    expect(standingOf(sealed([]), true)).toBe('phiên bản 2 chưa ký')
    expect(standingOf(sealed(['secretary']), true)).toBe('phiên bản 2 chủ trì chưa ký')
    expect(standingOf(sealed(['secretary', 'chair']), true)).toBe('phiên bản 2 đã ký')
    expect(standingOf(sealed(['secretary', 'chair']), false)).toBe('phiên bản 2')
  })

  test('is sent as it is and in ASCII, with nothing that could end the header', () => {
    const header = contentDisposition('Đối chiếu (\'x\') "y"\r\n.csv')
    expect(header).toBe(
      "attachment; filename=\"Doi chieu ('x') _y___.csv\"; filename*=UTF-8''%C4%90%E1%BB%91i%20chi%E1%BA%BFu%20%28%27x%27%29%20%22y%22%0D%0A.csv",
    )
  })
})
