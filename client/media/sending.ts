import type { types } from 'mediasoup-client'
import type { Source } from '../../domain/media-messages.ts'
import { HIGHEST_CAMERA_LAYER, producerOptions } from './encodings.ts'

export interface SendingRoom {
  /** The sending transport, made when it is first needed. */
  readonly transport: () => Promise<types.Transport>
  /** Tells the room that a stream has ended. */
  readonly stopped: (source: Source) => Promise<unknown>
}

/**
 * What a session sends: one stream of each source, changed one change at a time, and the camera's simulcast layers
 * up to the one that somebody looks at. The streams go with their transport.
 */
export class Sending {
  readonly #room: SendingRoom
  readonly #producers = new Map<Source, types.Producer>()
  /** What was asked of each source last, so that the answer to an older question changes nothing. */
  readonly #wanted = new Map<Source, MediaStreamTrack | null>()
  readonly #changing = new Map<Source, Promise<void>>()
  #highest: number
  /** The camera whose layers are being changed. */
  #limiting: types.Producer | undefined
  #closed = false

  /** `highest`: the camera layer that was last asked for, in the session before. */
  constructor(room: SendingRoom, highest = HIGHEST_CAMERA_LAYER) {
    this.#room = room
    this.#highest = highest
  }

  /**
   * Sends this track as `source`, in place of the one before; null: the others no longer see or hear it.
   * @throws MediaRefused, or what WebRTC says of the track
   */
  async send(source: Source, track: MediaStreamTrack | null): Promise<void> {
    this.#wanted.set(source, track)
    const before = this.#changing.get(source) ?? Promise.resolve()
    const now = before.catch(() => undefined).then(() => this.#change(source, track))
    this.#changing.set(source, now)
    await now
  }

  /** Sends no layer of the camera above this one, 0 the smallest, and those below at once. */
  limitCamera(highest: number): void {
    this.#highest = highest
    void this.#applyLimit()
  }

  /** Idempotent. */
  close(): void {
    this.#closed = true
  }

  async #change(source: Source, track: MediaStreamTrack | null): Promise<void> {
    if (this.#closed || this.#wanted.get(source) !== track) return
    const producer = this.#producers.get(source)
    if (!track) {
      this.#producers.delete(source)
      producer?.close()
      if (producer) await this.#room.stopped(source)
      return
    }
    if (track.readyState === 'ended') return
    if (producer && !producer.closed) return producer.replaceTrack({ track })
    const transport = await this.#room.transport()
    if (this.#closed || this.#wanted.get(source) !== track) return
    // Whoever opened the track owns it; it outlives this session.
    const made = await transport.produce({
      ...producerOptions(source),
      track,
      stopTracks: false,
      appData: { source },
    })
    this.#producers.set(source, made)
    void this.#applyLimit()
  }

  /** One change after the other, until the camera is as it was last asked to be. */
  async #applyLimit(): Promise<void> {
    const camera = this.#producers.get('camera')
    if (!camera || camera === this.#limiting) return
    this.#limiting = camera
    const wanted = () => Math.max(0, Math.min(HIGHEST_CAMERA_LAYER, this.#highest))
    try {
      while (!camera.closed && wanted() !== (camera.maxSpatialLayer ?? HIGHEST_CAMERA_LAYER))
        await camera.setMaxSpatialLayer(wanted())
    } catch {
      // It closed meanwhile; its successor is asked for the same.
    } finally {
      if (this.#limiting === camera) this.#limiting = undefined
    }
  }
}
