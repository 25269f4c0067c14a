import type { Span } from '../pdf/paragraph.ts'
import type { TableBlock } from '../text-block.ts'
import { escapedXml } from '../xml-text.ts'

const EDGES = ['top', 'left', 'bottom', 'right'] as const
/** Twentieths of a point. */
const PADDING = { top: 40, left: 80, bottom: 40, right: 80 }

/**
 * A ruled table as WordprocessingML (ECMA-376, 17.4), written as text: as objects one of thousands of rows takes a
 * gigabyte. `width` is in twentieths of a point, `size` in points.
 */
export function tableXml({ columns, rows }: TableBlock, width: number, size: number): string {
  const widths = columns.map(({ share }) => Math.round(width * share))
  const rules = [...EDGES, 'insideH', 'insideV'].map(
    (edge) => `<w:${edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`,
  )
  const padding = EDGES.map((edge) => `<w:${edge} w:w="${PADDING[edge]}" w:type="dxa"/>`)
  const head = [
    '<w:tbl><w:tblPr>',
    `<w:tblW w:w="${width}" w:type="dxa"/>`,
    `<w:tblBorders>${rules.join('')}</w:tblBorders>`,
    '<w:tblLayout w:type="fixed"/>',
    `<w:tblCellMar>${padding.join('')}</w:tblCellMar>`,
    '</w:tblPr><w:tblGrid>',
    ...widths.map((each) => `<w:gridCol w:w="${each}"/>`),
    '</w:tblGrid>',
  ]
  const header = columns.map(({ title }, index) =>
    cell([{ text: title, bold: true }], {
      width: widths[index] ?? 0,
      size,
      centred: true,
      properties: '<w:vAlign w:val="center"/>',
    }),
  )
  const body = rows.map((row) => {
    const cells = columns.map(({ align }, index) =>
      cell(row[index] ?? [], {
        width: widths[index] ?? 0,
        size,
        centred: align === 'center',
        properties: '',
      }),
    )
    return `<w:tr>${cells.join('')}</w:tr>`
  })
  const top = `<w:tr><w:trPr><w:tblHeader/></w:trPr>${header.join('')}</w:tr>`
  return [...head, top, ...body, '</w:tbl>'].join('')
}

function cell(
  spans: readonly Span[],
  place: {
    readonly width: number
    readonly size: number
    readonly centred: boolean
    readonly properties: string
  },
): string {
  const { width, size, centred, properties } = place
  const runs = spans.map((span) => run(span, span.size ?? size))
  const align = `<w:pPr><w:jc w:val="${centred ? 'center' : 'left'}"/></w:pPr>`
  return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${properties}</w:tcPr><w:p>${align}${runs.join('')}</w:p></w:tc>`
}

/** A span; its line ends are breaks. */
function run({ text, bold, italic, underline }: Span, size: number): string {
  const half = Math.round(size * 2)
  const properties = [
    bold ? '<w:b/><w:bCs/>' : '',
    italic ? '<w:i/><w:iCs/>' : '',
    `<w:sz w:val="${half}"/><w:szCs w:val="${half}"/>`,
    underline ? '<w:u w:val="single"/>' : '',
  ]
  const words = text
    .split('\n')
    .map((line, index) => {
      const shown = line === '' ? '' : `<w:t xml:space="preserve">${escapedXml(line)}</w:t>`
      return index > 0 ? `<w:br/>${shown}` : shown
    })
    .join('')
  return `<w:r><w:rPr>${properties.join('')}</w:rPr>${words}</w:r>`
}
