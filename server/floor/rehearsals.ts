import { grantsOf } from '../../domain/authority.ts'
import type { ConferenceLog } from '../log/conference-log.ts'
import type { PageSocket } from '../sockets.ts'
import type { MediaPort } from './media-port.ts'
import { RehearsalSeat } from './rehearsal-seat.ts'

export interface RehearsalsParts {
  /** Null where the server runs without pictures and sound: nothing can be rehearsed there. */
  readonly media: MediaPort | null
  /** One more hall begins to rehearse. @throws AppError `media/node-full` */
  readonly admit: () => void
  readonly report: (error: unknown) => void
}

/** The halls that may rehearse at this moment, one seat for each page of an approved device. */
export class Rehearsals {
  readonly #parts: RehearsalsParts
  readonly #seats = new WeakMap<PageSocket, RehearsalSeat>()
  /** Seats with a room of their own. */
  readonly #underWay = new Set<RehearsalSeat>()

  constructor(parts: RehearsalsParts) {
    this.#parts = parts
  }

  /** How many rehearse now. */
  get underWay(): number {
    return this.#underWay.size
  }

  /** A page has entered the conference, for the first time or anew. */
  enter(socket: PageSocket, log: ConferenceLog): void {
    const { actor } = socket.data.session
    const { media, admit, report } = this.#parts
    if (!media || actor.kind !== 'hall' || grantsOf(log.state, actor).length === 0) return
    const seat = this.#seats.get(socket)
    if (seat && !seat.closed) return
    const { bridge } = actor
    const admitted: RehearsalSeat = new RehearsalSeat(socket, {
      log,
      bridge,
      media,
      begin: () => {
        admit()
        this.#underWay.add(admitted)
      },
      ended: () => this.#underWay.delete(admitted),
      report,
    })
    this.#seats.set(socket, admitted)
    admitted.admit()
  }
}
