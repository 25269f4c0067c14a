import type { types } from 'mediasoup'
import type {
  MediaAnswers,
  MediaNotice,
  MediaRequest,
  MediaRequestType,
  Source,
} from '../../domain/media-messages.ts'
import type { Certificate } from '../rtp/dtls.ts'
import { keyFramesAsked } from '../rtp/rtcp.ts'
import { MediaLine } from './media-line.ts'
import { monotonic, Receiving } from './receiving.ts'
import { Sending } from './sending.ts'
import type { Signalling, SignallingEvents } from './signalling.ts'
import type { WayBack } from './way-back.ts'

export interface HallOptions {
  readonly bridge: string
  /** Counts from 0; spreads the halls' packets over time. */
  readonly index: number
  readonly gallery: readonly string[]
  readonly certificate: Certificate
  /** Where the media workers are. */
  readonly address: string
  readonly signalling: (events: SignallingEvents) => Signalling
  readonly report: (error: unknown) => void
}

const ENTER_AGAIN_AFTER = 300
/** Numbers of streams that belong to one hall. */
const SSRCS_OF_HALL = 16

/** A simulated hall: what the hall's page does, with packets that were made before. */
export class Hall {
  readonly bridge: string
  readonly index: number
  readonly receiving = new Receiving()
  readonly #options: HallOptions
  readonly #signalling: Signalling
  #sending: Sending | null = null
  #lines: { readonly send: MediaLine; readonly receive: MediaLine } | null = null
  /** Notices that came before the receiving line was there. */
  #early: MediaNotice[] = []
  #receivingTransport: string | null = null
  #highest: number | null = null
  /** Counts beginnings: what belongs to an older one is dropped. */
  #beginning = 0
  #closed = false
  /** Waits for the first entry. */
  #entered: (() => void) | null = null
  readonly entered: Promise<void>
  /** How long each entry took from its first request to the last answer (ms). */
  readonly entries: number[] = []
  wayBack: WayBack = { told: null, awaited: null, connected: null }
  sentBefore = 0
  keyFramesBefore = 0

