import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { renderMinutes } from '../../templates/minutes.ts'
import { type ConferenceFile, viewOf } from './conference-view.ts'
import { judge, openObjects, type PdfValue } from './read-pdf.ts'

type Dictionary = { [key: string]: PdfValue }
const file: ConferenceFile = JSON.parse(
  readFileSync(new URL('./conference-132.json', import.meta.url), 'utf8'),
)

describe('the file of the minutes', () => {
  const subject = 'Hội nghị <b>&"góp ý"'
  let bytes: Uint8Array
  let pdf: ReturnType<typeof openObjects>
  beforeAll(async () => {
    bytes = await renderMinutes(viewOf(file, { subject }))
    pdf = openObjects(bytes)
  })

  it('is sound, version 1.7, with a classic cross-reference table', () => {
    expect(judge(bytes, 'qpdf', '--check', 'FILE')).toContain('No syntax or stream encoding errors')
    const raw = Buffer.from(bytes).toString('latin1')
    expect(raw.startsWith('%PDF-1.7\n')).toBe(true)
    expect(raw).toMatch(/\nxref\n0 \d+\n0000000000 65535 f \n/)
    expect(raw).not.toContain('/ObjStm')
    expect(raw).not.toContain('/JavaScript')
  })

  it('embeds every font', () => {
    const rows = judge(bytes, 'pdffonts', 'FILE').trim().split('\n').slice(2)
    expect(rows.length).toBeGreaterThanOrEqual(3)
    for (const row of rows) expect(row).toMatch(/Tinos.*Identity-H\s+yes yes yes/)
  })

  it('says that it is tagged, Vietnamese, titled, and sRGB', () => {
    expect(pdf.get(pdf.root, '/MarkInfo', '/Marked')).toBe(true)
    expect(pdf.get(pdf.root, '/Lang')).toBe('u:vi')
    expect(pdf.get(pdf.root, '/ViewerPreferences', '/DisplayDocTitle')).toBe(true)
    expect(pdf.get(pdf.root, '/OutputIntents', 0, '/S')).toBe('/GTS_PDFA1')
    expect(pdf.get(pdf.root, '/OutputIntents', 0, '/DestOutputProfile', '/N')).toBe(3)
  })

  it('states PDF/A-3a and its title in well-formed XMP', () => {
    const metadata = judge(bytes, 'pdfinfo', '-meta', 'FILE')
    expect(metadata).toContain('<pdfaid:part>3</pdfaid:part>')
    expect(metadata).toContain('<pdfaid:conformance>A</pdfaid:conformance>')
    expect(metadata).toContain('Hội nghị &lt;b&gt;&amp;&quot;góp ý&quot;')
    expect(judge(bytes, 'pdfinfo', 'FILE')).toContain(`Title:           BIÊN BẢN ${subject}`)
  })

  it('carries the log as associated data', () => {
    const specification = pdf.get(pdf.root, '/AF', 0) as Dictionary
    expect(specification['/AFRelationship']).toBe('/Data')
    expect(specification['/UF']).toBe('u:log.json')
    expect(pdf.get(specification, '/EF', '/F', '/Subtype')).toBe('/application/json')
    expect(judge(bytes, 'pdfdetach', '-list', 'FILE')).toContain('log.json')
  })

  it('reads in logical order, each contribution as one paragraph with all its spaces', () => {
    const logical = judge(bytes, 'pdfinfo', '-struct-text', 'FILE')
    for (const made of file.contributions) expect(logical).toContain(`"${made.text}"`)
    expect(logical).not.toContain('TÀI LIỆU MINH HỌA')
  })

  it('has one heading, sections below it, and a table with column headers', () => {
    const root = pdf.get(pdf.root, '/StructTreeRoot', '/K', 0) as Dictionary
    expect(root['/S']).toBe('/Document')
    const kids = (root['/K'] as PdfValue[]).map((kid) => pdf.get(kid) as Dictionary)
    const types = kids.map((kid) => kid['/S'])
    expect(types.filter((type) => type === '/H1')).toHaveLength(1)
    expect(types.filter((type) => type === '/H2')).toHaveLength(3)
    const table = kids.find((kid) => kid['/S'] === '/Table') as Dictionary
    const rows = (table['/K'] as PdfValue[]).map((row) => pdf.get(row) as Dictionary)
    expect(rows).toHaveLength(65)
    for (const row of rows) expect(row['/K']).toHaveLength(5)
    expect(pdf.get(rows[0], '/K', 0, '/S')).toBe('/TH')
    expect(pdf.get(rows[0], '/K', 0, '/A', '/Scope')).toBe('/Column')
    expect(pdf.get(rows[1], '/K', 0, '/S')).toBe('/TD')
  })
})

