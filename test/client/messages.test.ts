import { describe, expect, test } from 'vitest'
import { sentenceFor, sentenceOf, words } from '../../client/messages/catalogue.ts'
import { clockTime, duration, longDate } from '../../client/messages/format.ts'
import { mediaRefusalCodes } from '../../domain/media-messages.ts'
import { proseRefusalCodes } from '../../domain/prose-messages.ts'
import { refusalCodes } from '../../domain/refusal.ts'
import { errorStatus } from '../../server/errors.ts'

const codes = [...Object.keys(errorStatus), ...refusalCodes, ...mediaRefusalCodes, ...proseRefusalCodes]

describe('the catalogue', () => {
  test.each([...new Set(codes)])('has a Vietnamese sentence for %s', (code) => {
    expect(words.errors).toHaveProperty([code])
    expect(sentenceFor(code)).toMatch(/^\p{Lu}.*[.!?]$/u)
  })

  test('names the code that it does not know, so that somebody can be told', () => {
    expect(sentenceFor('somebody/else')).toContain('somebody/else')
  })

  test('tells a wrapped refusal by the inner one', () => {
    const refused = {
      ok: false,
      code: 'minutes/refused',
      detail: { code: 'minutes/secretary-first' },
    } as const
    expect(sentenceOf(refused)).toBe(sentenceFor('minutes/secretary-first'))
  })

  test('is composed as Unicode wants it, letter by letter', () => {
    const text = JSON.stringify(words)
    expect(text.normalize('NFC')).toBe(text)
  })
})

describe('times', () => {
  const morning = Date.parse('2023-05-30T09:42:18+07:00')

  test('are those of Vietnam, wherever the reader sits', () => {
    expect(clockTime(morning)).toBe('09:42:18')
    expect(longDate(morning)).toBe('Thứ Ba, 30/5/2023')
  })

  test('keep the width of a clock and show what ran over', () => {
    expect(duration(139_000)).toBe('02:19')
    expect(duration(139_000, false)).toBe('2:19')
    expect(duration(3_739_000)).toBe('1:02:19')
    expect(duration(-5_000)).toBe('−00:05')
    expect(duration(0)).toBe('00:00')
  })

  test('a turn of five minutes shows five minutes first and nothing only at its end', () => {
    expect(duration(300_000)).toBe('05:00')
    expect(duration(299_001)).toBe('05:00')
    expect(duration(1)).toBe('00:01')
  })
})
