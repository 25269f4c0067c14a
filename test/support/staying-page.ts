import { setTimeout as sleep } from 'node:timers/promises'
import type { MediaNotice, Source } from '../../domain/media-messages.ts'
import type { HallPage } from './hall-page.ts'
import type { MediaServer } from './media-server.ts'
import type { SignIn } from './page.ts'
import type { BridgeId, Who } from './prepared-conference.ts'

/** How long it tries to come back before it gives up (ms). */
const PATIENCE = 60_000

/**
 * A page in the media room that comes back as a browser's does, with all that it sends: when its room has died, and
 * when its line has gone, as a busy machine lets it go now and then. `away` keeps it from that.
 */
export class StayingPage {
  readonly #open: (before: SignIn | undefined) => Promise<HallPage>
  readonly #sources: readonly Source[]
  #part: HallPage | null = null
  #stays = true
  /** What has to be done again: nothing, the entering of the room, or all from the page on. */
  #due: 'nothing' | 'room' | 'page' = 'nothing'
  #coming: Promise<void> | null = null

  private constructor(open: (before: SignIn | undefined) => Promise<HallPage>, sources: readonly Source[]) {
    this.#open = open
    this.#sources = sources
  }

  /** A hall with camera and microphone, always on the same device. */
  static async hall(running: MediaServer, bridge: BridgeId): Promise<StayingPage> {
    const hall = new StayingPage((before) => running.hall(bridge, before), ['camera', 'microphone'])
    await hall.enter()
    return hall
  }

  static async desk(running: MediaServer, who: Who): Promise<StayingPage> {
    const desk = new StayingPage(() => running.desk(who), [])
    await desk.enter()
    return desk
  }

  /** Its page of this moment, which the next one replaces. */
  get part(): HallPage {
    if (!this.#part) throw new Error('it has not entered yet')
    return this.#part
  }

  get page(): HallPage['page'] {
    return this.part.page
  }

  /** Opens a new page, enters the room, and stays. @throws Error when that does not come about in a minute */
  enter(): Promise<void> {
    this.#stays = true
    return this.#come('page')
  }

  /** From now on it does not come back before `enter`. The page that it has stays as it is. */
  away(): void {
    this.#stays = false
  }

  leave(): void {
    this.away()
    if (this.#part) end(this.#part)
  }

  #come(due: 'room' | 'page'): Promise<void> {
    if (this.#due !== 'page') this.#due = due
    this.#coming ??= this.#carryOut().finally(() => {
      this.#coming = null
    })
    return this.#coming
  }

  async #carryOut(): Promise<void> {
    const end = performance.now() + PATIENCE
    while (this.#due !== 'nothing' && this.#stays) {
      const due = this.#due
      this.#due = 'nothing'
      try {
        if (due === 'page') await this.#openPage()
        await this.#begin()
      } catch (error) {
        // The worker has died or the line has gone in the middle of it.
        if (performance.now() > end) throw error
        this.#due = 'page'
        await sleep(100)
      }
    }
  }

  async #openPage(): Promise<void> {
    const before = this.#part
    const part = await this.#open(before?.page.sign)
    // First, so that the end of the old page is not taken for the loss of this one.
    this.#part = part
    if (before) end(before)
    // What does not come back is missed by whoever waits for it.
    const again = (due: 'room' | 'page') => {
      if (this.#stays && this.#part === part) this.#come(due).catch(() => undefined)
    }
    part.page.socket.on('disconnect', () => again('page'))
    part.page.socket.on('media', (notice: MediaNotice) => {
      if (notice.type !== 'closed') return
      if (notice.reason === 'worker-died' || notice.reason === 'room-closed') again('room')
    })
  }

  async #begin(): Promise<void> {
    const { part } = this
    await part.watch()
    for (const source of this.#sources) {
      const answer = await part.produce(source)
      if (!answer.ok || 'error' in answer.value) throw new Error(`${source} was refused`)
    }
  }
}

/** Closes a page, and forgets what it was told: whoever measures memory means the server's. */
function end(part: HallPage): void {
  part.close()
  part.page.raw.length = 0
  part.page.heard.length = 0
  part.page.state = null
}
