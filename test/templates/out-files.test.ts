import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import ExcelJs from 'exceljs'
import { unzipSync } from 'fflate'
import { beforeAll, describe, expect, it } from 'vitest'
import { renderFile } from '../../templates/files.ts'
import type { MinutesView } from '../../templates/minutes-view.ts'
import { type OutFile, outFiles } from '../../templates/out-file.ts'
import type { RecordView } from '../../templates/record-view.ts'
import { openRenderer } from '../../templates/render.ts'
import { type ConferenceFile, prose } from './conference-view.ts'
import { asCsv, asText, csvRecords, openInOffice } from './office-reader.ts'
import { squeezed } from './read-pdf.ts'
import { recordOf } from './record-views.ts'

const file: ConferenceFile = JSON.parse(
  readFileSync(new URL('./conference-132.json', import.meta.url), 'utf8'),
)
const MARK = 'TÀI LIỆU MINH HỌA – KHÔNG CÓ GIÁ TRỊ'
/** Formulas that fetch, and a list's dash, which is none. */
const HOSTILE = ['=HYPERLINK("http://example.test")', '+1+1', '-2+3', '@SUM(A1)', '\t=1', '- Gạch đầu dòng']

const text = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)

/** The conference with what strains a file: formulas, markup, decomposed letters, lists, a paragraph of 40,000 letters. */
function strained(): RecordView {
  const view = recordOf(file, { demonstration: true })
  const [first, ...others] = view.minutes.contributions as [
    MinutesView['contributions'][number],
    ...MinutesView['contributions'],
  ]
  const odd = HOSTILE.map((words, index) => ({
    ...first,
    ordinal: 100 + index,
    id: 500 + index,
    text: prose(words),
    speaker: { name: words, title: '<b>&amp;</b>' },
  }))
  const long = { ...first, ordinal: 200, id: 600, text: prose(`Dài ${'ý kiến '.repeat(6000)}hết`) }
  const decomposed = { ...first, ordinal: 201, id: 601, text: prose('Tiếp thụ đề nghị'.normalize('NFD')) }
  const minutes = { ...view.minutes, contributions: [first, ...others, ...odd, long, decomposed] }
  return { ...view, minutes }
}

describe('the DOCX files, opened in LibreOffice', () => {
  const record = recordOf(file)
  let opened: Readonly<Record<string, Buffer>>
  beforeAll(async () => {
    const names = ['minutes.docx', 'synthesis.docx'] as const
    const entries = await Promise.all(
      names.map(async (name) => [name, await renderFile(record, name)] as const),
    )
    opened = openInOffice(Object.fromEntries(entries), asText)
  })

  it('hold every contribution, bridge and topic of the minutes word for word', () => {
    const words = squeezed(text(opened['minutes.txt'] as Buffer))
    for (const made of file.contributions) expect(words).toContain(squeezed(made.text))
    for (const bridge of file.bridges) expect(words).toContain(squeezed(bridge.name))
    for (const topic of file.topics) expect(words).toContain(squeezed(topic.title))
    expect(words).toContain(squeezed(file.conclusion))
    expect(words).toContain('văn bản có giá trị là tệp PDF đã ký số')
  })

  it('hold every line of the synthesis with its answer', () => {
    const words = squeezed(text(opened['synthesis.txt'] as Buffer))
    for (const { lines } of record.synthesis.sections)
      for (const line of lines) {
        expect(words).toContain(`Ý kiến số ${line.ordinal},`)
        if (line.answer && !line.group) expect(words).toContain(squeezed(line.answer.text))
      }
  })

  it('hold five thousand opinions in a table of bounded memory, and words that look like its place as words', async () => {
    const [section] = record.synthesis.sections.filter(({ lines }) => lines.length > 0)
    const [line] = section?.lines ?? []
    if (!section || !line) throw new Error('there are opinions')
    const odd = '<w:p><w:pPr><w:pStyle w:val="TablePlace2"/></w:pPr></w:p>'
    const lines = Array.from({ length: 5000 }, (_, index) => ({
      ...line,
      ordinal: index + 1,
      text: prose(`${odd} ${'Đề nghị giữ nguyên. '.repeat(20)}`),
    }))
    const view = { ...record, synthesis: { ...record.synthesis, sections: [{ ...section, lines }] } }
    const before = process.memoryUsage().rss
    const parts = unzipSync(await renderFile(view, 'synthesis.docx'))
    expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(500)
    const body = new TextDecoder().decode(parts['word/document.xml'])
    expect(body.match(/Ý kiến số \d+,/g)).toHaveLength(5000)
    expect(body).not.toContain(odd)
    expect(body.split('&lt;w:pStyle')).toHaveLength(5001)
  })

  it('bear the marks of a draft of a demonstration on their pages', async () => {
    const draft = recordOf(file, { draft: true })
    const pdf = openInOffice({ 'draft.docx': await renderFile(draft, 'minutes.docx') }, 'pdf')
    const pages = execFileSync('pdftotext', ['-', '-'], { input: pdf['draft.pdf'], encoding: 'utf8' })
    for (const page of pages.normalize('NFC').split('\f').slice(0, -1))
      expect(page).toContain(`${MARK} – DỰ THẢO`)
  })
})

