import { openMicrophones } from '../../domain/programme.ts'
import { type ConferenceState, centralBridge } from '../../domain/state.ts'
import { AppError } from '../errors.ts'
import type { MediaPort, MediaRoom } from './media-port.ts'

/**
 * The media room of one conference, made when somebody enters and made anew after a dead worker, with the
 * microphones open that the log opens and no others, not even for the moment of its making.
 */
export class HeardRoom {
  readonly #conference: string
  readonly #media: MediaPort
  readonly #state: () => ConferenceState
  #room: MediaRoom | null = null
  /** How many cuts wait for the log. */
  #cuts = 0
  /** Another node may own the conference by now. */
  #isDoubtful = false
  #closed = false

  constructor(conference: string, media: MediaPort, state: () => ConferenceState) {
    this.#conference = conference
    this.#media = media
    this.#state = state
  }

  /** @throws AppError `media/no-worker`, `media/absent` once it is closed */
  async open(): Promise<MediaRoom> {
    const room = await this.#media.room(this.#conference).catch((cause: unknown) => {
      throw new AppError('media/no-worker', {}, { cause })
    })
    if (this.#closed) throw new AppError('media/absent')
    this.#room = room
    const opening = this.follow()
    if (this.#cuts > 0 || this.#isDoubtful) this.#applyCut()
    await opening
    return room
  }

  /** The log has moved on. */
  async follow(): Promise<void> {
    await this.#room?.open(new Set(openMicrophones(this.#state())))
  }

  /** Every microphone off, now, while `logging` is under way: until it settles nothing but the log can open one. */
  cutNow(logging: Promise<unknown>): void {
    this.#cuts += 1
    this.#applyCut()
    // Logged, `open` has named nobody meanwhile; refused, what was open is open again.
    const settle = () => {
      this.#cuts -= 1
      this.#applyCut()
    }
    logging.then(settle, settle)
  }

  /**
   * Whether this node owns the conference for certain: while it does not, because the database is out of reach, only
   * the central hall is heard.
   */
  beCertain(certain: boolean): void {
    this.#isDoubtful = !certain
    this.#applyCut()
  }

  /** Idempotent. */
  close(): void {
    this.#closed = true
    this.#room?.close()
    this.#room = null
  }

  #applyCut(): void {
    if (this.#cuts > 0) void this.#room?.cutAll()
    else if (this.#isDoubtful) void this.#room?.cutAll(new Set([centralBridge(this.#state())]))
    else void this.#room?.endCut()
  }
}
