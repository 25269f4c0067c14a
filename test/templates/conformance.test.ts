import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { signAsDemonstration } from '../../server/signing/demo-signing.ts'
import { as, decodeText, type PdfValue, referencesIn } from '../../server/signing/pdf/values.ts'
import { renderMinutes } from '../../templates/minutes.ts'
import type { MinutesView } from '../../templates/minutes-view.ts'
import { renderSignatureAppearance } from '../../templates/signature-appearance.ts'
import { pki, signedAt } from '../signing/signed-pdf.ts'
import { archived } from '../signing/stamped-pdf.ts'
import { allDocuments, conclusion } from './all-documents.ts'
import { type ConferenceFile, viewOf } from './conference-view.ts'
import { annotationRules } from './conformance/annotation-rules.ts'
import { fileRules } from './conformance/file-rules.ts'
import { FinishedFile } from './conformance/finished-file.ts'
import { fontRules } from './conformance/font-rules.ts'
import { graphicsRules } from './conformance/graphics-rules.ts'
import { metadataRules } from './conformance/metadata-rules.ts'
import { clauseOf, type Rule } from './conformance/rule.ts'
import { structureRules } from './conformance/structure-rules.ts'
import { judge } from './read-pdf.ts'

const file: ConferenceFile = JSON.parse(
  readFileSync(new URL('./conference-132.json', import.meta.url), 'utf8'),
)
const rules: readonly Rule[] = [
  ...fileRules,
  ...metadataRules,
  ...graphicsRules,
  ...fontRules,
  ...structureRules,
  ...annotationRules,
]

/** Text strings of the file and what its codes extract as. */
function textsOf(file: FinishedFile): readonly string[] {
  const strings = file.dictionaries().flatMap((dict) =>
    [...dict.entries].flatMap(([key, value]) => {
      const held = as('string', value)
      return held && TEXTS.has(key) ? [decodeText(held)] : []
    }),
  )
  return [...strings, judge(file.bytes, 'pdftotext', 'FILE', '-')]
}
const TEXTS = new Set([
  'Alt',
  'ActualText',
  'TU',
  'T',
  'Title',
  'Author',
  'Subject',
  'Desc',
  'CN',
  'Contents',
])

const rich = (changes: Partial<MinutesView> = {}) => viewOf(file, { conclusion, ...changes })
/** With both signatures and the seal as a demonstration draws them, and what an archive adds. */
async function signed(): Promise<Uint8Array> {
  const view = rich()
  const organ = { name: 'Con dấu cơ quan (minh họa)' }
  const sign = signAsDemonstration(async () => pki, renderSignatureAppearance)
  let bytes = await renderMinutes({ ...view, signers: { ...view.signers, organ } })
  for (const field of ['secretary', 'chair', 'organ'] as const)
    bytes = (await sign(bytes, field, signedAt)).bytes
  return archived(bytes, signedAt + 600_000)
}

/** Every document in every profile, and the minutes of the whole conference unsigned and signed. */
const tall = 'Đặng Thị Hoàng Yến Phương '.repeat(120).trim()
const cutRow = viewOf(file)
  .bridges.slice(0, 2)
  .map((bridge) => ({ ...bridge, chair: { name: tall, title: null } }))
const documents: readonly (readonly [string, () => Promise<Uint8Array>])[] = [
  ...allDocuments.map(({ name, draw }) => [name, draw] as const),
  ['whole', () => renderMinutes(rich())],
  ['with a row that pages cut', () => renderMinutes(rich({ bridges: cutRow }))],
  ['signed, sealed and archived', signed],
]

