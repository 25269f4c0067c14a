import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { invite, putPerson } from '../../server/access/invitations.ts'
import { openServerSeal } from '../../server/signing/server-seal.ts'
import { launchBrowser } from '../support/browser.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { plan, prepareConference } from '../support/prepared-conference.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { writtenOpinion } from '../support/written-opinion.ts'
import { goTo, picture, type Stand, sizes } from './stand.ts'

const conference = 'hoi-nghi'
const SAID = 'Tỷ lệ hai mươi phần trăm là thấp, đề nghị nâng lên.'
const pages = join(import.meta.dirname, '..', '..', 'dist')
const folder = mkdtempSync(join(tmpdir(), 'ho-so-'))

describe('a conference taken from one server to another', () => {
  const databases: FreshDatabase[] = []
  const servers: RunningServer[] = []
  let browser: Browser
  let here: Stand
  let there: Stand
  const file = join(folder, 'ho-so.zip')

  async function start(name: string): Promise<RunningServer> {
    const fresh = await freshDatabase()
    databases.push(fresh)
    const seal = openServerSeal(join(folder, name), {
      publicUrl: `https://${name}.example.vn`,
      demo: true,
      now: Date.now(),
    })
    const directory = join(folder, `${name}-uploads`)
    const server = await startServer(fresh.url, { pages, dossiers: { seal, directory } })
    servers.push(server)
    return server
  }

  async function sit(server: RunningServer, token: string): Promise<Stand> {
    const context = await browser.newContext({ viewport: sizes.desk, locale: 'vi-VN', acceptDownloads: true })
    const page = await context.newPage()
    page.setDefaultTimeout(30_000)
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    await page.goto(`${server.origin}/vao#${token}`)
    return { page, errors }
  }

  beforeAll(async () => {
    const [first, second] = [await start('noi-hop'), await start('kho-luu-tru')]
    const tokens = await prepareConference(first.conferences, first.database, conference)
    await writtenOpinion(first, conference, 'son-la', ['ty-le'], [SAID])
    await putPerson(second.database, { id: 'luu-tru', name: 'Cán bộ lưu trữ', title: null, organises: true })
    const { token } = await invite(second.database, null, { kind: 'person', person: 'luu-tru' }, '/organiser')
    browser = await launchBrowser()
    here = await sit(first, tokens.organiser)
    there = await sit(second, token)
  })
  afterAll(async () => {
    await browser?.close()
    for (const server of servers) await server.close()
    for (const database of databases) await database.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const bring = (page: Page, path: string) =>
    page.locator('section[aria-labelledby=bring] input[type=file]').setInputFiles(path)

  it('is downloaded by the organiser, who is told how large it will be', async () => {
    const { page } = here
    await page.getByText(/^khoảng [\d,]+ [kM]B$/).waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Tải hồ sơ (ZIP)' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('ho-so-hoi-nghi-truc-tuyen-gop-y-du-thao.zip')
    await download.saveAs(file)
  })

  it('is not taken in when it was changed, and the reason is said in words', async () => {
    const changed = join(folder, 'sua.zip')
    writeFileSync(changed, readFileSync(file).subarray(0, 4000))
    await bring(there.page, changed)
    await there.page.getByRole('alert').getByText('Tệp này không phải tệp ZIP, hoặc đã hỏng.').waitFor()
  })

  it('is read there on the same pages, which say what it is, and nothing can be done', async () => {
    const { page } = there
    await bring(page, file)
    await page.getByText('Hồ sơ nhập từ nơi khác, chỉ để đọc.').waitFor()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(plan.title)
    expect(await page.getByRole('button', { name: 'Tạo liên kết' }).count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Khai mạc hội nghị' }).count()).toBe(0)
    await picture(there, 'archive')
    await goTo(there, 'Tổng hợp')
    await page.getByText(SAID).first().waitFor()
    await page.getByText('Hồ sơ nhập từ nơi khác, chỉ để đọc.').waitFor()
    expect(await page.getByRole('button', { name: /Tiếp thu|Giải trình|Trả lời/ }).count()).toBe(0)
    expect([...here.errors, ...there.errors]).toEqual([])
  })
})
