import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core'
import { TcpLine } from '../support/tcp-line.ts'
import { UdpRelay } from '../support/udp-relay.ts'
import type { ServerProcess } from './server-process.ts'
import { type Stand, takeStand } from './stand.ts'

/** What the server announces for its media; nothing answers there but a relay. */
export const ANNOUNCED = '127.0.0.2'

/** A hall's own way to the server: media over a relay, pages and sockets over a proxy. */
export class HallLine {
  readonly media: UdpRelay
  readonly socket: TcpLine

  private constructor(media: UdpRelay, socket: TcpLine) {
    this.media = media
    this.socket = socket
  }

  /** `number` from 2 to 254 tells the lines of a test apart. The server announces `ANNOUNCED`. */
  static async open(server: ServerProcess, number: number, seed: number): Promise<HallLine> {
    // One port per worker, one worker per core: more than there are does no harm.
    const ports = Array.from({ length: MOST_WORKERS }, (_, index) => server.mediaPort + index)
    const media = await UdpRelay.open({ address: `127.0.0.${number}`, ports, seed: seed + number })
    return new HallLine(media, await TcpLine.open(server.port))
  }

  /** Opens the link with this label in a browser whose only way to the server is this line. */
  takeStand(browser: Browser, server: ServerProcess, label: string): Promise<Stand> {
    const proxy = { server: this.socket.proxy }
    const overTheLine = {
      newContext: (options: BrowserContextOptions) => browser.newContext({ ...options, proxy }),
    } as Browser
    return takeStand(overTheLine, server, label, 'tablet', async (context: BrowserContext) => {
      await context.addInitScript(reachMediaAt, { announced: ANNOUNCED, own: this.media.address })
      await context.addInitScript(useSmallerCamera)
    })
  }

  cut(): void {
    this.media.cut()
    this.socket.cut()
  }

  restore(): void {
    this.media.restore()
    this.socket.restore()
  }

  async close(): Promise<void> {
    this.media.close()
    await this.socket.close()
  }
}

const MOST_WORKERS = 8

/** Runs in the page: the server announces one address to all, and each hall finds it over its own line. */
function reachMediaAt({ announced, own }: { readonly announced: string; readonly own: string }): void {
  const original = RTCPeerConnection.prototype.setRemoteDescription as (
    this: RTCPeerConnection,
    description: RTCSessionDescriptionInit,
  ) => Promise<void>
  RTCPeerConnection.prototype.setRemoteDescription = function (this: RTCPeerConnection, description) {
    const sdp = description.sdp?.replaceAll(` ${announced} `, ` ${own} `)
    return original.call(this, sdp === undefined ? description : { type: description.type, sdp })
  } as typeof original
}

/** Runs in the page: just large enough for all three layers, to spare a small machine. */
function useSmallerCamera(): void {
  const { mediaDevices } = navigator
  const original = mediaDevices.getUserMedia.bind(mediaDevices)
  const video = { width: 960, height: 540, frameRate: 25 }
  mediaDevices.getUserMedia = (constraints) =>
    original({ ...constraints, ...(constraints?.video ? { video } : {}) })
}
