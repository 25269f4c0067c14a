import { documentsOf, type ProseNode } from '../../domain/prose.ts'
import type { ConferenceState } from '../../domain/state.ts'
import type { MinutesView } from '../../templates/minutes-view.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/pool.ts'
import { AppError } from '../errors.ts'
import type { ConferenceLog } from '../log/conference-log.ts'
import type { Conferences } from '../log/conferences.ts'
import { minutesExtract } from '../log/extract.ts'
import { readEvents } from '../log/store.ts'
import { putBlob } from './blobs.ts'
import type { VerifyUrl } from './verify-url.ts'
import { minutesView, type ViewSources } from './view.ts'

/** How long after a rendering that failed it is tried again. */
const RENDER_AGAIN_MS = 5000
export interface PressParts {
  readonly database: Database
  readonly conferences: Conferences
  readonly clock: Clock
  /** Every document of this server is a demonstration. */
  readonly demo: boolean
  readonly text: (conference: string, document: string, seq?: number) => Promise<ProseNode>
  readonly render: (view: MinutesView) => Promise<Uint8Array>
  /** Undefined where no server answers for the files. */
  readonly verifyUrl: VerifyUrl | undefined
  readonly unprintable: (
    view: MinutesView,
  ) => Promise<readonly { readonly character: string; readonly codePoint: string; readonly place: string }[]>
  readonly report: (error: unknown) => void
}

/** Makes the files of the minutes: rendered from exactly what was sealed. */
export class Press {
  readonly #parts: PressParts
  readonly #watched = new Map<string, () => void>()
  readonly #rendering = new Map<string, Promise<void>>()

  constructor(parts: PressParts) {
    this.#parts = parts
    parts.conferences.onRoleChange((conference, role) => {
      if (role === 'owner') this.#watch(conference)
      else this.#unwatch(conference)
    })
  }

  /** What could not be shown if the minutes were drawn now: the first few characters and where they stand. */
  async unprintable(conference: string): ReturnType<PressParts['unprintable']> {
    const { state } = this.#parts.conferences.loaded(conference)
    const texts = await this.#texts(conference, state, () => undefined)
    const { clock } = this.#parts
    const view = minutesView({
      state,
      texts,
      demonstration: this.#demonstration(state),
      now: clock.now(),
      sealed: null,
    })
    return this.#parts.unprintable(view)
  }

  /** Waits for the renderings under way. */
  async close(): Promise<void> {
    for (const conference of [...this.#watched.keys()]) this.#unwatch(conference)
    await Promise.allSettled(this.#rendering.values())
  }

  #watch(conference: string): void {
    if (this.#watched.has(conference)) return
    const log = this.#parts.conferences.loaded(conference)
    const leave = log.subscribe((steps) => {
      if (steps.some((step) => step.entry.event.type === 'minutes-sealed')) this.#renderSoon(log)
    })
    this.#watched.set(conference, leave)
    this.#renderSoon(log)
  }

  #unwatch(conference: string): void {
    this.#watched.get(conference)?.()
    this.#watched.delete(conference)
  }

  /** Also after a restart between seal and rendering: the same seal gives the same bytes. */
  #renderSoon(log: ConferenceLog): void {
    const { minutes } = log.state
    if (minutes.kind !== 'sealed' || minutes.rendered !== null || this.#rendering.has(log.id)) return
    const again = () => {
      if (this.#watched.has(log.id)) this.#renderSoon(log)
    }
    const rendering = this.#render(log)
      .catch((error: unknown) => {
        this.#parts.report(error)
        // Sealed minutes without a file would be a dead end: the database may have been away.
        setTimeout(again, RENDER_AGAIN_MS).unref()
      })
      .finally(() => this.#rendering.delete(log.id))
    this.#rendering.set(log.id, rendering)
  }

  async #render(log: ConferenceLog): Promise<void> {
    const { conferences, database, clock } = this.#parts
    const { state } = log
    const { minutes } = state
    if (minutes.kind !== 'sealed') return
    const sealed = log.entries.findLast(({ event }) => event.type === 'minutes-sealed')
    if (!sealed) return
    const rows = (await readEvents(database, log.id, 0)).filter((row) => row.seq <= sealed.seq)
    const seqs = new Map(minutes.docs.map((doc) => [doc.id as string, doc.seq]))
    const texts = await this.#texts(log.id, state, (document) => seqs.get(document))
    const entry = { seq: sealed.seq, hash: rows.at(-1)?.hash.toString('hex') ?? '' }
    const view = minutesView({
      state,
      texts,
      demonstration: this.#demonstration(state),
      now: clock.now(),
      sealed: { minutes, entry, extract: await minutesExtract(rows) },
      verifyUrl: this.#verifyUrl(log.id),
    })
    const bytes = await this.#parts.render(view)
    const sha256 = await putBlob(database, bytes)
    const { version } = minutes
    const command = { type: 'minutes/rendered', version, sha256, size: bytes.length } as const
    const result = await conferences.command(log.id, `render:${version}:${sha256}`, command, {
      kind: 'system',
    })
    if (result.kind === 'refused') throw new AppError('minutes/refused', { code: result.code })
  }

  async #texts(
    conference: string,
    state: ConferenceState,
    seqOf: (document: string) => number | undefined,
  ): Promise<ReadonlyMap<string, ProseNode>> {
    const texts = new Map<string, ProseNode>()
    for (const document of documentsOf(state))
      texts.set(document, await this.#parts.text(conference, document, seqOf(document)))
    return texts
  }

  #verifyUrl(conference: string): ViewSources['verifyUrl'] {
    const { verifyUrl } = this.#parts
    return verifyUrl && ((version, hash) => verifyUrl(conference, version, hash))
  }

  #demonstration(state: ConferenceState): boolean {
    return this.#parts.demo || (state.facts?.demonstration ?? true)
  }
}
