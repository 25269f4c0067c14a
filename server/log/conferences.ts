import type { Command } from '../../domain/commands.ts'
import { holderTurn } from '../../domain/floor.ts'
import { refuse } from '../../domain/refusal.ts'
import type { Actor } from '../../domain/rights.ts'
import type { ConferenceState } from '../../domain/state.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/pool.ts'
import type { Entropy } from '../entropy.ts'
import { AppError } from '../errors.ts'
import { readArchive } from './archive.ts'
import type { Accompany, BatchResult, Gather, WriteTexts } from './batch.ts'
import type { ConferenceLog } from './conference-log.ts'
import { type Follower, startFollower } from './follower.ts'
import type { CommandResult, Job, ProseResult } from './job.ts'
import { LoadedLogs } from './loaded-logs.ts'
import type { NodeIdentity, Owner } from './node.ts'
import { Ownership } from './ownership.ts'
import { conferenceExists, conferenceIds, createHead } from './store.ts'
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
  readonly writeTexts: WriteTexts
  /** Nothing unless told. */
  readonly accompany?: Accompany
  /** Told of prose updates after their commit, to hand them on. Must not throw. */
  readonly proseStored: (update: ProseUpdate, result: { readonly seq: number }) => void
  readonly log: (line: string) => void
  /** How long a job waits for the database before it is given back; 20 s unless told. */
  readonly patienceMs?: number
}

/** A conference as this node holds it. */
export type Held =
  | { readonly kind: 'owner'; readonly log: ConferenceLog }
  | { readonly kind: 'follower'; readonly log: ConferenceLog; readonly owner: Owner }
  /** It came from elsewhere: nobody owns it, every node reads it. */
  | { readonly kind: 'archive'; readonly log: ConferenceLog }

/**
 * The conferences that this node holds in memory. It owns those whose lease it has: their sockets, media, timers
 * and writes are here. The others it follows, and takes over when their owner is dead.
 */
export class Conferences {
  readonly #parts: ConferencesParts
  readonly #logs: LoadedLogs
  readonly #ownership: Ownership
  readonly #writer: Writer
  #follower: Follower | null = null

