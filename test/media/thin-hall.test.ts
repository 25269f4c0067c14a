import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Media } from '../../media/index.ts'
import { launchBrowser } from '../support/browser.ts'
import { freeMediaPorts } from '../support/media-ports.ts'
import { UdpRelay } from '../support/udp-relay.ts'
import { until } from '../support/until.ts'
import { type HallServer, startHallServer } from './hall-server.ts'
import { startMedia } from './start.ts'

/** What the room announces; nothing answers there but the relay. */
const LINE = '127.0.0.9'
/** What carries one voice, and no picture beside it (bits per second). */
const THIN = 80_000
const PATIENCE = 120_000
/** Each try at the picture comes later than the last. */
const long = process.env.LONG === '1'
const WINDOW = 5000

describe('a hall in Chromium whose line carries a voice and no more', () => {
  let media: Media
  let server: HallServer
  let relay: UdpRelay
  let browser: Browser
  let listener: Page
  const said: string[] = []

  beforeAll(async () => {
    const firstPort = await freeMediaPorts()
    ;({ media } = await startMedia(1, {
      firstPort,
      announcedAddress: LINE,
      log: ({ text }) => said.push(text),
    }))
    relay = await UdpRelay.open({ address: LINE, ports: [firstPort], seed: 1 })
    server = await startHallServer(media)
    browser = await launchBrowser()
    server.programme('A', { stage: [], gallery: [], audio: [] })
    server.programme('B', { stage: ['A'], gallery: [], audio: ['A'] })
    await server.open('A')
    await (await browser.newPage()).goto(`${server.origin}/?peer=A`)
    listener = await browser.newPage()
    await listener.goto(`${server.origin}/?peer=B&sources=microphone`)
    await until('picture and voice', async () => (await frames()) > 20 && (await voice()).samples > 48_000)
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    relay?.close()
    media?.close()
  })

  const soundOnly = () => listener.evaluate(() => window.page.hall.getSnapshot().soundOnly)
  const frames = () => listener.evaluate(() => window.page.peers().A?.frames ?? 0)
  /** Samples played of the voice so far, and of these those that were made up and can be heard. */
  const voice = () =>
    listener.evaluate(async () => {
      const found = { samples: 0, concealed: 0 }
      for (const report of await window.page.hall.getStats()) {
        report.forEach((stat) => {
          if (stat.type !== 'inbound-rtp' || stat.kind !== 'audio') return
          found.samples += stat.totalSamplesReceived
          found.concealed += stat.concealedSamples - stat.silentConcealedSamples
        })
      }
      return found
    })

  /** Share of the voice that was made up within a window; all of it where too little was played. */
  async function lossOver(window: number): Promise<number> {
    const before = await voice()
    await sleep(window)
    const after = await voice()
    const played = after.samples - before.samples
    return played > (0.9 * 48_000 * window) / 1000 ? (after.concealed - before.concealed) / played : 1
  }

  it('is told that its picture is given up, and hears the voice whole', async () => {
    expect(await soundOnly()).toBe(false)
    relay.set({ down: { bitsPerSecond: THIN } })
    await until('the picture to be given up', soundOnly, PATIENCE)
    const seen = await frames()
    // The voice is set up anew, and a machine that stands still for a moment looks like the line: one window is enough,
    // since with its picture this line never carries a whole one.
    await until('a voice that is whole', async () => (await lossOver(WINDOW)) < 0.03, PATIENCE)
    expect(await soundOnly()).toBe(true)
    expect(await frames()).toBe(seen)
  })

  const inTheLongRun = long ? it : () => {}
  inTheLongRun('has its picture back without a hand once the line carries it', async () => {
    relay.set({})
    const seen = await frames()
    await until('pictures to be allowed', async () => !(await soundOnly()), PATIENCE)
    await until('a picture that moves', async () => (await frames()) > seen + 20, PATIENCE)
    await until('the high layer', () => listener.evaluate(() => window.page.peers().A?.layer === 2), PATIENCE)
  })

  it('made the media library complain of nothing', () => {
    expect(said.filter((text) => text.includes('bitrate smaller'))).toEqual([])
  })
})
