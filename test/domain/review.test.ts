import { describe, expect, it } from 'vitest'
import type { Command } from '../../domain/commands.ts'
import type { DocumentId } from '../../domain/prose.ts'
import { lockOn } from '../../domain/review.ts'
import { digest } from './random-intents.ts'
import { central, chair, deskOf, organiser, person, secretary } from './small-conference.ts'
import { read, tell } from './told-conference.ts'

const own = deskOf('son-la', 'secretary')
const lock = (document: DocumentId, takeOver = false, seconds = 60): Command => ({
  type: 'review/lock',
  document,
  seconds,
  takeOver,
})
const restore = (document: DocumentId, fromSeq = 2, seq = 5): Command => ({
  type: 'review/restore-read',
  document,
  fromSeq,
  docSeq: 5,
  current: { seq, empty: false },
})

function spoken() {
  const told = tell()
  const contribution = told.speaks('son-la')
  const document: DocumentId = `c${contribution}`
  const keeper = () => {
    const held = lockOn(told.state(), document, told.now())
    return held?.person ?? null
  }
  return { told, contribution, document, keeper }
}

describe('a text that somebody keeps', () => {
  it('is theirs until they let go or their time is over', () => {
    const { told, document, keeper } = spoken()
    told.does(own, lock(document, false, 60))
    expect(keeper()).toBe('secret-son-la-secretary')
    expect(told.answer(secretary, lock(document))).toBe('review/locked')
    expect(told.answer(secretary, { type: 'review/unlock', document })).toBe('review/locked')
    told.does(own, { type: 'review/unlock', document })
    expect(keeper()).toBeNull()
    told.does(own, lock(document, false, 10))
    told.does(secretary, lock(document), 10_000)
    expect(keeper()).toBe('secret-trung-uong-secretary')
  })

  it('can be kept longer by its keeper, and taken over by somebody else, in the log', () => {
    const { told, document, keeper } = spoken()
    told.does(own, lock(document))
    told.does(own, lock(document, false, 600))
    expect(lockOn(told.state(), document, told.now() + 500_000)).not.toBeNull()
    told.does(secretary, lock(document, true))
    expect(keeper()).toBe('secret-trung-uong-secretary')
    const takers = told.events().flatMap((event) => (event.type === 'text-locked' ? [event.person] : []))
    expect(takers).toEqual([
      'secret-son-la-secretary',
      'secret-son-la-secretary',
      'secret-trung-uong-secretary',
    ])
  })

  it('is not split, merged, restored or answered under its keeper’s hands', () => {
    const { told, contribution, document } = spoken()
    const filed = [told.files('son-la'), told.files('son-la')] as const
    const change = told.does(deskOf('son-la', 'chair'), {
      type: 'confirmation/propose',
      contribution,
      docSeq: 5,
      text: 'Đúng ra là',
    })
    const cuts = [{ block: 1, topics: [] }]
    const acts: Command[] = [
      { type: 'contribution/split-read', contribution, cuts, ...read(2) },
      {
        type: 'contribution/merged',
        contributions: filed.map((part) => ({ contribution: part, ...read(1) })),
      },
      restore(document),
      {
        type: 'confirmation/accept-read',
        change,
        docSeq: 5,
        current: { seq: 5 },
        becomes: { seq: 6, sha256: digest(6) },
      },
    ]
    told.does(own, lock(document))
    told.does(own, lock(`c${filed[1]}`))
    for (const act of acts) expect(told.answer(secretary, act), act.type).toBe('review/locked')
    told.does(secretary, lock(document, true))
    told.does(secretary, lock(`c${filed[1]}`, true))
    for (const act of acts) expect(typeof told.answer(secretary, act), act.type).toBe('object')
  })

  it('is one of the conference, and kept by people who may write in it', () => {
    const { told, document } = spoken()
    expect(told.answer(secretary, lock('c9999'))).toBe('review/unknown-document')
    expect(told.answer(deskOf('ha-noi', 'secretary'), lock(document))).toBe('access/not-allowed')
    expect(told.answer(own, lock('opening'))).toBe('access/not-allowed')
    expect(told.answer(secretary, lock('opening'))).toHaveLength(1)
  })
})

describe('a remark', () => {
  it('stands beside its text with its author until it is settled', () => {
    const { told, document } = spoken()
    const comment = told.does(own, {
      type: 'review/comment',
      document,
      quote: 'khoản 1',
      text: 'Thiếu vế sau',
    })
    expect(told.state().comments).toEqual([
      {
        id: comment,
        document,
        author: 'Tên secret-son-la-secretary',
        quote: 'khoản 1',
        text: 'Thiếu vế sau',
        at: told.now(),
        resolvedAt: null,
      },
    ])
    expect(told.answer(deskOf('ha-noi', 'chair'), { type: 'review/resolve', comment })).toBe(
      'access/not-allowed',
    )
    told.does(organiser, { type: 'review/resolve', comment })
    expect(told.state().comments[0]?.resolvedAt).toBe(told.now())
    expect(told.answer(chair, { type: 'review/resolve', comment })).toEqual([])
    expect(told.answer(chair, { type: 'review/resolve', comment: 9999 })).toBe('review/unknown-comment')
  })
})

describe('an older text', () => {
  it('becomes the newest one again, from the text that was seen', () => {
    const { told, document } = spoken()
    expect(told.answer(secretary, restore(document))).toEqual([
      { type: 'text-restored', document, fromSeq: 2, docSeq: 6 },
    ])
    expect(told.answer(secretary, restore(document, 2, 7))).toBe('contribution/changed-meanwhile')
    expect(told.answer(secretary, restore(document, 5))).toBe('review/no-older-text')
    expect(told.answer(own, restore(document))).toBe('access/not-allowed')
  })

  it('is not brought back where the contribution has gone into others', () => {
    const { told, contribution, document } = spoken()
    const cuts = [{ block: 1, topics: [] }]
    told.does(secretary, { type: 'contribution/split-read', contribution, cuts, ...read(2) })
    expect(told.answer(secretary, restore(document))).toBe('contribution/replaced')
  })
})

describe('the opening and the closing', () => {
  const draft = (empty: boolean): Command => ({
    type: 'review/draft-read',
    document: 'opening',
    current: { seq: 0, empty },
  })

  it('are written from the log only where nobody has written them', () => {
    const { answer } = tell()
    expect(answer(secretary, draft(true))).toEqual([
      { type: 'record-drafted', document: 'opening', docSeq: 1 },
    ])
    expect(answer(secretary, draft(false))).toBe('review/not-empty')
    expect(answer(person(`secret-${central}-observer`), draft(true))).toBe('access/not-allowed')
  })

  it('are written when the conference is concluded, as far as they are still empty', () => {
    const told = tell()
    const unwritten = [{ document: 'conclusion', seq: 0 }] as const
    told.does(chair, { type: 'conference/conclude-read', unwritten: [...unwritten] })
    expect(told.events().map(({ type }) => type)).toEqual(['conference-concluded', 'record-drafted'])
  })
})
