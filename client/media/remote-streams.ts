import type { types } from 'mediasoup-client'
import type { MediaNotice, Source } from '../../domain/media-messages.ts'
import type { RemotePeer } from './snapshot.ts'

type Opened = Extract<MediaNotice, { type: 'consumer-opened' }>

interface Stream {
  readonly peerId: string
  readonly source: Source
  readonly consumer: types.Consumer
  readonly media: MediaStream
  flowing: boolean
  layer: number | null
}

/** The streams of the others, as the room opens, feeds and closes them, gathered by peer. */
export class RemoteStreams {
  readonly #streams = new Map<string, Stream>()
  readonly #expected = new Set<string>()
  readonly #changed: () => void
  #byPeer: ReadonlyMap<string, RemotePeer> = new Map()

  constructor(changed: () => void) {
    this.#changed = changed
  }

  get byPeer(): ReadonlyMap<string, RemotePeer> {
    return this.#byPeer
  }

  /** A stream is announced; setting it up takes a while, in which the room may already close it again. */
  expect({ consumerId }: Opened): void {
    this.#expected.add(consumerId)
  }

  /** @returns false if the room has closed it meanwhile */
  add({ consumerId, peerId, source }: Opened, consumer: types.Consumer): boolean {
    if (!this.#expected.delete(consumerId)) return false
    const media = new MediaStream([consumer.track])
    this.#streams.set(consumerId, { peerId, source, consumer, media, flowing: false, layer: null })
    return true
  }

  /** A notice about a stream that is not there concerns one that this page has already left behind. */
  handle(notice: MediaNotice): void {
    if (!('consumerId' in notice)) return
    const stream = this.#streams.get(notice.consumerId)
    if (notice.type === 'consumer-closed') {
      this.#expected.delete(notice.consumerId)
      this.#streams.delete(notice.consumerId)
      stream?.consumer.close()
    }
    if (!stream) return
    if (notice.type === 'consumer-flowing') stream.flowing = notice.flowing
    if (notice.type === 'consumer-layer') stream.layer = notice.spatialLayer
    this.#gather()
  }

  /** Layer of each received camera by the id of its track, 0 the smallest; null while none arrives. */
  get layers(): ReadonlyMap<string, number | null> {
    return new Map([...this.#streams.values()].map(({ consumer, layer }) => [consumer.track.id, layer]))
  }

  /** How long voices wait before they are played, in milliseconds; null leaves it to the browser. */
  delayVoices(delay: number | null): void {
    for (const { source, consumer } of this.#streams.values())
      if (source === 'microphone' && consumer.rtpReceiver) consumer.rtpReceiver.jitterBufferTarget = delay
  }

  /** The consumers go with their transport. */
  clear(): void {
    this.#streams.clear()
    this.#gather()
  }

  #gather(): void {
    const byPeer = new Map<string, RemotePeer>()
    for (const { peerId, source, media, flowing, layer } of this.#streams.values()) {
      if (!flowing) continue
      const peer = byPeer.get(peerId) ?? nothing
      byPeer.set(peerId, { ...peer, ...of(source, media, layer) })
    }
    // A peer for whom nothing changed keeps its object, so that its tile is not drawn again.
    for (const [peerId, now] of byPeer) {
      const before = this.#byPeer.get(peerId)
      if (before && same(before, now)) byPeer.set(peerId, before)
    }
    this.#byPeer = byPeer
    this.#changed()
  }
}

const nothing: RemotePeer = { video: null, audio: null, screen: null, layer: null }

function of(source: Source, media: MediaStream, layer: number | null): Partial<RemotePeer> {
  if (source === 'camera') return { video: media, layer }
  return source === 'screen' ? { screen: media } : { audio: media }
}

function same(a: RemotePeer, b: RemotePeer): boolean {
  return a.video === b.video && a.audio === b.audio && a.screen === b.screen && a.layer === b.layer
}
