import type { PdfView } from '../pdf/pdf-file.ts'
import { as, changedKeys } from '../pdf/values.ts'

/** What many writers put into the document information anew with each revision; readers do not show it on the page. */
const technicalKeys = new Set(['ModDate', 'Producer', 'Creator'])

/**
 * The object number of the document information where a revision changed only technical entries of it; undefined
 * where it changed none, or others. Title and author are shown, and so are not among them.
 */
export function technicalInformation(before: PdfView, after: PdfView): number | undefined {
  const [old, now] = [before, after].map((view) => view.trailer.entries.get('Info'))
  const number = as('reference', now)?.number
  const [oldDict, nowDict] = [as('dict', before.resolve(old)), as('dict', after.resolve(now))]
  if (number === undefined || !oldDict || !nowDict) return undefined
  const keys = changedKeys(oldDict, nowDict)
  const technical = keys.every((key) => {
    return technicalKeys.has(key) && as('string', nowDict.entries.get(key)) !== undefined
  })
  return keys.length > 0 && technical ? number : undefined
}
