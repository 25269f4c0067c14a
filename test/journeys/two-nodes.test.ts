import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EmbeddedDatabase, startEmbeddedDatabase } from '../../server/database/embedded.ts'
import { launchBrowser } from '../support/browser.ts'
import { until } from '../support/until.ts'
import { type ServerProcess, startServer } from './server-process.ts'
import { picture, type Stand, takeStand, voicesArriving } from './stand.ts'

describe('two servers on one database', () => {
  const directory = mkdtempSync(join(tmpdir(), 'diem-cau-nodes-'))
  let database: EmbeddedDatabase
  let browser: Browser
  let owner: ServerProcess
  let other: ServerProcess
  let chair: Stand
  let central: Stand
  let sonLa: Stand

  beforeAll(async () => {
    database = await startEmbeddedDatabase(join(directory, 'postgresql'))
    const databaseUrl = database.connectionString
    owner = await startServer({ databaseUrl, dataDir: join(directory, 'first') })
    other = await startServer({ databaseUrl, dataDir: join(directory, 'second') })
    browser = await launchBrowser()
    chair = await takeStand(browser, owner, 'Chủ trì Trung ương', 'desk')
    central = await takeStand(browser, owner, 'Hội trường Trung ương', 'hall')
    // Its link was printed by the server that does not own the conference.
    sonLa = await takeStand(browser, other, 'Hội trường Sơn La', 'hall')
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await owner?.stop()
    await other?.stop()
    await database?.stop()
    rmSync(directory, { recursive: true, force: true })
  })

  /** When the running turn began, as the chair's page shows it. */
  const began = async () => {
    const words = await chair.page
      .getByText(/bắt đầu \d\d:\d\d:\d\d/)
      .first()
      .innerText()
    return /bắt đầu (\d\d:\d\d:\d\d)/.exec(words)?.[1]
  }
  const button = (stand: Stand, name: string) => stand.page.getByRole('button', { name, exact: true })

  it('meet in the conference at its owner, whichever server printed their link', async () => {
    for (const name of ['Trung ương', 'Sơn La']) await button(chair, `Duyệt ${name}`).click()
    await button(chair, 'Khai mạc hội nghị').click()
    await chair.page
      .getByRole('alertdialog')
      .getByRole('button', { name: 'Khai mạc hội nghị', exact: true })
      .click()
    await button(sonLa, 'Đăng ký phát biểu').click()
    await sonLa.page.getByLabel('Họ và tên người phát biểu').fill('Đại diện Sơn La (minh họa)')
    await button(sonLa, 'Gửi đăng ký').click()
    await button(chair, 'Mời Sơn La').click()
    await until('the central hall hears Sơn La', async () => (await voicesArriving(central)) === 1, 60_000)
  })

  it('carry the turn on at the other one when the owner dies, with its clock', async () => {
    const started = await began()
    await owner.kill()
    await until('Sơn La is heard again', async () => (await voicesArriving(central)) === 1, 75_000)
    expect(await began()).toBe(started)
    await picture(chair, 'chair-other-node')
    await button(sonLa, 'Kết thúc phát biểu').click()
    await until(
      'nobody is heard by the central hall',
      async () => (await voicesArriving(central)) === 0,
      60_000,
    )
  })
})
