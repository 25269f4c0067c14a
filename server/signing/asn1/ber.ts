import { DerError, readDer } from './der.ts'
import { element } from './der-write.ts'

const maxDepth = 16

/**
 * The element at the start of `bytes` with definite lengths throughout: some writers of the older PDF signature
 * format leave lengths open (X.690, 8.1.3.6) in the wrapping, which no signature covers. All else stays strict.
 * @throws DerError
 */
export function withDefiniteLengths(bytes: Uint8Array): { der: Uint8Array; length: number } {
  return convert(bytes, 0)
}

function convert(bytes: Uint8Array, depth: number): { der: Uint8Array; length: number } {
  if (depth > maxDepth) throw new DerError('nested too deeply')
  const tag = bytes[0] ?? 0
  if (bytes[1] !== 0x80) {
    const { raw } = readDer(bytes)
    return { der: raw, length: raw.length }
  }
  if (!(tag & 0x20)) throw new DerError('open length of a primitive element')
  const parts: Uint8Array[] = []
  let at = 2
  while (bytes[at] !== 0 || bytes[at + 1] !== 0) {
    const part = convert(bytes.subarray(at), depth + 1)
    parts.push(part.der)
    at += part.length
  }
  return { der: element(tag, ...parts), length: at + 2 }
}
