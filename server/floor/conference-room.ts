import { setTimeout as after } from 'node:timers'
import { programme } from '../../domain/programme.ts'
import type { LossReason, PresencePush, TechnicalLine } from '../../domain/protocol.ts'
import type { ConferenceState } from '../../domain/state.ts'
import type { Clock } from '../clock.ts'
import type { ConferenceLog } from '../log/conference-log.ts'
import { type PageSocket, push } from '../sockets.ts'
import { HeardRoom } from './heard-room.ts'
import { Lines } from './lines.ts'
import type { MediaPort, MediaRoom } from './media-port.ts'
import { PageRights } from './page-rights.ts'
import { Seat } from './seat.ts'
import { SharedScreens } from './shared-screens.ts'
import { Technical } from './technical.ts'

/** Pages are told at most this often (ms) who is there: of sixty halls that come back at once they hear in one go. */
const PRESENCE_INTERVAL_MS = 50

/** What the room asks of the log in the system's own name. */
export type RoomCommand =
  | {
      readonly type: 'line/report'
      readonly bridge: string
      readonly kind: 'connected' | 'lost'
      readonly since: number
    }
  | { readonly type: 'screen/stop'; readonly bridge: string }

export interface ConferenceRoomParts {
  readonly log: ConferenceLog
  /** Null where the server runs without pictures and sound. */
  readonly media: MediaPort | null
  readonly clock: Clock
  readonly command: (id: string, command: RoomCommand) => void
  /** One more hall begins with media. @throws AppError `media/conference-full`, `media/node-full` */
  readonly admitHall: () => void
  readonly report: (error: unknown) => void
}

/**
 * The pages in the media room of one conference. The hall of a bridge is one page: the last that began with media in
 * its name, and the one before is out. The log decides whose microphone is open, whose screen is shown and what each
 * page receives; this brings the room in line with it after every commit, however often it is told.
 */
export class ConferenceRoom {
  readonly #parts: ConferenceRoomParts
  readonly #seats = new Set<Seat>()
  readonly #halls = new Map<string, Seat>()
  /** Bridges whose hall has begun with media. */
  readonly #inMedia = new Set<string>()
  readonly #lines: Lines
  readonly #heard: HeardRoom | null
  readonly #screens: SharedScreens | null
  readonly #technical: Technical
  #presenceTimer: NodeJS.Timeout | null = null
  readonly #unsubscribe: () => void

