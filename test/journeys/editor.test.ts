import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { plainText } from '../../domain/prose.ts'
import { proseJson } from '../../server/contributions/prose-document.ts'
import type { ProseHub } from '../client/prose-hub.ts'
import { launchBrowser } from '../support/browser.ts'
import { until } from '../support/until.ts'
import type { EditorTools } from './editor-page/page.ts'
import { type EditorServer, startEditorServer } from './editor-server.ts'
import { manyContributions } from './many-contributions.ts'

declare const tools: EditorTools

let server: EditorServer
let browser: Browser
let hub: ProseHub
let contexts: BrowserContext[] = []

beforeAll(async () => {
  server = await startEditorServer()
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

beforeEach(() => {
  hub = server.begin()
})

afterEach(async () => {
  for (const context of contexts) await context.close()
  contexts = []
})

interface Desk {
  readonly page: Page
  readonly text: Locator
}

async function openDesk(user: string): Promise<Desk> {
  const context = await browser.newContext()
  contexts.push(context)
  const page = await context.newPage()
  await page.goto(`${server.origin}/?user=${user}`)
  return { page, text: await ready(page) }
}

async function ready(page: Page): Promise<Locator> {
  const text = page.getByRole('textbox', { name: 'Kết luận' })
  await text.waitFor()
  await until('the text to be editable', () => text.isEditable())
  return text
}

function stored(): string {
  return plainText(proseJson(hub.text.prose()))
}

/** Waits until the server has this text and these desks show it. */
async function agreed(text: string, ...desks: Desk[]): Promise<void> {
  await until(`the server to have ${JSON.stringify(text)}`, () => stored().trim() === text.trim())
  for (const desk of desks)
    await until(`a desk to show ${JSON.stringify(text)}`, async () => {
      const paragraphs = await desk.text.locator('p').allInnerTexts()
      return paragraphs.map((paragraph) => paragraph.trim()).join('\n') === text
    })
}

test('Two people write in one text at once, see the same, and each where the other is', async () => {
  const an = await openDesk('an')
  const binh = await openDesk('binh')
  await an.text.click()
  await an.page.keyboard.type('Thống nhất chủ trương.')
  await agreed('Thống nhất chủ trương.', an, binh)
  await an.page.keyboard.press('Enter')
  await agreed('Thống nhất chủ trương.\n', an, binh)
  await binh.text.locator('p').first().click()
  await binh.page.keyboard.press('Home')
  await Promise.all([
    an.page.keyboard.type('Giao Ban Tổ chức Trung ương.', { delay: 5 }),
    binh.page.keyboard.type('Hội nghị: ', { delay: 5 }),
  ])
  await agreed('Hội nghị: Thống nhất chủ trương.\nGiao Ban Tổ chức Trung ương.', an, binh)
  await an.page.locator('[data-name="Đồng chí binh"]').waitFor({ state: 'attached' })
  await binh.page.locator('[data-name="Đồng chí an"]').waitFor({ state: 'attached' })
  await until('both to be told that it is saved', async () => {
    const kinds = await Promise.all([an, binh].map(({ page }) => page.evaluate(() => tools.status().kind)))
    return kinds.every((kind) => kind === 'saved')
  })
})

test('Two people who write at the same place do not tear each other’s words apart', async () => {
  const an = await openDesk('an')
  const binh = await openDesk('binh')
  await an.text.click()
  await an.page.keyboard.type('Đầu. ')
  await until('both to have the beginning', async () => (await binh.text.innerText()).startsWith('Đầu.'))
  const phrases = ['thống nhất chủ trương; ', 'giao Ban Tổ chức; '] as const
  for (const desk of [an, binh]) {
    await desk.text.click()
    await desk.page.keyboard.press('Control+End')
  }
  await Promise.all([
    an.page.keyboard.type(phrases[0], { delay: 60 }),
    binh.page.keyboard.type(phrases[1], { delay: 60 }),
  ])
  const either = [phrases, phrases.toReversed()].map((order) => `Đầu. ${order.join('')}`)
  await until('the text to be stored', () => stored().length === either[0]?.length)
  expect(either).toContain(stored())
  await agreed(stored().trim(), an, binh)
})

test('Undoing takes back only what was written on this page', async () => {
  const an = await openDesk('an')
  const binh = await openDesk('binh')
  await an.text.click()
  await an.page.keyboard.type('Của An.')
  await agreed('Của An.', an, binh)
  await binh.text.click()
  await binh.page.keyboard.press('End')
  await binh.page.keyboard.type(' Của Bình.')
  await agreed('Của An. Của Bình.', an, binh)
  await an.page.keyboard.press('Control+z')
  await agreed('Của Bình.', an, binh)
  await an.page.keyboard.press('Control+y')
  await agreed('Của An. Của Bình.', an, binh)
})

test('Keys make paragraphs, line breaks, bold and italic', async () => {
  const an = await openDesk('an')
  await an.text.click()
  await an.page.keyboard.type('một')
  await an.page.keyboard.press('Shift+Enter')
  await an.page.keyboard.type('hai ')
  await an.page.keyboard.press('Control+b')
  await an.page.keyboard.type('đậm')
  await an.page.keyboard.press('Control+b')
  await an.page.keyboard.press('Control+i')
  await an.page.keyboard.type('nghiêng')
  await agreed('một\nhai đậmnghiêng')
  expect(proseJson(hub.text.prose()).content?.[0]?.content).toEqual([
    { type: 'text', text: 'một' },
    { type: 'hard_break' },
    { type: 'text', text: 'hai ' },
    { type: 'text', text: 'đậm', marks: [{ type: 'strong' }] },
    { type: 'text', text: 'nghiêng', marks: [{ type: 'em' }] },
  ])
})

async function paste(desk: Desk, data: Record<string, string>): Promise<void> {
  await desk.text.evaluate((element, given) => {
    const clipboardData = new DataTransfer()
    for (const [type, text] of Object.entries(given)) clipboardData.setData(type, text)
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, data)
}

test('What is pasted keeps its words and loses what has no place in minutes', async () => {
  const an = await openDesk('an')
  await an.text.click()
  await paste(an, {
    'text/html': `<h1 style="color:red">Tiêu đề</h1><p onclick="x()">đoạn <a href="http://x">liên kết</a>\u0007
      <b>đậm</b></p><ul><li>một</li></ul><table><tr><td>ô</td></tr></table><script>1</script>`,
  })
  await agreed('Tiêu đề\nđoạn liên kết đậm\nmột\nô')
  await an.page.keyboard.press('Control+a')
  await paste(an, { 'text/plain': 'x'.repeat(150_001) })
  await until('the page to be told', () => an.page.evaluate(() => tools.tooLong() === 1))
  await an.page.keyboard.press('Control+a')
  await paste(an, { 'text/plain': 'ế'.repeat(149_000) })
  await until('the long text to be stored', () => stored().length === 149_000)
  expect(await an.page.evaluate(() => tools.tooLong())).toBe(1)
})

test('What is pasted from Word becomes paragraphs, lists and quotations', async () => {
  const an = await openDesk('an')
  await an.text.click()
  const item = (text: string, level: number) =>
    `<p class=MsoListParagraph style='mso-list:l0 level${level} lfo1'><![if !supportLists]><span
      style='font-family:Symbol'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>${text}<o:p></o:p></p>`
  await paste(an, {
    'text/html': `<html xmlns:w="urn:schemas-microsoft-com:office:word"><body><!--StartFragment-->
      <p class=MsoNormal><b style='mso-bidi-font-weight:normal'>Đề nghị</b> tại <st1:place>Sơn&nbsp;La</st1:place>:<o:p></o:p></p>
      ${item('một', 1)}${item('hai', 2)}<p class=MsoQuote>Điều 5</p><!--EndFragment--></body></html>`,
  })
  await until('the text to be stored', () => stored().includes('Điều 5'))
  const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] })
  expect(proseJson(hub.text.prose()).content).toEqual([
    {
      type: 'paragraph',
      content: [
        { type: 'text', text: 'Đề nghị', marks: [{ type: 'strong' }] },
        { type: 'text', text: ' tại Sơn La:' },
      ],
    },
    {
      type: 'bullet_list',
      content: [
        {
          type: 'list_item',
          content: [
            paragraph('một'),
            { type: 'bullet_list', content: [{ type: 'list_item', content: [paragraph('hai')] }] },
          ],
        },
      ],
    },
    { type: 'blockquote', content: [paragraph('Điều 5')] },
  ])
})

