import type { Budget } from './budget.ts'
import { PdfError } from './pdf-error.ts'
import type { PdfDict, PdfReference, PdfString, PdfValue } from './values.ts'

const maxDepth = 100
const whitespace = new Set([0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x20])
const delimiters = new Set([...'()<>[]{}/%'].map((character) => character.charCodeAt(0)))

/**
 * Reads PDF syntax (ISO 32000-2, 7.2 and 7.3) from `position` up to `end`. Strict: what two readers could
 * understand differently (a key twice, a wrong stream length) is an error.
 */
export class Cursor {
  readonly bytes: Uint8Array
  readonly end: number
  position: number
  readonly budget: Budget
  /** Whether positions are those of the file (not of an unpacked object stream). */
  readonly #inFile: boolean

  constructor(bytes: Uint8Array, position: number, end: number, budget: Budget, inFile = true) {
    this.bytes = bytes
    this.position = position
    this.end = Math.min(end, bytes.length)
    this.budget = budget
    this.#inFile = inFile
  }

  fail(detail: string): never {
    throw new PdfError('damaged', `${detail} at byte ${this.position}`)
  }

  peek(): number {
    return this.position < this.end ? (this.bytes[this.position] ?? -1) : -1
  }

  skipSpace(comments = true): void {
    const from = this.position
    while (this.position < this.end) {
      const byte = this.bytes[this.position] ?? 0
      if (whitespace.has(byte)) this.position++
      else if (comments && byte === 0x25) this.#skipLine()
      else break
    }
    this.budget.spend(this.position - from + 1)
  }

