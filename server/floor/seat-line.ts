import { setTimeout as after } from 'node:timers'
import type { LossReason } from '../../domain/protocol.ts'

/** A page that has set up a transport sends its first packets within this time (ms), or they do not get through. */
const FIRST_PACKET_WITHIN_MS = 8000

/**
 * Whether picture and sound of one seat's page get through, as far as the socket does not tell. A page that has not
 * begun with media is there all the same; one whose packets have come before is back only with its next packets.
 */
export class SeatLine {
  readonly #changed: () => void
  #loss: LossReason | null = null
  /** Packets of this page have come, since it entered last, and ever. */
  #carries = false
  #hasCarried = false
  #timer: NodeJS.Timeout | null = null

  constructor(changed: () => void) {
    this.#changed = changed
  }

  /** Why nothing gets through; null while all is well. */
  get loss(): LossReason | null {
    return this.#loss
  }

  /** The media room has seen packets of the page, or no more of them. */
  link(state: 'connected' | 'lost'): void {
    this.#endWaiting()
    this.#carries = state === 'connected'
    this.#hasCarried ||= this.#carries
    this.#become(state === 'connected' ? null : 'media-silent')
  }

  /** The page has a transport: its packets must come. */
  expectPackets(): void {
    if (this.#timer || this.#carries) return
    this.#timer = after(() => {
      this.#timer = null
      this.#become('media-silent')
    }, FIRST_PACKET_WITHIN_MS)
  }

  /** The room was closed under the page; it enters again. */
  roomGone(): void {
    this.#endWaiting()
    this.#become('media-restarting')
  }

  /** The page has entered, or entered again. */
  entered(): void {
    this.#endWaiting()
    this.#carries = false
    if (!this.#hasCarried) this.#become(null)
  }

  close(): void {
    this.#endWaiting()
  }

  #endWaiting(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }

  #become(loss: LossReason | null): void {
    if (this.#loss === loss) return
    this.#loss = loss
    this.#changed()
  }
}
