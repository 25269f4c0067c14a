import type { types } from 'mediasoup'
import type { MediaKind, MediaNotice, Source } from '../domain/media-messages.ts'
import { LOW_LAYER, resentWhenLost } from './codecs.ts'
import type { Access } from './crossing.ts'
import { GalleryAllowance } from './gallery-allowance.ts'
import {
  emptyProgramme,
  layerFor,
  type PlannedStream,
  type Programme,
  type Purpose,
  planAudio,
  planVideo,
  type Stream,
} from './plan.ts'
import { ReceivedStream } from './received-stream.ts'

/** The streams that others send into the room. */
export interface Streams {
  find(peerId: string, source: Source): types.Producer | undefined
  /** Brings a stream of that peer to the router of this one. */
  reach(peerId: string, producer: types.Producer): Access
}

export interface ReceptionParts {
  /** Whose streams are never received; null: everybody's may be. */
  readonly self: string | null
  readonly streams: Streams
  readonly tell: (notice: MediaNotice) => void
}

/**
 * All that one peer receives. It brings the peer's consumers in line with its programme whenever the programme,
 * the others' streams or its own transport change. It ends with `close()`, which its peer calls.
 */
export class Reception {
  readonly #parts: ReceptionParts
  #programme: Programme = emptyProgramme
  #transport: types.Transport | undefined
  #capabilities: types.RtpCapabilities = { codecs: [] }
  /** By producer id, the most recently flowing last. */
  readonly #held = new Map<string, ReceivedStream>()
  /** Producers that this page cannot take: not tried again. */
  #refused = new WeakSet<types.Producer>()
  readonly #allowance = new GalleryAllowance()
  #running = false
  #stale = false
  #closed = false

  constructor(parts: ReceptionParts) {
    this.#parts = parts
  }

  get programme(): Programme {
    return this.#programme
  }

