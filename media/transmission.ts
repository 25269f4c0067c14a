import type { types } from 'mediasoup'
import { kindOfSource, type Source } from '../domain/media-messages.ts'
import { withoutCaptureTime } from './codecs.ts'
import { MediaError } from './errors.ts'

/** Between two key frames asked of one camera (ms): 64 receivers that ask at once get the same one. */
const KEY_FRAME_REQUEST_DELAY = 200

export interface TransmissionEvents {
  /** A stream has begun (`begun` names it) or ended. */
  readonly onChanged: (begun?: Source) => void
  /** 0 nothing to 10 perfect, the best of its layers. */
  readonly onScore: (source: Source, score: number) => void
}

/**
 * All that one peer sends, and whether its microphone is open towards the others: a decision of the room that
 * every microphone follows from its birth. It ends with `close()`, which its peer calls.
 */
export class Transmission {
  readonly #events: TransmissionEvents
  readonly #producers = new Map<Source, types.Producer>()
  #open = false
  /** What the worker was last asked about which microphone. */
  #asked:
    | { readonly microphone: types.Producer; readonly open: boolean; readonly done: Promise<void> }
    | undefined
  #closed = false

  constructor(events: TransmissionEvents) {
    this.#events = events
  }

  get open(): boolean {
    return this.#open
  }

  get producers(): number {
    return this.#producers.size
  }

  stream(source: Source): types.Producer | undefined {
    return this.#producers.get(source)
  }

  /** Resolves when the worker has done it; never rejects. */
  setOpen(open: boolean): Promise<void> {
    this.#open = open
    return this.#applyOpen()
  }

  /**
   * Begins a stream, in place of an older one of the same source.
   * @throws MediaError `media/closed`, or what mediasoup says of the parameters
   */
  async produce(
    transport: types.Transport,
    source: Source,
    rtpParameters: types.RtpParameters,
  ): Promise<types.Producer> {
    this.stop(source)
    const producer = await transport.produce({
      kind: kindOfSource[source],
      rtpParameters: withoutCaptureTime(rtpParameters),
      paused: source === 'microphone',
      keyFrameRequestDelay: KEY_FRAME_REQUEST_DELAY,
    })
    if (this.#closed || producer.closed) {
      producer.close()
      throw new MediaError('media/closed')
    }
    this.#producers.set(source, producer)
    producer.observer.once('close', () => this.#forget(source, producer))
    producer.on('score', (scores) => {
      this.#events.onScore(source, Math.max(0, ...scores.map(({ score }) => score)))
    })
    await this.#applyOpen()
    this.#events.onChanged(source)
    return producer
  }

  /** @returns milliseconds, where the sender tells it (RFC 3611); null while unknown. Never rejects. */
  async roundTrip(): Promise<number | null> {
    const [producer] = this.#producers.values()
    const stats = await producer?.getStats().catch(() => undefined)
    return stats?.find(({ roundTripTime }) => roundTripTime)?.roundTripTime ?? null
  }

  /** @returns false if there is no such stream */
  stop(source: Source): boolean {
    const producer = this.#producers.get(source)
    // Its observer removes it from the map.
    producer?.close()
    return producer !== undefined
  }

  /** Idempotent. */
  close(): void {
    this.#closed = true
    for (const producer of [...this.#producers.values()]) producer.close()
    this.#producers.clear()
  }

  #forget(source: Source, producer: types.Producer): void {
    if (this.#producers.get(source) !== producer) return
    this.#producers.delete(source)
    if (!this.#closed) this.#events.onChanged()
  }

  #applyOpen(): Promise<void> {
    const microphone = this.#producers.get('microphone')
    const open = this.#open
    if (!microphone || microphone.closed) return Promise.resolve()
    if (this.#asked?.microphone !== microphone || this.#asked.open !== open) {
      // Requests to the worker keep their order, so the last one decides, however fast they follow each other.
      const done = (open ? microphone.resume() : microphone.pause()).catch(() => {
        // What cannot be closed must not stay open.
        if (!open) microphone.close()
      })
      this.#asked = { microphone, open, done }
    }
    return this.#asked.done
  }
}
