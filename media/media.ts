import { availableParallelism } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { chooseWorker } from './balance.ts'
import { roomCodecs } from './codecs.ts'
import { MediaError } from './errors.ts'
import type { MediaCounts, MediaLoad, MediaOptions, MediaStatus, WorkerStatus } from './media-options.ts'
import { Room } from './room.ts'
import type { RoomPlace } from './transports.ts'
import { hearLibrary } from './worker-process.ts'
import { WorkerSlot } from './worker-slot.ts'

/** Between two measurements of the workers' load (ms). */
const LOAD_INTERVAL = 2000
/** How long `room()` waits for a worker that is being restarted (ms). */
const PATIENCE = 10_000
/** Headroom for a burst of key frames, and for what a speaker adds. */
const WORKER_FULL = 0.7
/** Sixty-four halls, each with a stage of 1.5 Mb/s and nine tiles, shall cost no more than 1.2 cores. */
const PEER_LOAD = 0.018

/**
 * The workers of this server and the rooms on them. A dead worker closes its peers with `worker-died`, and the rooms
 * that were on it alone, and is replaced; the next `room()` makes such a room anew. Closing closes rooms, then workers.
 */
export class Media {
  readonly #slots: readonly WorkerSlot[]
  readonly #rooms = new Map<string, Room>()
  readonly #opening = new Map<string, Promise<Room>>()
  readonly #options: MediaOptions
  readonly #timer: NodeJS.Timeout
  #closed = false

  /** Made by `openMedia`. */
  constructor(options: MediaOptions) {
    this.#options = options
    this.#slots = Array.from(
      { length: options.workers ?? availableParallelism() },
      (_, index) =>
        new WorkerSlot(
          { ...options, port: options.firstPort === 0 ? 0 : options.firstPort + index },
          {
            onDied: (slot, cause) =>
              options.onTrouble({ kind: 'worker-died', worker: index, rooms: this.#loseWorker(slot), cause }),
            onRestartFailed: (_slot, cause) =>
              options.onTrouble({ kind: 'worker-restart-failed', worker: index, cause }),
          },
        ),
    )
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
    const room = this.#rooms.get(id)
    if (room) return Promise.resolve(room)
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
        rooms: this.#roomsOn(slot).map(({ id }) => id),
        peers: this.#peersOn(slot),
        deaths: slot.deaths,
      }),
    )
    return { healthy: !this.#closed && workers.every(({ state }) => state === 'up'), workers }
  }

  /** How busy the workers are, for metrics; costs nothing to ask. */
  get load(): MediaLoad {
    const workers = this.#slots.map((slot) => ({ load: slot.load, peers: this.#peersOn(slot) }))
    return { workers, peers: workers.reduce((sum, { peers }) => sum + peers, 0) }
  }

  /** @returns what exists now, asked of the workers themselves; for metrics */
  async measure(): Promise<MediaCounts> {
    const rooms = [...this.#rooms.values()]
    const counts = { routers: 0, transports: 0, producers: 0, consumers: 0 }
    for (const room of rooms) {
      const measured = await room.measure()
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
    for (const room of [...this.#rooms.values()]) room.close()
    for (const slot of this.#slots) slot.close()
  }

  async #open(id: string): Promise<Room> {
    const until = performance.now() + PATIENCE
    while (performance.now() < until) {
      const slot = this.#choose([])
      const running = await slot?.ready().catch(() => undefined)
      if (this.#closed) throw new MediaError('media/closed')
      if (!slot || !running) {
        await sleep(50)
        continue
      }
      try {
        const place = await this.#openPlace(slot)
        if (running.worker.closed) continue
        const room = new Room(id, {
          slot,
          place,
          choose: (held) => this.#choose(held),
          openPlace: (other) => this.#openPlace(other),
          iceServers: this.#options.iceServers ?? (() => []),
          onClosed: (closed) => {
            if (this.#rooms.get(id) === closed) this.#rooms.delete(id)
          },
        })
        this.#rooms.set(id, room)
        if (this.#closed) room.close()
        return room
      } catch (cause) {
        if (!running.worker.closed) throw new MediaError('media/worker-failed', { cause })
        // The worker died under our hands; its successor, or another one, takes the room.
      }
    }
    throw new MediaError('media/no-worker')
  }

  /** @throws MediaError `media/no-worker`, or what mediasoup says */
  async #openPlace(slot: WorkerSlot): Promise<RoomPlace> {
    const running = await slot.ready()
    const router = await running.worker.createRouter({ mediaCodecs: roomCodecs })
    return { router, webRtcServer: running.webRtcServer }
  }

  #choose(held: readonly WorkerSlot[]): WorkerSlot | undefined {
    const candidates = [...held, ...this.#slots.filter((slot) => !held.includes(slot))]
      .filter(({ available }) => available)
      .map((slot) => ({ slot, load: slot.load, peers: this.#peersOn(slot), held: held.includes(slot) }))
    const { workerFull = WORKER_FULL, peerLoad = PEER_LOAD } = this.#options
    return chooseWorker(candidates, { full: workerFull, peer: peerLoad })?.slot
  }

  #peersOn(slot: WorkerSlot): number {
    return [...this.#rooms.values()].reduce((sum, room) => sum + room.peersOn(slot), 0)
  }

  #roomsOn(slot: WorkerSlot): Room[] {
    return [...this.#rooms.values()].filter((room) => room.isOn(slot))
  }

  #loseWorker(slot: WorkerSlot): string[] {
    return this.#roomsOn(slot).map((room) => {
      room.loseWorker(slot)
      return room.id
    })
  }
}

/**
 * Starts the workers.
 * @throws MediaError `media/worker-failed` when one does not start (binary missing, port taken)
 */
export async function openMedia(options: MediaOptions): Promise<Media> {
  if (options.log) hearLibrary(options.log)
  const media = new Media(options)
  try {
    await media.start()
    return media
  } catch (error) {
    media.close()
    throw error
  }
}