  /** Streams set up, those held back included. */
  count(kind: MediaKind): number {
    return [...this.#held.values()].filter(({ consumer }) => consumer.kind === kind).length
  }

  /** From now on the peer receives this. */
  follow(programme: Programme): void {
    this.#programme = programme
    this.refresh()
  }

  /** The peer has a new receiving transport; what the old one carried is gone. */
  attach(transport: types.Transport, capabilities: types.RtpCapabilities): void {
    this.#release()
    this.#refused = new WeakSet()
    this.#transport = transport
    this.#capabilities = capabilities
    this.refresh()
  }

  /** Something has changed: bring the consumers in line, now or right after the round that is under way. */
  refresh(): void {
    if (this.#closed) return
    this.#stale = true
    if (!this.#running) void this.#run()
  }

  /**
   * The line was looked at, `now` (ms, monotonic). Where its bandwidth is shared out (`measured`), a thin one is given
   * less of the gallery. Elsewhere the worker looks at a layer that begins before the first sender report has told
   * its clock, and never again: it is made to look.
   */
  watchLine(now: number, measured: boolean): void {
    const lacking = [...this.#held.values()].filter((held) => held.lacksLayer)
    if (!measured) for (const held of lacking) held.chooseLayersAgain()
    const lacks = measured && lacking.some((held) => held.isMain)
    if (this.#allowance.sample({ lacks, gallery: this.#programme.gallery.length, now })) this.refresh()
  }

  /** The page can take the first packet of this stream. */
  ready(consumerId: string): boolean {
    const held = this.#byConsumer(consumerId)
    if (!held) return false
    held.ready = true
    this.refresh()
    return true
  }

  requestKeyFrame(consumerId: string): boolean {
    const held = this.#byConsumer(consumerId)
    if (!held) return false
    held.requestKeyFrame()
    return true
  }

  /** @returns milliseconds, by something that flows; null while unknown. Never rejects. */
  async roundTrip(): Promise<number | null> {
    const flowing = [...this.#held.values()].reverse().find((held) => held.flowing)
    return (await flowing?.roundTrip()) ?? null
  }

  /** Idempotent. The consumers themselves go with their transport. */
  close(): void {
    this.#closed = true
    this.#release()
    this.#transport = undefined
  }

  #release(): void {
    for (const stream of this.#held.values()) stream.release()
    this.#held.clear()
  }

  async #run(): Promise<void> {
    this.#running = true
    try {
      while (this.#stale && !this.#closed) {
        this.#stale = false
        await this.#reconcile()
      }
    } finally {
      // In the same step as the last look at `#stale`: a change must find either a round to come or none running.
      this.#running = false
    }
  }

  async #reconcile(): Promise<void> {
    const transport = this.#transport
    if (!transport || transport.closed) return
    const wanted = this.#plan().flatMap((planned) => {
      const producer = this.#parts.streams.find(planned.peerId, planned.source)
      return producer ? [{ planned, producer }] : []
    })
    const keep = new Set(wanted.map(({ producer }) => producer.id))
    for (const held of [...this.#held.values()]) if (!keep.has(held.producer.id)) this.#drop(held)
    // What exists first: a grant must not wait until a new stream is set up.
    const missing = wanted.filter(({ producer, planned }) => {
      const held = this.#held.get(producer.id)
      if (held) this.#serve(held, planned.purpose)
      return !held
    })
    await Promise.all(missing.map(({ producer, planned }) => this.#consume(transport, producer, planned)))
  }

  #plan(): PlannedStream[] {
    const { self, streams } = this.#parts
    const circumstances = {
      mostGallery: this.#allowance.most,
      held: [...this.#held.values()].reverse().map(({ peerId, source }) => ({ peerId, source })),
      offered: ({ peerId, source }: Stream) => {
        if (peerId === self) return false
        const producer = streams.find(peerId, source)
        return producer !== undefined && !this.#refused.has(producer)
      },
    }
    return [...planAudio(this.#programme, circumstances), ...planVideo(this.#programme, circumstances)]
  }

  async #consume(
    transport: types.Transport,
    producer: types.Producer,
    { peerId, source, purpose }: PlannedStream,
  ): Promise<void> {
    const layer = layerFor(purpose, this.#programme) ?? LOW_LAYER
    const access = this.#parts.streams.reach(peerId, producer)
    access.want(true)
    // Where it cannot be reached one side is gone, which brings its own refresh.
    const producerId = await access.producerId.catch(() => undefined)
    const consumer =
      producerId === undefined ? undefined : await this.#open(transport, producer, producerId, layer)
    if (!consumer || this.#closed || this.#transport !== transport || producer.closed) {
      consumer?.close()
      access.end()
      return
    }
    const { tell } = this.#parts
    const stream = new ReceivedStream({ peerId, source, producer, consumer, access, layer, tell })
    this.#held.set(producer.id, stream)
    consumer.on('producerclose', () => this.#drop(stream))
    tell({
      type: 'consumer-opened',
      transportId: transport.id,
      consumerId: consumer.id,
      producerId: producer.id,
      peerId,
      source,
      rtpParameters: consumer.rtpParameters,
    })
    this.#serve(stream, purpose)
  }

  async #open(
    transport: types.Transport,
    producer: types.Producer,
    producerId: string,
    spatialLayer: number,
  ): Promise<types.Consumer | undefined> {
    try {
      return await transport.consume({
        producerId,
        rtpCapabilities: this.#capabilities,
        ...resentWhenLost,
        paused: true,
        ...(producer.type === 'simulcast' ? { preferredLayers: { spatialLayer } } : {}),
      })
    } catch {
      // Either side may have gone meanwhile; else the page cannot decode it.
      if (!producer.closed && !transport.closed) this.#refused.add(producer)
    }
    return undefined
  }

  #serve(stream: ReceivedStream, purpose: Purpose): void {
    if (!stream.serve(purpose, layerFor(purpose, this.#programme))) return
    // To the end of the order in which streams flowed last.
    this.#held.delete(stream.producer.id)
    this.#held.set(stream.producer.id, stream)
  }

  #drop(stream: ReceivedStream): void {
    if (this.#held.get(stream.producer.id) !== stream) return
    this.#held.delete(stream.producer.id)
    stream.close()
    this.#parts.tell({ type: 'consumer-closed', consumerId: stream.consumer.id })
  }

  #byConsumer(consumerId: string): ReceivedStream | undefined {
    for (const held of this.#held.values()) if (held.consumer.id === consumerId) return held
    return undefined
  }
}
