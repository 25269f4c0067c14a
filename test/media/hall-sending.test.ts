import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Media } from '../../media/index.ts'
import { launchBrowser } from '../support/browser.ts'
import { until } from '../support/until.ts'
import { type HallServer, startHallServer } from './hall-server.ts'
import { nothing, startMedia } from './start.ts'

const PATIENCE = 90_000

describe('what a page sends', () => {
  let media: Media
  let server: HallServer
  let browser: Browser
  let hall: Page
  let desk: Page

  beforeAll(async () => {
    ;({ media } = await startMedia())
    server = await startHallServer(media)
    browser = await launchBrowser()
    server.programme('desk', { ...nothing, gallery: ['hall'] })
    hall = await (await browser.newContext()).newPage()
    desk = await (await browser.newContext()).newPage()
    await hall.goto(`${server.origin}/?peer=hall`)
    await desk.goto(`${server.origin}/?peer=desk&sources=`)
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    media?.close()
  })

  const frames = () => desk.evaluate(() => window.page.peers().hall?.frames ?? 0)
  /** Which layers of the camera send, seen over a while. */
  const sending = async (): Promise<boolean[]> => {
    const before = await hall.evaluate(() => window.page.sentCamera())
    await sleep(1500)
    const after = await hall.evaluate(() => window.page.sentCamera())
    return after.map((packets, layer) => packets > (before[layer] ?? 0))
  }
  const onlyLow = async () => {
    const [low, ...upper] = await sending()
    return low === true && upper.every((sends) => !sends)
  }

  it('is the lowest layer of the camera while it is seen small', async () => {
    await until('a picture', async () => (await frames()) > 0)
    await until('the upper layers to stop', onlyLow, PATIENCE)
  })

  it('is every layer as soon as somebody sees it large', async () => {
    server.programme('desk', { ...nothing, stage: ['hall'] })
    await until('the highest layer to be sent', async () => (await sending())[2], PATIENCE)
    await until('it to arrive', () => desk.evaluate(() => window.page.peers().hall?.layer === 2), PATIENCE)
  })

  it('stays as it was asked for when the camera is opened anew and when the room is joined anew', async () => {
    server.programme('desk', { ...nothing, gallery: ['hall'] })
    await until('the upper layers to stop', onlyLow, PATIENCE)
    await hall.evaluate(() => window.page.hall.reopen('camera'))
    const before = await frames()
    await until('the new picture', async () => (await frames()) > before + 10, PATIENCE)
    expect(await onlyLow()).toBe(true)
    server.cut('hall')
    await until(
      'the hall to be back',
      async () => (await server.room()).peers.get('hall')?.link === 'connected',
    )
    await until('the upper layers to stop again', onlyLow, PATIENCE)
  })

  it('is a screen for as long as the person shows it', async () => {
    server.programme('desk', { ...nothing, screen: ['hall'] })
    await hall.click('#share')
    const width = () => desk.evaluate(() => window.page.screens().hall?.width ?? 0)
    await until('the screen to be seen', async () => (await width()) > 0, PATIENCE)
    expect(await hall.evaluate(() => window.page.hall.getSnapshot().screen.kind)).toBe('on')
    const hint = await hall.evaluate(() => {
      const { screen } = window.page.hall.getSnapshot()
      return screen.kind === 'on' ? screen.track.contentHint : null
    })
    expect(hint).toBe('detail')
    // As when the person presses the browser's own button.
    await hall.evaluate(() => {
      const { screen } = window.page.hall.getSnapshot()
      if (screen.kind === 'on') screen.track.dispatchEvent(new Event('ended'))
    })
    expect(await hall.evaluate(() => window.page.hall.getSnapshot().screen.kind)).toBe('off')
    await until('the screen to be gone', () =>
      desk.evaluate(() => !window.page.hall.getSnapshot().peers.get('hall')?.screen),
    )
  })

  it('comes back after a cut with the screen that is still shown', async () => {
    await hall.click('#share')
    const shown = () => desk.evaluate(() => window.page.hall.getSnapshot().peers.get('hall')?.screen?.id)
    const first = await until('the screen to be seen', shown, PATIENCE)
    server.cut('hall')
    await until('the screen to be seen again', async () => {
      const now = await shown()
      return now && now !== first
    })
    await hall.evaluate(() => window.page.hall.stopScreen())
  })

  it('is a screen from a desk too, which sends nothing else', async () => {
    server.programme('hall', { ...nothing, screen: ['desk'] })
    await desk.click('#share')
    const width = () => hall.evaluate(() => window.page.screens().desk?.width ?? 0)
    await until('the screen to be seen', async () => (await width()) > 0, PATIENCE)
  })
})