describe('every document holds the clauses of PDF/A-3a and PDF/UA-1 that are checked', () => {
  const finished = new Map<string, FinishedFile>()
  beforeAll(async () => {
    for (const [name, make] of documents) finished.set(name, new FinishedFile(await make()))
  })

  it.each(rules.map((rule) => [clauseOf(rule), rule.what, rule] as const))(
    '%s: %s',
    (_clause, _what, rule) => {
      for (const [name, file] of finished) expect(rule.faults(file).slice(0, 5), name).toEqual([])
    },
  )

  it('with every text in NFC, in the page, in the structure and in what the file says of itself', () => {
    for (const [name, file] of finished) {
      expect(file.xmp, name).toBe(file.xmp.normalize('NFC'))
      for (const text of textsOf(file)) expect(text, name).toBe(text.normalize('NFC'))
    }
  })

  it('with lists, quotations and tables as such in the structure', () => {
    const types = new Set(
      finished
        .get('whole')
        ?.walked()
        .map(({ type }) => type),
    )
    for (const type of [
      'H1',
      'H2',
      'H3',
      'H4',
      'P',
      'L',
      'LI',
      'Lbl',
      'LBody',
      'BlockQuote',
      'Table',
      'Form',
    ])
      expect(types).toContain(type)
    const inner = finished
      .get('whole')
      ?.walked()
      .find(({ type, parent }) => type === 'L' && parent?.type === 'LBody')
    expect(inner?.kids.map(({ kids }) => kids.map(({ type }) => type))).toEqual([
      ['Lbl', 'LBody'],
      ['Lbl', 'LBody'],
    ])
  })

  it('with a row that pages cut as one row, and its repeated header outside of the structure', () => {
    const file = finished.get('with a row that pages cut')
    const table = file?.walked().find(({ type }) => type === 'Table')
    expect(table?.kids).toHaveLength(3)
    const last = table?.kids[1]?.kids.at(-1)
    expect(new Set(last?.content.map(({ page }) => page)).size).toBeGreaterThan(1)
    const headers = file?.walked().filter(({ type }) => type === 'TH') ?? []
    for (const header of headers.slice(0, 5))
      expect(new Set(header.content.map(({ page }) => page)).size).toBe(1)
  })

  it('with bookmarks for its headings', () => {
    const file = finished.get('whole')
    const outline = file?.at(file.view.catalog, 'Outlines', 'First')
    expect(outline && file?.text(outline, 'Title')).toBe('BIÊN BẢN')
    expect(outline && file?.text(outline, 'First', 'Title')).toMatch(/^I\. /)
  })

  it('without an object that nothing leads to, until a signature takes the place of an empty field', () => {
    for (const [name, { view, file }] of finished) {
      if (file.revisions.length > 1) continue
      const reached = new Set<number>()
      const walk = (value: PdfValue): void => {
        for (const { number } of referencesIn(value)) {
          if (reached.has(number)) continue
          reached.add(number)
          walk(view.object(number) ?? null)
        }
      }
      walk(view.trailer)
      expect(
        view.numbers().filter((number) => !reached.has(number)),
        name,
      ).toEqual([])
    }
  })
})

