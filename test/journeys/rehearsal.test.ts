import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RehearsalEvent } from '../../domain/rehearsal.ts'
import { launchBrowser } from '../support/browser.ts'
import { until } from '../support/until.ts'
import { writeVoice } from '../support/voice-file.ts'
import { type ServerProcess, startServer } from './server-process.ts'
import { goTo, picture, type Stand, takeStand, voicesArriving } from './stand.ts'

/** As in a hall whose mixer does what the browser would do to the voice. */
async function byMixer(context: BrowserContext): Promise<void> {
  await context.addInitScript(() =>
    localStorage.setItem('diem-cau.devices', JSON.stringify({ mixers: [''] })),
  )
}

/** What the log says of rehearsals, as the organiser's desk may fetch it. */
async function rehearsalsInLog(chair: Stand): Promise<readonly RehearsalEvent[]> {
  const text = await chair.page.evaluate(async () => {
    const slot = new URLSearchParams(location.search).get('s') ?? ''
    const response = await fetch('/api/conferences/hoi-nghi-132/log.jsonl', {
      headers: { 'x-session': slot },
    })
    return response.text()
  })
  const entries = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { type: string; payload: string })
  return entries
    .filter(({ type }) => type === 'rehearsal-reported')
    .map(({ payload }) => (JSON.parse(payload) as { event: RehearsalEvent }).event)
}

