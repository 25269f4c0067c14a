import { expect, test } from 'vitest'
import { againstOf, comparedSeq, type Step } from '../../client/review/steps.ts'

const step = (from: number, to: number): Step => ({ author: 'An', from, to, begun: from, ended: to })
const steps = [step(1, 4), step(5, 5), step(6, 9)]

test('A state is compared with nothing, with the one before, with the newest or with any other', () => {
  expect(comparedSeq(steps, 1, 'nothing')).toBe(null)
  expect(comparedSeq(steps, 1, 'previous')).toBe(4)
  expect(comparedSeq(steps, 1, 'latest')).toBe(9)
  expect(comparedSeq(steps, 1, 2)).toBe(9)
  expect(comparedSeq(steps, 2, 0)).toBe(4)
})

test('Before the first step the text was empty, and a step that is not there any more is none', () => {
  expect(comparedSeq(steps, 0, 'previous')).toBe(0)
  expect(comparedSeq(steps, 0, 7)).toBe(null)
  expect(comparedSeq([], 0, 'latest')).toBe(null)
})

test('What a list gives back is what was chosen', () => {
  expect(['nothing', 'previous', 'latest', '2'].map(againstOf)).toEqual(['nothing', 'previous', 'latest', 2])
})
