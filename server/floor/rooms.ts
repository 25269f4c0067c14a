import type { TechnicalLine } from '../../domain/protocol.ts'
import type { Clock } from '../clock.ts'
import { AppError } from '../errors.ts'
import type { ConferenceLog } from '../log/conference-log.ts'
import type { Conferences } from '../log/conferences.ts'
import type { PageSocket } from '../sockets.ts'
import { ConferenceRoom, type RoomCommand } from './conference-room.ts'
import type { MediaPort } from './media-port.ts'
import { Rehearsals } from './rehearsals.ts'

/** Most halls that begin with media. */
export interface HallLimits {
  readonly perConference: number
  /** Those that rehearse included. */
  readonly perNode: number
}

export interface RoomsParts {
  readonly conferences: Conferences
  /** Null where the server runs without pictures and sound: a conference played from a file. */
  readonly media: MediaPort | null
  readonly limits: HallLimits
  readonly clock: Clock
  readonly report: (error: unknown) => void
}

/** The media rooms of the conferences that this node owns. */
export class Rooms {
  readonly #parts: RoomsParts
  readonly #rooms = new Map<string, ConferenceRoom>()
  readonly #rehearsals: Rehearsals

  constructor(parts: RoomsParts) {
    this.#parts = parts
    const { media, report } = parts
    this.#rehearsals = new Rehearsals({ media, report, admit: () => this.#admitToNode() })
    parts.conferences.onRoleChange((conference, role) => {
      if (role === 'follower') this.#lose(conference)
    })
    parts.conferences.onCertainty((conference, certain) => this.#rooms.get(conference)?.beCertain(certain))
  }

  /** A page has entered the conference, for the first time or anew. */
  enter(socket: PageSocket, log: ConferenceLog): void {
    this.#room(log).enter(socket)
    this.#rehearsals.enter(socket, log)
  }

  /** Every microphone of the conference off, now, while `logging` is under way. */
  cutNow(conference: string, logging: Promise<unknown>): void {
    this.#rooms.get(conference)?.cutNow(logging)
  }

  /** How the lines of all halls do that are here, at most as many as this node takes. */
  async technical(): Promise<readonly (TechnicalLine & { readonly conference: string })[]> {
    const rooms = [...this.#rooms]
    const lines = await Promise.all(
      rooms.map(async ([conference, room]) =>
        (await room.technical()).map((line) => ({ ...line, conference })),
      ),
    )
    return lines.flat().slice(0, this.#parts.limits.perNode)
  }

  close(): void {
    for (const room of this.#rooms.values()) room.close()
    this.#rooms.clear()
  }

  #room(log: ConferenceLog): ConferenceRoom {
    const known = this.#rooms.get(log.id)
    if (known) return known
    const { media, clock, report } = this.#parts
    const room: ConferenceRoom = new ConferenceRoom({
      log,
      media,
      clock,
      report,
      command: (id, command) => this.#command(log.id, id, command),
      admitHall: () => this.#admitHall(room),
    })
    this.#rooms.set(log.id, room)
    return room
  }

  /** @throws AppError `media/conference-full`, `media/node-full` */
  #admitHall(room: ConferenceRoom): void {
    const { perConference } = this.#parts.limits
    if (room.hallsInMedia >= perConference)
      throw new AppError('media/conference-full', { limit: perConference })
    this.#admitToNode()
  }

  /** @throws AppError `media/node-full` */
  #admitToNode(): void {
    const { perNode } = this.#parts.limits
    const here = [...this.#rooms.values()].reduce((sum, one) => sum + one.hallsInMedia, 0)
    if (here + this.#rehearsals.underWay >= perNode) throw new AppError('media/node-full', { limit: perNode })
  }

  #command(conference: string, id: string, command: RoomCommand): void {
    const { conferences, report } = this.#parts
    if (!conferences.owns(conference)) return
    // Measured once, so kept until it is stored, in its order: a loss may still be on its way when the hall returns.
    conferences
      .command(conference, id, command, { kind: 'system' }, { urgent: true })
      .catch((error: unknown) => {
        // Handed over meanwhile: the next owner measures for itself.
        if (conferences.owns(conference)) report(error)
      })
  }

  /** Another node owns the conference: its pages go there, and nothing is heard here any more. */
  #lose(conference: string): void {
    this.#rooms.get(conference)?.close()
    this.#rooms.delete(conference)
  }
}
