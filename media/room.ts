import { CameraLayers } from './camera-layers.ts'
import { MediaError } from './errors.ts'
import { Listening } from './listening.ts'
import { Peer } from './peer.ts'
import type { PeerEvents, PeerRights, PeerRoom } from './peer-parts.ts'
import { Pipes } from './pipes.ts'
import { highestLayers } from './plan.ts'
import type { RoomClosed, RoomParts } from './room-parts.ts'
import { measureSites, type RoomCounts, Site } from './site.ts'
import type { WorkerSlot } from './worker-slot.ts'

/** Between two looks at every peer's received bytes (ms). With the 1.8 s of silence a loss is seen within 3 s. */
const LINK_CHECK_INTERVAL = 500

const hallRights: PeerRights = { sources: ['camera', 'microphone'] }

/**
 * The peers of one conference, spread over as many workers as they need, and who of them is heard. Closing it closes
 * every peer and the routers. A worker that dies takes its own peers along, and the room with its last ones.
 */
export class Room {
  readonly id: string
  readonly #parts: RoomParts
  readonly #peers = new Map<string, Peer>()
  /** In the order in which the room came to them; never none. */
  readonly #sites: Site[]
  readonly #pipes = new Pipes()
  readonly #listenings = new Set<Listening>()
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
    this.#sites = [new Site(parts.slot, Promise.resolve(parts.place))]
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
    const site = this.#siteForOneMore()
    const peer: Peer = new Peer(peerId, this.#roomOf(peerId, site), rights, events)
    site.peers.add(peer)
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

  /**
   * Brings the microphone of this peer into the process, also one that begins later, so far as it is open.
   * @throws MediaError `media/closed` if the room is closed
   */
  listen(peerId: string, onPacket: (packet: Buffer) => void): Listening {
    if (this.#closed) throw new MediaError('media/closed')
    const find = () => {
      const producer = this.#peers.get(peerId)?.stream('microphone')
      const site = this.#siteOf(peerId)
      return producer && site && { producer, place: site.place }
    }
    const onClosed = (closed: Listening) => this.#listenings.delete(closed)
    const listening = new Listening({ find, onPacket, onClosed })
    this.#listenings.add(listening)
    return listening
  }

  /** @returns what the worker holds for this room; nothing once it is closed */
  measure(): Promise<RoomCounts> {
    return measureSites(this.#sites)
  }

  /** Peers whose transports this worker holds. */
  peersOn(slot: WorkerSlot): number {
    return this.#sites.reduce((sum, site) => sum + (site.slot === slot ? site.peers.size : 0), 0)
  }

  isOn(slot: WorkerSlot): boolean {
    return this.#sites.some((site) => site.slot === slot)
  }

  /** That worker is gone: its peers close with `worker-died` and come back, the others stay. */
  loseWorker(slot: WorkerSlot): void {
    for (const site of this.#sites.filter((one) => one.slot === slot)) this.#lose(site)
  }

  /** Idempotent. */
  close(reason: RoomClosed = 'room-closed'): void {
    if (this.#closed) return
    this.#closed = reason
    clearInterval(this.#timer)
    this.#layers.close()
    for (const listening of [...this.#listenings]) listening.close()
    for (const peer of [...this.#peers.values()]) peer.close(reason)
    for (const site of this.#sites.splice(0)) site.close()
    this.#parts.onClosed(this, reason)
  }

  /** What a peer sees of this room, with its transports at `site`. */
  #roomOf(peerId: string, site: Site): PeerRoom {
    return {
      place: () => site.place,
      streams: {
        find: (id, source) => this.#peers.get(id)?.stream(source),
        reach: (id, producer) => this.#pipes.reach(producer, this.#siteOf(id) ?? site, site),
      },
      iceServers: this.#parts.iceServers,
      layersWanted: () => this.#layers.of(peerId),
      onStreamsChanged: (begun) => {
        if (begun === 'camera') this.#layers.begin(peerId)
        this.#refresh()
      },
      onProgrammeChanged: () => this.#refreshLayers(),
      onClosed: (closed) => this.#forget(closed, site),
    }
  }

  #forget(peer: Peer, site: Site): void {
    if (this.#peers.get(peer.id) === peer) {
      this.#peers.delete(peer.id)
      this.#layers.forget(peer.id)
    }
    site.peers.delete(peer)
    // Whatever comes next to this worker makes a new router there.
    if (site.peers.size === 0 && this.#sites.length > 1) this.#closeSite(site)
    this.#refresh()
    this.#refreshLayers()
  }

  #siteOf(peerId: string): Site | undefined {
    const peer = this.#peers.get(peerId)
    return peer && this.#sites.find(({ peers }) => peers.has(peer))
  }

  #siteForOneMore(): Site {
    const [first] = this.#sites
    const slot = this.#parts.choose(this.#sites.map((site) => site.slot)) ?? first?.slot
    if (!slot) throw new MediaError('media/closed')
    const present = this.#sites.find((site) => site.slot === slot)
    if (present) return present
    const site = new Site(slot, this.#parts.openPlace(slot))
    this.#sites.push(site)
    site.place.catch(() => this.#lose(site))
    return site
  }

  #lose(site: Site): void {
    if (!this.#sites.includes(site)) return
    if (this.#sites.length === 1) {
      this.close('worker-died')
      return
    }
    this.#closeSite(site)
    for (const peer of [...site.peers]) peer.close('worker-died')
  }

  #closeSite(site: Site): void {
    const at = this.#sites.indexOf(site)
    if (at >= 0) this.#sites.splice(at, 1)
    this.#pipes.forget(site)
    site.close()
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
      for (const follower of [...this.#peers.values(), ...this.#listenings]) follower.refresh()
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