describe('a file that was spoilt', () => {
  let whole: string
  beforeAll(async () => {
    whole = Buffer.from(await renderMinutes(rich())).toString('latin1')
  })

  /** Each is as long as what it replaces, so that the file can still be read. */
  const spoilt: readonly (readonly [string, string, string])[] = [
    ['ISO 19005-3, 6.1.2', '%PDF-1.7\n%\xff\xff', '%PDF-1.7\n%aa'],
    ['ISO 19005-3, 6.1.3; ISO 14289-1, 7.16', '/ID [', '/IX ['],
    ['ISO 19005-3, 6.1.7', '/Type /EmbeddedFile', '/FFilter /LZWDecode'],
    ['ISO 19005-3, 6.5.1', '/S /GTS_PDFA1', '/S /Sound\n   '],
    ['ISO 19005-3, 6.5.2', '/Lang', '/AA  '],
    ['ISO 19005-3, 6.8; ISO 14289-1, 7.11', '/AFRelationship', '/XFRelationship'],
    ['ISO 19005-3, 6.2.3', '/S /GTS_PDFA1', '/S /GTS_PDFX '],
    ['ISO 19005-3, 6.6.4', '<pdfaid:part>3<', '<pdfaid:part>2<'],
    ['ISO 14289-1, 5', '<pdfuaid:part>1<', '<pdfuaid:part>2<'],
    ['ISO 14289-1, 7.1', '/DisplayDocTitle true', '/DisplayDocTitle null'],
    ['ISO 19005-3, 6.6.2.1; ISO 14289-1, 7.1', '</dc:title>', '</dc:titel>'],
    ['ISO 19005-3, 6.6.2.2', '<dc:title><rdf:Alt>', '<dc:xitle><rdf:Alt>'],
    ['ISO 19005-3, 6.6.2.3', '<pdfaProperty:name>logHash<', '<pdfaProperty:name>logHush<'],
    ['ISO 19005-3, 6.7.2.2; ISO 14289-1, 7.1', '/Marked true', '/Marked null'],
    ['ISO 19005-3, 6.7.4; ISO 14289-1, 7.2', '/Lang (vi)', '/Lang (??)'],
    ['ISO 19005-3, 6.7.3.4; ISO 14289-1, 7.1', '/S /BlockQuote', '/S /BlockQuite'],
    ['ISO 19005-3, 6.7.5; ISO 14289-1, 7.3', '/S /Form\n/Alt', '/S /Form\n/Alx'],
    ['ISO 14289-1, 7.4', '/S /H2', '/S /H4'],
    ['ISO 14289-1, 7.5', '/Scope /Column', '/Scope /Colamn'],
    ['ISO 14289-1, 7.6', '/ListNumbering', '/LiztNumbering'],
    ['ISO 19005-3, 6.7.3.3; ISO 14289-1, 7.1', '/StructParents 0', '/StructParents 1'],
    ['ISO 19005-3, 6.3; ISO 14289-1, 7.18', '\n/F 4\n', '\n/F 2\n'],
    ['ISO 19005-3, 6.4; ISO 14289-1, 7.15', '/SigFlags 3', '/XFA [] %3 '],
    ['ISO 19005-3, 6.2.11.3; ISO 14289-1, 7.21.3', '/CIDToGIDMap /Identity', '/CIDToGIDMap /Identitx'],
    ['ISO 19005-3, 6.2.11.4.1; ISO 14289-1, 7.21.4.1', '/FontFile2', '/FontFile9'],
    ['ISO 19005-3, 6.2.11.4.2; ISO 14289-1, 7.21.4.2', '/StemV 80', '/CIDSet 0'],
    ['ISO 19005-3, 6.2.11.5; ISO 14289-1, 7.21.5', '/W [0 [', '/W [1 ['],
    ['ISO 19005-3, 6.2.11.7; ISO 14289-1, 7.21.7', '/ToUnicode', '/ToUnicade'],
    ['ISO 19005-3, 6.9', '/OutputIntents', '/OCProperties '],
  ]

  it.each(spoilt)('is caught by the rule of %s', (clause, from, to) => {
    expect(to).toHaveLength(from.length)
    expect(whole).toContain(from)
    const finished = new FinishedFile(Buffer.from(whole.replace(from, to), 'latin1'))
    const caught = rules.filter((rule) => rule.faults(finished).length > 0).map(clauseOf)
    expect(caught).toContain(clause)
  })
})

it('the list of what is checked names each of these rules, and no other', () => {
  const text = readFileSync(new URL('../../docs/PDFA.md', import.meta.url), 'utf8')
  const listed = [...text.matchAll(/^\| (?:([\d.]+) )?\| (?:([\d.]+) )?\| (.+) \|$/gm)].map(
    ([, a = '', ua = '', what = '']) => `${a} ${ua} ${what}`,
  )
  expect(listed).toEqual(rules.map(({ a = '', ua = '', what }) => `${a} ${ua} ${what}`))
})
