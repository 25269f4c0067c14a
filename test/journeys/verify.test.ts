import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page as BrowserPage } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getBlob } from '../../server/minutes/blobs.ts'
import { openDemoPki, trustedRoots } from '../../server/signing/demo-pki.ts'
import { launchBrowser } from '../support/browser.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { Page, request } from '../support/page.ts'
import { central, prepareConference } from '../support/prepared-conference.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { until } from '../support/until.ts'
import { picture } from './stand.ts'

const conference = 'hoi-nghi'

describe('a citizen with a printed page of the minutes', () => {
  const directory = mkdtempSync(join(tmpdir(), 'diem-cau-verify-'))
  const keys = join(directory, 'pki')
  const errors: string[] = []
  const desks: Page[] = []
  let fresh: FreshDatabase
  let server: RunningServer
  let browser: Browser
  let page: BrowserPage
  let archived: Buffer
  let link: string

  const minutes = () => {
    const { minutes: held } = server.conferences.loaded(conference).state
    return held.kind === 'sealed' ? held : null
  }
  const newest = async () =>
    Buffer.from((await getBlob(server.database, minutes()?.newest ?? '')) ?? new Uint8Array())
  const drop = (name: string, buffer: Buffer) =>
    page.setInputFiles('input[type=file]', { name, mimeType: 'application/pdf', buffer })

  beforeAll(async () => {
    fresh = await freshDatabase()
    const pki = () => openDemoPki(keys)
    await pki()
    const pages = join(import.meta.dirname, '..', '..', 'dist')
    const roots = await trustedRoots(keys)
    server = await startServer(fresh.url, { pki, roots, pages, timestamps: 'demonstration' })
    const tokens = await prepareConference(server.conferences, server.database, conference)
    const chair = await Page.enter(server.origin, tokens[`${central}-chair`], conference)
    const secretary = await Page.enter(server.origin, tokens[`${central}-secretary`], conference)
    desks.push(chair, secretary)
    for (const type of ['conference/open', 'conference/conclude'] as const) await chair.must({ type })
    await chair.must({ type: 'minutes/seal', gapReason: 'Thử niêm phong' })
    await until('drawn', () => minutes()?.rendered, 60_000)
    for (const [desk, field] of [
      [secretary, 'secretary'],
      [chair, 'chair'],
    ] as const) {
      const path = `/api/conferences/${conference}/minutes/signatures`
      const response = await request(server.origin, desk.sign, path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ field, id: `nguoi-dan-${field}` }),
      })
      expect(response.status).toBe(200)
    }
    await until('archived', () => minutes()?.stamps.find(({ kind }) => kind === 'archive'), 60_000)
    archived = await newest()
    const file = join(directory, 'minutes.pdf')
    writeFileSync(file, archived)
    const text = execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' })
    link = /https?:\/\/\S+\/verify\?\S+/.exec(text)?.[0] ?? ''
    browser = await launchBrowser()
    page = await browser.newPage({
      viewport: { width: 390, height: 844 },
      locale: 'vi-VN',
      hasTouch: true,
      isMobile: true,
    })
    page.on('pageerror', (error) => errors.push(String(error)))
  }, 180_000)

  afterAll(async () => {
    for (const desk of desks) desk.close()
    await browser?.close()
    await server?.close()
    await fresh?.close()
    rmSync(directory, { recursive: true, force: true })
  })

  it('follows its code and is told which document it should be, without an account', async () => {
    await page.goto(link)
    await page.getByText('Bản in có mã này phải là').waitFor()
    await page.getByText('Chưa có phiên bản nào thay thế.').waitFor()
    await page.getByText('Hãy chọn tệp PDF của văn bản này').waitFor()
    expect(await page.getByText(/[Tt]hả tệp/).isVisible()).toBe(false)
    await picture({ page, errors }, 'verify-printed')
  })

  it('drops the file, and sees that it is that document, who signed it and what proves when', async () => {
    await drop('bien-ban.pdf', archived)
    await page.getByRole('heading', { name: 'Hợp lệ', exact: true }).waitFor()
    await page.getByText('Tệp vừa kiểm tra đúng là văn bản của bản in.').waitFor()
    await page.getByText('Đúng là tệp do hệ thống này lập, và là bản mới nhất.').waitFor()
    await expect.poll(() => page.getByText(/^B-LTA: /).count()).toBe(2)
    expect(await page.getByText(/ký không muộn hơn .* theo dấu thời gian của chữ ký/).count()).toBe(2)
    await picture({ page, errors }, 'verify-archived')
  })

  it('is told when the file was altered, is another document or no signed file at all', async () => {
    const altered = Buffer.from(archived)
    const at = altered.indexOf('stream\n') + 30
    altered[at] = (altered[at] ?? 0) ^ 1
    await drop('bi-sua.pdf', altered)
    await page.getByRole('heading', { name: 'Không hợp lệ', exact: true }).waitFor()
    await page.getByText('Tệp vừa kiểm tra KHÔNG phải là văn bản của bản in.').waitFor()
    await page.getByText('Chữ ký sai: Thư ký, Chủ trì').waitFor()
    expect(await page.getByText(/chữ ký cần có|ký không muộn hơn|đều là thay đổi được phép/).count()).toBe(0)
    await picture({ page, errors }, 'verify-altered')
    await drop(
      'chua-ky.pdf',
      Buffer.from((await getBlob(server.database, minutes()?.rendered ?? '')) ?? new Uint8Array()),
    )
    await page.getByRole('heading', { name: 'Chưa đủ căn cứ để tin', exact: true }).waitFor()
    await drop('khong-phai.pdf', Buffer.from('hello'))
    await page.getByText('Đây không phải tệp PDF').waitFor()
    await drop('trong.pdf', Buffer.alloc(0))
    await page.getByText('Tệp trống').waitFor()
  })

  it('is told that a code is unknown, and that the line is away', async () => {
    await page.goto(link.replace(/h=.*/, `h=${'0'.repeat(16)}`))
    await page.getByText('Hệ thống này không biết mã trên bản in.').waitFor()
    await page.route('**/api/verify', (route) => route.abort())
    await drop('bien-ban.pdf', archived)
    await page.getByRole('heading', { name: 'Chưa kiểm tra được', exact: true }).waitFor()
    await page.unroute('**/api/verify')
    await page.getByRole('button', { name: 'Kiểm tra lại', exact: true }).click()
    await page.getByRole('heading', { name: 'Hợp lệ', exact: true }).waitFor()
    expect(errors).toEqual([])
  })
})
