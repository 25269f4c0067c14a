import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { Document, LevelFormat, Packer, Paragraph } from 'docx'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PublicCommand } from '../../domain/commands.ts'
import { launchBrowser } from '../support/browser.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import {
  central,
  personCalled,
  prepareConference,
  type Tokens,
  type Who,
} from '../support/prepared-conference.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { type WrittenOpinion, writtenOpinion } from '../support/written-opinion.ts'
import { goTo, picture, type Stand, sizes } from './stand.ts'

const conference = 'hoi-nghi'
const pages = join(import.meta.dirname, '..', '..', 'dist')
const SAID = {
  sonLa: 'Tỷ lệ hai mươi phần trăm là thấp, đề nghị nâng lên.',
  haNoi: 'Đề nghị nâng tỷ lệ xếp loại xuất sắc.',
  dienBien: 'Nhất trí với cơ chế dự thảo nêu.',
  added: 'Bổ sung: tính theo từng nhóm đơn vị.',
} as const
const ANSWERED = 'Nâng tỷ lệ đối với nơi vượt chỉ tiêu; phần còn lại giữ như dự thảo.'
const HALF = 'Nội dung đang viết dở'

describe('the synthesis at the organiser’s desk', () => {
  let fresh: FreshDatabase
  let server: RunningServer
  let tokens: Tokens
  let browser: Browser
  let organiser: Stand
  let opinions: Readonly<Record<'sonLa' | 'haNoi' | 'dienBien', WrittenOpinion>>

  const act = async (who: Who, command: PublicCommand) => {
    const result = await server.conferences.command(conference, randomUUID(), command, personCalled(who))
    if (result.kind === 'refused') throw new Error(`${command.type}: ${result.code}`)
  }
  const file = (bridge: string, topics: readonly string[], said: string) =>
    writtenOpinion(server, conference, bridge, topics, [said])

  beforeAll(async () => {
    fresh = await freshDatabase()
    server = await startServer(fresh.url, { pages })
    tokens = await prepareConference(server.conferences, server.database, conference)
    opinions = {
      sonLa: await file('son-la', ['ty-le'], SAID.sonLa),
      haNoi: await file('ha-noi', ['ty-le'], SAID.haNoi),
      dienBien: await file('dien-bien', ['ty-le', 'co-che'], SAID.dienBien),
    }
    browser = await launchBrowser()
    const context = await browser.newContext({ viewport: sizes.desk, locale: 'vi-VN' })
    const page = await context.newPage()
    page.setDefaultTimeout(30_000)
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    organiser = { page, errors }
    await page.goto(`${server.origin}/vao#${tokens.organiser}`)
    await goTo(organiser, 'Tổng hợp')
  })

  afterAll(async () => {
    await browser?.close()
    await server?.close()
    await fresh?.close()
  })

  const section = (title: string) => organiser.page.getByRole('region', { name: title })
  const row = (under: string, { id }: WrittenOpinion) => section(under).locator(`[data-contribution="${id}"]`)
  const total = (name: string) =>
    organiser.page
      .locator('dl div')
      .filter({ has: organiser.page.getByText(name, { exact: true }) })
      .locator('dd')
  const shows = async (name: string, value: string) => {
    await total(name).getByText(value, { exact: true }).waitFor()
  }

  it('holds each opinion once under each of its topics, with its words', async () => {
    await row('Tỷ lệ', opinions.sonLa).getByText(SAID.sonLa).waitFor()
    await row('Tỷ lệ', opinions.dienBien).getByText(SAID.dienBien).waitFor()
    await row('Cơ chế', opinions.dienBien).getByText(SAID.dienBien).waitFor()
    await shows('Ý kiến', '3')
    await shows('Lượt theo điều, khoản', '4')
    await shows('Chưa trả lời', '4')
  })

  it('follows what is written meanwhile, and lets nobody change it there', async () => {
    await opinions.sonLa.write(SAID.added)
    await row('Tỷ lệ', opinions.sonLa).getByText(SAID.added).waitFor()
    const said = section('Tỷ lệ').locator('td:has(p)').filter({ hasText: SAID.haNoi })
    expect(await said.locator('input, textarea, [contenteditable]').count()).toBe(0)
    const { document } = opinions.sonLa
    const sent = {
      conference,
      document,
      updateId: randomUUID(),
      author: 'organiser',
      update: new Uint8Array([0, 0]),
    }
    expect(await server.conferences.prose(sent, personCalled('organiser'))).toMatchObject({
      kind: 'refused',
      code: 'prose/not-yours',
    })
  })

  it('groups the like ones by the keyboard', async () => {
    const { page } = organiser
    for (const opinion of [opinions.sonLa, opinions.haNoi]) {
      await row('Tỷ lệ', opinion).getByRole('checkbox').focus()
      await page.keyboard.press('Space')
    }
    await page.keyboard.press('g')
    await page.getByLabel('Tên nhóm ý kiến').fill('Nâng tỷ lệ xuất sắc')
    await page.keyboard.press('Enter')
    await page.getByText('Nhóm 2 ý kiến').waitFor()
  })

  it('answers a group at once, stores it when it is left, and counts it', async () => {
    const { page } = organiser
    const answer = page.getByLabel('Tiếp thu, giải trình: Nâng tỷ lệ xuất sắc')
    await page
      .getByRole('group', { name: 'Kết quả: Nâng tỷ lệ xuất sắc' })
      .getByLabel('Tiếp thu một phần')
      .check()
    await answer.fill(ANSWERED)
    await answer.blur()
    await shows('Tiếp thu một phần', '2')
    await shows('Đã trả lời', '2')
    await shows('Chưa trả lời', '2')
    const { answers } = server.conferences.loaded(conference).state
    const of = [opinions.sonLa.id, opinions.haNoi.id]
    expect(answers).toMatchObject([{ topic: 'ty-le', contributions: of, verdict: 'partly', text: ANSWERED }])
    await picture(organiser, 'synthesis-answered')
  })

  it('keeps what was typed and could not be stored over a reload', async () => {
    const { page } = organiser
    const answer = () => section('Cơ chế').getByRole('textbox')
    await answer().fill(HALF)
    await page.reload()
    await expect.poll(() => answer().inputValue()).toBe(HALF)
    await section('Cơ chế').getByText('Chưa lưu', { exact: true }).waitFor()
    await answer().fill('')
  })

  it('shows an answered opinion without an answer under the topic that it is moved to', async () => {
    const contribution = opinions.haNoi.id
    await act(`${central}-secretary`, { type: 'contribution/classify', contribution, topics: ['co-che'] })
    await row('Cơ chế', opinions.haNoi).getByText(SAID.haNoi).waitFor()
    expect(await row('Cơ chế', opinions.haNoi).getByRole('textbox').inputValue()).toBe('')
    await shows('Tiếp thu một phần', '1')
    await shows('Chưa trả lời', '3')
    await organiser.page.getByLabel('Trả lời', { exact: true }).selectOption('Chưa trả lời')
    await organiser.page.getByLabel('Tìm trong ý kiến').fill('nang ty le')
    await organiser.page.getByText('1 trên 4 lượt ý kiến').waitFor()
    await organiser.page.getByRole('button', { name: 'Bỏ lọc' }).click()
  })

  it('takes a group apart, and back by one press', async () => {
    const { page } = organiser
    await act(`${central}-secretary`, {
      type: 'contribution/classify',
      contribution: opinions.haNoi.id,
      topics: ['ty-le'],
    })
    await page.getByText('Nhóm 2 ý kiến').waitFor()
    await page.getByRole('button', { name: 'Tách nhóm' }).click()
    await page.getByText('Đã tách nhóm “Nâng tỷ lệ xuất sắc”.').waitFor()
    expect(await page.getByText('Nhóm 2 ý kiến').count()).toBe(0)
    await page.getByRole('button', { name: 'Hoàn tác' }).click()
    await page.getByText('Nhóm 2 ý kiến').waitFor()
    await shows('Tiếp thu một phần', '2')
  })

  it('reads a regulation from a file and from its text, shows what it recognised and moves a provision by the keyboard', async () => {
    const { page } = organiser
    await goTo(organiser, 'Điều, khoản')
    await page.getByRole('button', { name: 'Nhập từ văn bản' }).click()
    await page.locator('input[type=file]').setInputFiles(await draftFile())
    await page.getByText('Nhận ra 2 điều, 1 khoản.').waitFor()
    await page.getByLabel('Toàn văn dự thảo').fill('Chương I\nCHUNG\nĐiều 1. Phạm vi\n1. Một.\n2. Hai.')
    await page.getByText('Nhận ra 1 chương, 1 điều, 2 khoản.').waitFor()
    await page.getByRole('button', { name: 'Thêm 4 mục' }).click()
    await page.getByRole('row', { name: 'khoản 2' }).click()
    await page.keyboard.press('Alt+ArrowUp')
    const order = () => server.conferences.loaded(conference).state.topics.map(({ id }) => id)
    await expect.poll(order).toEqual(['ty-le', 'co-che', 'c1', 'd1', 'd1.2', 'd1.1'])
    await page.keyboard.press('Delete')
    await page.getByText('Đã xóa “khoản 2”.').waitFor()
    await page.getByRole('button', { name: 'Hoàn tác' }).click()
    await expect.poll(() => order().toSorted()).toHaveLength(6)
  })

  it('writes the items of the conclusion, in an order that keys change', async () => {
    const { page } = organiser
    const works = () => server.conferences.loaded(conference).state.tasks.map(({ work }) => work)
    await goTo(organiser, 'Kết luận')
    for (const work of ['Hoàn thiện dự thảo.', 'Gửi báo cáo giải trình.']) {
      await page.getByRole('button', { name: 'Thêm việc' }).click()
      await page.getByLabel('Công việc').fill(work)
      await page.getByLabel('Cơ quan chủ trì').fill('Ban Tổ chức Trung ương')
      await page.getByLabel('Hạn hoàn thành').fill('2026-12-31')
      await page.getByRole('dialog').getByRole('button', { name: 'Lưu' }).click()
      await page.getByRole('row', { name: work }).waitFor()
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
    await page.getByRole('row', { name: 'Gửi báo cáo' }).focus()
    await page.keyboard.press('Alt+ArrowUp')
    await expect.poll(works).toEqual(['Gửi báo cáo giải trình.', 'Hoàn thiện dự thảo.'])
    await page.getByRole('row', { name: 'Gửi báo cáo' }).getByRole('button', { name: 'Xóa' }).click()
    await page.getByText('Đã xóa việc 1.').waitFor()
    await page.getByRole('button', { name: 'Hoàn tác' }).click()
    await expect.poll(works).toEqual(['Gửi báo cáo giải trình.', 'Hoàn thiện dự thảo.'])
  })

  it('takes a bridge’s extract home under its name, and reads why a file does not come', async () => {
    const { page } = organiser
    await goTo(organiser, 'Đơn vị tổ chức')
    await page.getByRole('combobox', { name: 'Trích biên bản của' }).selectOption('Điểm cầu Sơn La')
    const coming = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Tải trích biên bản của Điểm cầu Sơn La dạng PDF' }).click()
    expect((await coming).suggestedFilename()).toMatch(/^trich-bien-ban-diem-cau-son-la-.*-du-thao\.pdf$/)
    await page.route('**/out/notice.pdf*', (route) =>
      route.fulfill({ status: 403, json: { code: 'access/not-allowed' } }),
    )
    await page.getByRole('link', { name: 'Tải Thông báo kết luận dạng PDF' }).click()
    await page.getByRole('alert').getByText('quyền').waitFor()
  })

  it('leaves no error that nobody caught', () => {
    expect(organiser.errors).toEqual([])
  })
})

/** A draft as Word makes it: it counts its articles and clauses itself. */
async function draftFile() {
  const level = (at: number, text: string) => ({ level: at, format: LevelFormat.DECIMAL, text })
  const paragraph = (text: string, at: number) =>
    new Paragraph({ text, numbering: { reference: 'draft', level: at } })
  const draft = new Document({
    numbering: { config: [{ reference: 'draft', levels: [level(0, 'Điều %1.'), level(1, '%2.')] }] },
    sections: [
      { children: [paragraph('Phạm vi', 0), paragraph('Tỷ lệ chung.', 1), paragraph('Hiệu lực', 0)] },
    ],
  })
  const mimeType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
  return { name: 'du-thao.docx', mimeType, buffer: await Packer.toBuffer(draft) }
}
