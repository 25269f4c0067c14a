import { type Paragraph, paragraphItems } from '../pdf/blocks.ts'
import type { Item } from '../pdf/flow.ts'
import { node } from '../pdf/structure.ts'
import { tableItems } from '../pdf/table.ts'
import type { TableBlock, TextBlock } from '../text-block.ts'
import { Places } from './places.ts'
import { heading, running, type Sheet } from './sheet.ts'

/** Rows above this part of a page may be cut between lines. */
const TALLEST_ROW = 0.7
/** Points above what stands close to its predecessor. */
const CLOSE = 2

/** Sets the blocks of a document's text on its sheet, for the flow. */
export function setBlocks(sheet: Sheet, blocks: readonly TextBlock[]): Item[] {
  const items: Item[] = []
  const places = new Places(sheet.root)
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
    } else paragraphs.push(setParagraph(sheet, block, places, blocks[index + 1]?.kind === 'table'))
  }
  flush()
  return items
}

function setParagraph(
  sheet: Sheet,
  block: Exclude<TextBlock, { kind: 'table' }>,
  places: Places,
  introduces: boolean,
): Paragraph {
  if (block.kind === 'heading') return heading(sheet, `H${block.level}`, block.text)
  const { note } = sheet.profile
  const [first, ...rest] = block.spans
  const label = block.labelled ? places.label(block.within) : null
  const spans = label && first ? [{ ...first, node: label }, ...rest] : block.spans
  const set = running(sheet, block.note ? spans.map((span) => ({ ...span, ...note })) : spans, {
    depth: block.depth ?? 0,
    keepWithNext: block.keepWithNext ?? introduces,
    node: node('P', places.of(block.within)),
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
