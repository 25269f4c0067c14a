import type { Budget } from '../signing/pdf/budget.ts'
import { Cursor } from '../signing/pdf/parse.ts'
import { PdfError } from '../signing/pdf/pdf-error.ts'
import type { PdfValue } from '../signing/pdf/values.ts'

export interface Operation {
  readonly operator: string
  readonly operands: readonly PdfValue[]
}

const MOST_OPERANDS = 64
const STARTS_VALUE = new Set([...'/([<+-.0123456789'].map((character) => character.charCodeAt(0)))
const WORD = /[A-Za-z0-9*'"]/

/**
 * The operations of a content stream (ISO 32000-1, 7.8.2), inline images left out.
 * @throws PdfError
 */
export function* operationsIn(bytes: Uint8Array, budget: Budget): Generator<Operation> {
  const cursor = new Cursor(bytes, 0, bytes.length, budget, false)
  let operands: PdfValue[] = []
  for (;;) {
    cursor.skipSpace()
    const byte = cursor.peek()
    if (byte < 0) return
    if (STARTS_VALUE.has(byte)) {
      if (operands.length >= MOST_OPERANDS) throw new PdfError('too-complex', 'too many operands')
      operands.push(cursor.value())
      continue
    }
    const from = cursor.position
    while (cursor.peek() >= 0 && WORD.test(String.fromCharCode(cursor.peek()))) cursor.position++
    if (cursor.position === from)
      throw new PdfError('damaged', `no operator at byte ${from} of a content stream`)
    const operator = Buffer.from(bytes.subarray(from, cursor.position)).toString('latin1')
    budget.spend(operator.length)
    if (operator === 'true' || operator === 'false' || operator === 'null') continue
    if (operator === 'BI') skipImage(cursor)
    else yield { operator, operands }
    operands = []
  }
}

function skipImage(cursor: Cursor): void {
  const text = Buffer.from(cursor.bytes.buffer, cursor.bytes.byteOffset, cursor.bytes.byteLength)
  const end = text.indexOf('EI', cursor.position, 'latin1')
  if (end < 0) throw new PdfError('damaged', 'an inline image without end')
  cursor.budget.spend(end - cursor.position)
  cursor.position = end + 2
}
