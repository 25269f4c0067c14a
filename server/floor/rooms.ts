import { grantsOf } from '../../domain/authority.ts'
import { openMicrophones, programme } from '../../domain/programme.ts'
import type { PresencePush } from '../../domain/protocol.ts'
import { type ConferenceState, centralBridge } from '../../domain/state.ts'
import type { Clock } from '../clock.ts'
import type { ConferenceLog } from '../log/conference-log.ts'
import type { Conferences } from '../log/conferences.ts'
import { type PageSocket, push } from '../sockets.ts'
import { Lines } from './lines.ts'
import type { MediaPort, MediaRoom } from './media-port.ts'
import { Seat } from './seat.ts'

export interface RoomsParts {
  readonly conferences: Conferences
  /** Null where the server runs without pictures and sound: a conference played from a file. */
  readonly media: MediaPort | null
  readonly clock: Clock
  readonly report: (error: unknown) => void
}

interface Room {
  readonly log: ConferenceLog
  readonly lines: Lines
  readonly seats: Set<Seat>
  readonly leave: () => void
}

/**
 * The media rooms of the conferences that this node owns. The log decides whose microphone is open and what each
 * hall receives; this brings the rooms in line with it after every commit, however often it is told.
 */
export class Rooms {
  readonly #parts: RoomsParts
  readonly #rooms = new Map<string, Room>()
  /** How many cuts wait for the log, by conference. */
  readonly #cutting = new Map<string, number>()

  constructor(parts: RoomsParts) {
    this.#parts = parts
    parts.conferences.onRoleChange((conference, role) => {
      if (role === 'follower') this.#lose(conference)
    })
    parts.conferences.onCertainty((conference, certain) => {
      if (certain) this.#endDoubt(conference)
      else this.#closeAllButCentral(conference)
    })
  }

  /** A page has entered: halls bring camera and microphone, desks may watch. */
  enter(socket: PageSocket, log: ConferenceLog): void {
    const room = this.#room(log)
    for (const seat of room.seats) if (seat.socket === socket) return
    const { actor } = socket.data.session
    const bridge = actor.kind === 'hall' && grantsOf(log.state, actor).length > 0 ? actor.bridge : null
    const seat: Seat = new Seat(socket, bridge, {
      room: () => this.#mediaRoom(log),
      programme: (gallery) => programme(log.state, bridge, { gallery, preview: null }),
      link: (state) => {
        if (bridge === null) return
        if (state === 'connected') room.lines.connect(bridge)
        else if (![...room.seats].some((other) => other !== seat && other.bridge === bridge))
          room.lines.lose(bridge)
      },
      report: this.#parts.report,
    })
    room.seats.add(seat)
    socket.on('disconnect', () => {
      room.seats.delete(seat)
      seat.close()
    })
    seat.admit()
    push(socket, 'presence', presence(log.id, room.lines))
  }

  /**
   * Every microphone of the conference off, now, while `logging` is under way: until it settles nothing but the log
   * can open one.
   */
  cutNow(conference: string, logging: Promise<unknown>): void {
    if (!this.#rooms.has(conference)) return
    const cuts = (this.#cutting.get(conference) ?? 0) + 1
    this.#cutting.set(conference, cuts)
    this.#inMedia(conference, (room) => room.cutAll())
    const done = () => {
      const left = (this.#cutting.get(conference) ?? 1) - 1
      if (left > 0) this.#cutting.set(conference, left)
      else this.#cutting.delete(conference)
    }
    // Logged, `open` has named nobody meanwhile; refused, what was open is open again.
    const settle = () => {
      done()
      this.#endDoubt(conference)
    }
    logging.then(settle, settle)
  }

  /** A room's worker died: its pages are told by the room itself, and enter again. */
  close(): void {
    for (const room of this.#rooms.values()) this.#closeRoom(room)
    this.#rooms.clear()
  }

  #room(log: ConferenceLog): Room {
    const known = this.#rooms.get(log.id)
    if (known) return known
    const seats = new Set<Seat>()
    const lines: Lines = new Lines({
      clock: this.#parts.clock,
      present: () => {
        for (const seat of seats) push(seat.socket, 'presence', presence(log.id, lines))
      },
      report: (bridge, kind, since) => this.#reportLine(log, bridge, kind, since),
    })
    const leave = log.subscribe((steps) => {
      const last = steps.at(-1)
      if (last) this.#follow(room, last.after)
    })
    const room: Room = { log, lines, seats, leave }
    this.#rooms.set(log.id, room)
    lines.expect(
      log.state.bridges.filter((bridge) => bridge.line.kind === 'connected').map((bridge) => bridge.id),
    )
    return room
  }

  async #mediaRoom(log: ConferenceLog): Promise<MediaRoom | null> {
    if (!this.#parts.media) return null
    const room = await this.#parts.media.room(log.id)
    await room.open(new Set(openMicrophones(log.state)))
    return room
  }

  /** The log has moved on: out with whoever has no role any more, then microphones, then the pictures. */
  #follow(room: Room, state: ConferenceState): void {
    for (const seat of room.seats) {
      if (grantsOf(state, seat.socket.data.session.actor).length > 0) continue
      room.seats.delete(seat)
      seat.close()
    }
    if (!this.#parts.media || room.seats.size === 0) return
    this.#parts.media
      .room(room.log.id)
      .then((media) => media.open(new Set(openMicrophones(state))))
      .catch(this.#parts.report)
    for (const seat of room.seats) seat.follow()
  }

  #reportLine(log: ConferenceLog, bridge: string, kind: 'connected' | 'lost', since: number): void {
    if (!this.#parts.conferences.owns(log.id)) return
    const id = `line:${bridge}:${kind}:${since}`
    const command = { type: 'line/report', bridge, kind, since } as const
    // Measured once, so kept until it is stored, in its order: a loss may still be on its way when the hall returns.
    this.#parts.conferences
      .command(log.id, id, command, { kind: 'system' }, { urgent: true })
      .catch(this.#parts.report)
  }

  /** Another node owns the conference: its pages go there, and nothing is heard here any more. */
  #lose(conference: string): void {
    const room = this.#rooms.get(conference)
    if (!room) return
    this.#rooms.delete(conference)
    this.#closeRoom(room)
  }

  /** The database does not answer, and another node may own the conference by now: only the central hall is heard. */
  #closeAllButCentral(conference: string): void {
    const state = this.#rooms.get(conference)?.log.state
    if (state) this.#inMedia(conference, (room) => room.cutAll(new Set([centralBridge(state)])))
  }

  /** This node owns the conference after all: what the log opens is open again, unless the chair is cutting. */
  #endDoubt(conference: string): void {
    if (this.#rooms.has(conference) && !this.#cutting.has(conference))
      this.#inMedia(conference, (room) => room.endCut())
  }

  #inMedia(conference: string, work: (room: MediaRoom) => Promise<void>): void {
    this.#parts.media?.room(conference).then(work).catch(this.#parts.report)
  }

  #closeRoom(room: Room): void {
    room.leave()
    room.lines.close()
    for (const seat of room.seats) seat.close()
  }
}

function presence(conference: string, lines: Lines): PresencePush {
  return { conference, connected: lines.present, lost: [] }
}
