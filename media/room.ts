import type { IceServer, PeerClosed } from '../domain/media-messages.ts'
import { CameraLayers } from './camera-layers.ts'
import { MediaError } from './errors.ts'
import { Peer, type PeerEvents, type PeerRights } from './peer.ts'
import { highestLayers } from './plan.ts'
import type { RoomPlace } from './transports.ts'

/** Between two looks at every peer's received bytes (ms). With the 2 s of silence a loss is seen within 3 s. */
const LINK_CHECK_INTERVAL = 500

export type RoomClosed = Extract<PeerClosed, 'worker-died' | 'room-closed'>

export interface RoomParts {
  readonly place: RoomPlace
  readonly iceServers: (peerId: string) => readonly IceServer[]
  readonly onClosed: (room: Room, reason: RoomClosed) => void
}

/** Counts of what exists in a room, in the worker's own words. */
export interface RoomCounts {
  readonly routers: number
  readonly transports: number
  readonly producers: number
  readonly consumers: number
}

const hallRights: PeerRights = { sources: ['camera', 'microphone'] }

/**
 * The peers of one conference and who of them is heard. Closing it closes every peer and the router; a worker
 * that dies closes it too.
 */
export class Room {
  readonly id: string
  readonly #parts: RoomParts
  readonly #peers = new Map<string, Peer>()
  readonly #layers = new CameraLayers((peerId, highest) => this.#peers.get(peerId)?.askLayers(highest))
  readonly #timer: NodeJS.Timeout
  #heard: ReadonlySet<string> = new Set()
  /** Cut by hand and not closed since by `open`. */
  readonly #cut = new Set<string>()
  #checking = false
  #refreshQueued = false
  #layersQueued = false
  #closed: RoomClosed | undefined

  /** Made by `Media.room`. */
  constructor(id: string, parts: RoomParts) {
    this.id = id
    this.#parts = parts
    this.#timer = setInterval(() => void this.#checkLinks(), LINK_CHECK_INTERVAL).unref()
  }

  get closed(): boolean {
    return this.#closed !== undefined
  }

  get peers(): ReadonlyMap<string, Peer> {
    return this.#peers
  }

  /**
   * Lets a device in. The same id joining again takes over: the older one closes with `taken-over`.
   * @throws MediaError `media/closed` if the room is closed
   */
  join(peerId: string, events: PeerEvents, rights: PeerRights = hallRights): Peer {
    if (this.#closed) throw new MediaError('media/closed')
    this.#peers.get(peerId)?.close('taken-over')
    const peer = new Peer(
      peerId,
      {
        rtpCapabilities: this.#parts.place.router.rtpCapabilities,
        place: () => Promise.resolve(this.#parts.place),
        streams: { find: (id, source) => this.#peers.get(id)?.stream(source) },
        iceServers: this.#parts.iceServers,
        layersWanted: () => this.#layers.of(peerId),
        onStreamsChanged: (begun) => {
          if (begun === 'camera') this.#layers.begin(peerId)
          this.#refresh()
        },
        onProgrammeChanged: () => this.#refreshLayers(),
        onClosed: (closed) => {
          if (this.#peers.get(peerId) === closed) {
            this.#peers.delete(peerId)
            this.#layers.forget(peerId)
          }
          this.#refresh()
          this.#refreshLayers()
        },
      },
      rights,
      events,
    )
    this.#peers.set(peerId, peer)
    void peer.setOpen(this.#isHeard(peerId))
    return peer
  }

  /**
   * Says whose microphones are heard; all others are closed. Those that were cut stay closed until a call without
   * them, or `endCut()`. Resolves when the worker has done it; never rejects.
   */
  async open(peerIds: ReadonlySet<string>): Promise<void> {
    this.#heard = new Set(peerIds)
    for (const peerId of this.#cut) if (!peerIds.has(peerId)) this.#cut.delete(peerId)
    await this.#applyOpen()
  }

  /**
   * Closes every microphone at once, save those in `except`, without waiting for anything else to be decided.
   * They stay closed although `open` still names them, until the log has caught up and names them no longer.
   */
  async cutAll(except: ReadonlySet<string> = new Set()): Promise<void> {
    for (const peerId of this.#heard) if (!except.has(peerId)) this.#cut.add(peerId)
    await this.#applyOpen()
  }

  /** Undoes `cutAll` for whoever `open` still names. */
  async endCut(): Promise<void> {
    this.#cut.clear()
    await this.#applyOpen()
  }

  /** @returns what the worker holds for this room; nothing once it is closed */
  async measure(): Promise<RoomCounts> {
    if (this.#closed) return { routers: 0, transports: 0, producers: 0, consumers: 0 }
    const dump = await this.#parts.place.router.dump()
    return {
      routers: 1,
      transports: dump.transportIds.length,
      producers: dump.mapProducerIdConsumerIds.length,
      consumers: dump.mapConsumerIdProducerId.length,
    }
  }

  /** Idempotent. */
  close(reason: RoomClosed = 'room-closed'): void {
    if (this.#closed) return
    this.#closed = reason
    clearInterval(this.#timer)
    this.#layers.close()
    for (const peer of [...this.#peers.values()]) peer.close(reason)
    this.#parts.place.router.close()
    this.#parts.onClosed(this, reason)
  }

  #isHeard(peerId: string): boolean {
    return this.#heard.has(peerId) && !this.#cut.has(peerId)
  }

  /** Closes before it opens: two holders must not overlap. */
  async #applyOpen(): Promise<void> {
    const peers = [...this.#peers.values()]
    const toClose = peers.filter(({ id }) => !this.#isHeard(id)).map((peer) => peer.setOpen(false))
    const toOpen = peers.filter(({ id }) => this.#isHeard(id)).map((peer) => peer.setOpen(true))
    await Promise.all([...toClose, ...toOpen])
  }

  /** Many streams may begin at once; every peer is brought in line once for all of them. */
  #refresh(): void {
    if (this.#refreshQueued || this.#closed) return
    this.#refreshQueued = true
    queueMicrotask(() => {
      this.#refreshQueued = false
      for (const peer of this.#peers.values()) peer.refresh()
    })
  }

  /** As with streams: after a commit every peer has a new programme. */
  #refreshLayers(): void {
    if (this.#layersQueued || this.#closed) return
    this.#layersQueued = true
    queueMicrotask(() => {
      this.#layersQueued = false
      if (this.#closed) return
      this.#layers.want(highestLayers([...this.#peers.values()].map(({ programme }) => programme)))
    })
  }

  async #checkLinks(): Promise<void> {
    if (this.#checking) return
    this.#checking = true
    const now = () => performance.now()
    await Promise.all([...this.#peers.values()].map((peer) => peer.checkLink(now)))
    this.#checking = false
  }
}
