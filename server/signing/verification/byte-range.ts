import type { ByteRange } from '../cms.ts'
import type { PdfFile } from '../pdf/pdf-file.ts'
import type { Revision } from '../pdf/revisions.ts'
import { as, type PdfDict } from '../pdf/values.ts'
import { type Reason, reason } from './reason.ts'

/** Two ranges: from the first byte to the end of the revision, without the signature's own string. */
export function checkRange(
  file: PdfFile,
  dict: PdfDict,
  revision: Revision,
  problems: Reason[],
): ByteRange | undefined {
  const items = as('array', dict.entries.get('ByteRange'))?.items ?? []
  const span = as('string', dict.entries.get('Contents'))?.span
  const bad = (what: string) => {
    problems.push(reason('byte-range', { what }))
    return undefined
  }
  if (!span?.hex) return bad('/Contents')
  if (items.length !== 4 || !items.every((item) => Number.isSafeInteger(item))) return bad('/ByteRange')
  const [first = 0, firstLength = 0, second = 0, secondLength = 0] = items as number[]
  if (first !== 0) return bad(`${first} ≠ 0`)
  if (firstLength !== span.start || second !== span.end) return bad(`${firstLength}–${second}`)
  const end = second + secondLength
  if (end !== revision.end && end !== revision.eof) return bad(`${end} ≠ ${revision.end}`)
  if (end !== revision.end && revision.index === file.revisions.length - 1)
    return bad(`${end} < ${revision.end}`)
  return [first, firstLength, second, secondLength]
}

/** Only the signature in one notation and zeros after it: nothing else may hide outside the signed ranges. */
export function checkEncoding(bytes: Uint8Array, dict: PdfDict, length: number, problems: Reason[]): void {
  const span = as('string', dict.entries.get('Contents'))?.span
  const hex = Buffer.from(bytes.subarray((span?.start ?? 0) + 1, (span?.end ?? 0) - 1)).toString('latin1')
  const uniform = /^[0-9a-f]+$/.test(hex) || /^[0-9A-F]+$/.test(hex)
  if (!uniform || hex.length % 2 !== 0) problems.push(reason('contents-encoding', { what: 'hex' }))
  else if (!/^0*$/.test(hex.slice(length * 2)))
    problems.push(reason('contents-encoding', { what: 'padding' }))
}
