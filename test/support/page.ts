import { randomUUID } from 'node:crypto'
import { io, type Socket } from 'socket.io-client'
import * as Y from 'yjs'
import { base64Of, bytesOf } from '../../domain/base64.ts'
import type { PublicCommand } from '../../domain/commands.ts'
import type { ProseOpened, ProseStored } from '../../domain/prose-messages.ts'
import type {
  Answer,
  CommandDone,
  Joined,
  LogBatch,
  PresencePush,
  SnapshotPush,
} from '../../domain/protocol.ts'
import { RULES_BUILD } from '../../domain/rules.ts'
import type { ConferenceState } from '../../domain/state.ts'
import { advance } from '../../domain/view.ts'
import { Typist } from './typist.ts'
import { until } from './until.ts'

/** A sign-in: what a browser keeps of it. */
export interface SignIn {
  readonly slot: string
  readonly cookie: string
}

/** Exchanges a link's token; `cookie` is what the browser holds already. Throws the server's code. */
export async function signIn(origin: string, token: string, cookie = ''): Promise<SignIn> {
  const response = await fetch(`${origin}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(cookie ? { cookie } : {}) },
    body: JSON.stringify({ token }),
  })
  const body = (await response.json()) as { code?: string; home?: string }
  if (!response.ok) throw new Error(`${response.status} ${body.code}`)
  const [set = ''] = response.headers.getSetCookie()
  const own = set.split(';')[0] ?? ''
  return { slot: body.home?.split('?s=')[1] ?? '', cookie: own }
}

/** What is typed travels in base64: to look for words in what went over the line, it has to be read. */
const UPDATE = /(?<="update":")[^"]*/g
const unpacked = (update: string) => Buffer.from(bytesOf(update)).toString('utf8')

/**
 * A page without a screen: it holds what the server showed it, moved on by the same rules as in the browser, and
 * every message as it came over the line.
 */
export class Page {
  readonly origin: string
  readonly sign: SignIn
  readonly conference: string
  readonly socket: Socket
  /** Every push, in order. */
  readonly heard: { readonly event: string; readonly message: unknown }[] = []
  /** Everything that arrived, acknowledgements included, as text. */
  readonly raw: string[] = []
  state: ConferenceState | null = null
  presence: readonly string[] = []
  /** Set when a batch did not fit what the page holds. */
  gap: string | null = null
  /** What is pushed between the asking to join and its answer. */
  #early: LogBatch[] | null = null

  constructor(origin: string, sign: SignIn, conference: string, options: object = {}) {
    this.origin = origin
    this.sign = sign
    this.conference = conference
    this.socket = io(origin, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      auth: { session: sign.slot },
      extraHeaders: { cookie: sign.cookie },
      ...options,
    })
    this.socket.on('connect', () => {
      this.socket.io.engine.on('packet', ({ data }: { data?: unknown }) => {
        if (typeof data === 'string') this.raw.push(data.replace(UPDATE, unpacked))
        else if (data) this.raw.push(Buffer.from(data as ArrayBuffer).toString('utf8'))
      })
    })
    this.socket.onAny((event: string, message: unknown) => {
      this.heard.push({ event, message })
      if (event === 'log') this.#hear(message as LogBatch)
      if (event === 'snapshot') this.state = (message as SnapshotPush).state
      if (event === 'presence') this.presence = (message as PresencePush).connected
    })
  }

  /** Signs in, connects and joins. */
  static async enter(origin: string, token: string, conference: string): Promise<Page> {
    const page = new Page(origin, await signIn(origin, token), conference)
    await page.connected()
    const joined = await page.join()
    if (!joined.ok) throw new Error(`not let in: ${joined.code}`)
    return page
  }

  connected(): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.socket.connected) return resolve()
      this.socket.once('connect', () => resolve())
      this.socket.once('connect_error', (error) => reject(error))
    })
  }

  async join(since?: number, build = RULES_BUILD): Promise<Answer<Joined>> {
    const message = { conference: this.conference, build, ...(since === undefined ? {} : { since }) }
    this.#early = []
    const answer: Answer<Joined> = await this.ask('join', message)
    if (answer.ok) {
      const { catchUp } = answer.value
      if (catchUp.kind === 'snapshot') this.state = catchUp.state
      else this.#advance(catchUp.batch)
    }
    const early = this.#early
    this.#early = null
    for (const batch of early) this.#advance(batch)
    return answer
  }

  command(command: PublicCommand, id: string = randomUUID()): Promise<Answer<CommandDone>> {
    return this.ask('command', { conference: this.conference, id, command })
  }

  /** A command that must be accepted. @returns the number of its first entry */
  async must(command: PublicCommand): Promise<number> {
    const answer = await this.command(command)
    if (!answer.ok) throw new Error(`${command.type}: ${answer.code}`)
    return answer.value.first ?? 0
  }

  ask<T>(event: string, ...message: unknown[]): Promise<T> {
    return this.socket.timeout(30_000).emitWithAck(event, ...message)
  }

  openText(document: string): Promise<ProseOpened> {
    return this.ask('prose:open', { document, stateVector: Y.encodeStateVector(new Y.Doc()) })
  }

  /** Somebody who writes in the text over this page. */
  async typist(document: string): Promise<Typist> {
    const opened = await this.openText(document)
    if (opened.kind !== 'opened' || opened.client === null) throw new Error(`not opened: ${opened.kind}`)
    return new Typist(this.sign.slot, opened.client, new Uint8Array(opened.update))
  }

  type(document: string, update: Uint8Array, updateId: string = randomUUID()): Promise<ProseStored> {
    return this.ask('prose:update', { document, updateId, update: base64Of(update) })
  }

  heardOf(event: string): readonly unknown[] {
    return this.heard.filter((push) => push.event === event).map(({ message }) => message)
  }

  /** Resolves once the page holds entry `seq`; a line that a busy machine has let go of is taken up again. */
  async reaches(seq: number): Promise<ConferenceState> {
    return until(`entry ${seq}`, async () => {
      if (this.gap) throw new Error(this.gap)
      if (!this.socket.connected) {
        this.socket.connect()
        await this.connected()
        await this.join()
      }
      return this.state && this.state.seq >= seq && this.state
    })
  }

  get(path: string, init: RequestInit = {}): Promise<Response> {
    return request(this.origin, this.sign, path, init)
  }

  close(): void {
    this.socket.close()
  }

  #hear(batch: LogBatch): void {
    if (this.#early) this.#early.push(batch)
    else this.#advance(batch)
  }

  #advance({ from, to, entries }: LogBatch): void {
    if (!this.state || to.seq <= this.state.seq) return
    if (from !== this.state.seq) {
      this.gap = `holds ${this.state.seq}, was given ${from} to ${to.seq}`
      return
    }
    this.state = advance(this.state, to, entries)
  }
}

/** An HTTP request in the name of a sign-in; null asks as nobody. */
export function request(
  origin: string,
  sign: SignIn | null,
  path: string,
  init: RequestInit = {},
): Promise<Response> {
  const headers = new Headers(init.headers)
  if (sign) {
    headers.set('cookie', sign.cookie)
    headers.set('x-session', sign.slot)
  }
  return fetch(`${origin}${path}`, { ...init, headers })
}
