import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { renderMinutes } from '../../templates/minutes.ts'
import type { MinutesView } from '../../templates/minutes-view.ts'
import { type ConferenceFile, prose, viewOf } from './conference-view.ts'
import { bodyText, pageTexts, squeezed, words } from './read-pdf.ts'

const mm = (length: number) => (length * 72) / 25.4
const load = (): ConferenceFile =>
  JSON.parse(readFileSync(new URL('./conference-132.json', import.meta.url), 'utf8'))

describe('the minutes of the conference on Quy định 132', () => {
  const file = load()
  let bytes: Uint8Array
  let text: string
  beforeAll(async () => {
    bytes = await renderMinutes(viewOf(file))
    text = bodyText(bytes)
  })

  it('hold every contribution, topic and bridge word for word, with its spaces', () => {
    for (const made of file.contributions) expect(text).toContain(squeezed(made.text))
    for (const topic of file.topics) expect(text).toContain(squeezed(topic.title))
    for (const bridge of file.bridges) expect(text).toContain(squeezed(bridge.unit))
    expect(text).toContain(squeezed(file.conclusion))
  })

  it('follow the order of the rules', () => {
    const order = [
      'BAN TỔ CHỨC TRUNG ƯƠNG',
      'Số 01-BB/BTCTW',
      'ĐẢNG CỘNG SẢN VIỆT NAM',
      'BIÊN BẢN',
      file.title,
      'Thời gian bắt đầu: 08 giờ 00 phút, ngày 30 tháng 5 năm 2023.',
      'thời gian mô phỏng',
      'Địa điểm: Điểm cầu Trung ương',
      'Thành phần tham dự: 01 điểm cầu Trung ương, 63 điểm cầu cấp tỉnh; dự kiến 1.260 đại biểu',
      'Chủ trì hội nghị: Chủ trì (minh họa).',
      'Người ghi biên bản: Thư ký (minh họa)',
      'văn bản số 132-QĐ/TW ngày 08/3/2018 của Bộ Chính trị',
      'Ý kiến phát biểu tại hội nghị',
      'Điểm cầu Điện Biên (Tỉnh ủy Điện Biên)',
      'Ý kiến số 1: Đại diện Điểm cầu Điện Biên; phát biểu 08:06–08:09',
      'Ý kiến góp ý bằng văn bản',
      'Có 02 ý kiến của 02 điểm cầu.',
      'gửi lúc 08:42',
      'KẾT LUẬN',
      'Hội nghị kết thúc vào hồi 08 giờ 54 phút, ngày 30 tháng 5 năm 2023.',
      'a3'.repeat(32),
      'NGƯỜI GHI BIÊN BẢN',
      'Thư ký (minh họa)',
      'CHỦ TRÌ HỘI NGHỊ',
      'Chủ trì (minh họa)',
      'Nơi nhận:',
    ]
    let from = 0
    for (const part of order) {
      const at = text.indexOf(part, from)
      expect(at, part).toBeGreaterThanOrEqual(0)
      from = at
    }
  })

  it('bear the mark of a demonstration on every page', () => {
    for (const page of pageTexts(bytes)) expect(page).toContain('TÀI LIỆU MINH HỌA – KHÔNG CÓ GIÁ TRỊ')
  })

  it('number the pages at the top from the second on', () => {
    const tops = words(bytes).filter((word) => word.bottom < mm(18))
    const pages = pageTexts(bytes).length
    expect(tops.map((word) => word.text)).toEqual(
      Array.from({ length: pages - 1 }, (_, index) => String(index + 2)),
    )
    for (const word of tops) expect((word.left + word.right) / 2).toBeCloseTo(mm(105), 0)
  })

  it('keep to the margins: 30 mm left, 15 mm right, 20 mm above and below', () => {
    const inside = words(bytes).filter((word) => word.top > mm(18) && word.bottom < mm(297 - 15))
    expect(Math.min(...inside.map((word) => word.left))).toBeGreaterThan(mm(30) - 0.5)
    expect(Math.max(...inside.map((word) => word.right))).toBeLessThan(mm(210 - 15) + 0.5)
    expect(Math.min(...inside.map((word) => word.top))).toBeGreaterThan(mm(20) - 1)
    expect(Math.max(...inside.map((word) => word.bottom))).toBeLessThan(mm(297 - 20) + 1)
  })

  it('repeat the header of the list of bridges on each of its pages', () => {
    const withRows = pageTexts(bytes).filter((page) => /^\d+ Điểm cầu .* (Tỉnh|Thành) ủy /m.test(page))
    expect(withRows.length).toBeGreaterThan(1)
    for (const page of withRows) expect(page).toContain('TT Điểm cầu Đơn vị')
  })

  it('come out byte for byte the same from the same view, and different from another', async () => {
    expect(Buffer.compare(await renderMinutes(viewOf(file)), bytes)).toBe(0)
    expect(Buffer.compare(await renderMinutes(viewOf(file, { version: 2 })), bytes)).not.toBe(0)
  })
})

