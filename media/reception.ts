import type { types } from 'mediasoup'
import type { MediaKind, MediaNotice, Source } from '../domain/media-messages.ts'
import { HIGH_LAYER, LOW_LAYER, MIDDLE_LAYER } from './codecs.ts'
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

interface Held extends Stream {
  /** The sender's own, wherever in the room that is. */
  readonly producer: types.Producer
  readonly consumer: types.Consumer
  readonly access: Access
  purpose: Purpose
  /** The simulcast layer and the priority last asked for. */
  layer: number
  priority: number
  /** The page has set it up. */
  ready: boolean
  /** What the worker was last asked; its own word comes later. */
  resumed: boolean
  /** What the page was last told. */
  flowing: boolean
  /** Whether some layer of it is sent to the page; as far as there are layers. */
  arrives: boolean
}

const flows: ReadonlySet<Purpose> = new Set(['screen', 'stage', 'preview', 'gallery', 'heard'])

/**
 * Who gets the bandwidth of a thin line: each picture its lowest layer in this order, then in this order as many
 * layers as fit. Sound does not take part: it is always sent.
 */
const priorities: Readonly<Record<Purpose, number>> = {
  heard: 255,
  screen: 240,
  stage: 200,
  preview: 100,
  prepared: 100,
  gallery: 1,
  recent: 1,
}

/** When a picture without any layer is looked at again (ms): by then sender reports have come. */
const WAKE_DELAY = 2000
const WAKE_TRIES = 3

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
  readonly #held = new Map<string, Held>()
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
    const lacking = [...this.#held.values()].filter((held) => held.resumed && lacksLayer(held))
    if (!measured) {
      for (const held of lacking) chooseLayersAgain(held)
      return
    }
    const lacks = lacking.some(({ purpose }) => isMain(purpose))
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
    settle(held.consumer.requestKeyFrame())
    return true
  }

  /** @returns milliseconds, from the peer's own reports on what flows (RFC 3550); null while unknown. Never rejects. */
  async roundTrip(): Promise<number | null> {
    const flowing = [...this.#held.values()].reverse().find((held) => held.flowing)
    const stats = await flowing?.consumer.getStats().catch(() => undefined)
    return stats?.find(({ type }) => type === 'outbound-rtp')?.roundTripTime ?? null
  }

  /** Idempotent. The consumers themselves go with their transport. */
  close(): void {
    this.#closed = true
    this.#release()
    this.#transport = undefined
  }

  #release(): void {
    for (const { access } of this.#held.values()) access.end()
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
      if (held) this.#adjust(held, planned.purpose)
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
    const held: Held = {
      producer,
      consumer,
      access,
      peerId,
      source,
      purpose,
      // A consumer is born with the lowest.
      priority: 1,
      layer: consumer.type === 'simulcast' ? layer : HIGH_LAYER,
      ready: false,
      resumed: false,
      flowing: false,
      arrives: true,
    }
    this.#held.set(producer.id, held)
    consumer.on('producerclose', () => this.#drop(held))
    consumer.observer.on('pause', () => this.#tellFlowing(held))
    consumer.observer.on('resume', () => this.#tellFlowing(held))
    consumer.on('layerschange', (layers) => {
      const spatialLayer = layers?.spatialLayer ?? null
      held.arrives = spatialLayer !== null
      this.#parts.tell({ type: 'consumer-layer', consumerId: consumer.id, spatialLayer })
      if (!held.arrives) this.#wake(held, WAKE_TRIES)
    })
    this.#parts.tell({
      type: 'consumer-opened',
      transportId: transport.id,
      consumerId: consumer.id,
      producerId: producer.id,
      peerId,
      source,
      rtpParameters: consumer.rtpParameters,
    })
    this.#adjust(held, purpose)
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
        paused: true,
        ...(producer.type === 'simulcast' ? { preferredLayers: { spatialLayer } } : {}),
      })
    } catch {
      // Either side may have gone meanwhile; else the page cannot decode it.
      if (!producer.closed && !transport.closed) this.#refused.add(producer)
      return undefined
    }
  }

  /** Layer, priority, and whether it flows. Requests to the worker keep their order, so nothing is awaited. */
  #adjust(held: Held, purpose: Purpose): void {
    const { consumer } = held
    const layer = layerFor(purpose, this.#programme)
    // The worker asks the sender for a key frame of the new layer by itself, as it does when it resumes.
    if (consumer.type === 'simulcast' && layer !== undefined && layer !== held.layer) {
      held.layer = layer
      settle(consumer.setPreferredLayers({ spatialLayer: layer }))
    }
    if (consumer.kind === 'video' && held.priority !== priorities[purpose]) {
      held.priority = priorities[purpose]
      settle(consumer.setPriority(held.priority))
    }
    // What is only prepared is brought to this router already.
    held.access.want(purpose !== 'recent')
    held.purpose = purpose
    const shall = held.ready && flows.has(purpose)
    if (shall) this.#touch(held)
    if (shall === held.resumed) return
    held.resumed = shall
    settle(shall ? consumer.resume() : consumer.pause())
  }

  /** A layer may end before its first sender report, and the worker then never looks at the other layers again. */
  #wake(held: Held, tries: number): void {
    setTimeout(() => {
      const { consumer, resumed, arrives } = held
      if (arrives || !resumed || consumer.closed || consumer.producerPaused) return
      chooseLayersAgain(held)
      if (tries > 1) this.#wake(held, tries - 1)
    }, WAKE_DELAY).unref()
  }

  /** Moves it to the end of the order in which streams flowed last. */
  #touch(held: Held): void {
    this.#held.delete(held.producer.id)
    this.#held.set(held.producer.id, held)
  }

  #drop(held: Held): void {
    if (this.#held.get(held.producer.id) !== held) return
    this.#held.delete(held.producer.id)
    // With its sender gone the worker closes it by itself.
    if (!held.producer.closed) held.consumer.close()
    held.access.end()
    this.#parts.tell({ type: 'consumer-closed', consumerId: held.consumer.id })
  }

  #tellFlowing(held: Held): void {
    const flowing = !held.consumer.paused && !held.consumer.producerPaused
    if (flowing === held.flowing || held.consumer.closed) return
    held.flowing = flowing
    this.#parts.tell({ type: 'consumer-flowing', consumerId: held.consumer.id, flowing })
  }

  #byConsumer(consumerId: string): Held | undefined {
    for (const held of this.#held.values()) if (held.consumer.id === consumerId) return held
    return undefined
  }
}

/** Any change of what is preferred makes the worker look at all layers; in the end the preference is the same. */
function chooseLayersAgain({ consumer, layer }: Held): void {
  settle(consumer.setPreferredLayers({ spatialLayer: layer === LOW_LAYER ? MIDDLE_LAYER : LOW_LAYER }))
  settle(consumer.setPreferredLayers({ spatialLayer: layer }))
}

function isMain(purpose: Purpose): boolean {
  return purpose === 'screen' || purpose === 'stage'
}

/** Whether its sender sends a layer that is wanted and above the one that arrives. */
function lacksLayer({ consumer, producer, layer }: Held): boolean {
  if (consumer.type !== 'simulcast' || consumer.producerPaused) return false
  const sent = producer.score.filter(({ score }) => score > 0).map(({ encodingIdx }) => encodingIdx)
  return (consumer.currentLayers?.spatialLayer ?? -1) < Math.min(layer, Math.max(-1, ...sent))
}

/** A request about a consumer fails only when the consumer is gone, and then nothing is left to do. */
function settle(request: Promise<void>): void {
  request.catch(() => undefined)
}
