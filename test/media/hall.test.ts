import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Media } from '../../media/index.ts'
import { launchBrowser } from '../support/browser.ts'
import { until } from '../support/until.ts'
import { type HallServer, startHallServer } from './hall-server.ts'
import type { SeenPeer } from './page/page.ts'
import { startMedia } from './start.ts'

/** Three encoders of three layers on a small machine take their time to reach the high layer. */
const PATIENCE = 90_000

describe('three halls in Chromium', () => {
  let media: Media
  let server: HallServer
  let browser: Browser
  const pages: Record<string, Page> = {}

  beforeAll(async () => {
    ;({ media } = await startMedia())
    server = await startHallServer(media)
    browser = await launchBrowser()
    server.programme('A', { stage: ['B'], gallery: ['C'], audio: ['A', 'B'] })
    server.programme('B', { stage: ['A'], gallery: [], audio: ['A', 'B'] })
    server.programme('C', { stage: ['B'], gallery: ['A'], audio: ['A', 'B'] })
    for (const id of ['A', 'B', 'C']) {
      const page = await (await browser.newContext()).newPage()
      page.on('pageerror', (error) => errors.push(error))
      await page.goto(`${server.origin}/?peer=${id}`)
      pages[id] = page
    }
  })
  const errors: Error[] = []
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    media?.close()
  })

  const inPage = (id: string): Page => {
    const page = pages[id]
    if (!page) throw new Error(id)
    return page
  }
  const seen = (at: string, of: string): Promise<SeenPeer | undefined> =>
    inPage(at).evaluate((peer) => window.page.peers()[peer], of)
  const audioAt = (id: string) => inPage(id).evaluate(() => window.page.inboundAudio())
  const snapshot = (id: string) =>
    inPage(id).evaluate(() => {
      const { connection, heard } = window.page.hall.getSnapshot()
      return { connection: connection.kind, heard, ...window.page.captures() }
    })

  it('open their cameras and microphones, and measure their own level while nobody hears them', async () => {
    for (const id of ['A', 'B', 'C']) {
      await until(`${id} to be connected`, async () => (await snapshot(id)).connection === 'connected')
      await until(`${id} to capture`, async () => {
        const { camera, microphone } = await snapshot(id)
        return camera === 'on' && microphone === 'on'
      })
      expect((await snapshot(id)).heard).toBe(false)
      await until('a level above silence', () => inPage(id).evaluate(() => window.page.level() > -60))
    }
  })

  it('paint the stage in the high layer and the gallery in the low one', async () => {
    await until('both pictures', async () => (await seen('C', 'A'))?.width && (await seen('C', 'B'))?.width)
    await until('the high layer on stage', async () => (await seen('C', 'B'))?.layer === 2, PATIENCE)
    await until(
      'a large picture on stage',
      async () => ((await seen('C', 'B'))?.width ?? 0) > 2 * ((await seen('C', 'A'))?.width ?? 0),
      PATIENCE,
    )
    expect((await seen('C', 'A'))?.layer).toBe(0)
    const before = (await seen('C', 'B'))?.frames ?? 0
    await until('twenty more frames', async () => ((await seen('C', 'B'))?.frames ?? 0) >= before + 20)
  })

  it('change places when the stage changes', async () => {
    server.programme('C', { stage: ['A'], gallery: ['B'], audio: ['A', 'B'] })
    await until('the low layer of B', async () => (await seen('C', 'B'))?.layer === 0, PATIENCE)
    await until('the high layer of A', async () => (await seen('C', 'A'))?.layer === 2, PATIENCE)
    await until(
      'a large picture of A',
      async () => ((await seen('C', 'A'))?.width ?? 0) > 2 * ((await seen('C', 'B'))?.width ?? 0),
      PATIENCE,
    )
  })

  it('hear B exactly while the server holds its microphone open', async () => {
    for (let round = 0; round < 2; round++) {
      await sleep(500)
      const silent = await audioAt('C')
      await sleep(1000)
      expect(await audioAt('C')).toEqual(silent)
      expect((await seen('C', 'B'))?.hasAudio).toBe(false)
      await server.open('B')
      await until('packets and sound', async () => {
        const now = await audioAt('C')
        return now.packets > silent.packets + 50 && now.energy > silent.energy
      })
      expect((await seen('C', 'B'))?.hasAudio).toBe(true)
      await until('B to know', async () => (await snapshot('B')).heard)
      await server.open()
      await until('B to know', async () => !(await snapshot('B')).heard)
    }
  })

  it('come back without a click when their socket is cut', async () => {
    server.cut('C')
    await until('C to join again', async () => (await server.room()).peers.get('C')?.link === 'connected')
    await until('the picture of A', async () => ((await seen('C', 'A'))?.frames ?? 0) > 0)
  })

  it('come back without a click when the media worker is killed', async () => {
    const room = await server.room()
    process.kill(media.status().workers[0]?.pid ?? 0, 'SIGKILL')
    await until('another room', async () => (await server.room()) !== room)
    for (const id of ['A', 'B', 'C']) {
      await until(`${id} to be connected`, async () => {
        const again = await server.room()
        return again !== room && again.peers.get(id)?.link === 'connected'
      })
    }
    const frames = async () => (await seen('C', 'A'))?.frames ?? 0
    await until('the picture of A at C', async () => (await frames()) > 0)
    await server.open('B')
    const before = await audioAt('C')
    await until('sound of B at C', async () => (await audioAt('C')).packets > before.packets + 50)
    await server.open()
  })

  it('are told when the same hall opens elsewhere, and let it be', async () => {
    const page = await (await browser.newContext()).newPage()
    await page.goto(`${server.origin}/?peer=C`)
    await until('the older page to end', async () => (await snapshot('C')).connection === 'closed')
    expect(await snapshot('C')).toMatchObject({ camera: 'off', microphone: 'off', heard: false })
    await until('the newer one to see', () => page.evaluate(() => (window.page.peers().A?.frames ?? 0) > 0))
    await page.close()
  })

  it('are seen to leave within the time of a breath when their page closes', async () => {
    await pages.B?.close()
    await until('B to be gone', async () => !(await server.room()).peers.has('B'))
    await until('its picture to be gone', async () => (await seen('A', 'B')) === undefined)
    expect(errors).toEqual([])
  })
})

