import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import type { Browser as BidiBrowser, Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { issueServerCertificate } from '../../scripts/tls/authority.ts'
import { launchBrowser } from '../support/browser.ts'
import { launchFirefox } from '../support/firefox.ts'
import { startTurnRelay, type TurnRelay } from '../support/turn-relay.ts'
import { until } from '../support/until.ts'
import { decoded } from './decoded.ts'
import { type ServerProcess, startServer } from './server-process.ts'
import { keepConnections, type Stand, takeStand } from './stand.ts'

const DEADLINE = 60_000

/**
 * On Linux Firefox leaves out the loopback interface, whatever its preferences say, so that it cannot reach a media
 * worker on it. It reaches a relay there by name: this hall's way is TURN over TCP.
 */
describe('a hall whose browser is Firefox', () => {
  const directory = mkdtempSync(join(tmpdir(), 'diem-cau-firefox-'))
  let relay: TurnRelay
  let server: ServerProcess
  let chromium: Browser
  let firefox: BidiBrowser
  let chair: Stand
  let central: Stand
  let hall: Page
  const errors: unknown[] = []

  beforeAll(async () => {
    const { files } = issueServerCertificate(join(directory, 'tls'), ['localhost'], Date.now())
    relay = await startTurnRelay(files)
    server = await startServer({ env: { TURN_URLS: relay.tcpUrl, TURN_SECRET: relay.secret } })
    ;[chromium, firefox] = await Promise.all([launchBrowser(), launchFirefox()])
    chair = await takeStand(chromium, server, 'Chủ trì Trung ương', 'tablet')
    central = await takeStand(chromium, server, 'Hội trường Trung ương', 'tablet')
    hall = await firefox.newPage()
    hall.setDefaultTimeout(DEADLINE)
    hall.on('pageerror', (error) => errors.push(error))
    await hall.evaluateOnNewDocument(keepConnections)
    await hall.goto(server.link('Hội trường Điện Biên'))
  }, 120_000)

  afterAll(async () => {
    await firefox?.close()
    await chromium?.close()
    await server?.stop()
    await relay?.stop()
    rmSync(directory, { recursive: true, force: true })
  })

  const press = (name: string) => chair.page.getByRole('button', { name, exact: true }).click()
  const pressInHall = (name: string) =>
    hall.locator(`::-p-xpath(//button[not(@disabled)][starts-with(normalize-space(), "${name}")])`).click()
  const says = (text: string) =>
    until(`the hall says ${text}`, () =>
      hall.evaluate((part) => document.body.textContent.includes(part), text),
    )

  it('is let in once its device was approved', async () => {
    await says('Chờ duyệt thiết bị')
    for (const name of ['Trung ương', 'Điện Biên']) await press(`Duyệt ${name}`)
    await pressInHall('Bật camera và micro')
    await says('Hội nghị chưa khai mạc')
    await press('Khai mạc hội nghị')
    await chair.page
      .getByRole('alertdialog')
      .getByRole('button', { name: 'Khai mạc hội nghị', exact: true })
      .click()
  })

  it('sees and hears the central hall, whose browser is Chromium', async () => {
    await until(
      'Firefox decodes picture and sound of Chromium',
      async () => {
        const { pictures, sounds } = await decoded(hall)
        return pictures.some(({ width }) => width >= 320) && sounds.length > 0
      },
      DEADLINE,
    )
  })

  it('asks for the floor and is called, and Chromium sees and hears it', async () => {
    expect((await decoded(central.page)).sounds).toEqual([])
    await pressInHall('Đăng ký phát biểu')
    await hall
      .locator('::-p-xpath(//input[@id=//label[contains(., "Họ và tên")]/@for])')
      .fill('Đại diện Điện Biên (minh họa)')
    await pressInHall('Gửi đăng ký')
    await press('Mời Điện Biên')
    await says('Đang được phát biểu')
    await until(
      'Chromium decodes picture and sound of Firefox',
      async () => {
        const { pictures, sounds } = await decoded(central.page)
        return pictures.some(({ width }) => width >= 640) && sounds.length > 0
      },
      DEADLINE,
    )
  })

  it('sends its camera in layers, as every hall does', async () => {
    const layers = await until(
      'more than one layer is sent',
      async () => {
        const { layers } = await decoded(hall)
        return layers.length > 1 && layers
      },
      DEADLINE,
    )
    const widths = layers.map(({ width }) => width)
    expect(new Set(widths).size).toBe(widths.length)
  })

  it('is heard no longer once its turn has ended', async () => {
    await pressInHall('Kết thúc phát biểu')
    await until('no voice arrives', async () => (await decoded(central.page)).sounds.length === 0, DEADLINE)
    expect(errors).toEqual([])
  })
})
