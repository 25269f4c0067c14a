import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { launchBrowser } from '../support/browser.ts'
import { Page as Line } from '../support/page.ts'
import { until } from '../support/until.ts'
import { type ServerProcess, startServer } from './server-process.ts'
import { picture, type Stand, takeStand } from './stand.ts'

const CONFERENCE = 'hoi-nghi-132'
const OPEN = 'Tán thành lượng hóa tiêu chí xếp loại?'
const SECRET = 'Đồng ý bỏ xếp loại mặc nhiên khi có thành viên bị kỷ luật?'

describe('who is there, and what they vote', () => {
  let browser: Browser
  let server: ServerProcess
  let chair: Stand
  let dienBien: Stand
  let sonLa: Stand
  let hall: Stand

  beforeAll(async () => {
    browser = await launchBrowser()
    server = await startServer()
    chair = await takeStand(browser, server, 'Chủ trì Trung ương', 'desk')
    dienBien = await takeStand(browser, server, 'Thư ký Điện Biên', 'desk')
    sonLa = await takeStand(browser, server, 'Chủ trì Sơn La', 'tablet')
    hall = await takeStand(browser, server, 'Hội trường Hà Nội', 'hall')
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  const button = (stand: Stand, name: string | RegExp) =>
    stand.page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })
  const confirm = (stand: Stand, name: string) =>
    stand.page.getByRole('alertdialog').getByRole('button', { name, exact: true }).click()
  const said = (stand: Stand, words: string | RegExp) => stand.page.getByText(words).first().waitFor()
  /** The result as every hall sees it: how often each of the three was chosen, in their order. */
  const result = (stand: Stand, tally: readonly [number, number, number]) => {
    const [yes, no, other] = tally
    const name = new RegExp(`^Tán thành ${yes} .*Không tán thành ${no} .*Ý kiến khác ${other} `)
    const shown = stand.page.getByRole('status', { name: 'Kết quả biểu quyết', exact: true })
    return shown.getByRole('img', { name }).waitFor()
  }
  const open = async (question: string, manner: 'Công khai' | 'Kín') => {
    await button(chair, 'Mở biểu quyết').click()
    await chair.page.getByLabel('Nội dung biểu quyết').fill(question)
    await chair.page.locator('label').filter({ hasText: manner }).click()
    await button(chair, 'Mở ngay').click()
  }
  const close = async () => {
    await button(chair, 'Kết thúc biểu quyết').click()
    await confirm(chair, 'Kết thúc biểu quyết')
  }

  it('a bridge calls its roll by keys, and names who sits for somebody absent', async () => {
    await button(dienBien, 'Nhập danh sách đại biểu').click()
    await dienBien.page
      .getByLabel('Họ tên và chức vụ, mỗi người một dòng')
      .fill('1. Đại biểu A (minh họa) – Phó Bí thư\n2. Đại biểu B (minh họa)')
    await button(dienBien, 'Thêm 2 người').click()
    await button(dienBien, 'Đại biểu A (minh họa): Có mặt').focus()
    await dienBien.page.keyboard.press('c')
    await said(dienBien, /^đến \d\d:\d\d$/)
    await dienBien.page.keyboard.press('ArrowDown')
    await dienBien.page.keyboard.press('v')
    await button(dienBien, 'Lý do của Đại biểu B (minh họa)').click()
    await dienBien.page.getByLabel('Lý do', { exact: true }).fill('Họp ở xã')
    await dienBien.page.getByLabel('Người dự thay', { exact: true }).fill('Đại biểu C (minh họa)')
    await button(dienBien, 'Ghi lại').last().click()
    await said(dienBien, 'Họp ở xã · dự thay: Đại biểu C (minh họa)')
    await button(dienBien, 'Đóng').click()
    await said(dienBien, 'Theo danh sách: 2 người.')
  })

  it('another counts heads, and the central desk sees both', async () => {
    await sonLa.page.getByRole('textbox', { name: /^Số người có mặt/ }).fill('17')
    await button(sonLa, /^Số người có mặt.*Thêm một$/).click()
    await button(sonLa, 'Ghi lại').click()
    await said(sonLa, /^Đã ghi 18 người lúc/)
    const roll = await chair.page.context().newPage()
    await roll.goto(chair.page.url().replace('/chair', '/roll-call'))
    const row = (name: string) => roll.getByRole('row').filter({ hasText: name })
    await row('Sơn La').getByRole('cell', { name: '18', exact: true }).waitFor()
    await row('Điện Biên').getByText('dự thay: Đại biểu C (minh họa)').waitFor()
    await roll.getByText('20 đại biểu, 2 điểm cầu').waitFor()
    await roll.getByRole('button', { name: /^Chưa điểm danh/ }).click()
    await row('Sơn La').waitFor({ state: 'detached' })
    await row('Cao Bằng').waitFor()
    await picture({ page: roll, errors: [] }, 'roll-call')
    await roll.close()
  })

  it('an open vote of bridges may be changed until it ends, and every hall sees the result', async () => {
    await button(chair, 'Duyệt Hà Nội').click()
    await button(chair, 'Khai mạc hội nghị').click()
    await confirm(chair, 'Khai mạc hội nghị')
    await open(OPEN, 'Công khai')
    await hall.page.getByRole('heading', { name: OPEN }).waitFor()
    await button(dienBien, 'Tán thành').click()
    await button(sonLa, 'Ý kiến khác').click()
    await said(sonLa, /^Đã chọn “Ý kiến khác”/)
    await button(sonLa, 'Không tán thành').click()
    await said(sonLa, /^Đã chọn “Không tán thành”/)
    await said(chair, 'Đã bỏ phiếu 2 / 64')
    await chair.page.getByRole('img', { name: /^Tán thành 1 .*Không tán thành 1 .*Ý kiến khác 0 / }).waitFor()
    await close()
    await result(hall, [1, 1, 0])
    await picture(hall, 'hall-vote-result')
  })

  it('a secret ballot asks once, cannot be taken back, and shows nobody anything before the end', async () => {
    await open(SECRET, 'Kín')
    for (const stand of [dienBien, sonLa]) {
      await button(stand, 'Tán thành').click()
      await confirm(stand, 'Bỏ phiếu')
      await said(stand, 'Đã bỏ phiếu kín.')
      expect(await button(stand, 'Không tán thành').count()).toBe(0)
    }
    await said(chair, 'Đã bỏ phiếu 2 / 64')
    expect(await chair.page.getByRole('img', { name: /^Tán thành \d/ }).count()).toBe(0)
    expect(await hall.page.getByRole('img', { name: /^Tán thành \d/ }).count()).toBe(0)
    await picture(chair, 'chair-secret-vote')
    await close()
    await result(hall, [2, 0, 0])
  })

  it('the record says who was there and names both results', async () => {
    const token = (label: string) => new URL(server.link(label)).hash.slice(1)
    const lead = await Line.enter(server.url, token('Chủ trì Trung ương'), CONFERENCE)
    const secretary = await Line.enter(server.url, token('Thư ký Trung ương 1'), CONFERENCE)
    try {
      await lead.must({ type: 'conference/conclude' })
      expect(await wordsOf(secretary, 'opening')).toContain('20 trên')
      const conclusion = await wordsOf(secretary, 'conclusion')
      expect(conclusion).toContain(`“${OPEN}”: 1 tán thành, 1 không tán thành, 0 ý kiến khác.`)
      expect(conclusion).toContain(`“${SECRET}”: 2 tán thành, 0 không tán thành, 0 ý kiến khác.`)
    } finally {
      lead.close()
      secretary.close()
    }
    const desk = await takeStand(browser, server, 'Thư ký Trung ương 1', 'desk')
    await button(desk, 'Kết luận').click()
    const text = desk.page.getByRole('textbox', { name: 'Kết luận' })
    await until('the conclusion to be editable', () => text.isEditable())
    await text.click()
    await desk.page.keyboard.press('Control+End')
    await button(desk, new RegExp(`^Chèn .*${SECRET.slice(0, 20)}`)).click()
    await until('the result to stand there once more', async () => {
      const words = await text.innerText()
      return words.split(`“${SECRET}”`).length === 3
    })
    expect([chair, dienBien, sonLa, hall, desk].flatMap(({ errors }) => errors)).toEqual([])
  })
})

/** The text as it is once something stands in it. */
function wordsOf(line: Line, document: string): Promise<string> {
  return until(`words in the ${document}`, async () => {
    const opened = await line.openText(document)
    if (opened.kind !== 'opened') return false
    const doc = new Y.Doc()
    Y.applyUpdate(doc, new Uint8Array(opened.update))
    return [...doc.share.keys()].map((name) => String(doc.getXmlFragment(name))).join(' ')
  })
}
