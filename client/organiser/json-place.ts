/** A place in a text, both counted from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

const space = /[ \t\r\n]*/y
// Short pieces of a string: one pattern for the whole would need a stack as deep as it is long. RFC 8259 forbids
// only U+0000 to U+001F unescaped, not the other control characters.
const plain = /[^"\\\p{Cc}]{1,1000}/uy
const unusual = /[\u007f-\u009f]+/y
const escaped = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
const quote = /"/y
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y

/** What may come next: a value, a member's name, or what ends or continues the innermost array or object. */
type Expected = 'value' | 'value-or-end' | 'name' | 'name-or-end' | 'after'

/**
 * Where a text stops being JSON (RFC 8259); null for JSON. Browsers say it, if at all, in a sentence of their own.
 */
export function jsonPlace(text: string): Place | null {
  const open: ('[' | '{')[] = []
  let expected: Expected = 'value'
  let at = 0
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at
    const found = pattern.test(text)
    if (found) at = pattern.lastIndex
    return found
  }
  const takeString = (): boolean => {
    const start = at
    if (!take(quote)) return false
    while (take(plain) || take(unusual) || take(escaped));
    if (take(quote)) return true
    at = start
    return false
  }
  for (;;) {
    take(space)
    const next = text[at]
    const innermost = open.at(-1)
    if (expected === 'after') {
      if (!innermost) return next === undefined ? null : placeOf(text, at)
      if (next === ',') expected = innermost === '[' ? 'value' : 'name'
      else if (next === (innermost === '[' ? ']' : '}')) open.pop()
      else return placeOf(text, at)
      at += 1
    } else if (
      (expected === 'value-or-end' && next === ']') ||
      (expected === 'name-or-end' && next === '}')
    ) {
      open.pop()
      expected = 'after'
      at += 1
    } else if (expected === 'name' || expected === 'name-or-end') {
      if (!takeString()) return placeOf(text, at)
      take(space)
      if (text[at] !== ':') return placeOf(text, at)
      expected = 'value'
      at += 1
    } else if (next === '[' || next === '{') {
      open.push(next)
      expected = next === '[' ? 'value-or-end' : 'name-or-end'
      at += 1
    } else if (takeString() || take(scalar)) expected = 'after'
    else return placeOf(text, at)
  }
}

function placeOf(text: string, at: number): Place {
  const before = text.slice(0, at).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}
