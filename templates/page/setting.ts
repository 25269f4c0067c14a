import { type Paragraph, paragraphItems } from '../pdf/blocks.ts'
import type { Item } from '../pdf/flow.ts'
import { tableItems } from '../pdf/table.ts'
import type { TableBlock, TextBlock } from '../text-block.ts'
import { heading, running, type Sheet } from './sheet.ts'

/** Rows above this part of a page may be cut between lines. */
const TALLEST_ROW = 0.7
/** Points above what stands close to its predecessor. */
const CLOSE = 2

/** Sets the blocks of a document's text on its sheet, for the flow. */
export function setBlocks(sheet: Sheet, blocks: readonly TextBlock[]): Item[] {
  const items: Item[] = []
  let paragraphs: Paragraph[] = []
  const flush = () => {
    items.push(...paragraphItems(paragraphs, sheet.column))
    paragraphs = []
  }
  for (const [index, block] of blocks.entries()) {
    if (block.kind === 'table') {
      const glued = paragraphs.length > 0
      flush()
      items.push(...setTable(sheet, block, glued))
    } else paragraphs.push(setParagraph(sheet, block, blocks[index + 1]?.kind === 'table'))
  }
  flush()
  return items
}

function setParagraph(
  sheet: Sheet,
  block: Exclude<TextBlock, { kind: 'table' }>,
  introduces: boolean,
): Paragraph {
  if (block.kind === 'heading') return heading(sheet, `H${block.level}`, block.text)
  const { note } = sheet.profile
  const set = running(sheet, block.note ? block.spans.map((span) => ({ ...span, ...note })) : block.spans, {
    depth: block.depth ?? 0,
    keepWithNext: block.keepWithNext ?? introduces,
    type: block.quoted ? 'BlockQuote' : 'P',
    ...(block.close ? { before: CLOSE } : {}),
  })
  if (!block.note) return set
  return { ...set, style: { ...set.style, size: note.size, leading: note.leading, align: 'left' } }
}

function setTable(sheet: Sheet, { columns, rows }: TableBlock, glued: boolean): Item[] {
  const { table, body } = sheet.profile
  return tableItems(
    {
      parent: sheet.root,
      columns,
      rows,
      size: table.size,
      leading: table.leading,
      before: body.paragraphGap,
      tallest: sheet.height * TALLEST_ROW,
      glued,
    },
    sheet.column,
  )
}
