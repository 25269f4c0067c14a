import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { renderSynthesis } from '../../templates/synthesis.ts'
import type { SynthesisView } from '../../templates/synthesis-view.ts'
import { type ConferenceFile, prose } from './conference-view.ts'
import { bodyText, judge, openObjects, type PdfValue, pageTexts, squeezed } from './read-pdf.ts'
import { synthesisOf } from './record-views.ts'

const file: ConferenceFile = JSON.parse(
  readFileSync(new URL('./conference-132.json', import.meta.url), 'utf8'),
)
const linesOf = ({ sections }: SynthesisView) => sections.flatMap(({ lines }) => lines)

describe('the synthesis as a PDF', () => {
  const view = synthesisOf(file)
  let bytes: Uint8Array
  beforeAll(async () => {
    bytes = await renderSynthesis(view)
  })

  it('holds each line with who gave it, its words, its group and its answer', () => {
    const text = bodyText(bytes)
    expect(linesOf(view).length).toBeGreaterThan(15)
    for (const line of linesOf(view)) {
      expect(text).toContain(squeezed(line.speaker.name))
      expect(text).toContain(`Ý kiến số ${line.ordinal},`)
      if (line.group) expect(text).toContain(squeezed(line.group.title))
    }
    for (const made of file.contributions) expect(text).toContain(squeezed(made.text))
    expect(text).toContain(`Tổng số ${view.counts.opinions} ý kiến, gồm ${view.counts.lines} nội dung góp ý`)
  })

  it('is landscape A4, bears its marks on every page and repeats the header of the table', () => {
    expect(judge(bytes, 'pdfinfo', 'FILE')).toMatch(/Page size:\s+841\.89 x 595\.27\d* pts/)
    for (const page of pageTexts(bytes)) {
      expect(page).toContain('TÀI LIỆU MINH HỌA – KHÔNG CÓ GIÁ TRỊ')
      expect(page).not.toContain('DỰ THẢO')
    }
    const withRows = pageTexts(bytes).filter((page) => page.includes('Ý kiến số'))
    expect(withRows.length).toBeGreaterThan(2)
    for (const page of withRows) expect(page).toMatch(/Chủ thể góp ý Nội dung góp ý/)
  })

  it('is tagged: one table whose rows have four cells each, with no repeated header', () => {
    const { root, get } = openObjects(bytes)
    const found: { type: string; cells: number }[] = []
    const walk = (value: PdfValue | undefined) => {
      if (Array.isArray(value)) return value.forEach(walk)
      const node = get(value)
      if (Array.isArray(node)) return node.forEach(walk)
      if (!node || typeof node !== 'object') return
      const kids = get(node, '/K')
      if (get(node, '/S') === '/TR') found.push({ type: 'TR', cells: (kids as PdfValue[]).length })
      else walk(kids)
    }
    walk(get(root, '/StructTreeRoot', '/K'))
    expect(found.length).toBe(linesOf(view).length + 1)
    expect(new Set(found.map(({ cells }) => cells))).toEqual(new Set([4]))
    judge(bytes, 'qpdf', '--check', 'FILE')
  })

  it('is a draft until the minutes are sealed, on every page', async () => {
    const draft = await renderSynthesis(synthesisOf(file, { draft: true }))
    for (const page of pageTexts(draft)) expect(page).toContain('DỰ THẢO')
  })

  it('comes out byte for byte the same from the same view, and different from another', async () => {
    expect(Buffer.compare(await renderSynthesis(synthesisOf(file)), bytes)).toBe(0)
    expect(Buffer.compare(await renderSynthesis(synthesisOf(file, { draft: true })), bytes)).not.toBe(0)
  })

  it('cuts an opinion that is longer than a page, and says so where there is none', async () => {
    const long = Array.from({ length: 120 }, (_, index) => `Điểm ${index + 1} của ý kiến dài.`).join('\n')
    const [section, ...others] = view.sections
    const [line] = section?.lines ?? []
    if (!section || !line) throw new Error('the file gives no line')
    const lines = [{ ...line, text: prose(long) }]
    const text = bodyText(
      await renderSynthesis(synthesisOf(file, { sections: [{ ...section, lines }, ...others] })),
    )
    expect(text).toContain('Điểm 120 của ý kiến dài.')
    const counts = { ...view.counts, opinions: 0, lines: 0 }
    expect(bodyText(await renderSynthesis(synthesisOf(file, { sections: [], counts })))).toContain(
      'Chưa có ý kiến góp ý.',
    )
  })
})
