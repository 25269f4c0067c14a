import { type Browser, chromium, type Page } from 'playwright-core'
import { Check } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LineReport } from '../../domain/line-report.ts'
import type { Media } from '../../media/index.ts'
import { chromiumPath, launchBrowser } from '../support/browser.ts'
import { until } from '../support/until.ts'
import { type HallServer, startHallServer } from './hall-server.ts'
import { nothing, startMedia } from './start.ts'

const PATIENCE = 60_000

describe('the voices of the others', () => {
  let media: Media
  let server: HallServer
  let browser: Browser
  let speaker: Page

  beforeAll(async () => {
    ;({ media } = await startMedia())
    server = await startHallServer(media)
    browser = await launchBrowser()
    for (const id of ['hall', 'desk', 'second', 'quiet'])
      server.programme(id, { ...nothing, stage: ['speaker'], audio: ['speaker'] })
    speaker = await browser.newPage()
    await speaker.goto(`${server.origin}/?peer=speaker`)
    await until('the speaker', async () => (await server.room()).peers.get('speaker')?.link === 'connected')
    await server.open('speaker')
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    media?.close()
  })

  const sound = (page: Page) =>
    page.evaluate(() => {
      const { sound, soundElsewhere } = window.page.hall.getSnapshot()
      return { kind: sound.kind, soundElsewhere }
    })

  it('reach the loudspeaker through the chain that evens them out', async () => {
    const page = await (await browser.newContext()).newPage()
    await page.goto(`${server.origin}/?peer=hall&plays`)
    await until('a loudness of the voice', () => page.evaluate(() => window.page.voices().speaker), PATIENCE)
    const loudness = await page.evaluate(() => window.page.voices().speaker)
    expect(loudness).toBeLessThan(0)
    expect(loudness).toBeGreaterThan(-45)
    expect((await sound(page)).kind).toBe('playing')
    await page.close()
  })

  it('never reach a page that is no hall, even when the room sends them', async () => {
    const page = await (await browser.newContext()).newPage()
    await page.goto(`${server.origin}/?peer=desk&sources=&plays`)
    await until(
      'the picture',
      () => page.evaluate(() => (window.page.peers().speaker?.frames ?? 0) > 5),
      PATIENCE,
    )
    const { kind } = await sound(page)
    const { packets } = await page.evaluate(() => window.page.inboundAudio())
    const { hasAudio } = (await page.evaluate(() => window.page.peers().speaker)) ?? {}
    expect({ kind, packets, hasAudio }).toEqual({ kind: 'off', packets: 0, hasAudio: false })
    await page.close()
  })

  it('are warned of when another window of this computer plays them too', async () => {
    const context = await browser.newContext()
    const [first, second] = [await context.newPage(), await context.newPage()]
    await first.goto(`${server.origin}/?peer=hall&plays`)
    await until('the first to be in', async () => (await sound(first)).kind === 'playing', PATIENCE)
    expect((await sound(first)).soundElsewhere).toBe(false)
    await second.goto(`${server.origin}/?peer=second&plays`)
    for (const page of [first, second])
      await until('both to know', async () => (await sound(page)).soundElsewhere, PATIENCE)
    await second.close({ runBeforeUnload: false })
    await until('the first to be alone again', async () => !(await sound(first)).soundElsewhere, PATIENCE)
    await first.close()
  })

  it('wait for one press where the browser holds sound back', async () => {
    const strict = await chromium.launch({
      executablePath: chromiumPath() ?? '',
      args: [
        '--no-sandbox',
        '--autoplay-policy=document-user-activation-required',
        '--use-fake-device-for-media-stream',
        // A page that is allowed to listen is allowed to speak too: this one has no microphone.
        '--use-fake-ui-for-media-stream=deny',
      ],
    })
    try {
      const page = await strict.newPage()
      const said: string[] = []
      page.on('console', (message) => said.push(message.text()))
      await page.goto(`${server.origin}/?peer=quiet&plays`)
      await until('the page to say so', () => said.includes('sound blocked'), PATIENCE)
      await page.click('#sound')
      await until('sound', async () => (await sound(page)).kind === 'playing')
      await until('a loudness', () => page.evaluate(() => window.page.voices().speaker), PATIENCE)
    } finally {
      await strict.close()
    }
  })

  it('and pictures are measured, and the page reports how its line does', async () => {
    const page = await (await browser.newContext()).newPage()
    await page.goto(`${server.origin}/?peer=hall&plays`)
    const report = await until(
      'a report with everything in it',
      () =>
        page.evaluate(() =>
          window.page.reports.find(({ sent, received, concealed }) => sent && received && concealed !== null),
        ),
      PATIENCE,
    )
    expect(Check(LineReport, report)).toBe(true)
    expect(report).toMatchObject({
      path: 'udp',
      received: { codec: 'VP8' },
      sent: { codec: 'VP8', layer: 0 },
    })
    expect(report.roundTrip).toBeLessThan(2000)
    expect(report.downlink.bitrate).toBeGreaterThan(50_000)
    expect(report.keyFrameAge).toBeGreaterThanOrEqual(0)
    await page.close()
  })
})
