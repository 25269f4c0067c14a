import { describe, expect, it } from 'vitest'
import type { Command } from '../../domain/commands.ts'
import {
  childrenOf,
  citationOf,
  isWithin,
  MOST_TOPIC_DEPTH,
  rootOf,
  type Topic,
  topicTree,
  treeProblem,
} from '../../domain/topics.ts'
import { secretary } from './small-conference.ts'
import { tell } from './told-conference.ts'

const provisions: Topic[] = [
  { id: 'chuong-1', title: 'Quy định chung', kind: 'chapter', label: 'Chương I' },
  { id: 'dieu-5', title: 'Tỷ lệ', kind: 'article', label: 'Điều 5', parent: 'chuong-1' },
  { id: 'khoan-2', title: 'Khoản hai', kind: 'clause', label: 'khoản 2', parent: 'dieu-5' },
  { id: 'diem-a', title: 'Điểm a', kind: 'point', label: 'điểm a', parent: 'khoan-2' },
  { id: 'nhom', title: 'Nhóm vấn đề chung', kind: 'issue-group' },
]
const add = (topics: Topic[]): Command => ({ type: 'topic/add', topics })
const move = (topic: string, parent: string | null, place: number): Command => ({
  type: 'topic/move',
  topic,
  parent,
  place,
})

function entered() {
  const told = tell()
  told.does(secretary, add(provisions))
  return told
}

describe('the provisions of a document', () => {
  it('stand as a tree, each above what belongs to it', () => {
    const { state } = entered()
    expect(topicTree(state().topics).map(({ topic, depth }) => `${depth} ${topic.id}`)).toEqual([
      '0 ty-le',
      '0 can-cu',
      '0 co-che',
      '0 chuong-1',
      '1 dieu-5',
      '2 khoan-2',
      '3 diem-a',
      '0 nhom',
    ])
    expect(rootOf(state().topics, 'diem-a')).toBe('chuong-1')
    expect(isWithin(state().topics, 'diem-a', 'dieu-5')).toBe(true)
    expect(isWithin(state().topics, 'dieu-5', 'diem-a')).toBe(false)
  })

  it('are cited from the point up to the article, without the chapter', () => {
    expect(citationOf(provisions, 'diem-a')).toBe('điểm a, khoản 2, Điều 5')
    expect(citationOf(provisions, 'dieu-5')).toBe('Điều 5')
    expect(citationOf(provisions, 'chuong-1')).toBe('Chương I')
    expect(citationOf(provisions, 'nhom')).toBe('Nhóm vấn đề chung')
  })

  it('are moved with everything below them, to any place among the children of any other', () => {
    const told = entered()
    told.does(secretary, move('dieu-5', null, 1))
    expect(childrenOf(told.state().topics, null).map(({ id }) => id)).toEqual([
      'ty-le',
      'dieu-5',
      'can-cu',
      'co-che',
      'chuong-1',
      'nhom',
    ])
    expect(isWithin(told.state().topics, 'diem-a', 'dieu-5')).toBe(true)
    told.does(secretary, move('nhom', 'dieu-5', 0))
    told.does(secretary, move('can-cu', 'dieu-5', 99))
    expect(childrenOf(told.state().topics, 'dieu-5').map(({ id }) => id)).toEqual([
      'nhom',
      'khoan-2',
      'can-cu',
    ])
    expect(told.answer(secretary, move('nhom', 'dieu-5', 0))).toEqual([])
  })

  it('are never moved below themselves, nor below what is not there', () => {
    const { answer } = entered()
    expect(answer(secretary, move('dieu-5', 'diem-a', 0))).toBe('topic/within-itself')
    expect(answer(secretary, move('dieu-5', 'dieu-5', 0))).toBe('topic/within-itself')
    expect(answer(secretary, move('dieu-5', 'dieu-9', 0))).toBe('topic/unknown')
    expect(answer(secretary, move('dieu-9', null, 0))).toBe('topic/unknown')
  })

  it('keep their place when their words are changed', () => {
    const told = entered()
    const topic = { id: 'dieu-5', title: 'Tỷ lệ mới', parent: 'nhom' }
    told.does(secretary, { type: 'topic/change', topic })
    expect(told.state().topics.find(({ id }) => id === 'dieu-5')).toEqual({
      id: 'dieu-5',
      title: 'Tỷ lệ mới',
      parent: 'chuong-1',
    })
  })

  it('have each name once, parents that are there, and no more levels than a law has', () => {
    const { answer } = entered()
    const chain = (length: number) =>
      Array.from({ length }, (_, n): Topic => {
        const topic = { id: `cap-${n}`, title: `Cấp ${n}` }
        return n === 0 ? topic : { ...topic, parent: `cap-${n - 1}` }
      })
    expect(answer(secretary, add([{ id: 'dieu-5', title: 'Lần hai' }]))).toBe('topic/exists')
    expect(answer(secretary, add([{ id: 'x', title: 'X', parent: 'y' }]))).toBe('topic/unknown')
    expect(treeProblem(chain(MOST_TOPIC_DEPTH))).toBeUndefined()
    expect(answer(secretary, add(chain(MOST_TOPIC_DEPTH + 1)))).toBe('topic/too-deep')
    const round: Topic[] = [
      { id: 'x', title: 'X', parent: 'y' },
      { id: 'y', title: 'Y', parent: 'x' },
    ]
    expect(treeProblem(round)).toMatchObject({ code: 'topic/unknown' })
  })

  it('are too deep also when a move would make them so', () => {
    const told = entered()
    const ids = ['d1', 'd2', 'd3', 'd4']
    told.does(
      secretary,
      add(ids.map((id, n) => ({ id, title: id, ...(n > 0 ? { parent: ids[n - 1] as string } : {}) }))),
    )
    expect(told.answer(secretary, move('d1', 'diem-a', 0))).toBe('topic/too-deep')
    expect(told.answer(secretary, move('d2', 'diem-a', 0))).toHaveLength(1)
  })

  it('are removed only while nothing stands under them and nobody has spoken on them', () => {
    const told = entered()
    const remove = (topic: string): Command => ({ type: 'topic/remove', topic })
    expect(told.answer(secretary, remove('khoan-2'))).toBe('topic/in-use')
    told.files('son-la', ['diem-a'])
    expect(told.answer(secretary, remove('diem-a'))).toBe('topic/in-use')
    told.does(secretary, { type: 'ledger/declare-none', bridge: 'ha-noi', topics: ['nhom'] })
    expect(told.answer(secretary, remove('nhom'))).toBe('topic/in-use')
    told.does(secretary, remove('can-cu'))
    expect(told.state().topics.map(({ id }) => id)).not.toContain('can-cu')
  })
})
