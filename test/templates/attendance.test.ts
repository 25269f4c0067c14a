import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { presenceSteps } from '../../templates/attendance/presence.ts'
import { attendanceDocument, renderAttendance } from '../../templates/attendance.ts'
import { PROFILES } from '../../templates/profiles/index.ts'
import type { AttendanceView } from '../../templates/record-view.ts'
import type { ConferenceFile } from './conference-view.ts'
import { bodyText, judge, pageTexts, squeezed } from './read-pdf.ts'
import { recordOf } from './record-views.ts'

const file: ConferenceFile = JSON.parse(
  readFileSync(new URL('./conference-132.json', import.meta.url), 'utf8'),
)
const start = Date.parse(file.startsAt)
type Hall = AttendanceView['bridges'][number]

function hall(changes: Partial<Hall> = {}): Hall {
  return {
    name: 'Điểm cầu Sơn La',
    unit: 'Tỉnh ủy Sơn La',
    isCentral: false,
    invited: 4,
    present: 2,
    counts: [],
    attendees: [],
    losses: [],
    ...changes,
  }
}

function listOf(bridges: readonly Hall[], changes: Partial<AttendanceView> = {}) {
  const record = recordOf(file)
  return attendanceDocument({ ...record, attendance: { bridges, quorum: [], ...changes } })
}

const text = async (...given: Parameters<typeof listOf>) => bodyText(await renderAttendance(listOf(...given)))

describe.each(Object.values(PROFILES))('the attendance list in $id', ({ id, documents, heading }) => {
  let bytes: Uint8Array
  beforeAll(async () => {
    bytes = await renderAttendance(attendanceDocument(recordOf(file, { profile: id })))
  })

  it('has its parts in their order', () => {
    const read = bodyText(bytes)
    const order = [
      heading.right[0]?.text ?? '',
      documents.attendance.type,
      file.title,
      'I. TỔNG HỢP',
      'II. DANH SÁCH TỪNG ĐIỂM CẦU',
      'III. SỐ ĐẠI BIỂU CÓ MẶT THEO THỜI GIAN',
      'IV. GIÁN ĐOẠN ĐƯỜNG TRUYỀN',
      documents.attendance.signatures.secretary ?? '',
      'Thư ký (minh họa)',
    ]
    let from = 0
    for (const part of order) {
      const at = read.indexOf(squeezed(part), from)
      expect(at, part).toBeGreaterThanOrEqual(0)
      from = at
    }
    for (const { name } of file.bridges) expect(read).toContain(squeezed(name))
  })

  it('repeats the header of its tables, and never leaves the signature alone', () => {
    const pages = pageTexts(bytes)
    for (const page of pages.filter((each) => /^\d+ Điểm cầu .* trực tuyến/m.test(each)))
      expect(squeezed(page)).toContain('TT Điểm cầu Hình thức')
    expect(pages.at(-1)).toContain('giá trị băm SHA-256')
  })

  it('is a sound, tagged file with one empty field', () => {
    expect(judge(bytes, 'qpdf', '--check', 'FILE')).toContain('No syntax or stream encoding errors')
    const fields = Buffer.from(bytes)
      .toString('latin1')
      .match(/\/T \((\w+)\)/g)
    expect(fields).toEqual(['/T (secretary)'])
  })
})

