import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { renderMinutes } from '../../templates/minutes.ts'
import type { MinutesView } from '../../templates/minutes-view.ts'
import { type ConferenceFile, viewOf } from './conference-view.ts'
import { bodyText } from './read-pdf.ts'

const load = (): ConferenceFile =>
  JSON.parse(readFileSync(new URL('./conference-132.json', import.meta.url), 'utf8'))

describe('what the log adds to the texts', () => {
  const view = viewOf(load())
  const [first, second, ...others] = view.contributions as [
    MinutesView['contributions'][number],
    MinutesView['contributions'][number],
    ...MinutesView['contributions'],
  ]
  const render = async (changes: Partial<MinutesView>) =>
    bodyText(await renderMinutes(viewOf(load(), changes)))

  it('minutes sealed with a gap say from which bridges something is missing, and why', async () => {
    const text = await render({
      gap: {
        reason: 'Mạng mất tại ba tỉnh',
        bridges: [
          { name: 'Điểm cầu Lai Châu', missing: 'all' },
          { name: 'Điểm cầu Sơn La', missing: [2, 5] },
        ],
      },
    })
    expect(text).toContain('Đối chiếu ý kiến của các điểm cầu')
    expect(text).toContain(
      'Khi niêm phong biên bản, 02 điểm cầu chưa cho ý kiến đầy đủ: ' +
        '- 01 điểm cầu chưa có ý kiến nào và chưa báo không có ý kiến: Điểm cầu Lai Châu. ' +
        '- 01 điểm cầu còn thiếu ý kiến về một số nhóm vấn đề: Điểm cầu Sơn La (nhóm vấn đề số 2, 5). ' +
        'Lý do chủ trì cho niêm phong: Mạng mất tại ba tỉnh.',
    )
    expect(await render({ gap: null })).not.toContain('chưa cho ý kiến đầy đủ')
  })

  it('a counted hall shows who was present of those invited, and names the absent', async () => {
    const absent = [
      { name: 'Lò Văn Giàng', title: 'Ủy viên', reason: 'ốm', proxy: { name: 'Vàng A Chư', title: null } },
    ]
    const bridges = view.bridges.map((bridge, index) =>
      index === 1 ? { ...bridge, delegates: 20, present: 19, absent } : bridge,
    )
    const text = await render({ bridges })
    expect(text).toContain('có mặt 19 trên 20 đại biểu được mời theo điểm danh tại 01 điểm cầu')
    expect(text).toContain('19/20')
    expect(text).toContain('Lò Văn Giàng, Ủy viên (ốm; Vàng A Chư dự thay).')
  })

  it('tells what was planned from what was connected and counted', async () => {
    const uncounted = await render({ connected: 1 })
    expect(uncounted).toContain('kết nối trực tuyến với 01 trên 63 điểm cầu theo kế hoạch')
    expect(uncounted).toContain(
      'theo kế hoạch có 01 điểm cầu Trung ương, 63 điểm cầu cấp tỉnh; đã kết nối 01 trên 63 điểm cầu trực tuyến; ' +
        'dự kiến 1.260 đại biểu tại 63 điểm cầu, chưa điểm cầu nào điểm danh.',
    )
    const whole = await render({ connected: 63 })
    expect(whole).toContain('kết nối trực tuyến với 63 điểm cầu.')
    expect(whole).not.toContain('đã kết nối')
  })

  it('names first who signs, and says of the others that they were to write', async () => {
    expect(await render({})).toContain('Thư ký (minh họa); cùng được phân công: Thư ký thứ hai (minh họa).')
  })

  it('a speech of less than a minute has one time', async () => {
    const at = view.startedAt
    const turns = [{ id: 5, startedAt: at + 5000, endedAt: at + 50_000 }]
    expect(await render({ contributions: [{ ...first, turns }] })).toContain('phát biểu 08:00;')
  })

  it('votes stand with their result, a cancelled one with its reason', async () => {
    const vote = { electorate: 'bridges', topic: null, at: view.startedAt + 3_600_000 } as const
    const text = await render({
      votes: [
        {
          ...vote,
          question: 'Thông qua dự thảo',
          secret: true,
          result: { kind: 'counted', tally: { for: 60, against: 2, other: 1 }, voters: 63 },
        },
        {
          ...vote,
          question: 'Kéo dài hội nghị',
          secret: false,
          result: { kind: 'cancelled', reason: 'hỏi nhầm' },
        },
      ],
    })
    expect(text).toContain(
      '1) “Thông qua dự thảo” (biểu quyết kín, mỗi điểm cầu một phiếu, lúc 09:00): tán thành 60 (95,2%); không tán thành 2 (3,2%); ý kiến khác 1 (1,6%); tổng số 63 phiếu của 63 điểm cầu.',
    )
    expect(text).toContain(
      '2) “Kéo dài hội nghị” (biểu quyết công khai, mỗi điểm cầu một phiếu, lúc 09:00): đã hủy, lý do: hỏi nhầm.',
    )
  })

  it('counted hands are no ballots: they stand with how many halls counted', async () => {
    const result = { kind: 'counted', tally: { for: 30, against: 8, other: 2 }, voters: 2 } as const
    const vote = { question: 'Thông qua', electorate: 'hands', secret: false, topic: null } as const
    const text = await render({ votes: [{ ...vote, at: view.startedAt, result }] })
    expect(text).toContain('tổng số 40 lượt giơ tay, đếm tại 2 điểm cầu.')
    expect(text).not.toContain('phiếu của 2')
  })

  it('the tasks of the conclusion stand as a table', async () => {
    const tasks = [
      {
        work: 'Hoàn thiện dự thảo',
        lead: 'Vụ Pháp chế',
        coordinating: ['Văn phòng', 'Vụ 3'],
        due: '2023-06-15',
      },
    ]
    expect(await render({ tasks })).toMatch(
      /Các nhiệm vụ được giao: TT Công việc Chủ trì thực hiện Phối hợp Thời hạn 1 Hoàn thiện dự thảo Vụ Pháp chế Văn phòng; Vụ 3 15\/6\/2023/,
    )
  })

  it('a merged contribution names all its turns, a part of a speech says so, files stand with their hash', async () => {
    const at = view.startedAt
    const turns = [
      { id: 5, startedAt: at, endedAt: at + 60_000 },
      { id: 9, startedAt: at + 600_000, endedAt: at + 720_000 },
    ]
    const sha256 = '4b'.repeat(32)
    const text = await render({
      contributions: [
        { ...first, kind: 'proposal', turns, origin: 'merge' },
        { ...second, origin: 'split', files: [{ name: 'Góp ý.pdf', size: 123_456, sha256 }] },
        ...others,
      ],
    })
    expect(text).toContain('phát biểu 08:00–08:01, 08:10–08:12; được ghép từ nhiều phần; kiến nghị;')
    expect(text).toContain('một phần của ý kiến được tách theo nội dung')
    expect(text).toContain(`Tệp kèm theo: Góp ý.pdf (121 KB), giá trị băm SHA-256: ${sha256}.`)
  })
})
