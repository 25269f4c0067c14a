import type { PdfView } from './pdf-file.ts'
import { type PdfValue, referencesIn } from './values.ts'

/**
 * Every object number that can be reached from the trailer, and among them those that nothing defines: a later
 * revision that defines such a number would make it appear wherever it is referred to.
 * @param except an entry of the catalog that is not followed
 * @throws PdfError
 */
export function reach(
  view: PdfView,
  except?: PdfValue,
): { reached: ReadonlySet<number>; undefined: ReadonlySet<number> } {
  const reached = new Set<number>()
  const missing = new Set<number>()
  const open: PdfValue[] = [...view.trailer.entries.values()]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const { number } of referencesIn(next)) {
      if (reached.has(number)) continue
      reached.add(number)
      const value = view.object(number)
      if (value === undefined) missing.add(number)
      else if (except !== undefined && number === view.catalogNumber) {
        open.push(...[...view.catalog.entries.values()].filter((entry) => entry !== except))
      } else open.push(value)
    }
  }
  return { reached, undefined: missing }
}
