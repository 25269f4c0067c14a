import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Run, wordDifference } from '../../client/confirmation/word-difference.ts'

const textOf = (runs: readonly Run[], ...kinds: readonly Run['kind'][]) =>
  runs
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ text }) => text)
    .join('')

describe('the difference between two wordings', () => {
  test('marks the words that leave and those that come, and nothing around them', () => {
    expect(
      wordDifference('Tỷ lệ không quá 20%, như hiện nay.', 'Tỷ lệ không quá 25%, như hiện nay.'),
    ).toEqual([
      { kind: 'same', text: 'Tỷ lệ không quá ' },
      { kind: 'left', text: '20' },
      { kind: 'added', text: '25' },
      { kind: 'same', text: '%, như hiện nay.' },
    ])
  })

  test('shows neighbouring words that change as one change', () => {
    expect(wordDifference('khi một thành viên bị', 'khi một cán bộ bị')).toEqual([
      { kind: 'same', text: 'khi một ' },
      { kind: 'left', text: 'thành viên' },
      { kind: 'added', text: 'cán bộ' },
      { kind: 'same', text: ' bị' },
    ])
  })

  test('takes a Vietnamese word with its marks as one, however they are encoded', () => {
    const runs = wordDifference('điểm cầu Sơn La', 'điểm cầu Hòa Bình'.normalize('NFD'))
    expect(textOf(runs, 'left', 'same')).toBe('điểm cầu Sơn La')
    expect(runs.every(({ text }) => !/^\p{M}/u.test(text))).toBe(true)
  })

  test('leaves whole paragraphs alone that stay', () => {
    const runs = wordDifference('Một.\nHai.\nBa.', 'Một.\nBa.')
    expect(runs).toEqual([
      { kind: 'same', text: 'Một.\n' },
      { kind: 'left', text: 'Hai.\n' },
      { kind: 'same', text: 'Ba.' },
    ])
  })

  test('gives both texts back, whatever they are', () => {
    const words = fc.array(fc.constantFrom('một', 'hai', ' ', '\n', ',', 'ba', '“'), { maxLength: 40 })
    fc.assert(
      fc.property(words, words, (one, other) => {
        const [before, after] = [one.join(''), other.join('')]
        const runs = wordDifference(before, after)
        expect(textOf(runs, 'same', 'left')).toBe(before)
        expect(textOf(runs, 'same', 'added')).toBe(after)
      }),
    )
  })

  test('also for texts too long to compare word by word', () => {
    const [before, after] = ['a b '.repeat(20_000), 'c d '.repeat(20_000)]
    const runs = wordDifference(before, after)
    expect(textOf(runs, 'same', 'left')).toBe(before)
    expect(textOf(runs, 'same', 'added')).toBe(after)
  })
})
