import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { renderExtract } from '../../templates/extract.ts'
import { PROFILES } from '../../templates/profiles/index.ts'
import type { ConferenceFile } from './conference-view.ts'
import { bodyText, judge, pageTexts, squeezed } from './read-pdf.ts'
import { extractOf } from './record-views.ts'

const file: ConferenceFile = JSON.parse(
  readFileSync(new URL('./conference-132.json', import.meta.url), 'utf8'),
)
const bridge = file.contributions[0]?.bridge ?? ''
const held = file.bridges.find(({ id }) => id === bridge)

describe.each(Object.values(PROFILES))('the extract of a bridge in $id', ({ id, documents }) => {
  it('has its parts in their order, and room and fields for both to sign', async () => {
    const bytes = await renderExtract(extractOf(file, bridge, { profile: id }))
    expect(judge(bytes, 'qpdf', '--check', 'FILE')).toContain('No syntax or stream encoding errors')
    const read = bodyText(bytes)
    const { signatures, type } = documents.extract
    const own = file.contributions.filter((made) => made.bridge === bridge)
    const order = [
      type,
      `Phần ý kiến của ${held?.name} tại ${file.title}`,
      'Trích từ: Biên bản số 01-BB/BTCTW.',
      ...own.map(({ text }) => text),
      'XÁC NHẬN CỦA ĐIỂM CẦU',
      'Ý kiến của điểm cầu (đồng ý, hoặc nội dung đề nghị sửa)',
      signatures.secretary ?? '',
      'Thư ký (minh họa)',
      signatures.bridge ?? '',
      'Đại diện điểm cầu (minh họa)',
    ]
    let from = 0
    for (const part of order) {
      const at = read.indexOf(squeezed(part), from)
      expect(at, part).toBeGreaterThanOrEqual(0)
      from = at
    }
    expect(
      Buffer.from(bytes)
        .toString('latin1')
        .match(/\/T \((\w+)\)/g),
    ).toEqual(['/T (secretary)', '/T (bridge)'])
  })
})

describe('the extract of a bridge', () => {
  it('says of each contribution whether and when it was confirmed', async () => {
    const view = extractOf(file, bridge)
    const [first] = view.contributions
    if (!first) throw new Error('the bridge said something')
    const unconfirmed = { ...first, confirmed: 'no' as const, confirmedAt: null, ordinal: 77 }
    const read = bodyText(await renderExtract({ ...view, contributions: [first, unconfirmed] }))
    expect(read).toMatch(
      new RegExp(`Điểm cầu xác nhận ý kiến số ${first.ordinal} lúc \\d\\d giờ \\d\\d phút, ngày`),
    )
    expect(read).toContain('Ý kiến số 77: ')
    expect(read).toContain('điểm cầu chưa xác nhận nội dung')
    expect(read).toContain('đã xác nhận 1 ý kiến')
  })

  it('asks for confirmation by its time while it is a draft, without fields', async () => {
    const confirmUntil = Date.parse('2023-06-02T17:00:00+07:00')
    const view = extractOf(file, bridge, { draft: true, minutesNumber: null, confirmUntil })
    const bytes = await renderExtract(view)
    for (const page of pageTexts(bytes)) expect(page).toContain('DỰ THẢO')
    expect(bodyText(bytes)).toContain(
      'xác nhận nội dung trên trước 17 giờ 00 phút, ngày 02 tháng 6 năm 2023.',
    )
    expect(bodyText(bytes)).toContain('Trích từ: dự thảo biên bản hội nghị.')
    expect(Buffer.from(bytes).toString('latin1')).not.toContain('/Sig')
  })

  it('says so where the bridge had nothing to say, and leaves a field open to whoever speaks for it', async () => {
    const { signers, ...view } = extractOf(file, bridge, { contributions: [], declaredNone: true })
    const bytes = await renderExtract({ ...view, signers: { ...signers, bridge: null } })
    expect(bodyText(bytes)).toContain(
      'Điểm cầu không có ý kiến phát biểu hoặc góp ý bằng văn bản. Điểm cầu đã báo không có thêm ý kiến.',
    )
    expect(
      Buffer.from(bytes)
        .toString('latin1')
        .match(/\/SVCert/g),
    ).toHaveLength(1)
  })
})
