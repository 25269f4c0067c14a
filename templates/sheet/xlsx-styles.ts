/** Indices into `cellXfs` of the style sheet. */
export const STYLE = {
  plain: 0,
  title: 1,
  mark: 2,
  header: 3,
  text: 4,
  /** As text, and Excel leaves it text when somebody edits it. */
  guarded: 5,
  number: 6,
  instant: 7,
} as const

const edges = ['left', 'right', 'top', 'bottom']
  .map((edge) => `<${edge} style="thin"><color rgb="FF9AA0A6"/></${edge}>`)
  .join('')
const font = (size: number, bold = '', colour = '') =>
  `<font>${bold}<sz val="${size}"/>${colour}<name val="Times New Roman"/></font>`
const wrapped = '<alignment vertical="top" wrapText="1"/>'
const format = (numFmt: number, fontId: number, fill: number, border: number, inner = '', more = '') =>
  `<xf numFmtId="${numFmt}" fontId="${fontId}" fillId="${fill}" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"${more}>${inner}</xf>`

/** `xl/styles.xml` with the formats of `STYLE` in their order. */
export const STYLES_XML = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy\\ hh:mm:ss"/></numFmts><fonts count="4">${font(12)}${font(14, '<b/>')}${font(12, '<b/>', '<color rgb="FFB21217"/>')}${font(12, '<b/>')}</fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EAED"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>${edges}<diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="8">${[
  format(0, 0, 0, 0),
  format(0, 1, 0, 0),
  format(0, 2, 0, 0),
  format(0, 3, 2, 1, '<alignment horizontal="center" vertical="center" wrapText="1"/>'),
  format(49, 0, 0, 1, wrapped),
  format(49, 0, 0, 1, wrapped, ' quotePrefix="1"'),
  format(0, 0, 0, 1, wrapped),
  format(164, 0, 0, 1, wrapped),
].join(
  '',
)}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
