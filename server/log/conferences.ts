import type { Command } from '../../domain/commands.ts'
import type { Actor } from '../../domain/rights.ts'
import type { ConferenceState } from '../../domain/state.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/pool.ts'
import type { Entropy } from '../entropy.ts'
import { AppError } from '../errors.ts'
import type { Gather } from './batch.ts'
import { ConferenceLog } from './conference-log.ts'
import { type Follower, startFollower } from './follower.ts'
import type { CommandResult, Job, ProseResult } from './job.ts'
import { type Heartbeat, type NodeIdentity, type Owner, startHeartbeat, takeLease } from './node.ts'
import { conferenceExists, createHead, readEvents } from './store.ts'
import type { ProseUpdate, TextStage } from './text-stage.ts'
import { documentsTouched } from './touched.ts'
import { type JobResult, Writer } from './writer.ts'

export interface ConferencesParts {
  readonly database: Database
  readonly node: NodeIdentity
  readonly clock: Clock
  readonly entropy: Entropy
  readonly texts: TextStage
  readonly gather: Gather
  /** Told of prose updates after their commit, to hand them on. Must not throw. */
  readonly proseStored: (update: ProseUpdate, result: Extract<ProseResult, { kind: 'stored' }>) => void
  readonly log: (line: string) => void
  /** How long a job waits for the database before it is given back; 20 s unless told. */
  readonly patienceMs?: number
}

/** A conference as this node holds it. */
export type Held =
  | { readonly kind: 'owner'; readonly log: ConferenceLog }
  | { readonly kind: 'follower'; readonly log: ConferenceLog; readonly owner: Owner }

type Listener = (conference: string, role: Held['kind']) => void

/**
 * The conferences that this node holds in memory. It owns those whose lease it has: their sockets, media, timers
 * and writes are here. The others it follows, and takes over when their owner is dead.
 */
export class Conferences {
  readonly #parts: ConferencesParts
  readonly #logs = new Map<string, Promise<ConferenceLog>>()
  readonly #loaded = new Map<string, ConferenceLog>()
  readonly #epochs = new Map<string, number>()
  readonly #owners = new Map<string, Owner>()
  readonly #listeners = new Set<Listener>()
  readonly #doubters = new Set<(conference: string, certain: boolean) => void>()
  readonly #writer: Writer
  #heartbeat: Heartbeat | null = null
  #follower: Follower | null = null

