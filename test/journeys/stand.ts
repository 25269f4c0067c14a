import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { ServerProcess } from './server-process.ts'

const artifacts = join(import.meta.dirname, '..', '..', 'artifacts')

export const sizes = {
  hall: { width: 1920, height: 1080 },
  desk: { width: 1440, height: 900 },
  tablet: { width: 1024, height: 768 },
} as const

/** Somebody at a browser of their own, signed in by the printed link. */
export interface Stand {
  readonly page: Page
  /** Errors that the page did not catch. */
  readonly errors: readonly string[]
}

/** Opens the link with this label in a context of its own, as on another computer, which `prepare` may change. */
export async function takeStand(
  browser: Browser,
  server: ServerProcess,
  label: string,
  size: keyof typeof sizes,
  prepare: (context: BrowserContext) => Promise<void> = async () => undefined,
): Promise<Stand> {
  const context = await browser.newContext({
    viewport: sizes[size],
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    acceptDownloads: true,
  })
  await context.addInitScript(keepConnections)
  await prepare(context)
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  await page.goto(server.link(label))
  return { page, errors }
}

/** How late the answers of `answersLate` are (ms): long enough for every event to overtake them. */
const LATE = 400

/** Goes to another page of the same person by the head of this one, where links stand in a list once they are many. */
export async function goTo({ page }: Stand, name: string): Promise<void> {
  const links = page.getByRole('navigation', { name: 'Các trang của bạn' })
  const many = links.getByRole('button', { name: 'Trang khác' })
  await many
    .or(links.getByRole('link', { name, exact: true }))
    .first()
    .waitFor()
  if (await many.isVisible()) {
    await many.click()
    await page.getByRole('menuitem', { name, exact: true }).click()
  } else await links.getByRole('link', { name, exact: true }).click()
}

/** On this computer what the server pushes comes before what it answers, as the two may on any line. */
export function answersLate(context: BrowserContext): Promise<void> {
  return context.routeWebSocket(/\/socket\.io\//, (page) => {
    const server = page.connectToServer()
    page.onMessage((message) => server.send(message))
    // Engine.IO message (4), Socket.IO acknowledgement (3).
    server.onMessage((message) => {
      if (typeof message === 'string' && message.startsWith('43')) setTimeout(() => page.send(message), LATE)
      else page.send(message)
    })
  })
}

/** Keeps a picture of what a person saw, for whoever looks at the journey afterwards. */
export async function picture(stand: Stand, name: string): Promise<void> {
  mkdirSync(artifacts, { recursive: true })
  await stand.page.screenshot({ path: join(artifacts, `${name}.png`) })
}

interface Connections {
  __connections: RTCPeerConnection[]
}

/** Runs in the page before anything else: remembers every connection, so that what arrives can be measured. */
export function keepConnections(): void {
  const kept: RTCPeerConnection[] = []
  const Original = window.RTCPeerConnection
  ;(window as unknown as Connections).__connections = kept
  window.RTCPeerConnection = class extends Original {
    constructor(...given: ConstructorParameters<typeof RTCPeerConnection>) {
      super(...given)
      kept.push(this)
    }
  }
}

/**
 * How many voices arrive at this page: audio streams whose packets grow within a second. Measured at the receiver's
 * own connections, not asked of anybody.
 */
export function voicesArriving(stand: Stand): Promise<number> {
  return stand.page.evaluate(async () => {
    const packets = async () => {
      const counts = new Map<string, number>()
      for (const connection of (window as unknown as Connections).__connections) {
        if (connection.connectionState === 'closed') continue
        for (const report of (await connection.getStats()).values()) {
          if (report.type === 'inbound-rtp' && report.kind === 'audio')
            counts.set(`${report.id} ${report.ssrc}`, report.packetsReceived)
        }
      }
      return counts
    }
    const before = await packets()
    await new Promise((resolve) => setTimeout(resolve, 1000))
    const after = await packets()
    return [...after].filter(([id, count]) => count > (before.get(id) ?? 0)).length
  })
}
