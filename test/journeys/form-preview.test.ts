import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { type ServerProcess, startServer } from './server-process.ts'
import { picture, type Stand, takeStand } from './stand.ts'

const KINDS = ['Bảng tổng hợp', 'Danh sách đại biểu', 'Thông báo', 'Trích biên bản', 'Biên bản']

describe('the form of the documents, before any of them is sealed', () => {
  let browser: Browser
  let server: ServerProcess
  let organiser: Stand

  beforeAll(async () => {
    browser = await launchBrowser()
    server = await startServer()
    organiser = await takeStand(browser, server, 'Đơn vị tổ chức', 'desk')
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  it('is named on the organiser’s desk, from where it can be looked at', async () => {
    const section = organiser.page.getByRole('region', { name: 'Thể thức văn bản' })
    await section.getByText('Hướng dẫn 36-HD/VPTW').waitFor()
    await picture(organiser, 'organiser-form')
    await section.getByRole('link', { name: 'Xem trước và kiểm tra' }).click()
    await organiser.page.getByRole('heading', { name: 'Thể thức quy định' }).waitFor()
  })

  it('is shown with each present draft, which is found in form', async () => {
    const { page } = organiser
    for (const kind of KINDS) {
      await page.getByRole('button', { name: kind, exact: true }).click()
      const frame = page.locator(`iframe[title="Bản xem trước: ${kind}"]`)
      await frame.waitFor()
      expect(await frame.getAttribute('src')).toMatch(/^blob:/)
      await page.getByText(/lề trên 20 mm, dưới 20 mm/).waitFor()
      const check = page.getByRole('region', { name: 'Kiểm tra thể thức' })
      await check.getByText(/Văn bản đúng thể thức|sai lệch so với thể thức/).waitFor()
      expect(await check.innerText(), kind).toContain('Văn bản đúng thể thức')
    }
    await picture(organiser, 'form-preview')
    expect(organiser.errors).toEqual([])
  })
})
