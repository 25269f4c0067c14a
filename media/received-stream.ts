import type { types } from 'mediasoup'
import type { MediaNotice, Source } from '../domain/media-messages.ts'
import { HIGH_LAYER, LOW_LAYER, MIDDLE_LAYER } from './codecs.ts'
import type { Access } from './crossing.ts'
import type { Layers, Purpose, Stream } from './plan.ts'

export interface ReceivedStreamParts extends Stream {
  /** The sender's own, wherever in the room that is. */
  readonly producer: types.Producer
  readonly consumer: types.Consumer
  readonly access: Access
  /** The simulcast layer that it was opened with. */
  readonly layer: number
  /** Whether lost packets of it are sent again, where the page asks for them. */
  readonly resends: boolean
  readonly tell: (notice: MediaNotice) => void
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

/** One stream that a peer has set up. Requests to the worker keep their order, so nothing here is awaited. */
export class ReceivedStream {
  readonly peerId: string
  readonly source: Source
  readonly producer: types.Producer
  readonly consumer: types.Consumer
  readonly resends: boolean
  readonly #access: Access
  readonly #tell: (notice: MediaNotice) => void
  #purpose: Purpose | undefined
  /** The simulcast layers and the priority last asked for; a consumer is born with the lowest. */
  #layers: Layers
  #priority = 1
  /** The page has set it up. */
  ready = false
  /** What the worker was last asked; its own word comes later. */
  #resumed = false
  /** What the page was last told. */
  #flowing = false
  /** Whether some layer of it is sent to the page, as far as there are layers. */
  #arrives = true

  constructor({ peerId, source, producer, consumer, access, layer, resends, tell }: ReceivedStreamParts) {
    this.peerId = peerId
    this.source = source
    this.producer = producer
    this.consumer = consumer
    this.resends = resends
    this.#access = access
    this.#tell = tell
    this.#layers = { spatialLayer: consumer.type === 'simulcast' ? layer : HIGH_LAYER }
    consumer.observer.on('pause', () => this.#tellFlowing())
    consumer.observer.on('resume', () => this.#tellFlowing())
    consumer.on('layerschange', (layers) => {
      const spatialLayer = layers?.spatialLayer ?? null
      this.#arrives = spatialLayer !== null
      tell({ type: 'consumer-layer', consumerId: consumer.id, spatialLayer })
      if (!this.#arrives) this.#wake(WAKE_TRIES)
    })
  }

  /** Tells the page, which is to set it up and to answer `consumer-ready`. */
  announce(transportId: string): void {
    const { peerId, source, consumer, producer } = this
    const { id: consumerId, rtpParameters } = consumer
    const producerId = producer.id
    this.#tell({
      type: 'consumer-opened',
      transportId,
      consumerId,
      producerId,
      peerId,
      source,
      rtpParameters,
    })
  }

  get flowing(): boolean {
    return this.#flowing
  }

  /** Whether it belongs to the main picture. */
  get isMain(): boolean {
    return this.#purpose === 'screen' || this.#purpose === 'stage'
  }

  /** Whether its sender sends a layer that is wanted and above the one that arrives. */
  get lacksLayer(): boolean {
    const { consumer, producer } = this
    if (!this.#resumed || consumer.type !== 'simulcast' || consumer.producerPaused) return false
    const sent = producer.score.filter(({ score }) => score > 0).map(({ encodingIdx }) => encodingIdx)
    return (
      (consumer.currentLayers?.spatialLayer ?? -1) <
      Math.min(this.#layers.spatialLayer, Math.max(-1, ...sent))
    )
  }

  /** @returns whether it flows from now on */
  serve(purpose: Purpose, layers: Layers | undefined): boolean {
    const { consumer } = this
    // The worker asks the sender for a key frame of the new layer by itself, as it does when it resumes.
    if (consumer.type === 'simulcast' && layers && !same(layers, this.#layers)) {
      this.#layers = layers
      settle(consumer.setPreferredLayers(layers))
    }
    if (consumer.kind === 'video' && this.#priority !== priorities[purpose]) {
      this.#priority = priorities[purpose]
      settle(consumer.setPriority(this.#priority))
    }
    // What is only prepared is brought to this router already.
    this.#access.want(purpose !== 'recent')
    this.#purpose = purpose
    const shall = this.ready && flows.has(purpose)
    if (shall !== this.#resumed) {
      this.#resumed = shall
      settle(shall ? consumer.resume() : consumer.pause())
    }
    return shall
  }

  requestKeyFrame(): void {
    settle(this.consumer.requestKeyFrame())
  }

  /** Any change of what is preferred makes the worker look at all layers; in the end the preference is the same. */
  chooseLayersAgain(): void {
    const other = this.#layers.spatialLayer === LOW_LAYER ? MIDDLE_LAYER : LOW_LAYER
    settle(this.consumer.setPreferredLayers({ spatialLayer: other }))
    settle(this.consumer.setPreferredLayers(this.#layers))
  }

  /** @returns milliseconds, from the peer's own reports (RFC 3550); null while unknown. Never rejects. */
  async roundTrip(): Promise<number | null> {
    return (await this.#sent())?.roundTripTime ?? null
  }

  /** @returns share of its packets that did not arrive, 0 to 1, from the same reports. Never rejects. */
  async loss(): Promise<number | null> {
    const fraction = (await this.#sent())?.fractionLost
    return fraction === undefined ? null : fraction / 256
  }

  /** The peer has done with it. */
  close(): void {
    // With its sender gone the worker closes it by itself.
    if (!this.producer.closed) this.consumer.close()
    this.#access.end()
  }

  /** Its transport is gone, and it with that. */
  release(): void {
    this.#access.end()
  }

  /** A layer may end before its first sender report, and the worker then never looks at the other layers again. */
  #wake(tries: number): void {
    setTimeout(() => {
      if (this.#arrives || !this.#resumed || this.consumer.closed || this.consumer.producerPaused) return
      this.chooseLayersAgain()
      if (tries > 1) this.#wake(tries - 1)
    }, WAKE_DELAY).unref()
  }

  async #sent(): Promise<types.ConsumerStat | undefined> {
    const stats = await this.consumer.getStats().catch(() => undefined)
    return stats?.find(({ type }) => type === 'outbound-rtp')
  }

  #tellFlowing(): void {
    const flowing = !this.consumer.paused && !this.consumer.producerPaused
    if (flowing === this.#flowing || this.consumer.closed) return
    this.#flowing = flowing
    this.#tell({ type: 'consumer-flowing', consumerId: this.consumer.id, flowing })
  }
}

function same(one: Layers, other: Layers): boolean {
  return one.spatialLayer === other.spatialLayer && one.temporalLayer === other.temporalLayer
}

/** A request about a consumer fails only when the consumer is gone, and then nothing is left to do. */
function settle(request: Promise<void>): void {
  request.catch(() => undefined)
}