describe('the attendance list', () => {
  it('says of everybody whether, where, from when and until when they were there', async () => {
    const minute = 60_000
    const mark = { reason: null, proxy: null }
    const attendees: Hall['attendees'] = [
      {
        name: 'Bà Một',
        title: 'Bí thư',
        marks: [
          { ...mark, at: start, kind: 'present' },
          { ...mark, at: start + 30 * minute, kind: 'left', reason: 'họp khẩn' },
          { ...mark, at: start + 50 * minute, kind: 'present' },
        ],
      },
      {
        name: 'Ông Hai',
        title: null,
        marks: [
          { at: start + 5 * minute, kind: 'absent', reason: 'ốm', proxy: { name: 'Cô Ba', title: 'Phó' } },
        ],
      },
      { name: 'Ông Bốn', title: null, marks: [] },
    ]
    const here = hall({ name: 'Điểm cầu Trung ương', isCentral: true, attendees })
    const read = await text([here, hall({ attendees })])
    expect(read).toContain('1 Bà Một Bí thư Có mặt trực tiếp 08:00 08:50 08:30')
    expect(read).toContain('1 Bà Một Bí thư Có mặt trực tuyến 08:00 08:50 08:30')
    expect(read).toContain('2 Ông Hai Vắng mặt: ốm')
    expect(read).toContain('Cô Ba Phó Được ủy quyền, dự thay Ông Hai (trực tuyến) 08:05')
    expect(read).toContain('3 Ông Bốn Chưa điểm danh')
    expect(read).toContain(
      '08 đại biểu được mời, có mặt 04 (trực tiếp 02, trực tuyến 02), trong đó 02 người được ủy quyền; vắng mặt 02; chưa điểm danh 02.',
    )
  })

  it('says of a conference without a roll call whom it invited, and that nobody was called', async () => {
    const read = await text([hall({ present: null }), hall({ present: null, invited: null })])
    expect(read).toContain(
      'Tổng số 02 điểm cầu, 04 đại biểu được mời tại 01 điểm cầu; chưa điểm cầu nào điểm danh.',
    )
    expect(read).not.toContain('00 đại biểu')
  })

  it('compares with those invited only where every counted hall says whom it expected', async () => {
    const quorum = [{ at: start, present: 9, bridges: 2 }]
    const unknown = await text([hall(), hall({ invited: null, present: 7 })], { quorum })
    expect(unknown).toContain('Đã điểm danh 02 điểm cầu: có mặt 09')
    expect(unknown).not.toContain('So với được mời')
    expect(await text([hall({ present: 3 })], { quorum: [{ at: start, present: 3, bridges: 1 }] })).toContain(
      '08:00 3 1 75%',
    )
  })

  it('lists when lines were lost, how often and how long in all', async () => {
    const losses = [
      { from: start + 600_000, to: start + 660_000 },
      { from: start + 900_000, to: start + 1_000_000 },
    ]
    const read = await text([hall({ losses }), hall({ name: 'Điểm cầu Lai Châu' })])
    expect(read).toContain('1 Điểm cầu Sơn La 2 08:10–08:11 08:15–08:16 2 phút 40 giây')
    expect(await text([hall()])).toContain('Không ghi nhận gián đoạn đường truyền')
  })

  it('shows thousands of changes at round times, each as it was at the end of its step', () => {
    const quorum = Array.from({ length: 3000 }, (_, n) => ({
      at: start + n * 7000,
      present: n + 1,
      bridges: 64,
    }))
    const { minutes, points } = presenceSteps(quorum)
    expect(points.length).toBeLessThanOrEqual(40)
    expect(points.at(-1)?.present).toBe(3000)
    for (const point of points.slice(0, -1)) {
      expect((point.at - start) % (minutes * 60_000)).toBe(0)
      expect(point.present).toBe(quorum.findLast(({ at }) => at <= point.at)?.present)
    }
    const few = quorum.slice(0, 2)
    expect(presenceSteps(few).points.map(({ present }) => present)).toEqual([1, 2])
  })

  it('is a draft without a field until the minutes are sealed, and says nothing of what was said', async () => {
    const bytes = await renderAttendance(attendanceDocument(recordOf(file, { draft: true })))
    for (const page of pageTexts(bytes)) expect(page).toContain('DỰ THẢO')
    expect(Buffer.from(bytes).toString('latin1')).not.toContain('/Sig')
    const read = bodyText(bytes)
    for (const made of file.contributions) expect(read).not.toContain(squeezed(made.text))
  })
})
