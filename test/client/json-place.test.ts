import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { jsonPlace } from '../../client/organiser/json-place.ts'

describe('the place where a file stops being JSON', () => {
  test.each([
    ['{\n  "title": "x",\n  "a": }\n', 3, 8],
    ['{\n  "title": "x",\n}', 3, 1],
    ['{"a" 1}', 1, 6],
    ['[1, 2', 1, 6],
    ['[1 2]', 1, 4],
    ['', 1, 1],
    ['{} {}', 1, 4],
    ['{"a": "dòng một\ndòng hai"}', 1, 7],
    ["{'a': 1}", 1, 2],
    ['[01]', 1, 3],
    ['[1}', 1, 3],
  ])('%j: line %i, column %i', (text, line, column) => {
    expect(() => JSON.parse(text)).toThrow()
    expect(jsonPlace(text)).toEqual({ line, column })
  })

  test('there is none where control characters stand that JSON allows', () => {
    const text = `{"a\\u0000": "\u007f\u0085"}`
    expect(JSON.parse(text)).toBeDefined()
    expect(jsonPlace(text)).toBeNull()
  })

  test('it is found in a string as long as any file', () => {
    const long = 'ế'.repeat(20_000_000)
    expect(jsonPlace(`"${long}"`)).toBeNull()
    expect(jsonPlace(`["${long}`)).toEqual({ line: 1, column: 2 })
  })

  test('there is none in what any program writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2), (value, indent) => {
        expect(jsonPlace(JSON.stringify(value, null, indent))).toBeNull()
      }),
    )
  })

  test('it is found exactly when the file cannot be parsed', () => {
    const broken = fc
      .tuple(fc.jsonValue(), fc.nat(), fc.constantFrom('', '}', ']', ',', '"', ':', 'x', '\\', '\n', '-'))
      .map(([value, at, put]) => {
        const text = JSON.stringify(value)
        const cut = at % (text.length + 1)
        return text.slice(0, cut) + put + text.slice(cut + 1)
      })
    fc.assert(
      fc.property(broken, (text) => {
        let parses = true
        try {
          JSON.parse(text)
        } catch {
          parses = false
        }
        expect(jsonPlace(text) === null).toBe(parses)
      }),
      { numRuns: 2_000 },
    )
  })
})
