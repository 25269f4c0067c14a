import type { types } from 'mediasoup'
import { withoutCaptureTime } from './codecs.ts'

/** One receiver's hold on a stream, wherever in the room that is sent. */
export interface Access {
  /** Id of the producer to consume on the receiver's own router; rejects when one of both sides is gone. */
  readonly producerId: Promise<string>
  /** Whether the receiver wants it to flow, now or at once when it is called; false to begin with. */
  want(wanted: boolean): void
  /** The receiver is done with it. Idempotent. */
  end(): void
}

/** Two ends that carry streams from one router to another. */
export interface Pipe {
  readonly near: types.PipeTransport
  readonly far: types.PipeTransport
}

/**
 * One stream on its way to another router: a consumer where it is sent and, with all its layers, a producer where
 * it is received. It closes with the sender's producer, with the pipe, and with its last receiver.
 */
export class Crossing {
  readonly #sent: types.Producer
  readonly #onClosed: () => void
  readonly #ready: Promise<string>
  /** Whether each wants it to flow. */
  readonly #receivers = new Map<object, boolean>()
  #consumer: types.Consumer | undefined
  #producer: types.Producer | undefined
  /** What the worker was last asked; pipes begin to flow at once. */
  #flows = true
  #closed = false

  constructor(sent: types.Producer, pipe: Promise<Pipe>, onClosed: () => void) {
    this.#sent = sent
    this.#onClosed = onClosed
    this.#ready = this.#establish(pipe)
    this.#ready.catch(() => this.close())
  }

  /** One more receiver. */
  open(): Access {
    const receiver = {}
    this.#receivers.set(receiver, false)
    return {
      producerId: this.#ready,
      want: (wanted) => {
        if (!this.#receivers.has(receiver)) return
        this.#receivers.set(receiver, wanted)
        this.#apply()
      },
      end: () => {
        this.#receivers.delete(receiver)
        if (this.#receivers.size === 0) this.close()
        else this.#apply()
      },
    }
  }

  /** Idempotent. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    // With its sender gone the worker closes it by itself.
    if (!this.#sent.closed) this.#consumer?.close()
    this.#producer?.close()
    this.#onClosed()
  }

  async #establish(pipe: Promise<Pipe>): Promise<string> {
    const { near, far } = await pipe
    const consumer = await near.consume({ producerId: this.#sent.id })
    this.#consumer = consumer
    if (this.#closed) consumer.close()
    consumer.observer.once('close', () => this.close())
    // Told already of a change that came meanwhile, or about to be.
    consumer.on('producerpause', () => this.#mirror())
    consumer.on('producerresume', () => this.#mirror())
    this.#apply()
    const producer = await far.produce({
      kind: consumer.kind,
      rtpParameters: withoutCaptureTime(consumer.rtpParameters),
      paused: consumer.producerPaused,
    })
    this.#producer = producer
    producer.observer.once('close', () => this.close())
    if (this.#closed || consumer.closed) {
      producer.close()
      consumer.close()
      throw new Error('closed while it was opened')
    }
    this.#mirror()
    return producer.id
  }

  /** Nothing crosses while nobody wants it. Resuming asks the sender for a key frame by itself. */
  #apply(): void {
    const consumer = this.#consumer
    const flows = [...this.#receivers.values()].includes(true)
    if (!consumer || consumer.closed || flows === this.#flows) return
    this.#flows = flows
    settle(flows ? consumer.resume() : consumer.pause())
  }

  /** Receivers see a closed microphone as closed. Its packets end at the sender's router already. */
  #mirror(): void {
    const paused = this.#consumer?.producerPaused
    const producer = this.#producer
    if (!producer || producer.closed || paused === undefined) return
    settle(paused ? producer.pause() : producer.resume())
  }
}

/** It fails only when one side is gone, which closes the crossing. */
function settle(request: Promise<void>): void {
  request.catch(() => undefined)
}