test('Lists are begun, indented and left by keys, and a moment is marked without a word', async () => {
  const an = await openDesk('an')
  const binh = await openDesk('binh')
  await an.text.click()
  await an.page.keyboard.type('- một')
  await an.page.keyboard.press('Enter')
  await an.page.keyboard.press('Tab')
  await an.page.keyboard.type('hai')
  await an.page.keyboard.press('Enter')
  await an.page.keyboard.press('Shift+Tab')
  await an.page.keyboard.type('ba')
  await an.page.keyboard.press('Enter')
  await an.page.keyboard.press('Enter')
  await an.page.keyboard.type('1. bốn')
  await an.page.keyboard.press('Enter')
  await an.page.keyboard.press('Enter')
  await an.page.keyboard.type('- ')
  await an.page.keyboard.press('Backspace')
  await an.page.keyboard.type('năm')
  await an.page.keyboard.press('Control+;')
  await an.page.keyboard.type(' sáu')
  await agreed('một\nhai\nba\nbốn\n- năm sáu', an, binh)
  const [bullets, numbers, last] = proseJson(hub.text.prose()).content ?? []
  expect([bullets?.type, numbers?.type]).toEqual(['bullet_list', 'ordered_list'])
  expect(bullets?.content?.map((item) => item.content?.map(({ type }) => type))).toEqual([
    ['paragraph', 'bullet_list'],
    ['paragraph'],
  ])
  expect(last?.content?.[1]).toEqual({ type: 'time_mark', attrs: { at: 1_685_414_392_000 } })
  await binh.text.locator('time').waitFor({ state: 'attached' })
  expect(await binh.text.locator('time').getAttribute('data-short')).toBe('+0')
  // Undone and done again it is the same mark, and the server takes it each time.
  await an.page.keyboard.press('Control+z')
  await an.page.keyboard.press('Control+y')
  await agreed('một\nhai\nba\nbốn\n- năm sáu', an, binh)
  expect(JSON.stringify(proseJson(hub.text.prose()))).toContain('time_mark')
})

