import { Check } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { planOf, problemsOf } from '../../domain/conference-file.ts'
import { readProvisions } from '../../domain/provision-text.ts'
import { Topic, treeProblem } from '../../domain/topics.ts'
import real from '../../server/demo/conference-132.json' with { type: 'json' }

const withTopics = (topics: readonly object[]) => ({ ...structuredClone(real), topics, contributions: [] })
const problems = (topics: readonly object[]) =>
  problemsOf(withTopics(topics)).map(({ path, message }) => `${path}: ${message}`)

describe('the topics of a conference file', () => {
  it('may be a tree of provisions with labels and wording, in any order', () => {
    const { topics } = readProvisions('Chương I\nCHUNG\nĐiều 1. Phạm vi\n1. Quy định này\na) điểm một')
    expect(topics).toHaveLength(4)
    for (const order of [topics, topics.toReversed()]) {
      const file = withTopics(order)
      expect(problemsOf(file)).toEqual([])
      const plan = planOf(file as unknown as Parameters<typeof planOf>[0])
      expect(plan.topics).toEqual(order)
      expect(treeProblem(plan.topics)).toBeUndefined()
      for (const topic of plan.topics) expect(Check(Topic, topic)).toBe(true)
    }
  })

  it('name a parent that is not there, and a kind that is none', () => {
    expect(problems([{ id: 'a', title: 'A', parent: 'ty-lee' }])).toEqual([
      'topics[0].parent: không có nhóm vấn đề "ty-lee"',
    ])
    expect(problems([{ id: 'a', title: 'A', kind: 'paragraph' }])[0]).toMatch(/^topics\[0\]\.kind: /)
  })

  it('may not contain each other in a loop, not even themselves', () => {
    const loop = ['a', 'b', 'c'].map((id, index) => ({ id, title: id, parent: ['b', 'c', 'a'][index] }))
    expect(problems(loop)).toEqual(['topics[0].parent: các mục chứa nhau theo vòng: a → b → c → a'])
    expect(problems([{ id: 'a', title: 'A', parent: 'a' }])).toHaveLength(1)
  })

  it('are no deeper than the rules allow, and every file that is allowed makes a conference', () => {
    const chain = (length: number) =>
      Array.from({ length }, (_, index) => ({
        id: `t${index}`,
        title: 'T',
        ...(index > 0 ? { parent: `t${index - 1}` } : {}),
      }))
    expect(problems(chain(7))).toEqual([])
    expect(treeProblem(chain(7))).toBeUndefined()
    expect(problems(chain(8))).toEqual(['topics[7].parent: quá sâu; cây điều, khoản có nhiều nhất 7 cấp'])
    expect(treeProblem(chain(8))).toBeDefined()
  })
})
