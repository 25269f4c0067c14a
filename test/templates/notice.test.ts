import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { renderNotice } from '../../templates/notice.ts'
import { documentNumber, PROFILES } from '../../templates/profiles/index.ts'
import { type ConferenceFile, prose } from './conference-view.ts'
import { bodyText, judge, pageTexts, squeezed, words } from './read-pdf.ts'
import { noticeOf } from './record-views.ts'

const file: ConferenceFile = JSON.parse(
  readFileSync(new URL('./conference-132.json', import.meta.url), 'utf8'),
)
const text = async (...changes: [Parameters<typeof noticeOf>[1]?]) =>
  bodyText(await renderNotice(noticeOf(file, ...changes)))

describe.each(Object.values(PROFILES))('the notice of the conclusion in $id', (profile) => {
  const number = documentNumber(profile, 3, 'BTCTW', 'notice')
  const minutesNumber = documentNumber(profile, 5, 'BTCTW')

  it('has its parts in their order, number and date in one line', async () => {
    const bytes = await renderNotice(noticeOf(file, { profile: profile.id, number, minutesNumber }))
    expect(judge(bytes, 'qpdf', '--check', 'FILE')).toContain('No syntax or stream encoding errors')
    const read = bodyText(bytes)
    const order = [
      number,
      'Hà Nội, ngày 30 tháng 5 năm 2023',
      'THÔNG BÁO',
      `Kết luận tại ${file.title}`,
      '(theo Biên bản số',
      file.conclusion,
      'Phân công thực hiện:',
      'TT Công việc Chủ trì thực hiện Phối hợp Thời hạn',
      '15/6/2023',
      'biết và thực hiện',
      profile.recipients.heading,
      'Các cơ quan, đơn vị được giao nhiệm vụ',
      profile.documents.notice.signatures.chair ?? '',
      'Chủ trì (minh họa)',
    ]
    let from = 0
    for (const part of order) {
      const at = read.indexOf(squeezed(part), from)
      expect(at, part).toBeGreaterThanOrEqual(0)
      from = at
    }
    expect(read.includes('thực hiện./.')).toBe(profile.id === 'nd30')
    const line = (word: string) =>
      words(bytes).find((each) => each.text.normalize('NFC') === word)?.bottom ?? Number.NaN
    expect(Math.abs(line('2023') - line(number.split(' ').at(-1) ?? ''))).toBeLessThan(3)
    expect(
      Buffer.from(bytes)
        .toString('latin1')
        .match(/\/T \((\w+)\)/g),
    ).toEqual(['/T (chair)'])
  })
})

describe('the notice of the conclusion', () => {
  it('is a draft with blanks and without a field until it has its number', async () => {
    const draft = { draft: true, number: 'Số ……-TB/BTCTW', issuedAt: null, place: null, minutesNumber: null }
    const bytes = await renderNotice(noticeOf(file, draft))
    for (const page of pageTexts(bytes)) expect(page).toContain('DỰ THẢO')
    expect(bodyText(bytes)).toContain('Số ……-TB/BTCTW')
    expect(bodyText(bytes)).toContain('……, ngày …… tháng …… năm ……')
    expect(bodyText(bytes)).not.toContain('theo Biên bản')
    expect(Buffer.from(bytes).toString('latin1')).not.toContain('/Sig')
  })

  it('tells the halls of the plan from those that were connected', async () => {
    const read = (connected: number | null) => text({ connected })
    expect(await read(1)).toContain('kết nối trực tuyến với 01 trên 63 điểm cầu theo kế hoạch;')
    expect(await read(63)).toContain('kết nối trực tuyến với 63 điểm cầu;')
    expect(await read(null)).toContain('theo kế hoạch kết nối trực tuyến với 63 điểm cầu;')
  })

  it('sets tasks of many words as numbered paragraphs, all of them', async () => {
    const work = 'Rà soát quy định hiện hành. '.repeat(12).trim()
    const tasks = [
      { work, lead: 'Vụ Pháp chế', coordinating: ['Văn phòng'], due: '2026-02-05' },
      { work: 'Báo cáo', lead: 'Vụ 3', coordinating: [], due: null },
    ]
    const read = await text({ tasks })
    expect(read).toContain(
      `1. ${work} Chủ trì thực hiện: Vụ Pháp chế. Phối hợp: Văn phòng. Thời hạn: 05/02/2026. 2. Báo cáo. Chủ trì thực hiện: Vụ 3.`,
    )
    expect(read).not.toContain('TT Công việc')
  })

  it('keeps its signature with words above it wherever the page ends', async () => {
    for (let lines = 18; lines < 34; lines += 3) {
      const conclusion = prose(Array.from({ length: lines }, (_, n) => `Dòng số ${n}.`).join('\n'))
      const bytes = await renderNotice(noticeOf(file, { conclusion, simulatedClock: false }))
      const last = pageTexts(bytes).at(-1) ?? ''
      expect(last).toContain('Chủ trì (minh họa)')
      expect(last).toContain('thực hiện')
    }
  })

  it('says so where nothing was concluded yet', async () => {
    expect(await text({ conclusion: null, tasks: [], draft: true })).toContain(
      'kết luận như sau: (Chưa có nội dung kết luận.)',
    )
  })

  it('gives the same bytes for the same view', async () => {
    const again = await renderNotice(noticeOf(file))
    expect(Buffer.compare(await renderNotice(noticeOf(file)), again)).toBe(0)
  })
})