describe('the workbooks', () => {
  const load = async (view: RecordView, name: OutFile) => {
    const workbook = new ExcelJs.Workbook()
    const bytes = await renderFile(view, name)
    await workbook.xlsx.load(
      bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer,
    )
    return workbook
  }

  it('read back by a spreadsheet library hold each contribution with its times as dates of Vietnam', async () => {
    const view = recordOf(file)
    const [sheet] = (await load(view, 'contributions.xlsx')).worksheets
    const top = 4
    expect(sheet?.getCell('A3').value).toBe(MARK)
    for (const [index, made] of view.minutes.contributions.entries()) {
      const row = sheet?.getRow(top + 1 + index)
      expect(row?.getCell(1).value).toBe(made.ordinal)
      expect(row?.getCell(5).value).toBe(made.bridge)
      expect(row?.getCell(14).value).toBe(file.contributions[index]?.text.normalize('NFC'))
      const [turn] = made.turns
      const shown = turn ? new Date(turn.startedAt + 7 * 3_600_000).getTime() : null
      const read = row?.getCell(10).value
      expect(read instanceof Date ? Math.round(read.getTime() / 1000) * 1000 : null).toBe(shown)
    }
  })

  it('hold no formula, and every text exactly', async () => {
    const view = strained()
    const [sheet] = (await load(view, 'contributions.xlsx')).worksheets
    const cells: unknown[] = []
    sheet?.eachRow((row) =>
      row.eachCell((cell) => {
        expect(cell.type).not.toBe(ExcelJs.ValueType.Formula)
        cells.push(cell.value)
      }),
    )
    for (const words of HOSTILE) expect(cells).toContain(words)
    expect(cells).toContain('<b>&amp;</b>')
    expect(cells).toContain('Tiếp thụ đề nghị'.normalize('NFC'))
    const long = cells.filter(
      (cell) => typeof cell === 'string' && cell.includes('ý kiến ý kiến'),
    ) as string[]
    expect(long.map((part) => part.length <= 32_767)).toEqual([true, true])
    expect(long.join('')).toBe(`Dài ${'ý kiến '.repeat(6000)}hết`)
  })

  it('open in LibreOffice, the CSV files and the text of every sheet alike', async () => {
    const view = strained()
    const names = ['contributions.xlsx', 'ledger.xlsx', 'attendance.xlsx'] as const
    const entries = await Promise.all(
      names.map(async (name) => [name, await renderFile(view, name)] as const),
    )
    const opened = openInOffice(Object.fromEntries(entries), asCsv)
    expect(Object.keys(opened).toSorted()).toEqual([
      'attendance-Theo thời gian.csv',
      'attendance-Điểm danh.csv',
      'attendance-Đường truyền.csv',
      'contributions-Ý kiến.csv',
      'ledger-Đối chiếu.csv',
    ])
    const contributions = csvRecords(text(opened['contributions-Ý kiến.csv'] as Buffer))
    for (const words of HOSTILE.slice(0, 4))
      expect(contributions.some((record) => record[6] === words)).toBe(true)
    const ledger = csvRecords(text(opened['ledger-Đối chiếu.csv'] as Buffer))
    const first = view.ledger.rows[0]
    expect(ledger.find((record) => record[0] === '1')?.slice(1, 3)).toEqual([first?.bridge, first?.unit])
    expect(ledger.at(-1)?.[3]).toMatch(/^đã có \d+; không có ý kiến \d+; thiếu \d+$/)
    const attendance = csvRecords(text(opened['attendance-Điểm danh.csv'] as Buffer))
    expect(attendance.filter((record) => record[6] === 'rời hội nghị').length).toBeGreaterThan(10)
    const lost = view.attendance.bridges.filter(({ losses }) => losses.length > 0)
    const losses = csvRecords(text(opened['attendance-Đường truyền.csv'] as Buffer))
    expect(losses.filter((record) => record[4] === '100').length).toBe(lost.length)
    const own = attendance.filter((record) => record[0] === lost[0]?.name)
    expect(own.map((record) => record.slice(10, 12))).toContainEqual(['2', '160'])
  })
})

