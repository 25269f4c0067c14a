import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { until } from '../support/until.ts'
import { type ServerProcess, startServer } from './server-process.ts'
import { answersLate, picture, type Stand, takeStand, voicesArriving } from './stand.ts'

/** Chooses a file as a visitor would, by the button. */
async function offer(page: Page, buffer: Buffer): Promise<void> {
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: /^Chọn tệp PDF/ }).click()
  await (await choosing).setFiles({ name: 'bien-ban.pdf', mimeType: 'application/pdf', buffer })
}

/** What is said, with what a careless system would lose: stacked marks, quotes, brackets. */
const SAID = {
  dienBien: 'Việc kiểm điểm đã đi vào nền nếp; đề nghị “lượng hóa” tiêu chí <theo nhóm> & công khai.',
  sonLa: 'Không mặc nhiên xếp loại cả tập thể khi một thành viên bị kỷ luật.',
  haNoi: 'Bổ sung trách nhiệm nêu gương của người đứng đầu, dám nghĩ, dám làm.',
} as const
const HALF = ' Kiến nghị sửa đổi ngay trong năm nay.'
const CONCLUSION = 'Toàn bộ ý kiến sẽ được tổng hợp đầy đủ để trình Bộ Chính trị xem xét, quyết định.'

describe('a conference from the first microphone to verified minutes', () => {
  const directory = mkdtempSync(join(tmpdir(), 'diem-cau-spine-'))
  let browser: Browser
  let server: ServerProcess
  let chair: Stand
  let first: Stand
  let second: Stand
  let central: Stand
  let dienBien: Stand
  let sonLa: Stand
  let haNoi: Stand

  beforeAll(async () => {
    browser = await launchBrowser()
    server = await startServer({ dataDir: join(directory, 'data') })
    const take = (label: string, size: 'hall' | 'desk') => takeStand(browser, server, label, size)
    chair = await takeStand(browser, server, 'Chủ trì Trung ương', 'desk', answersLate)
    first = await take('Thư ký Trung ương 1', 'desk')
    second = await take('Thư ký Trung ương 2', 'desk')
    central = await take('Hội trường Trung ương', 'hall')
    dienBien = await take('Hội trường Điện Biên', 'hall')
    sonLa = await take('Hội trường Sơn La', 'hall')
    haNoi = await take('Hội trường Hà Nội', 'hall')
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    rmSync(directory, { recursive: true, force: true })
  })

  const button = (stand: Stand, name: string) => stand.page.getByRole('button', { name, exact: true })
  const confirm = (stand: Stand, name: string) =>
    stand.page.getByRole('alertdialog').getByRole('button', { name, exact: true }).click()
  const request = async (hall: Stand, speaker: string, topic: RegExp) => {
    await button(hall, 'Đăng ký phát biểu').click()
    await hall.page.getByLabel('Họ và tên người phát biểu').fill(speaker)
    await hall.page.locator('label').filter({ hasText: topic }).click()
    await button(hall, 'Gửi đăng ký').click()
  }
  const text = (stand: Stand, of: string) => stand.page.getByRole('textbox', { name: of })
  const saved = (stand: Stand) =>
    stand.page.getByRole('status', { name: 'Trạng thái lưu', exact: true }).filter({ hasText: 'Đã lưu' })

  it('lets a hall in only after its device was approved', async () => {
    await dienBien.page.getByText('Chờ duyệt thiết bị').waitFor()
    await picture(dienBien, 'hall-waits')
    for (const name of ['Trung ương', 'Điện Biên', 'Sơn La', 'Hà Nội'])
      await button(chair, `Duyệt ${name}`).click()
    for (const hall of [central, dienBien, sonLa, haNoi])
      await hall.page.getByText('Hội nghị chưa khai mạc').waitFor()
  })

  it('opens when the chair opens it', async () => {
    await button(chair, 'Khai mạc hội nghị').click()
    await confirm(chair, 'Khai mạc hội nghị')
    await button(dienBien, 'Đăng ký phát biểu').and(dienBien.page.locator(':enabled')).waitFor()
    await picture(chair, 'chair-open')
  })

  it('carries only the central hall’s voice while nobody holds the floor', async () => {
    await until('the central hall is heard', async () => (await voicesArriving(sonLa)) === 1, 60_000)
    expect(await voicesArriving(central)).toBe(0)
  })

  it('puts the hall that is called on everybody’s stage, and its voice with it', async () => {
    await request(dienBien, 'Bí thư Tỉnh ủy (minh họa)', /Ưu điểm và kết quả/)
    await request(sonLa, 'Đại diện Sơn La (minh họa)', /thành viên bị kỷ luật/)
    await button(chair, 'Mời Điện Biên').click()
    await dienBien.page.getByText('Đang được phát biểu', { exact: false }).first().waitFor()
    for (const hall of [central, sonLa, haNoi])
      await hall.page.getByRole('heading', { name: 'Điện Biên' }).first().waitFor()
    await until('Sơn La hears two voices', async () => (await voicesArriving(sonLa)) === 2, 60_000)
    await until(
      'the speaker hears the central hall',
      async () => (await voicesArriving(dienBien)) === 1,
      60_000,
    )
    await picture(chair, 'chair-on-air')
    await picture(dienBien, 'hall-on-air')
    await picture(haNoi, 'hall-listens')
  })

  it('opens the contribution by itself, and two secretaries write it together', async () => {
    const label = 'Nội dung ý kiến 1, Điểm cầu Điện Biên'
    const [head, tail] = [SAID.dienBien.slice(0, 40), SAID.dienBien.slice(40)]
    await text(first, label).click()
    await first.page.keyboard.type(head, { delay: 5 })
    await text(second, label).getByText(head).waitFor()
    await text(second, label).click()
    await second.page.keyboard.press('Control+End')
    await second.page.keyboard.type(tail, { delay: 5 })
    await text(first, label).getByText(SAID.dienBien).waitFor()
    await saved(first).waitFor()
    await saved(second).waitFor()
    await picture(first, 'secretary-writes')
  })

  it('takes the voice away when the turn ends, whoever ends it', async () => {
    await button(dienBien, 'Kết thúc phát biểu').click()
    await until('Sơn La hears one voice', async () => (await voicesArriving(sonLa)) === 1, 60_000)
    await button(chair, 'Mời Sơn La').click()
    await until('Hà Nội hears two voices', async () => (await voicesArriving(haNoi)) === 2, 60_000)
    await first.page.getByLabel('Ý kiến 2 · Sơn La').click()
    await text(first, 'Nội dung ý kiến 2, Điểm cầu Sơn La').click()
    await first.page.keyboard.type(SAID.sonLa, { delay: 5 })
    await saved(first).waitFor()
    await chair.page.getByRole('button', { name: /^Kết thúc lượt/ }).click()
    await until('Hà Nội hears one voice', async () => (await voicesArriving(haNoi)) === 1, 60_000)
  })

  it('loses nothing when the server is killed in the middle of a word', async () => {
    await request(haNoi, 'Đại diện Hà Nội (minh họa)', /người đứng đầu/)
    await button(chair, 'Mời Hà Nội').click()
    const label = 'Nội dung ý kiến 3, Điểm cầu Hà Nội'
    for (const secretary of [first, second]) await secretary.page.getByLabel('Ý kiến 3 · Hà Nội').click()
    await text(first, label).click()
    await first.page.keyboard.type(SAID.haNoi, { delay: 5 })
    await saved(first).waitFor()
    await server.kill()
    await first.page.keyboard.type(HALF, { delay: 5 })
    await first.page
      .getByText(/chưa gửi/)
      .first()
      .waitFor()
    await picture(first, 'secretary-offline')
    await server.restart()
    await text(second, label)
      .getByText(SAID.haNoi + HALF)
      .waitFor({ timeout: 120_000 })
    await saved(first).waitFor()
    await until('Hà Nội holds the floor again', async () => (await voicesArriving(sonLa)) === 2, 120_000)
    await button(haNoi, 'Kết thúc phát biểu').click()
  })

  it('is concluded, sealed, and signed by the secretary and then the chair', async () => {
    await first.page.getByLabel('Kết luận', { exact: true }).click()
    await text(first, 'Nội dung kết luận').click()
    await first.page.keyboard.type(CONCLUSION, { delay: 5 })
    await saved(first).waitFor()
    await button(chair, 'Kết thúc hội nghị').click()
    await confirm(chair, 'Kết thúc hội nghị')
    // The event of the conclusion overtakes its answer, and must not ask for the seal by itself.
    await button(chair, 'Niêm phong biên bản').first().waitFor()
    expect(await chair.page.getByRole('alertdialog').count()).toBe(0)
    await button(chair, 'Niêm phong biên bản').click()
    // Sixty bridges have said nothing: the seal needs a reason.
    await chair.page
      .getByRole('alertdialog')
      .getByLabel('Lý do niêm phong khi còn thiếu')
      .fill('Các điểm cầu còn lại gửi ý kiến sau')
    await picture(chair, 'chair-seals')
    await confirm(chair, 'Niêm phong biên bản')
    await button(first, 'Ký với tư cách thư ký').and(first.page.locator(':enabled')).click()
    await confirm(first, 'Ký biên bản')
    await button(chair, 'Ký với tư cách chủ trì').and(chair.page.locator(':enabled')).click()
    await confirm(chair, 'Ký biên bản')
    await chair.page.getByRole('link', { name: /Bản có đủ chữ ký/ }).waitFor()
    await picture(chair, 'chair-signed')
    await picture(first, 'secretary-signed')
  })

  it('gives minutes that outside judges find signed, with every word that was typed', async () => {
    const href = await chair.page.getByRole('link', { name: /Bản có đủ chữ ký/ }).getAttribute('href')
    const response = await chair.page.request.get(new URL(href ?? '', server.url).href)
    expect(response.status()).toBe(200)
    const file = join(directory, 'minutes.pdf')
    writeFileSync(file, await response.body())

    const judged = execFileSync('pdfsig', ['-nocert', file], { encoding: 'utf8' })
    expect(judged.match(/Signature Validation: Signature is Valid/g)).toHaveLength(2)
    execFileSync('qpdf', ['--check', file])
    const read = execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' })
      .normalize('NFC')
      .replace(/\s+/g, ' ')
    for (const words of [SAID.dienBien, SAID.sonLa, SAID.haNoi + HALF, CONCLUSION])
      expect(read).toContain(words)
    const pages = execFileSync('pdfinfo', [file], { encoding: 'utf8' }).match(/Pages:\s+(\d+)/)?.[1]
    expect(read.match(/TÀI LIỆU MINH HỌA – KHÔNG CÓ GIÁ TRỊ/g)?.length).toBeGreaterThanOrEqual(Number(pages))

    const root = join(directory, 'data', 'pki', 'root.pem')
    const script = join(import.meta.dirname, '..', '..', 'scripts', 'verify.ts')
    const verdict = execFileSync(process.execPath, [script, file, '--trust', root, '--json'], {
      encoding: 'utf8',
    })
    expect(JSON.parse(verdict)).toMatchObject({ verdict: 'valid' })
  })

  it('shows anybody that the file is right, and that a changed one is not', async () => {
    const visitor = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'vi-VN' })
    const page = await visitor.newPage()
    await page.goto(`${server.url}/verify`)
    const right = readFileSync(join(directory, 'minutes.pdf'))
    await offer(page, right)
    await page.getByText('Hợp lệ', { exact: false }).first().waitFor()
    await picture({ page, errors: [] }, 'verify-valid')
    const changed = Buffer.from(right)
    changed[2000] = (changed[2000] ?? 0) ^ 1
    await page.goto(`${server.url}/verify`)
    await offer(page, changed)
    await page.getByText('Không hợp lệ', { exact: false }).first().waitFor()
    await picture({ page, errors: [] }, 'verify-changed')
    await visitor.close()
  })

  it('leaves no page with an error that nobody caught', () => {
    const stands = { chair, first, second, central, dienBien, sonLa, haNoi }
    expect(Object.fromEntries(Object.entries(stands).map(([name, stand]) => [name, stand.errors]))).toEqual(
      Object.fromEntries(Object.keys(stands).map((name) => [name, []])),
    )
  })
})
