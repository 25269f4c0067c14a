import type { types } from 'mediasoup'
import type { MediaKind } from '../domain/media-messages.ts'
import { LOW_LAYER } from './codecs.ts'
import { type LineFigures, LineShare } from './line-share.ts'
import {
  emptyProgramme,
  layerFor,
  layersFor,
  type PlannedStream,
  type Programme,
  type Purpose,
  planAudio,
  planVideo,
  type Stream,
} from './plan.ts'
import { ReceivedStream } from './received-stream.ts'
import type { ReceptionParts } from './reception-parts.ts'
import { probeLine } from './transports.ts'

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
  #share = new LineShare()
  #running = false
  #stale = false
  #closed = false

  constructor(parts: ReceptionParts) {
    this.#parts = parts
  }

  get programme(): Programme {
    return this.#programme
  }

  /** Whether its pictures are given up for the voice. */
  get soundOnly(): boolean {
    return this.#share.kept === 'sound'
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
    this.#share = new LineShare()
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

  /** The line was looked at; `now` in ms, monotonic. */
  async watchLine(figures: LineFigures, now: () => number): Promise<void> {
    const share = this.#share
    const { soundOnly } = this
    const use = { held: [...this.#held.values()], gallery: this.#programme.gallery.length }
    if (!(await share.watch(figures, use, now)) || share !== this.#share || this.#closed) return
    if (soundOnly !== this.soundOnly) this.#parts.tell({ type: 'sound-only', on: this.soundOnly })
    if (this.#transport) probeLine(this.#transport, share.probes)
    this.refresh()
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
    for (const held of [...this.#held.values()])
      if (!keep.has(held.producer.id) || held.resends !== this.#resends(held.producer)) this.#drop(held)
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
      mostGallery: this.#share.mostGallery,
      soundOnly: this.soundOnly,
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
    const resends = this.#resends(producer)
    const access = this.#parts.streams.reach(peerId, producer)
    access.want(true)
    // Where it cannot be reached one side is gone, which brings its own refresh.
    const producerId = await access.producerId.catch(() => undefined)
    const consumer =
      producerId === undefined
        ? undefined
        : await this.#open(transport, producer, { producerId, layer, resends })
    if (!consumer || this.#closed || this.#transport !== transport || producer.closed) {
      consumer?.close()
      access.end()
      return
    }
    const { tell } = this.#parts
    const parts = { peerId, source, producer, consumer, access, layer, resends, tell }
    const stream = new ReceivedStream(parts)
    this.#held.set(producer.id, stream)
    consumer.on('producerclose', () => this.#drop(stream))
    stream.announce(transport.id)
    this.#serve(stream, purpose)
  }

  #resends({ kind }: types.Producer): boolean {
    return kind === 'video' || this.#share.resendsVoices
  }

  async #open(
    transport: types.Transport,
    producer: types.Producer,
    { producerId, layer, resends }: { producerId: string; layer: number; resends: boolean },
  ): Promise<types.Consumer | undefined> {
    try {
      return await transport.consume({
        producerId,
        rtpCapabilities: this.#capabilities,
        enableRtx: resends,
        paused: true,
        ...(producer.type === 'simulcast' ? { preferredLayers: { spatialLayer: layer } } : {}),
      })
    } catch {
      // Either side may have gone meanwhile; else the page cannot decode it.
      if (!producer.closed && !transport.closed) this.#refused.add(producer)
    }
    return undefined
  }

  #serve(stream: ReceivedStream, purpose: Purpose): void {
    if (!stream.serve(purpose, layersFor(purpose, this.#programme, this.#share.kept))) return
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
