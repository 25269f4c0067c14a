import type { Database } from '../database/pool.ts'
import { AppError } from '../errors.ts'
import { type Draining, startDraining } from './draining.ts'
import {
  anotherNode,
  elsewhere,
  type Heartbeat,
  type NodeIdentity,
  type Owner,
  releaseLease,
  startHeartbeat,
  takeLease,
} from './node.ts'

export interface OwnershipParts {
  readonly database: Database
  readonly node: NodeIdentity
  /** Brings into memory what the owner before has stored last. */
  readonly catchUp: (conference: string) => Promise<void>
  /** Whether somebody holds the floor there. */
  readonly isSpeaking: (conference: string) => boolean
  readonly log: (line: string) => void
}

type RoleListener = (conference: string, role: 'owner' | 'follower') => void
type CertaintyListener = (conference: string, certain: boolean) => void

/** Which conferences this node owns, by leases that it renews each second, and where the others are. */
export class Ownership {
  readonly #parts: OwnershipParts
  /** The epoch of each conference that this node owns. */
  readonly #epochs = new Map<string, number>()
  readonly #owners = new Map<string, Owner>()
  readonly #listeners = new Set<RoleListener>()
  readonly #doubters = new Set<CertaintyListener>()
  #heartbeat: Heartbeat | null = null
  #draining: Draining | null = null

  constructor(parts: OwnershipParts) {
    this.#parts = parts
  }

  async start(): Promise<void> {
    const { database, node } = this.#parts
    this.#heartbeat = await startHeartbeat(database, node, {
      owned: () => this.ids,
      takes: () => !this.draining,
      lost: (conference) => this.#lose(conference),
      certain: (certain) => {
        for (const conference of this.ids)
          for (const listener of this.#doubters) listener(conference, certain)
      },
    })
  }

  /** Gives every lease back. */
  async stop(): Promise<void> {
    await this.endDraining()
    await this.#heartbeat?.stop().catch(() => {})
  }

  get ids(): readonly string[] {
    return [...this.#epochs.keys()]
  }

  owns(conference: string): boolean {
    return this.#epochs.has(conference)
  }

  /** The epoch in which this node owns the conference; null when it does not. */
  epochOf(conference: string): number | null {
    return this.#epochs.get(conference) ?? null
  }

  /** Where another node has it, as far as this one knows. */
  elsewhere(conference: string): Owner | undefined {
    return this.owns(conference) ? undefined : this.#owners.get(conference)
  }

  onRoleChange(listener: RoleListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  onCertainty(listener: CertaintyListener): () => void {
    this.#doubters.add(listener)
    return () => this.#doubters.delete(listener)
  }

  /**
   * Owns the conference if no other live node does; a node that is being emptied leaves it to another one.
   * @throws AppError `conference/unknown`
   */
  async take(conference: string): Promise<void> {
    const { database, node } = this.#parts
    const other = this.draining && !this.owns(conference) && (await elsewhere(database, node, conference))
    if (other) {
      this.#owners.set(conference, other)
      return
    }
    const lease = await takeLease(database, node, conference)
    if (lease.kind === 'unknown') throw new AppError('conference/unknown', { conference })
    if (lease.kind === 'elsewhere') {
      this.#owners.set(conference, lease.owner)
      return
    }
    // What the previous owner stored last must be in memory before this node decides anything.
    await this.#parts.catchUp(conference)
    const isNew = !this.owns(conference)
    this.#epochs.set(conference, lease.epoch)
    this.#owners.delete(conference)
    if (isNew) for (const listener of this.#listeners) listener(conference, 'owner')
  }

  /** @throws AppError `node/not-owner` where a new conference must begin at another node */
  async mayBegin(): Promise<void> {
    const { database, node } = this.#parts
    const other = this.draining ? await anotherNode(database, node) : undefined
    if (other) throw new AppError('node/not-owner', { owner: other.url })
  }

  get draining(): boolean {
    return this.#draining !== null
  }

  /** Takes no conference from now on, and hands over each that it owns as soon as no turn runs there. Idempotent. */
  drain(): void {
    const { database, node, isSpeaking, log } = this.#parts
    this.#draining ??= startDraining({
      owned: () => this.ids,
      isSpeaking,
      heir: () => anotherNode(database, node),
      handOver: (conference, heir) => this.#handOver(conference, heir),
      log,
    })
    this.#heartbeat?.beat()
  }

  /** Takes conferences again; those that went away stay where they are. Idempotent. */
  async endDraining(): Promise<void> {
    const draining = this.#draining
    this.#draining = null
    if (!draining) return
    this.#heartbeat?.beat()
    await draining.stop()
  }

  async #handOver(conference: string, heir: Owner): Promise<void> {
    const { database, node, log } = this.#parts
    // From here on nothing is decided here; what is being stored holds the head until it is.
    if (!this.#epochs.delete(conference)) return
    this.#owners.set(conference, heir)
    log(`Handing ${conference} over to ${heir.url}`)
    // Not given back, the lease runs out by itself.
    await releaseLease(database, node, conference).catch(() => {})
    for (const listener of this.#listeners) listener(conference, 'follower')
  }

  #lose(conference: string): void {
    if (!this.#epochs.delete(conference)) return
    this.#parts.log(`The conference ${conference} is owned by another node now`)
    for (const listener of this.#listeners) listener(conference, 'follower')
  }
}
