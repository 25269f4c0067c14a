import { describe, expect, it } from 'vitest'
import { dissolving, groupingOf } from '../../client/synthesis/grouping.ts'
import { countsBelow, countsOf, everything, type Filter, tableOf } from '../../client/synthesis/table.ts'
import type { Contribution } from '../../domain/contributions.ts'
import { type ConferenceState, emptyConference } from '../../domain/state.ts'
import { type OpinionAnswer, type OpinionGroup, synthesis } from '../../domain/synthesis.ts'

const written = (id: number, bridge: string, topics: readonly string[]): Contribution => ({
  id,
  bridge,
  speaker: { name: 'Đại diện', title: null },
  topics,
  kind: null,
  source: { kind: 'written', filedAt: id },
  origins: [],
  standing: { kind: 'standing' },
  confirmation: { kind: 'none' },
  attachments: [],
})
const answer = (
  id: number,
  topic: string,
  contributions: readonly number[],
  text = 'Tiếp thu.',
): OpinionAnswer => ({
  id,
  topic,
  contributions,
  verdict: 'accepted',
  text,
  at: id,
})
const group = (id: number, topic: string, contributions: readonly number[]): OpinionGroup => ({
  id,
  topic,
  title: `Nhóm ${id}`,
  contributions,
})

const topics = [
  { id: 'c1', title: 'Chương' },
  { id: 'd1', title: 'Điều', parent: 'c1' },
  { id: 'd2', title: 'Điều khác' },
]
const state: ConferenceState = {
  ...emptyConference,
  topics,
  contributions: [
    written(1, 'son-la', ['d1']),
    written(2, 'ha-noi', ['d1', 'd2']),
    written(3, 'son-la', ['d1']),
    written(4, 'ha-noi', []),
  ],
  groups: [group(10, 'd1', [1, 3])],
  answers: [answer(11, 'd1', [1, 3]), answer(12, 'd2', [2])],
}
const said: Readonly<Record<number, string>> = {
  1: 'ty le qua thap',
  2: 'lam ro tieu chi',
  3: 'ty le',
  4: '',
}
const table = (filter: Partial<Filter> = {}, of = state) =>
  tableOf(
    synthesis(of),
    topics,
    { ...everything, ...filter },
    ({ contribution }) => said[contribution.id] ?? '',
  )
const shown = (filter: Partial<Filter>, of = state) =>
  table(filter, of).flatMap(({ topic, blocks }) =>
    blocks.map(({ lines }) => `${topic?.id}: ${lines.map(({ contribution }) => contribution.id)}`),
  )

describe('the table of the synthesis', () => {
  it('holds each opinion once under each of its topics, the like ones together', () => {
    expect(shown({})).toEqual(['d1: 1,3', 'd1: 2', 'd2: 2', 'undefined: 4'])
  })

  it('counts by topic, by what stands below it, and in all', () => {
    const sections = synthesis(state)
    const below = countsBelow(sections, topics)
    expect(below('c1')).toEqual({ all: 3, accepted: 2, partly: 0, explained: 0, unanswered: 1 })
    expect(below('d2')).toMatchObject({ all: 1, unanswered: 0 })
    expect(countsOf(sections.flatMap(({ lines }) => lines))).toMatchObject({
      all: 5,
      accepted: 3,
      unanswered: 2,
    })
  })

  it('is filtered by a topic with all below it, by bridge, by answer and by words without marks', () => {
    expect(shown({ topic: 'c1' })).toEqual(['d1: 1,3', 'd1: 2'])
    expect(shown({ bridge: 'ha-noi' })).toEqual(['d1: 2', 'd2: 2', 'undefined: 4'])
    expect(shown({ verdict: 'unanswered' })).toEqual(['d1: 2', 'undefined: 4'])
    expect(shown({ verdict: 'accepted', bridge: 'ha-noi' })).toEqual(['d2: 2'])
    expect(shown({ search: 'Quá thấp' })).toEqual(['d1: 1'])
    expect(shown({ search: 'nhóm 10' })).toEqual(['d1: 1,3'])
  })

  it('answers a group as one, also where the filter shows a part of it, unless its answers differ', () => {
    const [block] = table({ search: 'quá thấp' }).flatMap(({ blocks }) => blocks)
    expect(block).toMatchObject({ isOne: true, contributions: [1, 3] })
    const apart = { ...state, answers: [answer(11, 'd1', [1]), answer(12, 'd1', [3], 'Khác')] }
    expect(table({}, apart)[1]?.blocks[0]).toMatchObject({ isOne: false })
    const half = { ...state, answers: [answer(11, 'd1', [1])] }
    expect(table({}, half)[1]?.blocks[0]).toMatchObject({ isOne: false })
  })
})

describe('grouping chosen opinions', () => {
  const groups = [group(10, 'd1', [1, 3]), group(20, 'd1', [5, 6])]

  it('makes a group of those that are in none, and needs two', () => {
    expect(groupingOf(groups, [2, 4])).toEqual({ kind: 'new' })
    expect(groupingOf(groups, [2])).toBeNull()
  })

  it('adds to the one group that is among them', () => {
    expect(groupingOf(groups, [3, 2])).toMatchObject({
      kind: 'join',
      commands: [{ type: 'synthesis/regroup', group: 10, contributions: [1, 3, 2] }],
      back: [{ type: 'synthesis/regroup', group: 10, contributions: [1, 3] }],
    })
  })

  it('takes out those that are all of one group, and dissolves what would be empty', () => {
    expect(groupingOf(groups, [3])).toMatchObject({
      kind: 'leave',
      commands: [{ type: 'synthesis/regroup', contributions: [1] }],
    })
    expect(groupingOf(groups, [1, 3])).toMatchObject({
      kind: 'leave',
      commands: [{ type: 'synthesis/dissolve', group: 10 }],
      back: [{ type: 'synthesis/group', contributions: [1, 3] }],
    })
  })

  it('brings several groups together, the emptied ones first', () => {
    expect(groupingOf(groups, [1, 5])).toMatchObject({
      kind: 'merge',
      commands: [
        { type: 'synthesis/dissolve', group: 20 },
        { type: 'synthesis/regroup', group: 10, contributions: [1, 3, 5, 6] },
      ],
      back: [
        { type: 'synthesis/regroup', group: 10, contributions: [1, 3] },
        { type: 'synthesis/group', contributions: [5, 6] },
      ],
    })
  })

  it('offers no way back that the rules would refuse', () => {
    expect(dissolving(group(10, 'd1', [1])).back).toEqual([])
  })
})
