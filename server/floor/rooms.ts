import { grantsOf } from '../../domain/authority.ts'
import { openMicrophones, programme } from '../../domain/programme.ts'
import type { PresencePush } from '../../domain/protocol.ts'
import type { ConferenceState } from '../../domain/state.ts'
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

  constructor(parts: RoomsParts) {
    this.#parts = parts
    parts.conferences.onRoleChange((conference, role) => {
      if (role === 'follower') this.#lose(conference)
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
      programme: (gallery) => programme(log.state, bridge, gallery),
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

  /** Every microphone of the conference off, now. */
  cutNow(conference: string): void {
    if (!this.#rooms.has(conference) || !this.#parts.media) return
    this.#parts.media
      .room(conference)
      .then((room) => room.cutAll())
      .catch(this.#parts.report)
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

  /** The log has moved on: out with devices that are no hall any more, then microphones, then the pictures. */
  #follow(room: Room, state: ConferenceState): void {
    for (const seat of room.seats) {
      if (seat.bridge === null || grantsOf(state, seat.socket.data.session.actor).length > 0) continue
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
    const known = log.state.bridges.find((held) => held.id === bridge)?.line.kind
    if (known === kind || !this.#parts.conferences.owns(log.id)) return
    const id = `line:${bridge}:${kind}:${since}`
    const command = { type: 'line/report', bridge, kind, since } as const
    this.#parts.conferences.command(log.id, id, command, { kind: 'system' }).catch(this.#parts.report)
  }

  /** Another node owns the conference: only the central hall stays open until the pages have moved. */
  #lose(conference: string): void {
    const room = this.#rooms.get(conference)
    if (!room) return
    const central = new Set(
      room.log.state.bridges.filter((held) => held.level === 'central').map((held) => held.id),
    )
    this.#parts.media
      ?.room(conference)
      .then((media) => media.cutAll(central))
      .catch(this.#parts.report)
    this.#rooms.delete(conference)
    this.#closeRoom(room)
  }

  #closeRoom(room: Room): void {
    room.leave()
    room.lines.close()
    for (const seat of room.seats) seat.close()
  }
}

function presence(conference: string, lines: Lines): PresencePush {
  return { conference, connected: lines.present }
}