  constructor(options: HallOptions) {
    this.bridge = options.bridge
    this.index = options.index
    this.#options = options
    this.entered = new Promise((resolve) => {
      this.#entered = resolve
    })
    this.#signalling = options.signalling({
      notice: (notice) => this.#told(notice),
      up: () => void this.#begin(),
      down: () => this.#leave(),
    })
  }

  get ports(): readonly number[] {
    return this.#lines ? [this.#lines.send.port, this.#lines.receive.port] : []
  }

  get profile(): string | null {
    return this.#lines?.send.profile ?? null
  }

  get sent(): { readonly packets: number; readonly keyFrames: number } {
    const { packets = 0, keyFrames = 0 } = this.#sending?.counts ?? {}
    return { packets: this.sentBefore + packets, keyFrames: this.keyFramesBefore + keyFrames }
  }

  /** The highest layer that it sends. */
  get highest(): number | null {
    return this.#sending?.highest ?? null
  }

  sendSound(now: number): void {
    this.#sending?.sendSound(now)
  }

  sendPicture(now: number): void {
    this.#sending?.sendPicture(now)
  }

  proveConsent(): void {
    this.#lines?.send.proveConsent()
    this.#lines?.receive.proveConsent()
  }

  /** @returns the request's number */
  requestFloor(): Promise<number> {
    return this.#signalling.requestFloor(this.bridge)
  }

  /** Its line carries nothing, or carries again. */
  cut(isCut: boolean): void {
    if (!this.#lines) return
    this.#lines.send.isCut = isCut
    this.#lines.receive.isCut = isCut
  }

  close(): void {
    this.#closed = true
    this.#leave()
    this.#signalling.close()
  }

  /** Enters until it is in. */
  async #begin(): Promise<void> {
    const beginning = ++this.#beginning
    while (beginning === this.#beginning && !this.#closed) {
      const from = monotonic()
      try {
        await this.#enter(beginning)
        this.entries.push(monotonic() - from)
        this.#entered?.()
        return
      } catch (error) {
        if (this.#closed || beginning !== this.#beginning) return
        this.#options.report(error)
        this.#leave()
        this.#beginning = beginning
        await new Promise((resolve) => setTimeout(resolve, ENTER_AGAIN_AFTER))
      }
    }
  }

  async #enter(beginning: number): Promise<void> {
    const { certificate, address } = this.#options
    await this.#signalling.enter()
    const { rtpCapabilities } = await this.#ask({ type: 'capabilities' })
    const capabilities = rtpCapabilities as Extract<
      MediaRequest,
      { type: 'create-transport' }
    >['rtpCapabilities']
    const lineTo = async (direction: 'send' | 'receive') => {
      const created = await this.#ask({
        type: 'create-transport',
        direction,
        ...(direction === 'receive' && capabilities ? { rtpCapabilities: capabilities } : {}),
      })
      if (direction === 'receive') this.#receivingTransport = created.transportId
      this.wayBack.awaited = monotonic()
      const connect = (dtlsParameters: types.DtlsParameters) =>
        this.#ask({
          type: 'connect-transport',
          transportId: created.transportId,
          dtlsParameters: dtlsParameters as Extract<
            MediaRequest,
            { type: 'connect-transport' }
          >['dtlsParameters'],
        })
      return MediaLine.open(created, certificate, address, connect, {
        rtp: (packet) => this.receiving.take(packet),
        rtcp: (compound) => {
          for (const ssrc of keyFramesAsked(compound)) this.#sending?.keyFrameAsked(ssrc)
        },
      })
    }
    const [send, receive] = await Promise.all([lineTo('send'), lineTo('receive')])
    this.wayBack.connected = monotonic()
    if (beginning !== this.#beginning) {
      send.close()
      receive.close()
      return
    }
    this.#lines = { send, receive }
    this.receiving.line = receive
    const early = this.#early.splice(0)
    for (const notice of early) this.#told(notice)
    await this.#signalling.look(this.#options.gallery)
    const sending = new Sending(send, 1 + this.index * SSRCS_OF_HALL)
    await this.#produce('microphone', sending.microphone)
    await this.#produce('camera', sending.camera)
    if (beginning !== this.#beginning) return
    // It may have been told before the answer came.
    if (this.#highest !== null) sending.highest = this.#highest
    this.#sending = sending
  }

  #produce(source: Source, rtpParameters: types.RtpParameters) {
    type Parameters = Extract<MediaRequest, { type: 'produce' }>['rtpParameters']
    return this.#ask({ type: 'produce', source, rtpParameters: rtpParameters as unknown as Parameters })
  }

  async #ask<T extends MediaRequestType>(
    request: Extract<MediaRequest, { type: T }>,
  ): Promise<MediaAnswers[T]> {
    const answer = await this.#signalling.ask(request)
    if ('error' in answer) throw new Error(`${request.type}: ${answer.error}`)
    return answer as MediaAnswers[T]
  }

  #told(notice: MediaNotice): void {
    switch (notice.type) {
      case 'consumer-opened':
        if (!this.#lines) this.#early.push(notice)
        else if (notice.transportId === this.#receivingTransport) {
          this.receiving.open(notice)
          this.#ask({ type: 'consumer-ready', consumerId: notice.consumerId }).catch(() => {})
        }
        return
      case 'consumer-closed':
        this.receiving.shut(notice.consumerId)
        return
      case 'camera-layers':
        this.#highest = notice.highest
        if (this.#sending) this.#sending.highest = notice.highest
        return
      case 'closed':
        if (notice.reason === 'taken-over') return
        this.wayBack = { told: monotonic(), awaited: null, connected: null }
        this.#leave()
        void this.#begin()
    }
  }

  #leave(): void {
    this.#beginning += 1
    this.#lines?.send.close()
    this.#lines?.receive.close()
    this.#lines = null
    this.sentBefore = this.sent.packets
    this.keyFramesBefore = this.sent.keyFrames
    this.#sending = null
    this.#receivingTransport = null
    this.#highest = null
    this.#early = []
    this.receiving.end()
  }
}
