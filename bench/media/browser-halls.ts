import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../../test/support/browser.ts'
import { TcpLine } from '../../test/support/tcp-line.ts'
import { UdpRelay } from '../../test/support/udp-relay.ts'
import { approveHalls } from './conference.ts'
import type { RunningSize, Started } from './size.ts'

/** Where browsers find the media workers: nothing answers there but a relay. */
export const RELAY_ADDRESS = '127.0.0.2'
export const BROWSER_BRIDGES: readonly string[] = ['trinh-duyet-1', 'trinh-duyet-2']
const PAINTED_WITHIN = 20_000
const LOOK_EVERY = 50
export const SEED = 132

interface Painted {
  /** Milliseconds since 1970. */
  readonly at: number
  /** The bridge's name. */
  readonly label: string
}

/** How long a page took to paint its first frame of the stage (ms); null where it did not. */
export interface Join {
  /** From the beginning of the navigation. */
  readonly fromNavigation: number | null
  /** From the opening of the page's first socket. */
  readonly fromSocket: number | null
}

/** The same clock in every process of this machine: milliseconds since 1970. */
export function wallClock(): number {
  return performance.timeOrigin + performance.now()
}

/** Two halls in a real browser; their media goes over a relay, the first one's pages and socket over a proxy. */
export class BrowserHalls {
  readonly version: string
  readonly pages: readonly Page[]
  readonly #relay: UdpRelay
  readonly #socket: TcpLine

  private constructor(browser: Browser, pages: readonly Page[], relay: UdpRelay, socket: TcpLine) {
    this.version = browser.version()
    this.pages = pages
    this.#relay = relay
    this.#socket = socket
  }

  /** Opens the halls and waits until both paint the stage. */
  static async open(
    { server, conference, mediaPorts }: RunningSize,
    started: Started,
  ): Promise<BrowserHalls> {
    const relay = await UdpRelay.open({ address: RELAY_ADDRESS, ports: mediaPorts, seed: SEED })
    started(() => relay.close())
    const socket = await TcpLine.open(server.port)
    started(() => socket.close())
    const browser = await launchBrowser()
    started(() => browser.close())
    const pages: Page[] = []
    for (const [index, bridge] of BROWSER_BRIDGES.entries()) {
      const proxy = index === 0 ? { proxy: { server: socket.proxy } } : {}
      const context = await browser.newContext({ viewport: { width: 1024, height: 768 }, ...proxy })
      await context.addInitScript(notePaintedFrames)
      const page = await context.newPage()
      await page.goto(conference.links.get(bridge) ?? '')
      pages.push(page)
    }
    await approveHalls(conference.chair, BROWSER_BRIDGES)
    const halls = new BrowserHalls(browser, pages, relay, socket)
    await Promise.all(pages.map((page) => halls.painted(page, 0)))
    return halls
  }

  /** Cuts the line of both: the first one's altogether, the second one's media. Nobody is told. */
  cut(): void {
    this.#relay.cut()
    this.#socket.stall()
  }

  restore(): void {
    this.#relay.restore()
    this.#socket.restore()
  }

  /** When the page first painted a frame of the stage, of this bridge if given, at or after `since`; null if it did not. */
  async painted(page: Page, since: number, bridge = ''): Promise<number | null> {
    const until = wallClock() + PAINTED_WITHIN
    while (wallClock() < until) {
      // While a page loads it cannot be asked.
      const frames = await page.evaluate(readPaintedFrames).catch(() => [])
      const first = frames.find(({ at, label }) => at >= since && label.endsWith(bridge))
      if (first) return first.at
      await sleep(LOOK_EVERY)
    }
    return null
  }

  /** Opens the hall's page anew. */
  async joinAgain(page: Page): Promise<Join> {
    await page.reload({ waitUntil: 'commit' })
    const began = await page.evaluate(() => performance.timeOrigin)
    const at = await this.painted(page, began)
    const socket = await page.evaluate(readSocketBegun).catch(() => null)
    return {
      fromNavigation: at === null ? null : at - began,
      fromSocket: at === null || socket === null ? null : at - socket,
    }
  }
}

interface Noting {
  __painted: Painted[]
  __socketBegun: number | null
}

/** Runs in the page before anything else: notes every frame that is painted large, with the bridge that it shows. */
function notePaintedFrames(): void {
  const kept: Painted[] = []
  const noting = window as unknown as Noting
  noting.__painted = kept
  noting.__socketBegun = null
  window.WebSocket = new Proxy(window.WebSocket, {
    construct: (Socket, given: ConstructorParameters<typeof WebSocket>) => {
      noting.__socketBegun ??= performance.timeOrigin + performance.now()
      return new Socket(...given)
    },
  })
  const known = new WeakSet<HTMLVideoElement>()
  const note = (video: HTMLVideoElement) => {
    const { width, height } = video.getBoundingClientRect()
    if (width * height > (innerWidth * innerHeight) / 5) {
      const label = video.closest('figure')?.getAttribute('aria-label') ?? ''
      kept.push({ at: performance.timeOrigin + performance.now(), label })
      if (kept.length > 3000) kept.splice(0, 1000)
    }
    video.requestVideoFrameCallback(() => note(video))
  }
  const look = () => {
    for (const video of document.querySelectorAll('video')) {
      if (known.has(video)) continue
      known.add(video)
      video.requestVideoFrameCallback(() => note(video))
    }
  }
  new MutationObserver(look).observe(document, { childList: true, subtree: true })
}

/** Runs in the page. */
function readPaintedFrames(): Painted[] {
  return (window as unknown as Noting).__painted ?? []
}

/** Runs in the page. */
function readSocketBegun(): number | null {
  return (window as unknown as Noting).__socketBegun
}
