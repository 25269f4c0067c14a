import { grantsOf } from '../../domain/authority.ts'
import type { ConferenceLog } from '../log/conference-log.ts'
import type { PageSocket } from '../sockets.ts'
import type { MediaPort } from './media-port.ts'
import { RehearsalSeat } from './rehearsal-seat.ts'

/** The halls that may rehearse at this moment, one seat for each page of an approved device. */
export class Rehearsals {
  readonly #media: MediaPort | null
  readonly #report: (error: unknown) => void
  readonly #seats = new WeakMap<PageSocket, RehearsalSeat>()

  /** `media` is null where the server runs without pictures and sound: nothing can be rehearsed there. */
  constructor(media: MediaPort | null, report: (error: unknown) => void) {
    this.#media = media
    this.#report = report
  }

  /** A page has entered the conference, for the first time or anew. */
  enter(socket: PageSocket, log: ConferenceLog): void {
    const { actor } = socket.data.session
    if (!this.#media || actor.kind !== 'hall' || grantsOf(log.state, actor).length === 0) return
    const seat = this.#seats.get(socket)
    if (seat && !seat.closed) return
    const { bridge } = actor
    const admitted = new RehearsalSeat(socket, { log, bridge, media: this.#media, report: this.#report })
    this.#seats.set(socket, admitted)
    admitted.admit()
  }
}