  private constructor(parts: ConferencesParts) {
    this.#parts = parts
    this.#writer = new Writer({
      ...parts,
      node: parts.node.id,
      logOf: (conference) => this.loaded(conference),
      epochOf: (conference) => this.#epochs.get(conference) ?? null,
      refresh: async (conferences) => {
        for (const conference of conferences) await this.#catchUp(conference)
      },
      loadTexts: (jobs) => this.#loadTexts(jobs),
      committed: (changed, jobs, results) => this.#committed(changed, jobs, results),
    })
  }

  static async open(parts: ConferencesParts): Promise<Conferences> {
    const conferences = new Conferences(parts)
    conferences.#heartbeat = await startHeartbeat(parts.database, parts.node, {
      owned: () => [...conferences.#epochs.keys()],
      lost: (conference) => conferences.#lose(conference),
      certain: (certain) => conferences.#judge(certain),
    })
    conferences.#follower = startFollower(parts.database, {
      followed: () => [...conferences.#loaded.keys()].filter((id) => !conferences.#epochs.has(id)),
      catchUp: (conference) => conferences.#catchUp(conference),
      ownerless: (conference) => conferences.#take(conference).then(() => {}),
      log: parts.log,
    })
    return conferences
  }

  /**
   * The conference on this node: as its owner when nobody else alive owns it, else as a follower.
   * @throws AppError `conference/unknown`
   */
  async enter(conference: string): Promise<Held> {
    if (!this.#epochs.has(conference)) await this.#take(conference)
    const log = await this.#load(conference)
    if (log.head.seq === 0) throw new AppError('conference/unknown', { conference })
    const owner = this.#owners.get(conference)
    return this.#epochs.has(conference) || !owner ? { kind: 'owner', log } : { kind: 'follower', log, owner }
  }

  /** The log that is in memory. @throws AppError `conference/unknown` when it is not */
  loaded(conference: string): ConferenceLog {
    const log = this.#loaded.get(conference)
    if (!log) throw new AppError('conference/unknown', { conference })
    return log
  }

  /** What is on disk now, without becoming the owner. @throws AppError `conference/unknown` */
  async peek(conference: string): Promise<ConferenceState> {
    // Whatever anybody asks for is not kept in memory.
    if (!this.#logs.has(conference) && !(await conferenceExists(this.#parts.database, conference)))
      throw new AppError('conference/unknown', { conference })
    const log = await this.#load(conference)
    if (!this.#epochs.has(conference)) await this.#read(log)
    if (log.head.seq === 0) throw new AppError('conference/unknown', { conference })
    return log.state
  }

  owns(conference: string): boolean {
    return this.#epochs.has(conference)
  }

  ownedIds(): readonly string[] {
    return [...this.#epochs.keys()]
  }

  /** Every conference in the database, newest first. */
  async list(): Promise<readonly string[]> {
    const { rows } = await this.#parts.database.query<{ id: string }>(
      'SELECT id FROM conference WHERE seq > 0 ORDER BY at DESC, id',
    )
    return rows.map((row) => row.id)
  }

  /** Makes room for a new conference, owned by this node; its first command creates it. */
  async prepare(conference: string): Promise<void> {
    await createHead(this.#parts.database, conference, new Date(this.#parts.clock.now()))
    await this.#take(conference)
    await this.#load(conference)
  }

  /** Whoever asks, the answer comes after the commit. @throws AppError `node/not-owner`, `database/unavailable` */
  async command(
    conference: string,
    id: string,
    command: Command,
    actor: Actor,
    options: { readonly urgent?: boolean } = {},
  ): Promise<CommandResult> {
    await this.#load(conference)
    const urgent = options.urgent ?? false
    return this.#writer.submit({ kind: 'command', conference, id, command, actor, urgent })
  }

  async prose(update: ProseUpdate, actor: Actor): Promise<ProseResult> {
    await this.#load(update.conference)
    return this.#writer.submit({ kind: 'prose', conference: update.conference, actor, update })
  }

  /** Hears when this node becomes the owner of a conference, or ceases to be. */
  onRoleChange(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * Hears of each conference whose ownership has become uncertain, because the database could not be reached for as
   * long as a lease lasts, and when it is certain again.
   */
  onCertainty(listener: (conference: string, certain: boolean) => void): () => void {
    this.#doubters.add(listener)
    return () => this.#doubters.delete(listener)
  }

  /** Stores what is pending and gives the leases back. */
  async close(): Promise<void> {
    await this.#writer.close()
    await this.#follower?.stop()
    await this.#heartbeat?.stop().catch(() => {})
  }

  #load(conference: string): Promise<ConferenceLog> {
    const known = this.#logs.get(conference)
    if (known) return known
    const log = new ConferenceLog(conference)
    const loading = this.#read(log).then(
      () => {
        this.#loaded.set(conference, log)
        return log
      },
      (error: unknown) => {
        this.#logs.delete(conference)
        throw error
      },
    )
    this.#logs.set(conference, loading)
    return loading
  }

  async #read(log: ConferenceLog): Promise<void> {
    log.append(await readEvents(this.#parts.database, log.id, log.head.seq))
  }

  async #catchUp(conference: string): Promise<void> {
    await this.#read(await this.#load(conference))
  }

  async #take(conference: string): Promise<void> {
    const { database, node } = this.#parts
    const lease = await takeLease(database, node, conference)
    if (lease.kind === 'unknown') throw new AppError('conference/unknown', { conference })
    if (lease.kind === 'elsewhere') {
      this.#owners.set(conference, lease.owner)
      return
    }
    // What the previous owner stored last must be in memory before this node decides anything.
    await this.#catchUp(conference)
    const fresh = !this.#epochs.has(conference)
    this.#epochs.set(conference, lease.epoch)
    this.#owners.delete(conference)
    if (fresh) for (const listener of this.#listeners) listener(conference, 'owner')
  }

  #judge(certain: boolean): void {
    for (const conference of this.#epochs.keys())
      for (const listener of this.#doubters) listener(conference, certain)
  }

  #lose(conference: string): void {
    if (!this.#epochs.delete(conference)) return
    this.#parts.log(`The conference ${conference} is owned by another node now`)
    for (const listener of this.#listeners) listener(conference, 'follower')
  }

  async #loadTexts(jobs: readonly Job[]): Promise<void> {
    const touched = documentsTouched(jobs, (conference) => this.loaded(conference).state)
    await Promise.all(touched.map((key) => this.#parts.texts.load(key.conference, key.document)))
  }

  #committed(changed: readonly string[], jobs: readonly Job[], results: readonly JobResult[]): void {
    for (const [index, job] of jobs.entries()) {
      const result = results[index]
      if (job.kind === 'prose' && result?.kind === 'stored') this.#parts.proseStored(job.update, result)
    }
    if (changed.length === 0) return
    // A wake-up for the other nodes; lost, it costs them a second.
    this.#parts.database
      .query(`SELECT pg_notify('log', id) FROM unnest($1::text[]) AS id`, [changed])
      .catch(() => {})
  }
}