  #skipLine(): void {
    while (this.position < this.end && this.peek() !== 0x0a && this.peek() !== 0x0d) this.position++
  }

  /** Whether the keyword stands here as a whole word. */
  at(keyword: string): boolean {
    if (this.position + keyword.length > this.end) return false
    for (let index = 0; index < keyword.length; index++) {
      if (this.bytes[this.position + index] !== keyword.charCodeAt(index)) return false
    }
    const next = this.bytes[this.position + keyword.length]
    return this.position + keyword.length === this.end || next === undefined || !isRegular(next)
  }

  take(keyword: string): boolean {
    if (!this.at(keyword)) return false
    this.position += keyword.length
    return true
  }

  expect(keyword: string): void {
    if (!this.take(keyword)) this.fail(`"${keyword}" expected`)
  }

  /** An unsigned integer of at most 10 digits, no sign. */
  integer(): number {
    const from = this.position
    let value = 0
    while (isDigit(this.peek())) {
      value = value * 10 + (this.peek() - 0x30)
      this.position++
      if (this.position - from > 10) this.fail('number too long')
    }
    if (this.position === from) this.fail('integer expected')
    return value
  }

  value(depth = 0): PdfValue {
    if (depth > maxDepth) throw new PdfError('too-complex', `nested deeper than ${maxDepth}`)
    this.skipSpace()
    const byte = this.peek()
    if (byte === 0x2f) return { kind: 'name', name: this.#name() }
    if (byte === 0x28) return this.#literalString()
    if (byte === 0x5b) return this.#array(depth)
    if (byte === 0x3c) return this.bytes[this.position + 1] === 0x3c ? this.dict(depth) : this.#hexString()
    if (isDigit(byte)) return this.#reference() ?? this.#number()
    if (byte === 0x2b || byte === 0x2d || byte === 0x2e) return this.#number()
    if (this.take('true')) return true
    if (this.take('false')) return false
    if (this.take('null')) return null
    return this.fail('value expected')
  }

  dict(depth = 0): PdfDict {
    if (this.peek() !== 0x3c || this.bytes[this.position + 1] !== 0x3c) this.fail('dictionary expected')
    this.position += 2
    const entries = new Map<string, PdfValue>()
    for (;;) {
      this.skipSpace()
      if (this.peek() === 0x3e) {
        if (this.bytes[this.position + 1] !== 0x3e || this.position + 2 > this.end) this.fail('">>" expected')
        this.position += 2
        return { kind: 'dict', entries }
      }
      if (this.peek() !== 0x2f) this.fail('key expected')
      const key = this.#name()
      if (entries.has(key)) {
        throw new PdfError('ambiguous', `key /${key} twice in one dictionary at byte ${this.position}`)
      }
      entries.set(key, this.value(depth + 1))
    }
  }

  #array(depth: number): PdfValue {
    this.position++
    const items: PdfValue[] = []
    for (;;) {
      this.skipSpace()
      if (this.peek() === 0x5d) {
        this.position++
        return { kind: 'array', items }
      }
      items.push(this.value(depth + 1))
    }
  }

  #name(): string {
    this.position++
    let text = ''
    while (isRegular(this.peek())) {
      let byte = this.peek()
      if (byte === 0x23) {
        const high = hexDigit(this.bytes[this.position + 1])
        const low = hexDigit(this.bytes[this.position + 2])
        if (high < 0 || low < 0 || this.position + 2 >= this.end) this.fail('wrong # escape in a name')
        byte = high * 16 + low
        this.position += 2
      }
      text += String.fromCharCode(byte)
      this.position++
    }
    this.budget.spend(text.length + 1)
    return text
  }

  /** `n g R`, or nothing taken. */
  #reference(): PdfReference | undefined {
    const from = this.position
    const number = this.#digits()
    if (number !== undefined && whitespace.has(this.peek())) {
      this.skipSpace(false)
      const generation = this.#digits()
      if (generation !== undefined && whitespace.has(this.peek())) {
        this.skipSpace(false)
        if (this.take('R')) return { kind: 'reference', number, generation }
      }
    }
    this.position = from
    return undefined
  }

  #digits(): number | undefined {
    const from = this.position
    let value = 0
    while (isDigit(this.peek()) && this.position - from < 10) {
      value = value * 10 + (this.peek() - 0x30)
      this.position++
    }
    return this.position === from ? undefined : value
  }

  #number(): number {
    const from = this.position
    while (isRegular(this.peek()) && this.position - from < 64) this.position++
    const text = Buffer.from(this.bytes.subarray(from, this.position)).toString('latin1')
    if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) {
      this.position = from
      this.fail('number expected')
    }
    return Number(text)
  }

  #literalString(): PdfString {
    const start = this.position
    const out: number[] = []
    let open = 0
    for (;;) {
      if (this.position >= this.end) this.fail('string without end')
      const byte = this.bytes[this.position++] ?? 0
      if (byte === 0x28) open++
      if (byte === 0x29 && --open === 0) break
      if (byte === 0x28 && open === 1) continue
      if (byte === 0x5c) this.#escape(out)
      else if (byte === 0x0d) {
        if (this.peek() === 0x0a) this.position++
        out.push(0x0a)
      } else out.push(byte)
    }
    this.budget.spend(this.position - start)
    return this.#string(Uint8Array.from(out), start, false)
  }

  #escape(out: number[]): void {
    const byte = this.bytes[this.position++] ?? 0
    const plain = { 110: 0x0a, 114: 0x0d, 116: 0x09, 98: 0x08, 102: 0x0c }[byte]
    if (plain !== undefined) out.push(plain)
    else if (byte === 0x0d) {
      if (this.peek() === 0x0a) this.position++
    } else if (byte >= 0x30 && byte <= 0x37) {
      let code = byte - 0x30
      for (let digits = 1; digits < 3 && this.peek() >= 0x30 && this.peek() <= 0x37; digits++) {
        code = code * 8 + (this.peek() - 0x30)
        this.position++
      }
      out.push(code & 0xff)
    } else if (byte !== 0x0a) out.push(byte)
  }

  #hexString(): PdfString {
    const start = this.position++
    const out = new Uint8Array(Math.ceil((this.#indexOf(0x3e) - this.position) / 2))
    let digits = 0
    for (;;) {
      const byte = this.bytes[this.position++] ?? 0
      if (byte === 0x3e) break
      if (whitespace.has(byte)) continue
      const digit = hexDigit(byte)
      if (digit < 0) this.fail('wrong character in a hexadecimal string')
      out[digits >> 1] = (out[digits >> 1] ?? 0) | (digits % 2 === 0 ? digit << 4 : digit)
      digits++
    }
    this.budget.spend(this.position - start)
    return this.#string(out.subarray(0, Math.ceil(digits / 2)), start, true)
  }

  #indexOf(byte: number): number {
    const found = this.bytes.indexOf(byte, this.position)
    if (found < 0 || found >= this.end) this.fail('string without end')
    return found
  }

  #string(bytes: Uint8Array, start: number, hex: boolean): PdfString {
    return this.#inFile
      ? { kind: 'string', bytes, span: { start, end: this.position, hex } }
      : { kind: 'string', bytes }
  }
}

function isRegular(byte: number): boolean {
  return byte >= 0 && !whitespace.has(byte) && !delimiters.has(byte)
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39
}

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const lower = byte | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1
}