describe('a rehearsal', () => {
  const directory = mkdtempSync(join(tmpdir(), 'diem-cau-rehearsal-'))
  const browsers: Browser[] = []
  let server: ServerProcess
  let chair: Stand
  let dienBien: Stand
  let sonLa: Stand
  let haNoi: Stand
  let central: Stand

  beforeAll(async () => {
    const [voice, hiss] = [join(directory, 'voice.wav'), join(directory, 'hiss.wav')]
    writeVoice(voice)
    writeVoice(hiss, { silent: true })
    const launch = async (...given: Parameters<typeof launchBrowser>) => {
      const browser = await launchBrowser(...given)
      browsers.push(browser)
      return browser
    }
    server = await startServer({ dataDir: join(directory, 'data') })
    const speaking = await launch({ voice })
    chair = await takeStand(speaking, server, 'Chủ trì Trung ương', 'desk')
    central = await takeStand(speaking, server, 'Hội trường Trung ương', 'hall')
    dienBien = await takeStand(speaking, server, 'Hội trường Điện Biên', 'hall', byMixer)
    sonLa = await takeStand(await launch({ devices: 'denied' }), server, 'Hội trường Sơn La', 'hall')
    haNoi = await takeStand(await launch({ voice: hiss }), server, 'Hội trường Hà Nội', 'hall', byMixer)
    for (const name of ['Trung ương', 'Điện Biên', 'Sơn La', 'Hà Nội'])
      await chair.page.getByRole('button', { name: `Duyệt ${name}`, exact: true }).click()
    for (const hall of [central, dienBien, haNoi])
      await hall.page.getByText('Hội nghị chưa khai mạc').waitFor()
  }, 180_000)

  afterAll(async () => {
    for (const browser of browsers) await browser.close()
    await server?.stop()
    rmSync(directory, { recursive: true, force: true })
  })

  const press = (stand: Stand, name: RegExp | string) => stand.page.getByRole('button', { name }).click()
  const row = (stand: Stand, check: string) =>
    stand.page
      .getByRole('list', { name: 'Các mục kiểm tra' })
      .getByRole('listitem')
      .filter({ has: stand.page.getByText(check, { exact: true }) })
  const answer = async (stand: Stand, heard: 'Có, nghe rõ' | 'Không nghe thấy') =>
    stand.page.getByRole('button', { name: heard }).click({ timeout: 90_000 })
  const rehearse = async (stand: Stand) => {
    await stand.page.goto(stand.page.url().replace('/hall', '/rehearsal'))
    await press(stand, /^Bắt đầu kiểm tra/)
  }
  const outcome = (stand: Stand, check: string, word: string) =>
    row(stand, check).getByText(word, { exact: true }).waitFor({ timeout: 90_000 })
  const resultOf = (event: RehearsalEvent, check: string) =>
    event.results.find((result) => result.check === check)

  it('is entered from the hall’s first screen, which a browser that asks stops at', async () => {
    await sonLa.page.getByRole('link', { name: 'Kiểm tra kỹ thuật trước khi vào' }).click()
    await press(sonLa, /^Bắt đầu kiểm tra/)
    await row(sonLa, 'Camera')
      .getByText(/Trình duyệt chưa cho dùng camera: .*chọn Cho phép camera/)
      .waitFor()
    await row(sonLa, 'Micro')
      .getByText(/Trình duyệt chưa cho dùng micro/)
      .waitFor()
  })

  it('measures through the media server what it sends, and nobody else hears it', async () => {
    await rehearse(dienBien)
    await until('it hears itself', async () => (await voicesArriving(dienBien)) === 1, 60_000)
    // Before the opening a hall hears the central one alone.
    expect(await voicesArriving(haNoi)).toBe(1)
    await answer(dienBien, 'Có, nghe rõ')
    for (const check of ['Micro', 'Loa', 'Cách nối tới máy chủ', 'Đồng hồ máy'])
      await outcome(dienBien, check, 'Đạt')
    await row(dienBien, 'Camera')
      .getByText(/1280×720/)
      .waitFor()
    await dienBien.page.getByText(/Đã ghi vào nhật ký lúc/).waitFor({ timeout: 90_000 })
    await picture(dienBien, 'rehearsal-passed')
  })

  it('says how to mend what fails: nothing heard of the loudspeaker, a microphone that is silent', async () => {
    await answer(sonLa, 'Không nghe thấy')
    await row(sonLa, 'Loa')
      .getByText(/bật loa, tăng âm lượng/)
      .waitFor()
    await sonLa.page.getByText(/Đã ghi vào nhật ký lúc/).waitFor({ timeout: 90_000 })
    await picture(sonLa, 'rehearsal-refused')
    await rehearse(haNoi)
    await row(haNoi, 'Micro')
      .getByText(/Không nghe thấy tiếng nói: bật micro/)
      .waitFor({ timeout: 90_000 })
  })

  it('keeps its result while the server is away, and sends it by itself', async () => {
    await haNoi.page.getByRole('button', { name: 'Có, nghe rõ' }).waitFor({ timeout: 90_000 })
    await outcome(haNoi, 'Đồng hồ máy', 'Đạt')
    await server.kill()
    await answer(haNoi, 'Có, nghe rõ')
    await haNoi.page.getByText(/Chưa gửi được kết quả/).waitFor({ timeout: 60_000 })
    await server.restart()
    await haNoi.page.getByText(/Đã ghi vào nhật ký lúc/).waitFor({ timeout: 90_000 })
  })

  it('stands in the log as it was measured and judged', async () => {
    const reported = await rehearsalsInLog(chair)
    const latest = (bridge: string) => {
      const found = reported.findLast((event) => event.bridge === bridge)
      if (!found) throw new Error(`no rehearsal of ${bridge}`)
      return found
    }
    const good = latest('dien-bien')
    expect(good.measured.camera).toMatchObject({ kind: 'opened', width: 1280, height: 720, frozen: false })
    expect(good.measured.line?.path).toBe('udp')
    expect(good.measured.line?.downlink.bitrate).toBeGreaterThan(0)
    expect(resultOf(good, 'microphone')).toMatchObject({ outcome: 'pass' })
    const refused = latest('son-la')
    expect(refused.measured.camera).toEqual({ kind: 'failed', problem: 'permission-denied' })
    expect(refused.results.slice(0, 3).map(({ finding }) => finding)).toEqual([
      'camera/permission-denied',
      'microphone/permission-denied',
      'loudspeaker/not-heard',
    ])
    expect(resultOf(refused, 'uplink')).toMatchObject({ finding: 'uplink/no-source' })
    expect(resultOf(latest('ha-noi'), 'microphone')).toMatchObject({ finding: 'microphone/silent' })
  })

  it('is offered in the hall, except to one that is heard, and warns there before it begins', async () => {
    const button = (stand: Stand, name: string) => stand.page.getByRole('button', { name, exact: true })
    const offered = (stand: Stand) => stand.page.getByRole('link', { name: 'Kiểm tra kỹ thuật', exact: true })
    await dienBien.page.getByRole('link', { name: 'Vào hội trường' }).click()
    await dienBien.page.getByText('Hội nghị chưa khai mạc').waitFor()
    await haNoi.page.getByRole('link', { name: 'Vào hội trường' }).click()
    for (const hall of [central, dienBien, haNoi]) await offered(hall).waitFor()
    await picture(dienBien, 'hall-offers-rehearsal')
    await button(chair, 'Khai mạc hội nghị').click()
    await chair.page.getByRole('alertdialog').getByRole('button', { name: 'Khai mạc hội nghị' }).click()
    await offered(central).waitFor({ state: 'detached' })
    await button(dienBien, 'Đăng ký phát biểu').click()
    await dienBien.page.getByLabel('Họ và tên người phát biểu').fill('Đại diện điểm cầu (minh họa)')
    await button(dienBien, 'Gửi đăng ký').click()
    await button(chair, 'Mời Điện Biên').click()
    await dienBien.page.getByText('micro mở').waitFor()
    expect(await offered(dienBien).count()).toBe(0)
    const page = await dienBien.page.context().newPage()
    const second = { page, errors: [] }
    await page.goto(dienBien.page.url().replace('/hall', '/rehearsal'))
    await page.getByRole('alert').getByText('Hội trường này đang được phát biểu').waitFor({ timeout: 60_000 })
    expect(await page.getByRole('button', { name: /^Bắt đầu kiểm tra/ }).count()).toBe(0)
    await picture(second, 'rehearsal-warns')
    await press(second, 'Vẫn kiểm tra')
    await row(second, 'Camera')
      .getByText(/1280×720/)
      .waitFor({ timeout: 60_000 })
    await page.getByRole('alert').getByText('Hội trường này đang được phát biểu').waitFor()
    await picture(second, 'rehearsal-all-the-same')
    // Neither the second window nor what it measures has closed the microphone of the first.
    await until('Hà Nội’s hall hears both', async () => (await voicesArriving(haNoi)) === 2, 60_000)
    expect(await dienBien.page.getByText('micro mở').count()).toBe(1)
    await page.close()
    await chair.page.getByRole('button', { name: /^Kết thúc lượt/ }).click()
    await offered(dienBien).waitFor()
  })

  it('is seen on the board with what is to be done, those that failed first', async () => {
    await goTo(chair, 'Kỹ thuật')
    const tiles = chair.page.getByRole('option')
    await tiles.nth(63).waitFor()
    await chair.page.getByRole('option', { name: /^Sơn La: Chưa cho phép camera/ }).waitFor()
    await chair.page.getByRole('option', { name: /^Hà Nội: Micro không có tiếng/ }).waitFor()
    const shown = await tiles.evaluateAll((all) => all.map((tile) => tile.getAttribute('aria-label') ?? ''))
    const place = (name: string) => shown.findIndex((label) => label.startsWith(`${name}:`))
    // An Giang has not rehearsed; the list of bridges names it first.
    expect(place('Sơn La')).toBeLessThan(place('An Giang'))
    await press(chair, /^Chưa đạt/)
    await until('only what failed is shown', async () => (await tiles.count()) < 64)
    // By keyboard: to the first tile, chosen by Enter.
    await tiles.first().focus()
    await chair.page.keyboard.press('Home')
    await chair.page.keyboard.press('Enter')
    const detail = chair.page.getByRole('complementary')
    await detail
      .getByText(/Trình duyệt chưa cho dùng (camera|micro)|Không nghe thấy tiếng nói/)
      .first()
      .waitFor()
    await press(chair, /^Tất cả/)
    await picture(chair, 'technical-board')
    for (const { errors } of [chair, central, dienBien, sonLa, haNoi]) expect(errors).toEqual([])
  })
})
