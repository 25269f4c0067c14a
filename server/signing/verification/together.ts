import type { SignatureField } from '../pdf/fields.ts'
import type { PdfFile } from '../pdf/pdf-file.ts'
import { as } from '../pdf/values.ts'
import { type Reason, reason } from './reason.ts'
import type { CheckedField } from './signature.ts'

/**
 * What only all signatures together show: order, certification, one signature in two places.
 * @param required fields that the original prepared; undefined where it prepared none, and so no order
 */
export function together(
  file: PdfFile,
  required: readonly SignatureField[] | undefined,
  signed: readonly CheckedField[],
  filled: readonly CheckedField[],
): Reason[] {
  const reasons: Reason[] = []
  const byRevision = [...signed].sort((a, b) => a.revision - b.revision)
  const inOrder = required
    ? required.flatMap(({ name }) => signed.filter((each) => each.field === name))
    : byRevision
  for (const [index, { field, revision, claimed }] of inOrder.entries()) {
    const previous = inOrder[index - 1]
    if (required && previous && revision <= previous.revision) reasons.push(reason('out-of-order', { field }))
    if (previous?.claimed && claimed && claimed.at < previous.claimed.at) reasons.push(reason('time-order'))
  }
  const names = inOrder.map(({ field }) => field)
  const firstUnsigned = required?.findIndex(({ name }) => !names.includes(name)) ?? -1
  const early = firstUnsigned < 0 ? [] : (required?.slice(firstUnsigned).map(({ name }) => name) ?? [])
  for (const field of names) if (early.includes(field)) reasons.push(reason('out-of-order', { field }))
  const numbers = filled.map((each) => each.dictNumber)
  if (new Set(numbers).size < numbers.length) reasons.push(reason('signature-reused'))
  return [...reasons, ...certification(file, required !== undefined, byRevision)]
}

function certification(
  file: PdfFile,
  isPrepared: boolean,
  [first, ...later]: readonly CheckedField[],
): Reason[] {
  const reasons: Reason[] = []
  const permissions = as('dict', file.latest().resolve(file.latest().catalog.entries.get('Perms')))
  const registered = as('reference', permissions?.entries.get('DocMDP'))?.number
  const certified = first?.certifies === 2 && registered === first.dictNumber
  if (isPrepared && first && !certified) reasons.push(reason('not-certified'))
  if (first?.certifies === 1 && later.length > 0) reasons.push(reason('certified-closed'))
  if (later.some((signature) => signature.certifies !== undefined)) reasons.push(reason('certified-twice'))
  return reasons
}
