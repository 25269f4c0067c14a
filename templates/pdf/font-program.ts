import { type EmbeddedFont, object, type Writer } from './writer.ts'

/** FontDescriptor flags: Symbolic, as the codes are those of the subset, and Italic (ISO 32000-1, table 123). */
const SYMBOLIC = 4
const ITALIC = 64
/** A thickness that the typefaces do not state; readers use it for substitutes only. */
const STEM = { regular: 80, bold: 140 }

/**
 * Has a font written as a CIDFontType2 subset with its program, the widths of every glyph in it and its mapping to
 * Unicode. No CIDSet is written: ISO 19005-3, 6.2.11.4.2 does not ask for one.
 */
export function writeAsSubset(writer: Writer, font: EmbeddedFont): void {
  const { font: face } = font
  const scale = 1000 / face.unitsPerEm
  // The glyph of what is missing; its width is in the units of the face.
  font.widths[0] = (font.widths[0] ?? 0) * scale
  font.embed = () => {
    const program = font.subset.encode()
    const file = object(writer, { Length1: program.length })
    file.end(program)
    const name = `${tagOf(font.id)}+${face.postscriptName}`
    const { minX, minY, maxX, maxY } = face.bbox
    const descriptor = object(writer, {
      Type: 'FontDescriptor',
      FontName: name,
      Flags: SYMBOLIC | (face.italicAngle === 0 ? 0 : ITALIC),
      FontBBox: [minX, minY, maxX, maxY].map((length) => length * scale),
      ItalicAngle: face.italicAngle,
      Ascent: face.ascent * scale,
      Descent: face.descent * scale,
      CapHeight: (face.capHeight || face.ascent) * scale,
      StemV: /bold/i.test(face.postscriptName) ? STEM.bold : STEM.regular,
      FontFile2: file,
    })
    descriptor.end()
    const descendant = object(writer, {
      Type: 'Font',
      Subtype: 'CIDFontType2',
      BaseFont: name,
      CIDSystemInfo: { Registry: new String('Adobe'), Ordering: new String('Identity'), Supplement: 0 },
      FontDescriptor: descriptor,
      DW: font.widths[0],
      W: [0, font.widths],
      CIDToGIDMap: 'Identity',
    })
    descendant.end()
    font.dictionary.data = {
      Type: 'Font',
      Subtype: 'Type0',
      BaseFont: name,
      Encoding: 'Identity-H',
      DescendantFonts: [descendant],
      ToUnicode: font.toUnicodeCmap(),
    }
    font.dictionary.end()
  }
}

/** Six capitals that tell the subsets of one file apart (ISO 32000-1, 9.6.4); `id` is `F1`, `F2` and so on. */
function tagOf(id: string): string {
  return Number(id.slice(1))
    .toString(26)
    .padStart(6, '0')
    .replace(/./g, (digit) => String.fromCharCode(65 + Number.parseInt(digit, 26)))
}
