import { type Media, openMedia } from '../../media/index.ts'
import { workerBinary } from '../../media/worker/binary.ts'
import type { AppParts } from '../../server/app.ts'
import { type FreshDatabase, freshDatabase } from './database.ts'
import { HallPage } from './hall-page.ts'
import { Page, type SignIn, signIn } from './page.ts'
import { type BridgeId, central, prepareConference, type Tokens, type Who } from './prepared-conference.ts'
import { type RunningServer, startServer } from './server.ts'
import { until } from './until.ts'

/** A server with real media workers, and a conference on it at a time; everything of it in the test's process. */
export class MediaServer {
  readonly media: Media
  readonly #parts: Partial<AppParts>
  readonly #database: FreshDatabase
  readonly #opened: { close(): void }[] = []
  #server: RunningServer
  #count = 0
  #tokens: Tokens | null = null
  conference = ''

  private constructor(
    database: FreshDatabase,
    media: Media,
    parts: Partial<AppParts>,
    server: RunningServer,
  ) {
    this.#database = database
    this.media = media
    this.#parts = parts
    this.#server = server
  }

  static async start(parts: Partial<AppParts> = {}, workers = 1): Promise<MediaServer> {
    const database = await freshDatabase()
    const media = await openMedia({
      workerBinary: workerBinary(),
      listenIp: '127.0.0.1',
      firstPort: 0,
      workers,
      onTrouble: () => {},
    })
    const all = { media, ...parts }
    return new MediaServer(database, media, all, await startServer(database.url, all))
  }

  get server(): RunningServer {
    return this.#server
  }

  /** Ends the server and starts another on the same database, with the same media workers. */
  async restart(): Promise<void> {
    await this.#server.close()
    this.#server = await startServer(this.#database.url, this.#parts)
  }

  /** A new conference of four bridges, in which the pages that are opened from now on take part. */
  async prepare(): Promise<void> {
    this.conference = `phong-${++this.#count}`
    this.#tokens = await prepareConference(this.server.conferences, this.server.database, this.conference)
  }

  /** As the owner of the database. */
  get databaseUrl(): string {
    return this.#database.url
  }

  get state() {
    return this.server.conferences.loaded(this.conference).state
  }

  /** What stands in the link of one of `prepare`'s. */
  token(who: Who): string {
    return this.#tokens?.[who] ?? ''
  }

  /** Somebody's page with a line, not joined; with `sign`, in the name of that sign-in. */
  async page(who: Who, sign?: SignIn): Promise<Page> {
    return this.#keep(await this.#page(who, sign))
  }

  /** Somebody at a desk, joined. */
  async desk(who: Who): Promise<HallPage> {
    const page = await this.#page(who)
    const joined = await page.join()
    if (!joined.ok) throw new Error(joined.code)
    return this.#keep(HallPage.desk(page, this.media))
  }

  /** The hall of a bridge on a new device, approved and joined; with `sign`, on that device. */
  async hall(bridge: BridgeId, sign?: SignIn): Promise<HallPage> {
    const page = await this.#page(`${bridge}-hall`, sign)
    if ((await page.join()).ok) return this.#keep(HallPage.hall(page, this.media, bridge))
    const device = this.state.halls[bridge]?.find((held) => !held.approved)?.device ?? ''
    const actor = { kind: 'person', person: `${central}-chair`, name: 'Chủ trì' } as const
    const command = { type: 'hall/approve', bridge, device } as const
    await this.server.conferences.command(this.conference, `approve-${device}`, command, actor)
    await until('admitted', () => page.heardOf('admitted').length > 0)
    const joined = await page.join()
    if (!joined.ok) throw new Error(joined.code)
    return this.#keep(HallPage.hall(page, this.media, bridge))
  }

  /** The series of a metric, by labels as they are written; a metric without labels under ''. */
  async series(name: string): Promise<ReadonlyMap<string, number>> {
    const text = await (await fetch(`${this.server.origin}/metrics`)).text()
    const lines = text.matchAll(new RegExp(`^${name}(?:\\{(.*)\\})? (\\S+)$`, 'gm'))
    return new Map([...lines].map(([, labels = '', value]) => [labels, Number(value)]))
  }

  async metric(name: string): Promise<number | undefined> {
    return (await this.series(name)).get('')
  }

  /** Kills every worker, as the system may. */
  killWorkers(): void {
    for (const { pid } of this.media.status().workers) if (pid) process.kill(pid, 'SIGKILL')
  }

  /** Closes the pages that were opened. */
  leave(): void {
    for (const page of this.#opened.splice(0)) page.close()
  }

  async close(): Promise<void> {
    await this.server.close()
    this.leave()
    this.media.close()
    await this.#database.close()
  }

  #keep<P extends { close(): void }>(page: P): P {
    this.#opened.push(page)
    return page
  }

  async #page(who: Who, sign?: SignIn): Promise<Page> {
    const { origin } = this.server
    const page = new Page(origin, sign ?? (await signIn(origin, this.token(who))), this.conference)
    await page.connected()
    return page
  }
}