describe('a hall without its devices', () => {
  it.each([
    ['no-camera', { camera: 'no-device', microphone: 'on' }],
    ['denied', { camera: 'permission-denied', microphone: 'permission-denied' }],
  ] as const)('%s: says what is wrong, and still sees and hears the others', async (devices, expected) => {
    const { media } = await startMedia()
    const server = await startHallServer(media)
    const [sender, viewer] = await Promise.all([launchBrowser(), launchBrowser({ devices })])
    try {
      server.programme('B', { stage: ['A'], gallery: [], audio: ['A'] })
      await (await sender.newPage()).goto(`${server.origin}/?peer=A`)
      const page = await viewer.newPage()
      await page.goto(`${server.origin}/?peer=B`)
      await until('the problem to be named', async () => {
        const { camera, microphone } = await page.evaluate(() => window.page.captures())
        return camera === expected.camera && microphone === expected.microphone
      })
      await server.open('A')
      await until('picture', () => page.evaluate(() => (window.page.peers().A?.frames ?? 0) > 0))
      await until('sound', () => page.evaluate(async () => (await window.page.inboundAudio()).packets > 50))
    } finally {
      await Promise.all([sender.close(), viewer.close()])
      await server.close()
      media.close()
    }
  })

  it('gets them back by itself when they were taken away in the middle', async () => {
    const { media } = await startMedia()
    const server = await startHallServer(media)
    const browser = await launchBrowser({ devices: 'asked' })
    try {
      server.programme('B', { stage: ['A'], gallery: [], audio: ['A'] })
      const [hall, viewer] = [await browser.newContext(), await browser.newContext()]
      await hall.grantPermissions(['camera', 'microphone'], { origin: server.origin })
      const [page, view] = [await hall.newPage(), await viewer.newPage()]
      await page.goto(`${server.origin}/?peer=A`)
      await view.goto(`${server.origin}/?peer=B&sources=microphone`)
      await server.open('A')
      const frames = () => view.evaluate(() => window.page.peers().A?.frames ?? 0)
      const sound = async () => (await view.evaluate(() => window.page.inboundAudio())).energy
      await until('picture and sound', async () => (await frames()) > 5 && (await sound()) > 0)
      await hall.clearPermissions()
      await until('both to be gone', async () => {
        const { camera, microphone } = await page.evaluate(() => window.page.captures())
        return camera !== 'on' && microphone !== 'on'
      })
      const before = { frames: await frames(), sound: await sound() }
      await hall.grantPermissions(['camera', 'microphone'], { origin: server.origin })
      await until('the picture to go on', async () => (await frames()) > before.frames + 20)
      await until('the sound to go on', async () => (await sound()) > before.sound)
    } finally {
      await browser.close()
      await server.close()
      media.close()
    }
  })
})
