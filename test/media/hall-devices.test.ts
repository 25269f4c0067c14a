import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Media } from '../../media/index.ts'
import { launchBrowser } from '../support/browser.ts'
import { until } from '../support/until.ts'
import { type HallServer, startHallServer } from './hall-server.ts'
import { nothing, startMedia } from './start.ts'

const PATIENCE = 60_000

describe('a hall with several microphones', () => {
  let media: Media
  let server: HallServer
  let browser: Browser
  let page: Page
  let viewer: Page
  let chosen: string

  beforeAll(async () => {
    ;({ media } = await startMedia())
    server = await startHallServer(media)
    browser = await launchBrowser()
    server.programme('viewer', { ...nothing, audio: ['hall'] })
    page = await (await browser.newContext()).newPage()
    viewer = await (await browser.newContext()).newPage()
    await page.goto(`${server.origin}/?peer=hall&sources=microphone`)
    await viewer.goto(`${server.origin}/?peer=viewer`)
    await until('the hall', async () => (await server.room()).peers.get('hall')?.link === 'connected')
    await server.open('hall')
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    media?.close()
  })

  const microphone = () =>
    page.evaluate(() => {
      const { microphone, standIns } = window.page.hall.getSnapshot()
      const { deviceId, echoCancellation } = microphone.kind === 'on' ? microphone.track.getSettings() : {}
      return { kind: microphone.kind, deviceId, echoCancellation, standIns }
    })
  const uses = (id: string) => async () => {
    const { kind, deviceId } = await microphone()
    return kind === 'on' && deviceId === id
  }
  const energy = async () => (await viewer.evaluate(() => window.page.inboundAudio())).energy
  const heardOn = async (what: string) => {
    const before = await energy()
    await until(what, async () => (await energy()) > before, PATIENCE)
  }

  it('uses the one that is chosen, and goes on being heard', async () => {
    await heardOn('sound of the first')
    const all = await page.evaluate(() => window.page.devices())
    chosen = all.microphones.findLast(({ id }) => id !== 'default')?.id ?? ''
    expect(await uses(chosen)()).toBe(false)
    await page.evaluate((id) => window.page.hall.choose({ microphone: id }), chosen)
    await until('the chosen one', uses(chosen))
    await heardOn('sound of the chosen one')
  })

  it('leaves its sound as it is where a mixer has treated it', async () => {
    expect((await microphone()).echoCancellation).toBe(true)
    await page.evaluate(() => window.page.hall.choose({ speechProcessing: false }))
    await until('no processing', async () => (await microphone()).echoCancellation === false)
    expect(await uses(chosen)()).toBe(true)
  })

  it('uses another one, with processing, while the chosen one is unplugged, and says so', async () => {
    await page.evaluate((id) => window.page.unplug(id), chosen)
    await until('another one', async () => {
      const { kind, deviceId } = await microphone()
      return kind === 'on' && deviceId !== chosen
    })
    expect(await microphone()).toMatchObject({ standIns: ['microphone'], echoCancellation: true })
    await heardOn('sound of the other one')
  })

  it('goes back to the chosen one as soon as it is plugged in', async () => {
    await page.evaluate((id) => window.page.plugIn(id), chosen)
    await until('the chosen one', uses(chosen))
    expect(await microphone()).toMatchObject({ standIns: [], echoCancellation: false })
    await heardOn('sound of the chosen one')
  })

  it('remembers both when it is switched off and on', async () => {
    await page.reload()
    await until('the chosen one', uses(chosen))
    expect((await microphone()).echoCancellation).toBe(false)
    await heardOn('sound after the return')
  })
})
