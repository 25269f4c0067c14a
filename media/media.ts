import { availableParallelism } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type { IceServer } from '../domain/media-messages.ts'
import { roomCodecs } from './codecs.ts'
import { MediaError } from './errors.ts'
import { Room, type RoomClosed, type RoomCounts } from './room.ts'
import { WorkerSlot } from './worker-slot.ts'

export interface MediaOptions {
  /** Path of the mediasoup-worker executable. */
  readonly workerBinary: string
  readonly listenIp: string
  /** What browsers are told to connect to, where that differs from `listenIp`. */
  readonly announcedAddress?: string | undefined
  /** UDP and TCP port of the first worker, the next one has the next port; 0 lets each worker choose. */
  readonly firstPort: number
  /** One per core when left out. */
  readonly workers?: number | undefined
  /** Ways round a firewall for the page of this peer, asked anew for each transport; none when left out. */
  readonly iceServers?: ((peerId: string) => readonly IceServer[]) | undefined
  readonly onTrouble: (trouble: MediaTrouble) => void
}

/** Something that the operator should know and the media room deals with by itself. */
export type MediaTrouble =
  | {
      readonly kind: 'worker-died'
      readonly worker: number
      readonly rooms: readonly string[]
      readonly cause: unknown
    }
  | { readonly kind: 'worker-restart-failed'; readonly worker: number; readonly cause: unknown }

export interface WorkerStatus {
  readonly state: 'up' | 'restarting'
  readonly pid: number | undefined
  /** Share of one core used lately, 0 to 1. */
  readonly load: number
  /** Ids of the rooms on it. */
  readonly rooms: readonly string[]
  /** How often it has died since the start. */
  readonly deaths: number
}

export interface MediaStatus {
  /** Whether every worker is up. */
  readonly healthy: boolean
  readonly workers: readonly WorkerStatus[]
}

export interface MediaCounts extends RoomCounts {
  readonly workers: number
  readonly rooms: number
  readonly peers: number
}

/** Between two measurements of the workers' load (ms). */
const LOAD_INTERVAL = 2000
/** How long `room()` waits for a worker that is being restarted (ms). */
const PATIENCE = 10_000
/** Share of a core that a peer is expected to cost before it shows in the measured load. */
const EXPECTED_LOAD_OF_PEER = 0.01

interface Placed {
  readonly room: Room
  readonly slot: WorkerSlot
}

/**
 * The workers of this server and the rooms on them. A dead worker closes its rooms with `worker-died` and is
 * replaced; the next `room()` makes such a room anew. Closing closes rooms, then workers.
 */
export class Media {
  readonly #slots: readonly WorkerSlot[]
  readonly #rooms = new Map<string, Placed>()
  readonly #opening = new Map<string, Promise<Room>>()
  readonly #iceServers: (peerId: string) => readonly IceServer[]
  readonly #timer: NodeJS.Timeout
  #closed = false

  /** Made by `openMedia`. */
  constructor(options: MediaOptions) {
    this.#slots = Array.from(
      { length: options.workers ?? availableParallelism() },
      (_, index) =>
        new WorkerSlot(
          { ...options, port: options.firstPort === 0 ? 0 : options.firstPort + index },
          {
            onDied: (slot, cause) =>
              options.onTrouble({ kind: 'worker-died', worker: index, rooms: this.#closeRooms(slot), cause }),
            onRestartFailed: (_slot, cause) =>
              options.onTrouble({ kind: 'worker-restart-failed', worker: index, cause }),
          },
        ),
    )
    this.#iceServers = options.iceServers ?? (() => [])
    this.#timer = setInterval(() => {
      for (const slot of this.#slots) void slot.measure()
    }, LOAD_INTERVAL).unref()
  }

