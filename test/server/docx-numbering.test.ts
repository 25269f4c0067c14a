import { AlignmentType, Document, LevelFormat, Packer, Paragraph } from 'docx'
import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { readProvisions } from '../../domain/provision-text.ts'
import { paragraphsOfDocx } from '../../server/contributions/attachment-docx.ts'
import { asDocx, asText, openInOffice } from '../templates/office-reader.ts'

const level = (at: number, format: 'upperRoman' | 'decimal' | 'lowerLetter', text: string) => ({
  level: at,
  format:
    LevelFormat[
      ({ upperRoman: 'UPPER_ROMAN', decimal: 'DECIMAL', lowerLetter: 'LOWER_LETTER' } as const)[format]
    ],
  text,
  alignment: AlignmentType.START,
})

/** A regulation whose every number is made by the word processor. */
async function regulation(): Promise<Uint8Array> {
  const chapters = { reference: 'chapters', levels: [level(0, 'upperRoman', 'Chương %1.')] }
  const articles = {
    reference: 'articles',
    levels: [level(0, 'decimal', 'Điều %1.'), level(1, 'decimal', '%2.'), level(2, 'lowerLetter', '%3)')],
  }
  const numbered = (text: string, reference: string, at = 0) =>
    new Paragraph({ text, numbering: { reference, level: at } })
  const document = new Document({
    numbering: { config: [chapters, articles] },
    sections: [
      {
        children: [
          new Paragraph('QUY ĐỊNH về kiểm điểm'),
          numbered('QUY ĐỊNH CHUNG', 'chapters'),
          numbered('Phạm vi điều chỉnh', 'articles'),
          numbered('Quy định về nguyên tắc;', 'articles', 1),
          numbered('Quy định về đối tượng, gồm:', 'articles', 1),
          ...['tập thể;', 'cá nhân;', 'đảng viên;', 'cán bộ;', 'công chức;', 'viên chức.'].map((text) =>
            numbered(text, 'articles', 2),
          ),
          numbered('TIÊU CHÍ', 'chapters'),
          numbered('Mức xếp loại', 'articles'),
          numbered('Hoàn thành tốt;', 'articles', 1),
          numbered('gồm tập thể.', 'articles', 2),
        ],
      },
    ],
  })
  return new Uint8Array(await Packer.toBuffer(document))
}

const shown = [
  'QUY ĐỊNH về kiểm điểm',
  'Chương I. QUY ĐỊNH CHUNG',
  'Điều 1. Phạm vi điều chỉnh',
  '1. Quy định về nguyên tắc;',
  '2. Quy định về đối tượng, gồm:',
  'a) tập thể;',
  'b) cá nhân;',
  'c) đảng viên;',
  'd) cán bộ;',
  'e) công chức;',
  'f) viên chức.',
  'Chương II. TIÊU CHÍ',
  'Điều 2. Mức xếp loại',
  '1. Hoàn thành tốt;',
  'a) gồm tập thể.',
]

test('numbers that a word processor makes come out as it shows them, and the provisions are known by them', async () => {
  const bytes = await regulation()
  expect(paragraphsOfDocx(bytes)).toEqual(shown)
  const { topics } = readProvisions(shown.join('\n'))
  expect(topics.map(({ id }) => id)).toEqual([
    ...['c1', 'd1', 'd1.1', 'd1.2'],
    ...['a', 'b', 'c', 'd', 'e', 'f'].map((point) => `d1.2.${point}`),
    ...['c2', 'd2', 'd2.1', 'd2.1.a'],
  ])
})

