import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { pkcs12File } from '../support/pkcs12-file.ts'
import { type ServerProcess, startServer } from './server-process.ts'
import { picture, type Stand, takeStand } from './stand.ts'

const PASSPHRASE = 'một mật khẩu không ai đoán ra'
const agentProgram = join(import.meta.dirname, '..', '..', 'scripts', 'sign-agent.ts')

describe('the minutes with those who sign them', () => {
  const directory = mkdtempSync(join(tmpdir(), 'diem-cau-signing-'))
  const dataDir = join(directory, 'data')
  let browser: Browser
  let server: ServerProcess
  let secretary: Stand
  let chair: Stand
  let agent: ChildProcess | undefined

  beforeAll(async () => {
    browser = await launchBrowser()
    server = await startServer({ dataDir, env: { LOG_LEVEL: 'trace' } })
    secretary = await takeStand(browser, server, 'Thư ký Trung ương 1', 'desk')
    chair = await takeStand(browser, server, 'Chủ trì Trung ương', 'desk')
  }, 120_000)

  afterAll(async () => {
    agent?.kill()
    await browser?.close()
    await server?.stop()
    rmSync(directory, { recursive: true, force: true })
  })

  const button = ({ page }: Stand, name: string) => page.getByRole('button', { name, exact: true })
  const inDialog = ({ page }: Stand) => page.getByRole('alertdialog')
  const confirm = (stand: Stand, name: string) =>
    inDialog(stand).getByRole('button', { name, exact: true }).click()
  const seal = async () => {
    await button(chair, 'Niêm phong biên bản').click()
    await inDialog(chair).getByLabel('Lý do niêm phong khi còn thiếu').fill('Các điểm cầu gửi ý kiến sau')
    await confirm(chair, 'Niêm phong biên bản')
  }
  const open = async (stand: Stand, act: string, way: string) => {
    await button(stand, act).and(stand.page.locator(':enabled')).click()
    await inDialog(stand).getByText(way, { exact: true }).click()
  }
  const keyFile = (field: 'secretary' | 'chair') => {
    const read = (name: string) => readFileSync(join(dataDir, 'pki', `${name}.pem`), 'utf8')
    return pkcs12File(read(`${field}-key`) + read(field) + read('issuing'), PASSPHRASE)
  }
  const signWithFile = async (stand: Stand, act: string, field: 'secretary' | 'chair') => {
    await open(stand, act, 'Tệp chứng thư (.p12)')
    const choosing = stand.page.waitForEvent('filechooser')
    await inDialog(stand)
      .getByRole('button', { name: /^Chọn tệp chứng thư/ })
      .click()
    const buffer = keyFile(field)
    await (await choosing).setFiles({ name: 'chung-thu.p12', mimeType: 'application/x-pkcs12', buffer })
    await inDialog(stand).getByLabel('Mật khẩu của tệp chứng thư').fill(PASSPHRASE)
  }
  /** The program on the chair's machine, with the chair's key; answers the code that it shows. */
  const startAgent = async (): Promise<string> => {
    const file = join(directory, 'chu-tri.p12')
    writeFileSync(file, keyFile('chair'), { mode: 0o600 })
    const started = spawn(
      process.execPath,
      [agentProgram, '--listen', '--server', server.url, '--p12', file],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    )
    agent = started
    started.stdin?.write(`${PASSPHRASE}\n`)
    // Read on to the end: a program whose output nobody takes any more ends.
    return new Promise((resolve, reject) => {
      let said = ''
      started.once('exit', () => reject(new Error(`the program ended: ${said}`)))
      started.stdout?.setEncoding('utf8').on('data', (part: string) => {
        said += part
        const [, code] = /code for the page: (\d{4} \d{4})/.exec(said) ?? []
        if (code) resolve(code)
      })
    })
  }

  it('are sealed, and wait for the secretary', async () => {
    await button(chair, 'Khai mạc hội nghị').click()
    await confirm(chair, 'Khai mạc hội nghị')
    await button(chair, 'Kết thúc hội nghị').click()
    await confirm(chair, 'Kết thúc hội nghị')
    await seal()
    await chair.page.getByText('chờ thư ký ký trước').first().waitFor()
    await picture(chair, 'signing-waits-for-secretary')
  })

  it('refuse the key of somebody else by name', async () => {
    await signWithFile(secretary, 'Ký với tư cách thư ký', 'chair')
    await picture(secretary, 'signing-with-a-file')
    await confirm(secretary, 'Ký biên bản')
    await inDialog(secretary)
      .getByText('Chứng thư của “Chủ trì (minh họa)”, nhưng ô này chờ chữ ký của “Thư ký (minh họa)”.')
      .waitFor()
    await confirm(secretary, 'Để sau')
  })

  it('are signed by the secretary with a file of their own', async () => {
    await signWithFile(secretary, 'Ký với tư cách thư ký', 'secretary')
    await confirm(secretary, 'Ký biên bản')
    await secretary.page.getByText(/đã ký: Thư ký \(minh họa\)/).waitFor()
    await picture(secretary, 'signing-waits-for-chair')
  })

  it('are opened again by a chair who does not sign, with the reason', async () => {
    await button(chair, 'Từ chối ký').click()
    await inDialog(chair).getByLabel('Lý do từ chối ký').fill('Thiếu ý kiến của Hà Nội')
    await picture(chair, 'signing-refused')
    await confirm(chair, 'Từ chối ký')
    for (const { page } of [chair, secretary])
      await page.getByText(/Chủ trì từ chối ký lúc .* Lý do: Thiếu ý kiến của Hà Nội/).waitFor()
    await picture(secretary, 'signing-reopened')
  })

  it('are sealed and signed again, by the chair with a key that stays on the chair’s own machine', async () => {
    await seal()
    await open(secretary, 'Ký với tư cách thư ký', 'Chứng thư minh họa')
    await confirm(secretary, 'Ký biên bản')
    await chair.page.getByText(/đã ký: Thư ký \(minh họa\)/).waitFor()
    const code = await startAgent()
    await open(chair, 'Ký với tư cách chủ trì', 'Thiết bị ký trên máy này')
    await inDialog(chair).getByLabel('Mã hiện trong chương trình ký').fill('0000 0000')
    await confirm(chair, 'Ký biên bản')
    await inDialog(chair).getByText('Mã không đúng', { exact: false }).waitFor()
    await inDialog(chair).getByLabel('Mã hiện trong chương trình ký').fill(code)
    await picture(chair, 'signing-by-device')
    await confirm(chair, 'Ký biên bản')
    await chair.page.getByText(/đã ký: Chủ trì \(minh họa\)/).waitFor()
    await picture(chair, 'signing-all-signed')
  })

  it('are stamped for the years to come, and issued', async () => {
    await chair.page.getByText(/Lưu trữ lâu dài: /).waitFor()
    await chair.page.getByText(/Gia hạn dấu thời gian trước ngày/).waitFor()
    await button(chair, 'Phát hành').click()
    await confirm(chair, 'Phát hành')
    await secretary.page.getByText(/Đã phát hành/).waitFor()
    await picture(secretary, 'signing-issued')
    const href = await chair.page
      .getByRole('link', { name: 'Bản mới nhất, có dấu thời gian (PDF)' })
      // The version that was opened again may have its stamp, too; it stands below.
      .first()
      .getAttribute('href')
    const response = await chair.page.request.get(new URL(href ?? '', server.url).href)
    const verdict = await chair.page.request.post(`${server.url}/api/verify`, {
      headers: { 'content-type': 'application/pdf' },
      data: await response.body(),
    })
    expect(await verdict.json()).toMatchObject({ verdict: 'valid' })
  })

  it('leave no trace of the passphrase, and no page with an error', async () => {
    agent?.kill()
    const database = new pg.Client({ connectionString: server.databaseUrl() })
    await database.connect()
    try {
      const { rows } = await database.query<{ name: string }>(
        `SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) AS name FROM information_schema.tables
         WHERE table_schema NOT IN ('pg_catalog', 'information_schema')`,
      )
      expect(rows.length).toBeGreaterThan(5)
      for (const { name } of rows) {
        const found = await database.query(`SELECT 1 FROM ${name} AS row WHERE strpos(row::text, $1) > 0`, [
          PASSPHRASE,
        ])
        expect(found.rowCount, name).toBe(0)
      }
    } finally {
      await database.end()
    }
    const said = server.said()
    expect(said.length).toBeGreaterThan(100)
    expect(said).not.toContain(PASSPHRASE)
    expect([...secretary.errors, ...chair.errors]).toEqual([])
  })
})