describe('pages that break', () => {
  const filler = (lines: number) => prose(Array.from({ length: lines }, (_, n) => `Dòng số ${n}.`).join('\n'))

  it('never leave the signatures without the closing line above them', async () => {
    for (let lines = 0; lines < 40; lines += 3) {
      const bytes = await renderMinutes(viewOf(load(), { conclusion: filler(lines) }))
      const page = pageTexts(bytes).find((each) => each.includes('NGƯỜI GHI BIÊN BẢN\n'))
      expect(page).toContain('Hội nghị kết thúc vào hồi')
    }
  })

  it('never end with a heading', async () => {
    for (let lines = 1; lines < 40; lines += 3) {
      const bytes = await renderMinutes(viewOf(load(), { opening: filler(lines) }))
      for (const page of pageTexts(bytes).slice(0, -1)) {
        const last = page.replace('TÀI LIỆU MINH HỌA – KHÔNG CÓ GIÁ TRỊ', '').trim().split('\n').at(-1)
        expect(last).not.toMatch(/^(Điểm cầu .* ủy .*\)|[IV]+\. .*|\d\. [^:]*)$/)
      }
    }
  })
})

describe('variants', () => {
  const render = async (changes: Partial<MinutesView>) =>
    bodyText(await renderMinutes(viewOf(load(), changes)))

  it('a draft says so on every page', async () => {
    const bytes = await renderMinutes(viewOf(load(), { draft: true }))
    for (const page of pageTexts(bytes)) expect(page).toContain('DỰ THẢO')
  })

  it('minutes that are no demonstration bear no mark', async () => {
    expect(await render({ demonstration: false, simulatedClock: false })).not.toMatch(/MINH HỌA|mô phỏng/)
  })

  it('a correction names what it replaces', async () => {
    const sha256 = '5f'.repeat(32)
    const text = await render({ version: 2, replaces: { version: 1, sha256, reason: 'ghi nhầm tên.' } })
    expect(text).toContain(`thay thế biên bản có giá trị băm SHA-256: ${sha256}`)
    expect(text).toContain('phiên bản 2')
  })

  it('state bodies use their own heading and titles', async () => {
    const text = await render({ profile: 'nd30', number: 'Số: 05/BB-UBND' })
    expect(text).toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc')
    expect(text).toContain('THƯ KÝ')
    expect(text).toContain('CHỦ TỌA')
    expect(text).not.toContain('ĐẢNG CỘNG SẢN')
  })

  it('a turn of another day carries its date', async () => {
    const view = viewOf(load())
    const [first] = view.contributions
    const startedAt = view.startedAt + 86_400_000
    const moved = {
      ...first,
      turns: [{ id: 9, startedAt, endedAt: startedAt + 60_000 }],
    } as MinutesView['contributions'][number]
    expect(await render({ contributions: [moved] })).toContain('08:00–08:01 ngày 31 tháng 5 năm 2023')
  })

  it('a contribution without words says that nothing was written', async () => {
    const view = viewOf(load())
    const [first] = view.contributions
    const silent = { ...first, text: prose('') } as MinutesView['contributions'][number]
    expect(await render({ contributions: [silent] })).toContain('(Không có nội dung ghi chép.)')
  })
})