test('another program shows the same numbers, and what it writes is read the same', {
  timeout: 300_000,
}, async () => {
  const file = { 'quy-dinh.docx': await regulation() }
  const text = openInOffice(file, asText)
    ['quy-dinh.txt']?.toString('utf8')
    .replace(/^\ufeff/, '')
  expect(text?.trim().split(/\s*\n\s*/)).toEqual(shown)
  const written = openInOffice(file, asDocx)['quy-dinh.docx']
  expect(paragraphsOfDocx(written ?? new Uint8Array())).toEqual(shown)
})

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const lvl = (at: number, inner: string, start = 1) =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="${start}"/>${inner}</w:lvl>`
const as = (format: string, text: string) => `<w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/>`

function read(body: string, numbering: string, styles = ''): readonly string[] {
  const part = (root: string, inner: string) => strToU8(`<w:${root} ${W}>${inner}</w:${root}>`)
  return paragraphsOfDocx(
    zipSync({
      'word/document.xml': part('document', `<w:body>${body}</w:body>`),
      'word/numbering.xml': part('numbering', numbering),
      'word/styles.xml': part('styles', styles),
    }),
  )
}
const p = (text: string, properties: string) =>
  `<w:p><w:pPr>${properties}</w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`
const inList = (list: number, at = 0) =>
  `<w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="${list}"/></w:numPr>`

test('articles go on through chapters where their level never restarts; clauses begin anew', () => {
  const levels =
    lvl(0, as('upperRoman', 'CHƯƠNG %1')) +
    lvl(1, `${as('decimal', '&#x110;iều %2.')}<w:lvlRestart w:val="0"/><w:suff w:val="space"/>`) +
    lvl(2, `${as('decimal', '%2.%3.')}<w:isLgl/>`)
  const numbering = `<w:abstractNum w:abstractNumId="4">${levels}</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="4"/></w:num>`
  const body = [0, 1, 2, 2, 1, 0, 1, 2].map((at) => p('x', inList(7, at))).join('')
  expect(read(body, numbering)).toEqual([
    ...['CHƯƠNG I x', 'Điều 1. x', '1.1. x', '1.2. x', 'Điều 2. x'],
    ...['CHƯƠNG II x', 'Điều 3. x', '3.1. x'],
  ])
})

test('lists of one definition go on with each other unless one says where it begins', () => {
  const numbering =
    `<w:abstractNum w:abstractNumId="0">${lvl(0, as('decimal', 'Điều %1.'), 5)}</w:abstractNum>` +
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>' +
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
  const body = [1, 1, 2, 3, 3, 0].map((list) => p('x', inList(list))).join('')
  expect(read(body, numbering)).toEqual([
    'Điều 5. x',
    'Điều 6. x',
    'Điều 7. x',
    'Điều 1. x',
    'Điều 2. x',
    'x',
  ])
})

test('a style may number its paragraphs; a paragraph may leave it; what it once was does not count', () => {
  const levels =
    lvl(0, `${as('decimal', 'Điều %1.')}<w:pStyle w:val="Dieu"/>`) +
    lvl(1, `${as('lowerLetter', '%2)')}<w:pStyle w:val="Diem"/>`)
  const numbering = `<w:abstractNum w:abstractNumId="0">${levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`
  const numbered = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
  const styles =
    `<w:style w:type="paragraph" w:styleId="Dieu">${numbered}</w:style>` +
    `<w:style w:type="paragraph" w:styleId="Diem">${numbered}</w:style>` +
    '<w:style w:type="paragraph" w:styleId="DieuNghieng"><w:basedOn w:val="Dieu"/></w:style>'
  const styled = (style: string, more = '') => p('x', `<w:pStyle w:val="${style}"/>${more}`)
  const once = `<w:pPrChange w:id="1"><w:pPr>${inList(1)}</w:pPr></w:pPrChange>`
  const out = '<w:numPr><w:numId w:val="0"/></w:numPr>'
  const body = [
    styled('Dieu'),
    styled('Diem'),
    styled('DieuNghieng'),
    styled('Diem'),
    styled('Dieu', out),
    p('x', once),
  ]
  expect(read(body.join(''), numbering, styles)).toEqual([
    ...['Điều 1. x', 'a) x', 'Điều 2. x', 'a) x', 'x', 'x'],
  ])
})

test('a bullet is a sign that can be read, whatever font it came from', () => {
  const numbering =
    `<w:abstractNum w:abstractNumId="0">${lvl(0, as('bullet', '\uf0b7'))}${lvl(1, as('bullet', '-'))}</w:abstractNum>` +
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
  expect(read(p('x', inList(1)) + p('y', inList(1, 1)), numbering)).toEqual(['• x', '- y'])
})
