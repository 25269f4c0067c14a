import { DEMONSTRATION_MARK } from '../../templates/page/page-marks.ts'
import type { Findings } from './finding.ts'
import { isLetters } from './letters.ts'
import { shortened } from './words.ts'
import type { Zones } from './zones.ts'

/** Families with the metrics of Times New Roman, and the one for pictographs. */
const TIMES = /^(times|tinos|liberation ?serif|nimbus ?roman|termes|tex ?gyre ?termes|noto ?emoji)/i

/** What holds for every word: fonts, colour, composed letters; tags and language. */
export function checkFile({ document, profile }: Zones, found: Findings): void {
  for (const { name, embedded, page } of document.fonts) {
    if (!embedded) found.add('font/not-embedded', page, { found: name })
    if (!TIMES.test(name)) found.add('font/not-times', page, { found: name })
  }
  const marks = [DEMONSTRATION_MARK, profile.heading.draft.text]
  for (const { number, lines } of document.pages)
    for (const { text, stretches } of lines) {
      if (text !== text.normalize('NFC')) found.add('words/not-nfc', number, { found: shortened(text) })
      const isMark = marks.some((mark) => text.includes(mark))
      for (const stretch of stretches.filter(isLetters)) {
        if (!stretch.black && !isMark)
          found.add('colour/not-black', number, { found: shortened(stretch.text) })
        if (!stretch.upright) found.add('words/turned', number, { found: shortened(stretch.text) })
      }
    }
  if (!document.tagged) found.add('structure/untagged')
  if (!/^vi(-|$)/i.test(document.language)) found.add('structure/language')
}