describe('the CSV files', () => {
  it('are RFC 4180 in UTF-8 with a byte order mark, a column for each title and a row for each contribution', async () => {
    const view = strained()
    const written = text(await renderFile(view, 'contributions.csv'))
    expect(written.startsWith('\ufeffSố ý kiến,')).toBe(true)
    expect(written.endsWith('\r\n')).toBe(true)
    const [header, ...rows] = csvRecords(written.slice(1))
    expect(rows.length).toBe(view.minutes.contributions.length)
    for (const row of rows) expect(row.length).toBe(header?.length)
    for (const [index, made] of file.contributions.entries())
      expect(rows[index]?.[13]).toBe(made.text.normalize('NFC'))
    for (const row of rows) expect(row.at(-1)).toBe(MARK)
  })

  it('are opened by LibreOffice without a text turning into a formula', async () => {
    const view = strained()
    const csv = await renderFile(view, 'contributions.csv')
    for (const field of csvRecords(text(csv).slice(1)).flat()) expect(field).not.toMatch(/^[=+\-@\t]/)
    const opened = openInOffice({ 'contributions.csv': csv }, asCsv)
    const [name] = Object.keys(opened)
    const records = csvRecords(text(opened[name as string] as Buffer))
    expect(records.some((record) => record[6] === '\'=HYPERLINK("http://example.test")')).toBe(true)
  })
})

describe('every file', () => {
  it('comes out byte for byte the same from the same view', async () => {
    for (const name of outFiles) {
      const [once, again] = [await renderFile(recordOf(file), name), await renderFile(recordOf(file), name)]
      expect(Buffer.compare(once, again), name).toBe(0)
    }
  })
})

describe('five hundred contributions of sixty-four bridges', () => {
  /** Growth of the process, in bytes; measured, it was half of this. */
  const MOST = 700e6
  const many: ConferenceFile = {
    ...file,
    contributions: Array.from({ length: 500 }, (_, index) => ({
      ...(file.contributions[index % file.contributions.length] as ConferenceFile['contributions'][number]),
      bridge: file.bridges[1 + (index % (file.bridges.length - 1))]?.id ?? '',
      text: `Ý kiến ${index}. ${'Đề nghị nghiên cứu, bổ sung quy định cho rõ hơn. '.repeat(40)}`,
    })),
  }

  it('are drawn in the rendering thread within bounded memory', async () => {
    const renderer = openRenderer()
    const view = recordOf(many)
    const before = process.memoryUsage().rss
    let most = before
    const watching = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss)
    }, 20)
    try {
      for (const name of outFiles)
        expect((await renderer.file(view, name)).length, name).toBeGreaterThan(5000)
      expect(text(await renderer.file(view, 'contributions.csv'))).toContain('\r\n500,')
    } finally {
      clearInterval(watching)
      await renderer.close()
    }
    expect(most - before).toBeLessThan(MOST)
  })
})