  constructor(parts: ConferenceRoomParts) {
    const { log, media, clock, command, report } = parts
    this.#parts = parts
    this.#lines = new Lines({
      clock,
      changed: () => this.#presenceChanged(),
      report: (bridge, kind, since) =>
        command(`line:${bridge}:${kind}:${since}`, { type: 'line/report', bridge, kind, since }),
    })
    this.#heard = media && new HeardRoom(log.id, media, () => log.state)
    this.#screens =
      media &&
      new SharedScreens({
        seats: this.#seats,
        gone: (bridge) => command(`screen:${bridge}:${clock.now()}`, { type: 'screen/stop', bridge }),
      })
    this.#technical = new Technical({
      conference: log.id,
      bridges: () => log.state.bridges.map(({ id }) => id),
      hall: (bridge) => this.#halls.get(bridge),
      report,
    })
    this.#lines.expect(log.state.bridges)
    this.#screens?.follow(log.state.stage.screen)
    this.#unsubscribe = log.subscribe(() => this.#follow())
  }

  get #state(): ConferenceState {
    return this.#parts.log.state
  }

  /** Halls that have begun with media. */
  get hallsInMedia(): number {
    return this.#inMedia.size
  }

  /** How the lines of the halls that are there do. */
  async technical(): Promise<readonly TechnicalLine[]> {
    const lines = await this.#technical.lines()
    return lines.filter(({ bridge }) => this.#halls.has(bridge))
  }

  /** A page has entered: halls bring camera and microphone, desks may watch. */
  enter(socket: PageSocket): void {
    for (const seat of this.#seats) if (seat.socket === socket) return
    const seat = this.#seat(socket)
    this.#seats.add(seat)
    socket.on('disconnect', (reason) => this.#remove(seat, lossBy(reason)))
    seat.admit()
    const { bridge } = seat
    // A page that only looks, or rehearses, puts nobody off the air: a hall that is there goes on until another begins.
    if (bridge !== null && !this.#halls.has(bridge)) this.#take(bridge, seat)
    push(socket, 'presence', this.#presence())
  }

  /** Every microphone off, now, while `logging` is under way. */
  cutNow(logging: Promise<unknown>): void {
    this.#heard?.cutNow(logging)
  }

  /** Whether this node owns the conference for certain. */
  beCertain(certain: boolean): void {
    this.#heard?.beCertain(certain)
  }

  /** Idempotent. */
  close(): void {
    this.#unsubscribe()
    if (this.#presenceTimer) clearTimeout(this.#presenceTimer)
    this.#technical.close()
    this.#screens?.close()
    this.#lines.close()
    for (const seat of this.#seats) seat.close()
    this.#seats.clear()
    this.#halls.clear()
    this.#inMedia.clear()
    this.#heard?.close()
  }

  #seat(socket: PageSocket): Seat {
    const rights = new PageRights(socket, () => this.#state)
    const seat: Seat = new Seat(socket, rights, {
      room: () => this.#openMedia(seat),
      programme: ({ gallery, preview }) => {
        const look = { gallery, preview: rights.may('stage/preview') ? preview : null }
        const wanted = programme(this.#state, seat.bridge, look)
        const sender = wanted.screen.length === 0 ? null : this.#screens?.sender
        return { ...wanted, screen: sender ? [sender.peerId] : [] }
      },
      lineChanged: () => this.#judgeLine(seat),
      screenBegun: () => {
        this.#screens?.begun(seat)
        for (const other of this.#seats) other.follow()
      },
      watch: (on) => (on ? this.#technical.watch(seat) : this.#technical.unwatch(seat)),
      report: this.#parts.report,
    })
    return seat
  }

  /** From now on this page is the hall of the bridge. */
  #take(bridge: string, seat: Seat): void {
    const before = this.#halls.get(bridge)
    if (before === seat) return
    this.#halls.set(bridge, seat)
    if (before) this.#remove(before, 'page-left')
    this.#judgeLine(seat)
  }

  #remove(seat: Seat, reason: LossReason): void {
    if (!this.#seats.delete(seat)) return
    this.#technical.unwatch(seat)
    const { bridge } = seat
    const isReplaced = bridge !== null && this.#halls.get(bridge) !== seat
    seat.close(isReplaced ? 'taken-over' : 'left')
    if (bridge === null || isReplaced) return
    this.#halls.delete(bridge)
    this.#inMedia.delete(bridge)
    const other = [...this.#seats].findLast(({ rights }) => rights.hall === bridge)
    if (other) this.#take(bridge, other)
    else this.#lines.lose(bridge, reason)
  }

  async #openMedia(seat: Seat): Promise<MediaRoom | null> {
    const { bridge } = seat
    // Gone while it was entering: it takes nobody's place.
    if (!this.#seats.has(seat)) return null
    if (bridge !== null) this.#take(bridge, seat)
    if (this.#heard && bridge !== null && !this.#inMedia.has(bridge)) {
      this.#parts.admitHall()
      this.#inMedia.add(bridge)
    }
    return this.#heard?.open() ?? null
  }

  /** The log has moved on: out with whoever has no role any more, then microphones, then the pictures. */
  #follow(): void {
    for (const seat of [...this.#seats]) if (seat.rights.grants.length === 0) this.#remove(seat, 'page-left')
    void this.#heard?.follow()
    this.#screens?.follow(this.#state.stage.screen)
    for (const seat of this.#seats) {
      if (!seat.rights.may('technical/see')) this.#technical.unwatch(seat)
      seat.follow()
    }
  }

  #judgeLine(seat: Seat): void {
    const { bridge } = seat
    if (bridge === null || this.#halls.get(bridge) !== seat) return
    const { loss } = seat.line
    if (loss === null) this.#lines.connect(bridge)
    else this.#lines.lose(bridge, loss)
  }

  #presenceChanged(): void {
    this.#presenceTimer ??= after(() => {
      this.#presenceTimer = null
      const presence = this.#presence()
      for (const { socket } of this.#seats) push(socket, 'presence', presence)
    }, PRESENCE_INTERVAL_MS)
  }

  #presence(): PresencePush {
    const { present, lost } = this.#lines
    return { conference: this.#parts.log.id, connected: present, lost }
  }
}

/** What socket.io's reason says of a page: one whose answers stop, or whose line breaks, may still be there. */
function lossBy(reason: string): LossReason {
  return reason === 'ping timeout' || reason === 'transport error' ? 'page-silent' : 'page-left'
}
