import { inflateSync } from 'node:zlib'
import type { Budget } from './budget.ts'
import { PdfError } from './pdf-error.ts'
import { as, type PdfDict, type PdfStream, type PdfValue } from './values.ts'

/**
 * Bytes of a cross-reference or object stream with its filter undone: none or FlateDecode, with PNG predictors.
 * @throws PdfError `unsupported-filter`, `damaged`, `too-complex`
 */
export function decodeStream(stream: PdfStream, budget: Budget): Uint8Array {
  const filter = only(stream.dict.entries.get('Filter'))
  if (filter === null || filter === undefined) return stream.raw
  if (as('name', filter)?.name !== 'FlateDecode') {
    throw new PdfError('unsupported-filter', 'only FlateDecode is read in structural streams')
  }
  const data = inflate(stream.raw, budget)
  const parameters = as('dict', only(stream.dict.entries.get('DecodeParms')))
  return parameters ? undoPredictor(data, parameters, budget) : data
}

function only(value: PdfValue | undefined): PdfValue | undefined {
  const list = as('array', value)
  if (!list) return value
  if (list.items.length > 1) throw new PdfError('unsupported-filter', 'more than one filter')
  return list.items[0]
}

function inflate(raw: Uint8Array, budget: Budget): Uint8Array {
  const limit = budget.inflatable()
  if (limit <= 0) throw new PdfError('too-complex', 'streams inflate to too much')
  try {
    const data = inflateSync(raw, { maxOutputLength: limit })
    budget.inflated(data.length)
    return data
  } catch (cause) {
    const tooLarge = cause instanceof RangeError
    throw new PdfError(tooLarge ? 'too-complex' : 'damaged', 'stream does not inflate', { cause })
  }
}

function undoPredictor(data: Uint8Array, parameters: PdfDict, budget: Budget): Uint8Array {
  const number = (key: string, otherwise: number) => {
    const value = parameters.entries.get(key) ?? otherwise
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > 100_000) {
      throw new PdfError('damaged', `wrong /${key}`)
    }
    return value
  }
  const predictor = number('Predictor', 1)
  if (predictor === 1) return data
  if (predictor < 10) throw new PdfError('unsupported-filter', 'TIFF predictor')
  const pixel = Math.max(1, (number('Colors', 1) * number('BitsPerComponent', 8)) >> 3)
  const width = Math.ceil((number('Colors', 1) * number('BitsPerComponent', 8) * number('Columns', 1)) / 8)
  const rows = Math.floor(data.length / (width + 1))
  budget.spend(data.length)
  const out = new Uint8Array(rows * width)
  for (let row = 0; row < rows; row++) {
    const type = data[row * (width + 1)] ?? 0
    if (type > 4) throw new PdfError('damaged', 'wrong PNG predictor')
    for (let column = 0; column < width; column++) {
      const at = row * width + column
      const left = column >= pixel ? (out[at - pixel] ?? 0) : 0
      const up = row > 0 ? (out[at - width] ?? 0) : 0
      const upLeft = row > 0 && column >= pixel ? (out[at - width - pixel] ?? 0) : 0
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, upLeft)][type] ?? 0
      out[at] = ((data[row * (width + 1) + 1 + column] ?? 0) + guess) & 0xff
    }
  }
  return out
}

function paeth(left: number, up: number, upLeft: number): number {
  const estimate = left + up - upLeft
  const distances = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - upLeft)] as const
  if (distances[0] <= distances[1] && distances[0] <= distances[2]) return left
  return distances[1] <= distances[2] ? up : upLeft
}