  private constructor(parts: ConferencesParts) {
    this.#parts = parts
    this.#logs = new LoadedLogs(parts.database)
    this.#ownership = new Ownership({
      ...parts,
      catchUp: (conference) => this.#logs.catchUp(conference),
      isSpeaking: (conference) => holderTurn(this.loaded(conference).state) !== undefined,
    })
    this.#writer = new Writer({
      ...parts,
      accompany: parts.accompany ?? (() => Promise.resolve()),
      node: parts.node.id,
      logOf: (conference) => this.loaded(conference),
      epochOf: (conference) => this.#ownership.epochOf(conference),
      refresh: async (conferences) => {
        for (const conference of conferences) await this.#logs.catchUp(conference)
      },
      loadTexts: (jobs) => this.#loadTexts(jobs),
      committed: (changed, jobs, results, written) => this.#committed(changed, jobs, results, written),
    })
  }

  static async open(parts: ConferencesParts): Promise<Conferences> {
    const conferences = new Conferences(parts)
    const ownership = conferences.#ownership
    await ownership.start()
    conferences.#follower = startFollower(parts.database, {
      followed: () =>
        conferences.#logs.all
          .filter((log) => !ownership.owns(log.id) && !log.state.archive)
          .map((log) => log.id),
      headOf: (conference) => conferences.#logs.get(conference)?.head.seq ?? 0,
      catchUp: (conference) => conferences.#logs.catchUp(conference),
      ownerless: (conference) => ownership.take(conference),
      log: parts.log,
    })
    return conferences
  }

  /**
   * The conference on this node: as its owner when nobody else alive owns it, else as a follower; an archive as what it
   * is.
   * @throws AppError `conference/unknown`
   */
  async enter(conference: string): Promise<Held> {
    const archive = this.owns(conference) ? null : await readArchive(this.#parts.database, conference)
    if (archive) return { kind: 'archive', log: await this.#logs.load(conference, archive) }
    if (!this.owns(conference)) await this.#ownership.take(conference)
    const log = await this.#logs.load(conference)
    if (log.head.seq === 0) throw new AppError('conference/unknown', { conference })
    const owner = this.#ownership.elsewhere(conference)
    return owner ? { kind: 'follower', log, owner } : { kind: 'owner', log }
  }

  /** The log that is in memory. @throws AppError `conference/unknown` when it is not */
  loaded(conference: string): ConferenceLog {
    const log = this.#logs.get(conference)
    if (!log) throw new AppError('conference/unknown', { conference })
    return log
  }

  /** What is on disk now, without becoming the owner. @throws AppError `conference/unknown` */
  async peek(conference: string): Promise<ConferenceState> {
    // Whatever anybody asks for is not kept in memory.
    if (!this.#logs.has(conference) && !(await conferenceExists(this.#parts.database, conference)))
      throw new AppError('conference/unknown', { conference })
    const archive = this.owns(conference) ? null : await readArchive(this.#parts.database, conference)
    const log = await this.#logs.load(conference, archive)
    if (!this.owns(conference)) await this.#logs.readOn(log)
    if (log.head.seq === 0) throw new AppError('conference/unknown', { conference })
    return log.state
  }

  owns(conference: string): boolean {
    return this.#ownership.owns(conference)
  }

  ownedIds(): readonly string[] {
    return this.#ownership.ids
  }

  /** Where another node has this conference, as far as this one knows. */
  ownerElsewhere(conference: string): Owner | undefined {
    return this.#ownership.elsewhere(conference)
  }

  /** Whether this node is being emptied for maintenance. */
  get draining(): boolean {
    return this.#ownership.draining
  }

  /** Takes no conference from now on, and hands over each that it owns as soon as no turn runs there. Idempotent. */
  drain(): void {
    this.#ownership.drain()
  }

  /** Takes conferences again; those that went away stay where they are. Idempotent. */
  endDraining(): Promise<void> {
    return this.#ownership.endDraining()
  }

  /** Every conference in the database, newest first. */
  list(): Promise<readonly string[]> {
    return conferenceIds(this.#parts.database)
  }

  /**
   * Makes room for a new conference, owned by this node; its first command creates it.
   * @throws AppError `node/not-owner` while this node is being emptied and there is another
   */
  async prepare(conference: string): Promise<void> {
    await this.#ownership.mayBegin()
    await createHead(this.#parts.database, conference, new Date(this.#parts.clock.now()))
    await this.#ownership.take(conference)
    await this.#logs.load(conference)
  }

  /** Whoever asks, the answer comes after the commit. @throws AppError `node/not-owner`, `database/unavailable` */
  async command(
    conference: string,
    id: string,
    command: Command,
    actor: Actor,
    options: { readonly urgent?: boolean } = {},
  ): Promise<CommandResult> {
    const { state } = await this.#logs.load(conference)
    if (state.archive) return refuse('conference/imported')
    const urgent = options.urgent ?? false
    return this.#writer.submit({ kind: 'command', conference, id, command, actor, urgent })
  }

  async prose(update: ProseUpdate, actor: Actor): Promise<ProseResult> {
    const { state } = await this.#logs.load(update.conference)
    if (state.archive) return { kind: 'refused', code: 'prose/sealed' }
    return this.#writer.submit({ kind: 'prose', conference: update.conference, actor, update })
  }

  /** Hears when this node becomes the owner of a conference, or ceases to be. */
  onRoleChange(listener: (conference: string, role: Held['kind']) => void): () => void {
    return this.#ownership.onRoleChange(listener)
  }

  /**
   * Hears of each conference whose ownership has become uncertain, because the database could not be reached for as
   * long as a lease lasts, and when it is certain again.
   */
  onCertainty(listener: (conference: string, certain: boolean) => void): () => void {
    return this.#ownership.onCertainty(listener)
  }

  /** Stores what is pending and gives the leases back. */
  async close(): Promise<void> {
    await this.endDraining()
    await this.#writer.close()
    await this.#follower?.stop()
    await this.#ownership.stop()
  }

  async #loadTexts(jobs: readonly Job[]): Promise<void> {
    const touched = documentsTouched(jobs, (conference) => this.loaded(conference).state)
    await Promise.all(touched.map((key) => this.#parts.texts.load(key.conference, key.document)))
  }

  #committed(
    changed: readonly string[],
    jobs: readonly Job[],
    results: readonly JobResult[],
    written: BatchResult['written'],
  ): void {
    for (const [index, job] of jobs.entries()) {
      const result = results[index]
      if (job.kind === 'prose' && result?.kind === 'stored') this.#parts.proseStored(job.update, result)
    }
    for (const update of written) this.#parts.proseStored(update, update)
    if (changed.length === 0) return
    // A wake-up for the other nodes; lost, it costs them a second.
    this.#parts.database
      .query(`SELECT pg_notify('log', id) FROM unnest($1::text[]) AS id`, [changed])
      .catch(() => {})
  }
}
