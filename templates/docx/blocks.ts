import { AlignmentType, HeadingLevel, type ISpacingProperties, LineRuleType, Paragraph, TextRun } from 'docx'
import type { Sheet } from '../page/sheet.ts'
import type { Span } from '../pdf/paragraph.ts'
import type { Profile, TextRule } from '../profiles/profile.ts'
import type { TextBlock } from '../text-block.ts'
import { xmlText } from '../xml-text.ts'
import { tableXml } from './table-xml.ts'

/** Twentieths of a point, the unit of lengths in WordprocessingML. */
export const twips = (points: number) => Math.round(points * 20)
const twipsOfMm = (millimetres: number) => twips((millimetres * 72) / 25.4)

const HEADINGS = { 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3, 4: HeadingLevel.HEADING_4 } as const

/** Spans as runs; `size` in points is what a span has that names none. */
export function runs(spans: readonly Span[], size: number): TextRun[] {
  return spans.flatMap((span) =>
    xmlText(span.text)
      .split('\n')
      .map(
        (text, index) =>
          new TextRun({
            text,
            size: Math.round((span.size ?? size) * 2),
            bold: span.bold ?? false,
            italics: span.italic ?? false,
            ...(span.underline ? { underline: {} } : {}),
            ...(index > 0 ? { break: 1 } : {}),
          }),
      ),
  )
}

/** One line or a few of their own, set after a text rule, centred unless it says otherwise. */
export function lineOf(
  rule: TextRule,
  text: string,
  left = false,
  spacing: ISpacingProperties = {},
): Paragraph {
  return new Paragraph({
    alignment: left ? AlignmentType.LEFT : AlignmentType.CENTER,
    spacing,
    children: runs([{ ...rule, text }], rule.size),
  })
}

/** Where a table goes that is written as text once the library has written everything else. */
export class TablePlace extends Paragraph {
  readonly style: string
  readonly xml: string

  /** `number` is the table's own in its document. */
  constructor(number: number, xml: string) {
    const style = `TablePlace${number}`
    super({ style })
    this.style = style
    this.xml = xml
  }
}

/** The blocks of a document's text for a WordprocessingML body. */
export function bodyOf(sheet: Sheet, blocks: readonly TextBlock[]): Paragraph[] {
  const { profile, column } = sheet
  return blocks.flatMap((block, index) =>
    block.kind === 'table'
      ? // Word joins tables that follow one another; a paragraph keeps them apart.
        [
          new TablePlace(index, tableXml(block, twips(column.width), profile.table.size)),
          new Paragraph({ spacing: { after: 0 } }),
        ]
      : [paragraphOf(profile, block, blocks[index + 1]?.kind === 'table')],
  )
}

function paragraphOf(
  { body, note }: Profile,
  block: Exclude<TextBlock, { kind: 'table' }>,
  introduces: boolean,
): Paragraph {
  const firstLine = twipsOfMm(body.firstLineMm)
  const spacing = {
    line: twips(body.leading),
    lineRule: LineRuleType.AT_LEAST,
    before: twips(body.paragraphGap),
  }
  if (block.kind === 'heading')
    return new Paragraph({
      heading: HEADINGS[block.level],
      keepNext: true,
      indent: { firstLine },
      spacing: { ...spacing, before: twips(body.paragraphGap * (block.level === 2 ? 2 : 1.5)) },
      children: runs([{ text: block.text, bold: true, italic: block.level === 4 }], body.size),
    })
  const spans = block.note ? block.spans.map((span) => ({ ...span, ...note })) : block.spans
  const justified = body.align === 'justify' && !block.note
  return new Paragraph({
    alignment: justified ? AlignmentType.JUSTIFIED : AlignmentType.LEFT,
    keepNext: block.keepWithNext ?? introduces,
    indent: { firstLine, left: (block.depth ?? 0) * firstLine },
    spacing: {
      ...spacing,
      ...(block.note ? { line: twips(note.leading) } : {}),
      ...(block.close ? { before: twips(2) } : {}),
    },
    children: runs(spans, body.size),
  })
}