test('A stroke offers phrases whose blanks are gone through, and never while a letter is composed', async () => {
  const an = await openDesk('an')
  const binh = await openDesk('binh')
  const device = await an.page.context().newCDPSession(an.page)
  const compose = (text: string) =>
    device.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
  await an.text.click()
  await an.page.keyboard.type('Rồi /')
  await an.page.getByRole('option').nth(1).waitFor()
  await compose('m')
  await compose('mo')
  await compose('mơ')
  await until('the phrase to be offered', async () => (await an.page.getByRole('option').count()) === 1)
  await until('the letters to arrive', () => stored() === 'Rồi /mơ')
  await an.page.keyboard.press('Enter')
  expect(stored()).not.toContain('Sơn La')
  await compose('mờ')
  await device.send('Input.insertText', { text: 'mời' })
  await until('the word to be there', () => /\/mời$/m.test(stored()))
  await an.page.keyboard.press('Tab')
  await until('the phrase to be there', () => stored().includes('Mời ‹đại biểu›, Sơn La, nói về ‹nội dung›.'))
  // A colleague's words come in before the blank that is being filled.
  await binh.text.click()
  await binh.page.keyboard.press('Control+Home')
  await binh.page.keyboard.type('A. ')
  await until('the colleague to be heard', async () => (await an.text.innerText()).startsWith('A. '))
  await compose('Đ')
  await compose('Đà')
  await device.send('Input.insertText', { text: 'Đào' })
  await an.page.keyboard.press('Tab')
  await an.page.keyboard.type('cán bộ')
  await until('the blanks to be filled', () => stored().includes('Mời Đào, Sơn La, nói về cán bộ.'))
  expect(stored().startsWith('A. Rồi ')).toBe(true)
})

