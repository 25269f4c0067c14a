import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noticeDue } from '../../client/conclusion/notice-due.ts'
import { fieldsOf, taskFrom } from '../../client/conclusion/task-fields.ts'
import { commandsOf, importPlan } from '../../client/topics/import-plan.ts'
import { type Direction, dropped, stepped } from '../../client/topics/moves.ts'
import { topicRows } from '../../client/topics/tree-rows.ts'
import { isRefused } from '../../domain/refusal.ts'
import { emptyConference } from '../../domain/state.ts'
import { decideTopics, evolveTopics, type Topic, topicTree, treeProblem } from '../../domain/topics.ts'

const tree: readonly Topic[] = [
  { id: 'a', title: 'A' },
  { id: 'a1', title: 'A1', parent: 'a' },
  { id: 'a2', title: 'A2', parent: 'a' },
  { id: 'b', title: 'B' },
  { id: 'b1', title: 'B1', parent: 'b' },
]
const outline = (topics: readonly Topic[]) =>
  topicTree(topics)
    .map(({ topic, depth }) => `${'-'.repeat(depth)}${topic.id}`)
    .join(' ')

/** The tree after a move, by the rules themselves. */
function moved(
  topics: readonly Topic[],
  topic: string,
  place: { parent: string | null; place: number } | null,
) {
  if (!place) return topics
  const state = { ...emptyConference, topics }
  const events = decideTopics(state, { type: 'topic/move', topic, ...place })
  if (isRefused(events)) throw new Error(events.code)
  return events.reduce(evolveTopics, state).topics
}

describe('moving a topic', () => {
  it('steps over a neighbour, into the one above, and out behind its parent', () => {
    const step = (id: string, direction: Direction) => outline(moved(tree, id, stepped(tree, id, direction)))
    expect(step('b', 'up')).toBe('b -b1 a -a1 -a2')
    expect(step('a1', 'down')).toBe('a -a2 -a1 b -b1')
    expect(step('b', 'in')).toBe('a -a1 -a2 -b --b1')
    expect(step('a1', 'out')).toBe('a -a2 a1 b -b1')
    for (const [id, direction] of [
      ['a', 'up'],
      ['b', 'down'],
      ['a1', 'in'],
      ['a', 'out'],
    ] as const)
      expect(stepped(tree, id, direction), `${id} ${direction}`).toBeNull()
  })

  it('drops beside or onto another, never into itself', () => {
    const drop = (id: string, key: string, dropPosition: 'before' | 'on' | 'after') =>
      outline(moved(tree, id, dropped(tree, id, { key, dropPosition })))
    expect(drop('b1', 'a1', 'before')).toBe('a -b1 -a1 -a2 b')
    expect(drop('a1', 'a2', 'after')).toBe('a -a2 -a1 b -b1')
    expect(drop('a1', 'b', 'on')).toBe('a -a2 b -b1 -a1')
    expect(dropped(tree, 'a', { key: 'a1', dropPosition: 'before' })).toBeNull()
  })

  it('keeps every topic in a tree, whatever the steps', () => {
    const steps = fc.array(
      fc.tuple(
        fc.constantFrom('a', 'a1', 'a2', 'b', 'b1'),
        fc.constantFrom<Direction>('up', 'down', 'in', 'out'),
      ),
      { maxLength: 30 },
    )
    fc.assert(
      fc.property(steps, (taken) => {
        const end = taken.reduce((topics, [id, way]) => moved(topics, id, stepped(topics, id, way)), tree)
        expect(treeProblem(end)).toBeUndefined()
        expect(end.map(({ id }) => id).toSorted()).toEqual(['a', 'a1', 'a2', 'b', 'b1'])
      }),
    )
  })
})

describe('choosing among topics', () => {
  it('finds without marks, and shows what a found one stands under', () => {
    const found = topicRows(
      [...tree, { id: 'b2', title: 'Kỷ luật', label: 'Điều 9', parent: 'b' }],
      'ky luat',
    )
    expect(found.map(({ topic, isFound }) => `${topic.id} ${isFound}`)).toEqual(['b false', 'b2 true'])
    expect(topicRows(tree, 'dieu 9')).toEqual([])
  })
})

describe('importing a regulation', () => {
  const text = 'Chương I\nCHUNG\nĐiều 1. Phạm vi\n1. Một.\n2. Hai.'

  it('adds what is new, changes the words of what is there, and leaves the rest alone', () => {
    const first = importPlan([], text)
    expect(commandsOf(first)).toEqual([{ type: 'topic/add', topics: first.read.topics }])
    const again = importPlan(first.read.topics, `${text.replace('Hai', 'Hai mới')}\n3. Ba.`)
    expect(again.rows.map(({ topic, change }) => `${topic.id} ${change}`)).toEqual([
      'c1 same',
      'd1 same',
      'd1.1 same',
      'd1.2 changed',
      'd1.3 new',
    ])
    expect(commandsOf(again).map((command) => command.type)).toEqual(['topic/add', 'topic/change'])
    expect(commandsOf(importPlan(first.read.topics, text))).toEqual([])
  })

  it('gives commands that the rules accept, however long the regulation', () => {
    const long = Array.from({ length: 700 }, (_, index) => `Điều ${index + 1}. Tên`).join('\n')
    let state = emptyConference
    for (const command of commandsOf(importPlan([], long))) {
      const events = decideTopics(state, command as Parameters<typeof decideTopics>[1])
      if (isRefused(events)) throw new Error(events.code)
      state = events.reduce(evolveTopics, state)
    }
    expect(state.topics).toHaveLength(700)
  })
})

describe('the notice of conclusion', () => {
  const at = (text: string) => Date.parse(`${text}+07:00`)
  const concluded = at('2023-05-30T11:30')

  it('is due five working days after the conference', () => {
    expect(noticeDue(concluded, concluded)).toEqual({ day: '2023-06-06', left: 5 })
    expect(noticeDue(concluded, at('2023-06-02T23:59'))).toMatchObject({ left: 2 })
    expect(noticeDue(concluded, at('2023-06-04T08:00'))).toMatchObject({ left: 2 })
    expect(noticeDue(concluded, at('2023-06-06T17:00'))).toMatchObject({ left: 0 })
  })

  it('is late by working days once the day is past', () => {
    expect(noticeDue(concluded, at('2023-06-07T00:01'))).toMatchObject({ left: -1 })
    expect(noticeDue(concluded, at('2023-06-12T08:00'))).toMatchObject({ left: -4 })
  })

  it('takes the items as they are typed: one body a line, no day where none was set', () => {
    const task = taskFrom({ work: ' Việc ', lead: 'Ban A', coordinating: 'B\n\n C ; B', due: '' })
    expect(task).toEqual({ work: 'Việc', lead: 'Ban A', coordinating: ['B', 'C'], due: null })
    expect(taskFrom(fieldsOf(task))).toEqual(task)
  })
})
