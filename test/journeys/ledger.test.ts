import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { type ServerProcess, startServer } from './server-process.ts'
import { goTo, picture, type Stand, takeStand } from './stand.ts'

const WRITTEN = 'Đề nghị không mặc nhiên xếp loại cả tập thể khi một thành viên bị kỷ luật.'
const FIRST = WRITTEN.replace('một thành viên', 'một cán bộ')
const SECOND = WRITTEN.replace('bị kỷ luật', 'bị kỷ luật mà tập thể đã kịp thời xử lý')
const DECLINED = 'Dự thảo dùng từ “thành viên”'
const REASON = 'Các điểm cầu còn lại gửi ý kiến bằng văn bản sau hội nghị'
const CORRECTION = 'Sửa tên một điểm cầu'

const docx = Buffer.from(
  zipSync({
    '[Content_Types].xml': strToU8('<Types/>'),
    'word/document.xml': strToU8(
      `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>${WRITTEN}</w:t></w:r></w:p></w:document>`,
    ),
  }),
)

describe('a bridge’s own text and the ledger', () => {
  const directory = mkdtempSync(join(tmpdir(), 'diem-cau-ledger-'))
  let browser: Browser
  let server: ServerProcess
  let chair: Stand
  let secretary: Stand
  let sonLa: Stand

  beforeAll(async () => {
    browser = await launchBrowser()
    server = await startServer()
    chair = await takeStand(browser, server, 'Chủ trì Trung ương', 'desk')
    secretary = await takeStand(browser, server, 'Thư ký Trung ương 1', 'desk')
    sonLa = await takeStand(browser, server, 'Thư ký Sơn La', 'desk')
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    rmSync(directory, { recursive: true, force: true })
  })

  const button = (stand: Stand, name: string) =>
    stand.page.getByRole('button', { name, exact: true }).and(stand.page.locator(':enabled'))
  const propose = async (text: string) => {
    await button(sonLa, 'Đề nghị sửa').click()
    const dialog = sonLa.page.getByRole('dialog', { name: 'Đề nghị sửa nội dung' })
    await dialog.getByLabel('Nội dung theo điểm cầu').fill(text)
    await dialog.locator('ins').first().waitFor()
    await picture(sonLa, 'bridge-proposes')
    await dialog.getByRole('button', { name: 'Gửi đề nghị sửa' }).click()
    await sonLa.page.getByText('Đề nghị sửa đang chờ').waitFor()
  }
  const proposal = () => secretary.page.getByRole('region', { name: 'Điểm cầu Sơn La đề nghị sửa' })

  it('takes a written opinion as a file, whose words become its text', async () => {
    await button(sonLa, 'Gửi ý kiến bằng văn bản').click()
    const dialog = sonLa.page.getByRole('dialog', { name: 'Ý kiến bằng văn bản' })
    await dialog.getByLabel('Người góp ý').fill('Đại diện Sơn La (minh họa)')
    const choosing = sonLa.page.waitForEvent('filechooser')
    await dialog.getByRole('button', { name: 'Chọn tệp PDF hoặc Word' }).click()
    await (await choosing).setFiles({ name: 'gop-y.docx', mimeType: 'application/msword', buffer: docx })
    await picture(sonLa, 'bridge-files')
    await dialog.getByRole('button', { name: 'Mở ý kiến' }).click()
    await dialog.getByText('Chữ trong tệp đã thành nội dung').waitFor()
    await dialog.getByRole('button', { name: 'Đóng' }).click()
    await sonLa.page.getByText(WRITTEN).waitFor()
    await sonLa.page.getByRole('link', { name: 'gop-y.docx' }).waitFor()
  })

  it('lets the bridge correct it: declined with a reason, proposed again, accepted and so confirmed', async () => {
    await propose(FIRST)
    await button(secretary, 'Mở ý kiến của Sơn La').first().click()
    await proposal().locator('ins', { hasText: 'cán bộ' }).waitFor()
    await picture(secretary, 'secretary-settles')
    await proposal().getByRole('button', { name: 'Không chấp nhận' }).click()
    const dialog = secretary.page.getByRole('dialog', { name: 'Không chấp nhận đề nghị sửa?' })
    await dialog.getByLabel('Lý do trả lời điểm cầu').fill(DECLINED)
    await dialog.getByRole('button', { name: 'Không chấp nhận' }).click()
    await sonLa.page.getByText(DECLINED).waitFor()
    await picture(sonLa, 'bridge-declined')

    await propose(SECOND)
    await proposal().getByRole('button', { name: 'Chấp nhận', exact: true }).click()
    await sonLa.page.getByText('Đã xác nhận', { exact: true }).waitFor()
    await sonLa.page.getByRole('article').getByText(SECOND).waitFor()
    await proposal().waitFor({ state: 'detached' })
  })

  it('shows on one page what each bridge has said, and lets one declare that it has no opinion', async () => {
    await goTo(chair, 'Bảng đối chiếu')
    const row = chair.page.getByRole('row', { name: /Sơn La/ })
    await row.getByText('thiếu', { exact: true }).first().waitFor()
    await button(chair, 'Nhắc 63 điểm cầu còn thiếu').click()
    await chair.page
      .getByRole('alertdialog')
      .getByRole('button', { name: /^Nhắc 63/ })
      .click()
    await sonLa.page.getByText(/đơn vị tổ chức nhắc/).waitFor()
    await button(sonLa, 'Không có ý kiến khác').click()
    await sonLa.page.getByText(/Điểm cầu đã đủ/).waitFor()
    await picture(sonLa, 'bridge-ledger')
    await row.getByText('không có', { exact: true }).first().waitFor()
    await row.getByRole('button', { name: 'Sơn La', exact: true }).click()
    await chair.page.getByRole('complementary', { name: 'Sơn La' }).getByText(SECOND).waitFor()
    await picture(chair, 'ledger')
  })

  it('blocks the seal while bridges are missing, and allows it for a reason that the minutes state', async () => {
    await goTo(chair, 'Bàn chủ trì')
    for (const act of ['Khai mạc hội nghị', 'Kết thúc hội nghị']) {
      await button(chair, act).click()
      await chair.page.getByRole('alertdialog').getByRole('button', { name: act }).click()
      await chair.page.getByRole('alertdialog').waitFor({ state: 'detached' })
    }
    await button(chair, 'Niêm phong biên bản').click()
    const dialog = chair.page.getByRole('alertdialog')
    await dialog.getByText('62 điểm cầu còn thiếu trong bảng đối chiếu').waitFor()
    await dialog.getByRole('button', { name: 'Niêm phong biên bản' }).click()
    await dialog.getByText('Cần ghi lý do').waitFor()
    await picture(chair, 'chair-seal-gap')
    await dialog.getByLabel('Lý do niêm phong khi còn thiếu').fill(REASON)
    await dialog.getByRole('button', { name: 'Niêm phong biên bản' }).click()
    const text = await minutesText('Bản chưa ký (PDF)')
    expect(text).toContain(REASON)
    expect(text).toContain(SECOND)
  })

  it('opens the sealed minutes again for a correction, and keeps the version before', async () => {
    await button(chair, 'Mở lại để đính chính').click()
    const dialog = chair.page.getByRole('alertdialog')
    await dialog.getByLabel('Lý do đính chính').fill(CORRECTION)
    await dialog.getByRole('button', { name: 'Mở lại để đính chính' }).click()
    await chair.page.getByText(`Lý do: ${CORRECTION}`).waitFor()
    await picture(chair, 'chair-reopened')
    expect(await minutesText('Bản chưa ký (PDF)')).toContain(REASON)
    await button(chair, 'Niêm phong biên bản').waitFor()
  })

  it('leaves no page with an error that nobody caught', () => {
    expect([chair, secretary, sonLa].flatMap(({ errors }) => errors)).toEqual([])
  })

  /** The words of the file behind the chair's link with this name. */
  async function minutesText(name: string): Promise<string> {
    const href = await chair.page.getByRole('link', { name }).first().getAttribute('href')
    const response = await chair.page.request.get(new URL(href ?? '', server.url).href)
    expect(response.status()).toBe(200)
    const file = join(directory, 'minutes.pdf')
    writeFileSync(file, await response.body())
    return execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' })
      .normalize('NFC')
      .replace(/\s+/g, ' ')
  }
})