describe('the signature fields', () => {
  const fieldsOf = (pdf: ReturnType<typeof openObjects>) =>
    ((pdf.get(pdf.root, '/AcroForm', '/Fields') ?? []) as PdfValue[]).map(
      (field) => pdf.get(field) as Dictionary,
    )

  it('are empty, named, and tell who must sign', async () => {
    const pdf = openObjects(await renderMinutes(viewOf(file)))
    expect(pdf.get(pdf.root, '/AcroForm', '/SigFlags')).toBe(3)
    expect(pdf.get(pdf.root, '/AcroForm')).not.toHaveProperty('/NeedAppearances')
    const fields = fieldsOf(pdf)
    expect(fields.map((field) => field['/T'])).toEqual(['u:secretary', 'u:chair'])
    const signers = ['u:Thư ký (minh họa)', 'u:Chủ trì (minh họa)']
    for (const [index, field] of fields.entries()) {
      expect(field).toMatchObject({ '/FT': '/Sig', '/Subtype': '/Widget', '/F': 4 })
      expect(field).not.toHaveProperty('/V')
      expect(pdf.get(field, '/P', '/Type')).toBe('/Page')
      expect(pdf.get(field, '/AP', '/N', '/Subtype')).toBe('/Form')
      expect(pdf.get(field, '/SV', '/SubFilter')).toEqual(['/ETSI.CAdES.detached'])
      expect(pdf.get(field, '/SV', '/Cert', '/SubjectDN', 0, '/CN')).toBe(signers[index])
    }
  })

  it('stand side by side between title and name, secretary left', async () => {
    const pdf = openObjects(await renderMinutes(viewOf(file)))
    const [secretary, chair] = fieldsOf(pdf).map((field) => field['/Rect'] as number[])
    expect(secretary?.[2]).toBeLessThan(chair?.[0] as number)
    expect(secretary?.[1]).toBe(chair?.[1])
    expect((secretary?.[3] as number) - (secretary?.[1] as number)).toBeCloseTo((26 * 72) / 25.4, 1)
  })

  it('are tagged as forms that point back to their widgets on the right page', async () => {
    const pdf = openObjects(await renderMinutes(viewOf(file)))
    const kids = (pdf.get(pdf.root, '/StructTreeRoot', '/K', 0, '/K') as PdfValue[]).map(
      (kid) => pdf.get(kid) as Dictionary,
    )
    const forms = kids.filter((kid) => kid['/S'] === '/Form')
    expect(forms).toHaveLength(2)
    for (const [index, form] of forms.entries()) {
      const reference = pdf.get(form, '/K', 0) as Dictionary
      const field = fieldsOf(pdf)[index] as Dictionary
      expect(reference['/Type']).toBe('/OBJR')
      expect(pdf.get(reference, '/Obj', '/T')).toBe(field['/T'])
      expect(reference['/Pg']).toBe(field['/P'])
    }
  })

  it('are absent from a draft', async () => {
    const pdf = openObjects(await renderMinutes(viewOf(file, { draft: true })))
    expect(pdf.root && pdf.get(pdf.root)).not.toHaveProperty('/AcroForm')
  })
})