  /** @throws MediaError `media/worker-failed` */
  async start(): Promise<void> {
    await Promise.all(this.#slots.map((slot) => slot.start()))
  }

  /**
   * The room with this id, made on the worker with the least load if there is none.
   * @throws MediaError `media/no-worker` if none came up within 10 s; `media/closed` after `close()`
   */
  room(id: string): Promise<Room> {
    const placed = this.#rooms.get(id)
    if (placed) return Promise.resolve(placed.room)
    let opening = this.#opening.get(id)
    if (!opening) {
      opening = this.#open(id).finally(() => this.#opening.delete(id))
      this.#opening.set(id, opening)
    }
    return opening
  }

  status(): MediaStatus {
    const workers = this.#slots.map(
      (slot): WorkerStatus => ({
        state: slot.running ? 'up' : 'restarting',
        pid: slot.running?.worker.pid,
        load: slot.load,
        rooms: this.#roomsOn(slot).map(({ room }) => room.id),
        deaths: slot.deaths,
      }),
    )
    return { healthy: !this.#closed && workers.every(({ state }) => state === 'up'), workers }
  }

  /** @returns what exists now, asked of the workers themselves; for metrics */
  async measure(): Promise<MediaCounts> {
    const rooms = [...this.#rooms.values()].map(({ room }) => room)
    const counts = { routers: 0, transports: 0, producers: 0, consumers: 0 }
    for (const room of rooms) {
      const nothing: RoomCounts = { routers: 0, transports: 0, producers: 0, consumers: 0 }
      // A room whose worker dies while it is asked holds nothing any more.
      const measured = await room.measure().catch(() => nothing)
      counts.routers += measured.routers
      counts.transports += measured.transports
      counts.producers += measured.producers
      counts.consumers += measured.consumers
    }
    return {
      workers: this.#slots.filter(({ running }) => running).length,
      rooms: rooms.length,
      peers: rooms.reduce((sum, room) => sum + room.peers.size, 0),
      ...counts,
    }
  }

  /** Idempotent. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    clearInterval(this.#timer)
    for (const { room } of [...this.#rooms.values()]) room.close()
    for (const slot of this.#slots) slot.close()
  }

  async #open(id: string): Promise<Room> {
    const until = performance.now() + PATIENCE
    while (performance.now() < until) {
      if (this.#closed) throw new MediaError('media/closed')
      const slot = this.#leastLoaded()
      const running = slot?.running
      if (!slot || !running) {
        await sleep(50)
        continue
      }
      try {
        const router = await running.worker.createRouter({ mediaCodecs: roomCodecs })
        if (running.worker.closed) continue
        const room = new Room(id, {
          place: { router, webRtcServer: running.webRtcServer },
          iceServers: this.#iceServers,
          onClosed: (closed) => {
            if (this.#rooms.get(id)?.room === closed) this.#rooms.delete(id)
          },
        })
        this.#rooms.set(id, { room, slot })
        if (this.#closed) room.close()
        return room
      } catch (cause) {
        if (!running.worker.closed) throw new MediaError('media/worker-failed', { cause })
        // The worker died under our hands; its successor, or another one, takes the room.
      }
    }
    throw new MediaError('media/no-worker')
  }

  #leastLoaded(): WorkerSlot | undefined {
    const cost = (slot: WorkerSlot) =>
      slot.load +
      this.#roomsOn(slot).reduce((sum, { room }) => sum + room.peers.size, 0) * EXPECTED_LOAD_OF_PEER
    return this.#slots.filter(({ running }) => running).sort((a, b) => cost(a) - cost(b))[0]
  }

  #roomsOn(slot: WorkerSlot): Placed[] {
    return [...this.#rooms.values()].filter((placed) => placed.slot === slot)
  }

  #closeRooms(slot: WorkerSlot): string[] {
    const reason: RoomClosed = 'worker-died'
    return this.#roomsOn(slot).map(({ room }) => {
      room.close(reason)
      return room.id
    })
  }
}

/**
 * Starts the workers.
 * @throws MediaError `media/worker-failed` when one does not start (binary missing, port taken)
 */
export async function openMedia(options: MediaOptions): Promise<Media> {
  const media = new Media(options)
  try {
    await media.start()
    return media
  } catch (error) {
    media.close()
    throw error
  }
}
