import { isDeepStrictEqual } from 'node:util'
import type { Archive } from '../../domain/state.ts'
import type { Sql } from '../database/pool.ts'
import { readArchive } from './archive.ts'
import { ConferenceLog } from './conference-log.ts'
import { readEvents } from './store.ts'

/** The logs that a node has in memory, each loaded once however many ask for it. */
export class LoadedLogs {
  readonly #database: Sql
  readonly #loading = new Map<string, Promise<ConferenceLog>>()
  readonly #loaded = new Map<string, ConferenceLog>()

  constructor(database: Sql) {
    this.#database = database
  }

  /** Whether it is in memory, or on its way there. */
  has(conference: string): boolean {
    return this.#loading.has(conference)
  }

  /** The log that is in memory. */
  get(conference: string): ConferenceLog | undefined {
    return this.#loaded.get(conference)
  }

  get all(): readonly ConferenceLog[] {
    return [...this.#loaded.values()]
  }

  /** @param archive as it is on disk now, where that is known: an import may have given it another reader since */
  async load(conference: string, archive?: Archive | null): Promise<ConferenceLog> {
    const known = this.#loading.get(conference)
    if (known && (!archive || isDeepStrictEqual((await known).state.archive, archive))) return known
    const loading = this.#begin(conference, archive).then(
      (log) => {
        this.#loaded.set(conference, log)
        return log
      },
      (error: unknown) => {
        this.#loading.delete(conference)
        throw error
      },
    )
    this.#loading.set(conference, loading)
    return loading
  }

  async #begin(conference: string, known?: Archive | null): Promise<ConferenceLog> {
    const archive = known ?? (await readArchive(this.#database, conference))
    const log = new ConferenceLog(conference, archive)
    await this.readOn(log)
    return log
  }

  /** Takes in what is on disk by now. */
  async readOn(log: ConferenceLog): Promise<void> {
    log.append(await readEvents(this.#database, log.id, log.head.seq))
  }

  async catchUp(conference: string): Promise<void> {
    await this.readOn(await this.load(conference))
  }
}
