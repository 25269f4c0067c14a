import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { until } from '../support/until.ts'
import { type ServerProcess, startServer } from './server-process.ts'
import { type Stand, takeStand } from './stand.ts'

const FIRST = 'Không mặc nhiên xếp loại cả tập thể khi một thành viên bị kỷ luật.'
const SECOND = 'Đề nghị phân biệt hai trường hợp.'

/** A line on which what the server pushes, but not what it answers, can be held back for a while. */
class HeldLine {
  #held: (() => void)[] | null = null

  readonly prepare = (context: BrowserContext): Promise<void> =>
    context.routeWebSocket(/\/socket\.io\//, (page) => {
      const server = page.connectToServer()
      page.onMessage((message) => server.send(message))
      server.onMessage((message) => {
        // Engine.IO message (4), Socket.IO acknowledgement (3).
        const isAnswer = typeof message === 'string' && message.startsWith('43')
        if (this.#held && !isAnswer) this.#held.push(() => page.send(message))
        else page.send(message)
      })
    })

  hold(): void {
    this.#held = []
  }

  letGo(): void {
    const held = this.#held ?? []
    this.#held = null
    for (const send of held) send()
  }
}

describe('the secretaries’ desk', () => {
  const directory = mkdtempSync(join(tmpdir(), 'diem-cau-desk-'))
  const line = new HeldLine()
  let browser: Browser
  let server: ServerProcess
  let one: Stand
  let other: Stand

  beforeAll(async () => {
    browser = await launchBrowser()
    server = await startServer({ dataDir: join(directory, 'data') })
    one = await takeStand(browser, server, 'Thư ký Trung ương 1', 'desk', line.prepare)
    other = await takeStand(browser, server, 'Thư ký Trung ương 2', 'desk')
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    rmSync(directory, { recursive: true, force: true })
  })

  const text = (stand: Stand): Locator => stand.page.getByRole('textbox', { name: /^Nội dung ý kiến/ })
  const cards = (stand: Stand) =>
    stand.page.getByRole('list', { name: 'Ý kiến góp ý' }).getByRole('button', { name: /^Ý kiến \d/ })
  const hasCards = (count: number) =>
    until(`both to see ${count} cards`, async () => {
      const counts = await Promise.all([one, other].map((stand) => cards(stand).count()))
      return counts.every((found) => found === count)
    })
  const reads = (stand: Stand, words: string) =>
    until(
      `a desk to read ${words}`,
      async () => (await text(stand).innerText()).replace(/\s+/g, ' ').trim() === words,
    )
  const press = (stand: Stand, keys: string) => stand.page.keyboard.press(keys)
  const caretAtEnd = async (stand: Stand) => {
    await text(stand).click()
    await press(stand, 'Control+End')
  }
  const fileFor = async (stand: Stand, bridge: string) => {
    await press(stand, 'Alt+b')
    await stand.page.getByRole('combobox', { name: 'Điểm cầu góp ý' }).fill(bridge)
    await stand.page.getByRole('option', { name: bridge, exact: true }).click()
    await stand.page.getByRole('button', { name: 'Mở thẻ ý kiến' }).click()
    await text(stand).waitFor()
  }

  it('takes an opinion in and shows it to the colleague as it is written', async () => {
    await one.page.getByRole('heading', { name: 'Ý kiến góp ý', exact: true }).waitFor()
    await other.page.getByRole('heading', { name: 'Ý kiến góp ý', exact: true }).waitFor()
    await fileFor(one, 'Sơn La')
    await text(one).click()
    await one.page.keyboard.type(`${FIRST}\n${SECOND}`)
    await hasCards(1)
    await cards(other).first().click()
    await reads(other, `${FIRST} ${SECOND}`)
  })

  it('names its kind and its topic by keys', async () => {
    await press(one, 'Alt+2')
    await press(one, 'Alt+l')
    await one.page.getByRole('menuitemradio', { name: 'kiến nghị' }).press('Enter')
    await other.page.getByRole('button', { name: /^Loại: kiến nghị/ }).waitFor()
    await other.page.getByRole('button', { name: 'Bỏ vấn đề 2' }).waitFor()
  })

  it('is kept by one, who is named to the other, until the other takes it over', async () => {
    await press(one, 'Alt+k')
    await one.page.getByText('Bạn đang giữ nội dung này').waitFor()
    await other.page.getByText(/Thư ký.* đang giữ nội dung này, còn/).waitFor()
    await until('the other to be kept out', async () => !(await text(other).isEditable()))
    await press(other, 'Alt+k')
    await other.page.getByRole('alertdialog').getByRole('button', { name: 'Tiếp nhận' }).click()
    await until('the other to be let in', () => text(other).isEditable())
    await until('the first to be kept out', async () => !(await text(one).isEditable()))
    await press(other, 'Alt+k')
    await until('the first to be let in again', () => text(one).isEditable())
  })

  it('is not split as it was before a colleague’s newest words, and is once they have been read', async () => {
    await caretAtEnd(one)
    line.hold()
    await caretAtEnd(other)
    await other.page.keyboard.type(' Thêm.')
    await other.page
      .getByRole('status', { name: 'Trạng thái lưu', exact: true })
      .filter({ hasText: 'Đã lưu' })
      .waitFor()
    await press(one, 'Alt+x')
    await one.page.getByText('Có người vừa sửa nội dung này').waitFor()
    line.letGo()
    await reads(one, `${FIRST} ${SECOND} Thêm.`)
    await hasCards(1)
    await one.page.getByRole('button', { name: 'Làm lại' }).click()
    await hasCards(2)
    await reads(one, `${SECOND} Thêm.`)
    await one.page.getByText('Tách từ ý kiến 1, phần 2 trên 2').waitFor()
    // Who had the whole open goes on with its first part.
    await reads(other, FIRST)
  })

  it('is found in every text without its marks, and gone to', async () => {
    await press(other, 'Control+f')
    await other.page.keyboard.type('phan biet')
    await other.page.getByRole('option', { name: /Ý kiến 2 · Sơn La/ }).waitFor()
    await press(other, 'Enter')
    await reads(other, `${SECOND} Thêm.`)
    await until('the words to be selected', async () => {
      const chosen = await other.page.evaluate(() => getSelection()?.toString())
      return chosen === 'phân biệt'
    })
    await other.page.getByRole('button', { name: 'Đóng' }).click()
  })

  it('becomes one again, with both texts in their order', async () => {
    await press(one, 'Alt+g')
    await one.page.getByRole('alertdialog').getByRole('button', { name: 'Gộp hai ý kiến' }).click()
    await hasCards(1)
    await reads(one, `${FIRST} ${SECOND} Thêm.`)
    await reads(other, `${FIRST} ${SECOND} Thêm.`)
    await one.page.getByText('Gộp từ 2 ý kiến', { exact: true }).waitFor()
  })

  it('is remarked on, shown as each wrote it, compared, and taken back to an older state', async () => {
    await caretAtEnd(other)
    await other.page.keyboard.type(' Thừa.')
    await reads(one, `${FIRST} ${SECOND} Thêm. Thừa.`)
    await caretAtEnd(one)
    await press(one, 'Control+Shift+ArrowLeft')
    await press(one, 'Control+Shift+ArrowLeft')
    await press(one, 'Alt+r')
    await one.page.getByText('Về đoạn', { exact: true }).waitFor()
    await one.page.getByRole('textbox', { name: 'Nhận xét' }).fill('Câu này chưa ai nói.')
    await one.page.getByRole('button', { name: 'Gửi nhận xét' }).click()

    await other.page.getByRole('button', { name: /^Xem lại · 1 nhận xét/ }).click()
    const drawer = other.page.getByRole('complementary', { name: /^Xem lại: Ý kiến 1/ })
    await drawer.getByRole('blockquote').filter({ hasText: 'Thừa' }).waitFor()
    await drawer.getByRole('tab', { name: 'Quá trình ghi' }).click()
    await drawer.getByRole('button', { name: /^Thư ký thứ hai .*Bản hiện tại/ }).waitFor()
    await drawer.getByRole('button', { name: 'Xem diễn biến và so sánh' }).click()
    const replay = other.page.getByRole('dialog', { name: 'Diễn biến nội dung' })
    const shown = replay.getByRole('region', { name: 'Nội dung ở bước này' })
    await shown.getByText('Thừa').waitFor()
    await replay.getByRole('slider').press('Home')
    await shown.getByText('Thừa').waitFor({ state: 'hidden' })
    await replay.getByRole('combobox', { name: 'So sánh với' }).selectOption('Bản hiện tại')
    await shown.getByRole('deletion').filter({ hasText: 'Thừa' }).waitFor()
    await replay.getByRole('button', { name: 'Khôi phục bản này' }).click()
    const asked = other.page.getByRole('alertdialog')
    await asked.getByRole('button', { name: 'Khôi phục bản này' }).click()
    await reads(one, `${FIRST} ${SECOND} Thêm.`)
    await replay.getByRole('button', { name: 'Đóng' }).click()

    await one.page.getByRole('button', { name: 'Đã xử lý', exact: true }).click()
    await one.page.getByText('Đã xử lý (1)').waitFor()
    for (const stand of [one, other]) {
      await stand.page.getByRole('tab', { selected: true }).press('Escape')
      await stand.page.getByRole('complementary', { name: /^Xem lại/ }).waitFor({ state: 'hidden' })
    }
  })

  it('has its speaker put right, and a blank card goes with a reason and comes back', async () => {
    await press(one, 'Alt+n')
    await one.page.getByLabel('Họ và tên, hoặc đại diện đơn vị').fill('Nguyễn Văn An')
    await press(one, 'Enter')
    await other.page.getByText('Nguyễn Văn An').waitFor()
    await one.page.getByRole('dialog').waitFor({ state: 'hidden' })
    await fileFor(one, 'Điện Biên')
    await hasCards(2)
    await one.page.getByRole('button', { name: 'Bỏ thẻ trống' }).click()
    await one.page.getByLabel('Lý do bỏ').fill('Mở nhầm')
    await press(one, 'Enter')
    await hasCards(1)
    await reads(one, `${FIRST} ${SECOND} Thêm.`)
    await one.page.getByRole('dialog').waitFor({ state: 'hidden' })
    await other.page.getByText('Thẻ đã bỏ (1)', { exact: true }).click()
    await other.page.getByRole('button', { name: 'Khôi phục thẻ của Điểm cầu Điện Biên' }).click()
    await hasCards(2)
    // Whoever looks for work is sent to the card without a word.
    await press(one, 'Alt+j')
    await one.page.getByRole('heading', { name: 'Ý kiến 2 · Điểm cầu Điện Biên' }).waitFor()
    expect([...one.errors, ...other.errors]).toEqual([])
  })
})
