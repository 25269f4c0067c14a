import { paragraphItems, sideBySide } from '../pdf/blocks.ts'
import type { Item } from '../pdf/flow.ts'
import { node } from '../pdf/structure.ts'
import type { Profile } from '../profiles/profile.ts'
import { type Sheet, single } from './sheet.ts'

const MOST_GLUED = 12

/** Whom a document goes to, with the archive; each with the mark that ends its line. */
export function recipientLines({ recipients }: Profile, to: readonly string[]): string[] {
  const { archive, separator, end } = recipients
  const lines = [...to, ...archive]
  return lines.map((line, index) => `- ${line}${index === lines.length - 1 ? end : separator}`)
}

/** The recipients in the left half, below what stands above; a short list goes with it onto its page. */
export function recipientItems(sheet: Sheet, to: readonly string[]): Item[] {
  const lines = recipientLines(sheet.profile, to)
  const [first, ...rest] = listItems(sheet, lines, 18)
  return first ? [{ ...first, glued: lines.length <= MOST_GLUED }, ...rest] : []
}

/** The recipients on the left of a signature, as one item that keeps with what stands above it. */
export function besideRecipients(sheet: Sheet, to: readonly string[], signature: Item): Item {
  const lines = recipientLines(sheet.profile, to)
  return sideBySide([listItems(sheet, lines, 0), [{ ...signature, before: 0 }]], {
    before: signature.before,
    glued: true,
  })
}

function listItems(sheet: Sheet, lines: readonly string[], before: number): Item[] {
  const rule = sheet.profile.recipients
  const column = { x: sheet.column.x, width: sheet.column.width / 2 }
  const list = node('L', sheet.root, { numbering: 'None' })
  return paragraphItems(
    [
      single(sheet, rule.headingText, rule.heading, { align: 'left', before, keepWithNext: true }),
      ...lines.map((line, index) => {
        const place = { align: 'left', keepWithNext: index < lines.length - 1 } as const
        const item = node('LI', list)
        const label = { ...rule.items, text: line.slice(0, 2), node: node('Lbl', item) }
        const spans = [label, { ...rule.items, text: line.slice(2) }]
        return { ...single(sheet, rule.items, line, place), spans, node: node('P', node('LBody', item)) }
      }),
    ],
    column,
  )
}