test('A letter that is being composed is not torn apart by what a colleague writes', async () => {
  const an = await openDesk('an')
  const binh = await openDesk('binh')
  await binh.text.click()
  await binh.page.keyboard.type('cuối')
  await agreed('cuối', an, binh)
  const device = await an.page.context().newCDPSession(an.page)
  const compose = (text: string) =>
    device.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
  await an.text.click()
  await an.page.keyboard.press('Home')
  await compose('t')
  await compose('ti')
  await until('the letters to arrive', () => stored() === 'ticuối')
  await binh.page.keyboard.press('End')
  await binh.page.keyboard.type(' cùng')
  await until('the colleague’s words to be stored', () => stored() === 'ticuối cùng')
  expect((await an.text.innerText()).trim()).toBe('ticuối')
  await compose('tiê')
  await compose('tiế')
  await device.send('Input.insertText', { text: 'tiếng ' })
  await agreed('tiếng cuối cùng', an, binh)
})

test('What was written without a line survives a reload of the page and is sent', async () => {
  const an = await openDesk('an')
  await an.text.click()
  await an.page.keyboard.type('đã lưu')
  await agreed('đã lưu', an)
  await an.page.evaluate(() => tools.cut())
  await an.page.keyboard.type(', chưa gửi')
  await until('the page to say so', () => an.page.evaluate(() => tools.status().kind === 'offline'))
  // The newest letters too: they are put on the device as the page goes.
  await an.page.keyboard.type(' hết')
  expect(stored()).toBe('đã lưu')
  await an.page.reload()
  await ready(an.page)
  await agreed('đã lưu, chưa gửi hết', an)
  await until('the page to say that it is saved', () =>
    an.page.evaluate(() => tools.status().kind === 'saved'),
  )
})

test('What comes too late for the sealed minutes is kept, and the text shows what was sealed', async () => {
  const an = await openDesk('an')
  await an.text.click()
  await an.page.keyboard.type('kịp')
  await agreed('kịp', an)
  hub.seal()
  await an.page.keyboard.type(' muộn')
  await until('the page to learn it', () => an.page.evaluate(() => tools.status().kind === 'read-only'))
  expect(await an.page.evaluate(() => tools.late())).toMatch(/^kịp m/)
  expect((await an.text.innerText()).trim()).toBe('kịp')
  expect(await an.text.isEditable()).toBe(false)
  await an.page.reload()
  await until('the page to have it after a reload', () => an.page.evaluate(() => tools.late() !== ''))
})

test('Five hundred contributions open no more texts than are in sight, and one editor', async () => {
  const state = manyContributions(500)
  hub.state = { ...state, people: hub.state.people }
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  contexts.push(context)
  const page = await context.newPage()
  await page.goto(`${server.origin}/?user=an&cards=500`)
  const list = page.getByRole('list', { name: 'Ý kiến góp ý' })
  const text = page.getByRole('textbox')
  await text.waitFor()
  await until('the text to be editable', () => text.isEditable())
  expect(await list.getByRole('button').count()).toBe(500)
  expect(await text.count()).toBe(1)
  await text.click()
  await page.keyboard.type('đang gõ')
  await until('what is typed to be stored', () => stored() === 'đang gõ')
  const atFirst = new Set(hub.opened).size
  expect(atFirst).toBeGreaterThan(2)
  expect(atFirst).toBeLessThan(40)
  const last = list.getByRole('button', { name: 'Ý kiến 500', exact: false })
  await last.scrollIntoViewIfNeeded()
  await until('the last card to show its first words', async () =>
    (await last.innerText()).includes('đang gõ'),
  )
  expect(new Set(hub.opened).size).toBeLessThan(2 * atFirst + 20)
  await last.click()
  await until(
    'the other text to be opened',
    async () => (await text.getAttribute('aria-label'))?.includes('500') ?? false,
  )
  expect(await text.count()).toBe(1)
})
