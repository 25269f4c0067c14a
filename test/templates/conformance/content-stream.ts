import type { Budget } from '../../../server/signing/pdf/budget.ts'
import { Cursor } from '../../../server/signing/pdf/parse.ts'
import { as, type PdfValue } from '../../../server/signing/pdf/values.ts'

/** One operator with its operands (ISO 32000-1, 7.8.2). */
export type Operation = { readonly operator: string; readonly operands: readonly PdfValue[] }

const OPERAND = /[\d+\-./(<[]/
const KEYWORD = /[A-Za-z'"*0-9]/

/** The operations of a content stream in their order. */
export function operationsOf(content: Uint8Array, budget: Budget): Operation[] {
  const cursor = new Cursor(content, 0, content.length, budget, false)
  const operations: Operation[] = []
  let operands: PdfValue[] = []
  for (cursor.skipSpace(); cursor.peek() >= 0; cursor.skipSpace()) {
    if (OPERAND.test(String.fromCharCode(cursor.peek()))) {
      operands.push(cursor.value())
      continue
    }
    let operator = ''
    while (cursor.peek() >= 0 && KEYWORD.test(String.fromCharCode(cursor.peek()))) {
      operator += String.fromCharCode(cursor.peek())
      cursor.position++
    }
    if (operator === '') cursor.fail('operator expected')
    operations.push({ operator, operands })
    operands = []
  }
  return operations
}

/** What stands in one piece of marked content, or outside of any. */
export type Marked = {
  readonly tag: string
  readonly mcid: number | null
  readonly artifact: string | null
  readonly depth: number
}

const PAINTING = new Set([
  ...['S', 's', 'f', 'F', 'f*', 'B', 'B*', 'b', 'b*', 'sh', 'Do', 'EI', 'Tj', 'TJ', "'", '"'],
])

/** Each painting operation with the marked content that encloses it, from the outermost. */
export function painted(
  operations: readonly Operation[],
): readonly { readonly operation: Operation; readonly within: readonly Marked[] }[] {
  const found: { operation: Operation; within: readonly Marked[] }[] = []
  const open: Marked[] = []
  for (const operation of operations) {
    const { operator, operands } = operation
    if (operator === 'BMC' || operator === 'BDC') open.push(markedBy(operands, open.length))
    else if (operator === 'EMC') open.pop()
    else if (PAINTING.has(operator)) found.push({ operation, within: [...open] })
  }
  return found
}

function markedBy([tag, properties]: readonly PdfValue[], depth: number): Marked {
  const dict = as('dict', properties)
  const mcid = dict?.entries.get('MCID')
  const name = as('name', tag)?.name ?? ''
  return {
    tag: name,
    mcid: typeof mcid === 'number' ? mcid : null,
    artifact: name === 'Artifact' ? (as('name', dict?.entries.get('Type'))?.name ?? '') : null,
    depth,
  }
}

/** The codes that a text-showing operation draws, two bytes each, with the font that is set. */
export function shownCodes(
  operations: readonly Operation[],
): readonly { readonly font: string; readonly code: number }[] {
  let font = ''
  return operations.flatMap(({ operator, operands }) => {
    if (operator === 'Tf') font = as('name', operands[0])?.name ?? ''
    if (operator !== 'Tj' && operator !== 'TJ') return []
    const strings = operator === 'TJ' ? (as('array', operands[0])?.items ?? []) : operands
    return strings.flatMap((value) => {
      const bytes = as('string', value)?.bytes
      if (!bytes) return []
      return Array.from({ length: bytes.length / 2 }, (_, index) => ({
        font,
        code: ((bytes[2 * index] ?? 0) << 8) | (bytes[2 * index + 1] ?? 0),
      }))
    })
  })
}
