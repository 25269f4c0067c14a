import { as, type PdfDict } from '../../../server/signing/pdf/values.ts'
import { shownCodes } from './content-stream.ts'
import type { FinishedFile } from './finished-file.ts'
import { readFontProgram } from './font-program-reader.ts'
import { type Rule, unless } from './rule.ts'

/** A font with the codes that the pages draw in it. */
type UsedFont = { readonly name: string; readonly dict: PdfDict; readonly codes: ReadonlySet<number> }

const used = new WeakMap<FinishedFile, readonly UsedFont[]>()

function fontsOf(file: FinishedFile): readonly UsedFont[] {
  const known = used.get(file)
  if (known) return known
  const fonts = new Map<PdfDict, Set<number>>()
  for (const { resources, operations } of file.drawings())
    for (const { font, code } of shownCodes(operations)) {
      const dict = as('dict', file.at(resources, 'Font', font))
      if (dict) fonts.set(dict, (fonts.get(dict) ?? new Set()).add(code))
    }
  const found = [...fonts].map(([dict, codes]) => ({ name: file.name(dict, 'BaseFont') ?? '?', dict, codes }))
  used.set(file, found)
  return found
}

function programOf(file: FinishedFile, { dict }: UsedFont) {
  const stream = as('stream', file.at(dict, 'DescendantFonts', 0, 'FontDescriptor', 'FontFile2'))
  return stream ? { stream, ...readFontProgram(file.data(stream)) } : null
}

/** What each code extracts as, from the font's mapping to Unicode. */
function unicodeOf(file: FinishedFile, { dict }: UsedFont): ReadonlyMap<number, string> {
  const stream = as('stream', file.at(dict, 'ToUnicode'))
  const map = new Map<number, string>()
  if (!stream) return map
  const text = file.data(stream).toString('latin1')
  for (const [, from, , list] of text.matchAll(/<(\w{4})> <(\w{4})> \[([^\]]*)\]/g))
    for (const [index, [, hex]] of [...(list ?? '').matchAll(/<([\w ]*)>/g)].entries()) {
      const bytes = Buffer.from((hex ?? '').replaceAll(' ', ''), 'hex')
      map.set(Number.parseInt(from ?? '0', 16) + index, bytes.swap16().toString('utf16le'))
    }
  return map
}

const perFont =
  (faults: (file: FinishedFile, font: UsedFont) => readonly string[]): Rule['faults'] =>
  (file) =>
    fontsOf(file).flatMap((font) => faults(file, font).map((fault) => `${font.name}: ${fault}`))

/** Fonts: embedded, measured as they say, every code of theirs a known text. */
export const fontRules: readonly Rule[] = [
  {
    a: '6.2.11.3',
    ua: '7.21.3',
    what: 'composite fonts whose codes are the glyphs of the embedded program',
    faults: perFont((file, { dict }) =>
      unless(
        [file.name(dict, 'Subtype') === 'Type0' && file.name(dict, 'Encoding') === 'Identity-H', 'encoding'],
        [file.name(dict, 'DescendantFonts', 0, 'Subtype') === 'CIDFontType2', 'descendant'],
        [file.text(dict, 'DescendantFonts', 0, 'CIDSystemInfo', 'Ordering') === 'Identity', 'ordering'],
        [file.name(dict, 'DescendantFonts', 0, 'CIDToGIDMap') === 'Identity', 'CIDToGIDMap'],
        [file.name(dict, 'DescendantFonts', 0, 'BaseFont') === file.name(dict, 'BaseFont'), 'name'],
      ),
    ),
  },
  {
    a: '6.2.11.4.1',
    ua: '7.21.4.1',
    what: 'the program of every font embedded, with every glyph that is drawn',
    faults: perFont((file, font) => {
      const program = programOf(file, font)
      if (!program) return ['not embedded']
      const missing = [...font.codes].filter((code) => code >= program.glyphs)
      const stated = program.stream.dict.entries.get('Length1')
      return [
        ...missing.map((code) => `glyph ${code}`),
        ...unless([stated === file.data(program.stream).length, 'Length1']),
      ]
    }),
  },
  {
    a: '6.2.11.4.2',
    ua: '7.21.4.2',
    what: 'no CIDSet, which could only be incomplete; subsets named as such',
    faults: perFont((file, { dict, name }) =>
      unless(
        [file.at(dict, 'DescendantFonts', 0, 'FontDescriptor', 'CIDSet') === null, 'CIDSet'],
        [/^[A-Z]{6}\+/.test(name), 'tag'],
      ),
    ),
  },
  {
    a: '6.2.11.5',
    ua: '7.21.5',
    what: 'widths as in the program, to a thousandth of the em',
    faults: perFont((file, font) => {
      const program = programOf(file, font)
      const [first, list] = file.items(font.dict, 'DescendantFonts', 0, 'W')
      const widths = as('array', file.at(list))?.items ?? []
      return [...font.codes, 0].flatMap((code) => {
        const stated = Number(widths[code - Number(first)])
        return Math.abs(stated - (program?.width(code) ?? Number.NaN)) <= 1 ? [] : [`code ${code}`]
      })
    }),
  },
  {
    a: '6.2.11.7',
    ua: '7.21.7',
    what: 'every code mapped to Unicode, none to nothing, a byte order mark or the private area',
    faults: perFont((file, font) => {
      const unicode = unicodeOf(file, font)
      return [...font.codes].flatMap((code) => {
        const text = unicode.get(code) ?? ''
        // biome-ignore lint/suspicious/noControlCharactersInRegex: U+0000 is what is looked for
        return text === '' || /[\u0000\ufeff\ufffe\ufffd\p{Private_Use}]/u.test(text) ? [`code ${code}`] : []
      })
    }),
  },
  {
    a: '6.2.11.8',
    ua: '7.21.8',
    what: 'the glyph of what is missing never drawn',
    faults: perFont((_, { codes }) => (codes.has(0) ? ['.notdef'] : [])),
  },
]
