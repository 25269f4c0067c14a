import type { types } from 'mediasoup'
import type { MediaNotice, Source } from '../domain/media-messages.ts'
import { HIGH_LAYER, LOW_LAYER } from './codecs.ts'
import { emptyProgramme, type Programme, type Purpose, planAudio, planVideo } from './plan.ts'

/** The streams that others send into the room. */
export interface Streams {
  find(peerId: string, source: Source): types.Producer | undefined
}

interface Held {
  readonly consumer: types.Consumer
  readonly peerId: string
  readonly source: Source
  purpose: Purpose
  /** The page has set it up. */
  ready: boolean
  /** What the worker was last asked; its own word comes later. */
  resumed: boolean
  /** What the page was last told. */
  flowing: boolean
}

const flows: ReadonlySet<Purpose> = new Set(['stage', 'gallery', 'heard'])

/** Above 1, a consumer may take several layers of bandwidth before the others get their next one. */
const priorities: Readonly<Record<Purpose, number>> = {
  heard: 255,
  stage: 200,
  prepared: 100,
  gallery: 1,
  recent: 1,
}

/**
 * All that one peer receives. It brings the peer's consumers in line with its programme whenever the programme,
 * the others' streams or its own transport change. It ends with `close()`, which its peer calls.
 */
export class Reception {
  readonly #peerId: string
  readonly #streams: Streams
  readonly #tell: (notice: MediaNotice) => void
  #programme: Programme = emptyProgramme
  #transport: types.Transport | undefined
  #capabilities: types.RtpCapabilities = { codecs: [] }
  /** By producer id, the most recently flowing last. */
  readonly #held = new Map<string, Held>()
  /** Producers that this page cannot take: not tried again. */
  #refused = new WeakSet<types.Producer>()
  #running = false
  #stale = false
  #closed = false

  constructor(peerId: string, streams: Streams, tell: (notice: MediaNotice) => void) {
    this.#peerId = peerId
    this.#streams = streams
    this.#tell = tell
  }

  get consumers(): number {
    return this.#held.size
  }

  /** From now on the peer receives this. */
  follow(programme: Programme): void {
    this.#programme = programme
    this.refresh()
  }

  /** The peer has a new receiving transport; what the old one carried is gone. */
  attach(transport: types.Transport, capabilities: types.RtpCapabilities): void {
    this.#held.clear()
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

  /** Idempotent. The consumers themselves go with their transport. */
  close(): void {
    this.#closed = true
    this.#held.clear()
    this.#transport = undefined
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
    const wanted = [
      ...this.#plan('microphone', planAudio).map(([peerId, purpose]) => ({
        peerId,
        purpose,
        source: 'microphone' as const,
      })),
      ...this.#plan('camera', planVideo).map(([peerId, purpose]) => ({
        peerId,
        purpose,
        source: 'camera' as const,
      })),
    ].flatMap((wish) => {
      const producer = this.#streams.find(wish.peerId, wish.source)
      return producer ? [{ ...wish, producer }] : []
    })
    const keep = new Set(wanted.map(({ producer }) => producer.id))
    for (const [producerId, held] of this.#held) if (!keep.has(producerId)) this.#drop(producerId, held)
    // What exists first: a grant must not wait until a new stream is set up.
    const missing = wanted.filter(({ producer, purpose }) => {
      const held = this.#held.get(producer.id)
      if (held) this.#adjust(held, purpose)
      return !held
    })
    await Promise.all(
      missing.map(({ producer, peerId, source, purpose }) =>
        this.#consume(transport, producer, peerId, source, purpose),
      ),
    )
  }

  #plan(source: Source, plan: typeof planVideo): [string, Purpose][] {
    const held = [...this.#held.values()].reverse().filter((one) => one.source === source)
    const sends = (peerId: string) => {
      const producer = this.#streams.find(peerId, source)
      return producer !== undefined && !this.#refused.has(producer)
    }
    return [...plan(this.#programme, { self: this.#peerId, sends, held: held.map(({ peerId }) => peerId) })]
  }

  async #consume(
    transport: types.Transport,
    producer: types.Producer,
    peerId: string,
    source: Source,
    purpose: Purpose,
  ): Promise<void> {
    let consumer: types.Consumer
    try {
      consumer = await transport.consume({
        producerId: producer.id,
        rtpCapabilities: this.#capabilities,
        paused: true,
        // Lost packets of sound are sent again as well, which the library does for pictures alone unless asked.
        enableRtx: true,
      })
    } catch {
      // Either side may have gone meanwhile, which brings its own refresh; else the page cannot decode it.
      if (!producer.closed && !transport.closed) this.#refused.add(producer)
      return
    }
    if (this.#closed || this.#transport !== transport || producer.closed) return consumer.close()
    const held: Held = {
      consumer,
      peerId,
      source,
      purpose: 'recent',
      ready: false,
      resumed: false,
      flowing: false,
    }
    this.#held.set(producer.id, held)
    consumer.on('producerclose', () => this.#drop(producer.id, held))
    consumer.observer.on('pause', () => this.#tellFlowing(held))
    consumer.observer.on('resume', () => this.#tellFlowing(held))
    consumer.on('layerschange', (layers) => {
      const spatialLayer = layers?.spatialLayer ?? null
      if (source === 'camera') this.#tell({ type: 'consumer-layer', consumerId: consumer.id, spatialLayer })
    })
    this.#tell({
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

  /** Layer, priority, and whether it flows. Requests to the worker keep their order, so nothing is awaited. */
  #adjust(held: Held, purpose: Purpose): void {
    const { consumer } = held
    const changed = held.purpose !== purpose
    held.purpose = purpose
    if (changed && consumer.kind === 'video') {
      if (consumer.type !== 'simple') {
        const spatialLayer = purpose === 'gallery' || purpose === 'recent' ? LOW_LAYER : HIGH_LAYER
        settle(consumer.setPreferredLayers({ spatialLayer }))
      }
      settle(consumer.setPriority(priorities[purpose]))
    }
    const shall = held.ready && flows.has(purpose)
    if (shall) this.#touch(held)
    if (shall !== held.resumed) {
      held.resumed = shall
      // Resuming asks the sender for a key frame by itself.
      settle(shall ? consumer.resume() : consumer.pause())
    } else if (shall && changed && purpose === 'stage') {
      settle(consumer.requestKeyFrame())
    }
  }

  /** Moves it to the end of the order in which streams flowed last. */
  #touch(held: Held): void {
    this.#held.delete(held.consumer.producerId)
    this.#held.set(held.consumer.producerId, held)
  }

  #drop(producerId: string, held: Held): void {
    if (this.#held.get(producerId) !== held) return
    this.#held.delete(producerId)
    held.consumer.close()
    this.#tell({ type: 'consumer-closed', consumerId: held.consumer.id })
  }

  #tellFlowing(held: Held): void {
    const flowing = !held.consumer.paused && !held.consumer.producerPaused
    if (flowing === held.flowing || held.consumer.closed) return
    held.flowing = flowing
    this.#tell({ type: 'consumer-flowing', consumerId: held.consumer.id, flowing })
  }

  #byConsumer(consumerId: string): Held | undefined {
    for (const held of this.#held.values()) if (held.consumer.id === consumerId) return held
    return undefined
  }
}

/** A request about a consumer fails only when the consumer is gone, and then nothing is left to do. */
function settle(request: Promise<void>): void {
  request.catch(() => undefined)
}
