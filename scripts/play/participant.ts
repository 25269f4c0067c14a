import { randomUUID } from 'node:crypto'
import { io, type Socket } from 'socket.io-client'
import * as Y from 'yjs'
import type { PublicCommand } from '../../domain/commands.ts'
import type { ProseOpened, ProseStored, ProseUpdated } from '../../domain/prose-messages.ts'
import type {
  Answer,
  CatchUp,
  CommandDone,
  Joined,
  JoinRequest,
  LogBatch,
  SnapshotPush,
} from '../../domain/protocol.ts'
import type { Grant } from '../../domain/rights.ts'
import { RULES_BUILD } from '../../domain/rules.ts'
import { type ConferenceState, emptyConference } from '../../domain/state.ts'
import { advance } from '../../domain/view.ts'
import { Refused, type SignIn, signInBy } from './sign-in.ts'
import { typed } from './typing.ts'

export interface ConnectOptions {
  /** Origin of the server; the link's own unless told. */
  readonly url?: string
  /** An invitation link, or what an earlier one gave. */
  readonly link: string | SignIn
  /** Entered at once; the link's own conference unless told. */
  readonly conference?: string | undefined
  /** Ids for commands and updates; random unless told. */
  readonly newId?: () => string
}

/** How long an answer may take. A seal reads every text of the conference. */
const ANSWER_WITHIN = 120_000

/** Signs in and connects, as the page behind an invitation link does. @throws Refused */
export async function connect(options: ConnectOptions): Promise<Participant> {
  const { link, url } = options
  const signIn = typeof link === 'string' ? await signInBy(link, url) : { ...link, url: url ?? link.url }
  const participant = new Participant(signIn, options.newId ?? randomUUID)
  try {
    await participant.connected()
    const conference = options.conference ?? signIn.conference
    if (conference !== null) await participant.join(conference)
    return participant
  } catch (error) {
    participant.close()
    throw error
  }
}

interface OpenText {
  readonly doc: Y.Doc
  seq: number
}

/** Somebody at a page without a browser: one socket, one conference, texts by the prose transport. */
export class Participant {
  readonly signIn: SignIn
  grants: readonly Grant[] = []
  /** Null when the server that it is connected to owns the conference; else where to go. */
  owner: string | null = null
  readonly #socket: Socket
  readonly #newId: () => string
  readonly #texts = new Map<string, OpenText>()
  readonly #waiting = new Set<() => void>()
  #conference = ''
  #state: ConferenceState = emptyConference

  /** For `connect`. */
  constructor(signIn: SignIn, newId: () => string) {
    this.signIn = signIn
    this.#newId = newId
    this.#socket = io(signIn.url, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { cookie: signIn.cookie },
      auth: { session: signIn.slot },
    })
    this.#socket.on('log', (batch: LogBatch) => this.#follow(batch))
    this.#socket.on('snapshot', ({ grants, state }: SnapshotPush) => {
      this.grants = grants
      this.#advanceTo(state)
    })
    this.#socket.on('prose:update', ({ document, seq, update }: ProseUpdated) => {
      const text = this.#texts.get(document)
      if (!text) return
      Y.applyUpdate(text.doc, update)
      text.seq = seq
    })
  }

  /** The conference as this person may see it. */
  state(): ConferenceState {
    return this.#state
  }

  get isConnected(): boolean {
    return this.#socket.connected
  }

  /** Resolves once the server has let it in. @throws Refused with the server's code, or `wire/lost` */
  async connected(): Promise<void> {
    if (this.#socket.connected) return
    await new Promise<void>((resolve, reject) => {
      this.#socket.once('connect', resolve)
      this.#socket.once('connect_error', (error) => {
        const { data } = error as { data?: { code?: string } }
        reject(new Refused('connect', data?.code ?? 'wire/lost', { message: error.message }))
      })
    })
  }

  /** Enters a conference, from where this person left it. @throws Refused */
  async join(conference: string): Promise<Joined> {
    const again = conference === this.#conference && this.#state.seq > 0
    if (!again) this.#state = emptyConference
    this.#conference = conference
    const request: JoinRequest = {
      conference,
      build: RULES_BUILD,
      ...(again ? { since: this.#state.seq } : {}),
    }
    // Taken in before the next push is heard, which an await could not promise.
    return this.#request<Joined>('join', request, (joined) => {
      this.grants = joined.grants
      this.owner = joined.owner
      this.#catchUp(joined.catchUp)
    })
  }

  /**
   * Asks for something. A retry carries the id of the first attempt and gets the first answer.
   * @throws Refused with the code of the rules or of the server; `wire/lost` when no answer came
   */
  command(command: PublicCommand, id = this.#newId()): Promise<CommandDone> {
    return this.#request<CommandDone>('command', { conference: this.#conference, id, command })
  }

  /** Waits until the conference is as asked, by what the server pushes. @throws Error naming `what` */
  async until(
    what: string,
    holds: (state: ConferenceState) => boolean,
    deadlineMs = ANSWER_WITHIN,
  ): Promise<ConferenceState> {
    if (holds(this.#state)) return this.#state
    return new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer)
        this.#waiting.delete(look)
        this.#socket.off('disconnect', lost)
      }
      const look = () => {
        if (!holds(this.#state)) return
        stop()
        resolve(this.#state)
      }
      const fail = (why: string) => {
        stop()
        reject(new Error(`${what}: ${why}`))
      }
      const lost = () => fail('wire/lost')
      const timer = setTimeout(() => fail(`not within ${deadlineMs} ms`), deadlineMs)
      this.#waiting.add(look)
      this.#socket.once('disconnect', lost)
    })
  }

  /** Opens a text, or brings it up to date; `seq` is the number of its last update. @throws Refused */
  async open(document: string): Promise<{ readonly seq: number; readonly doc: Y.Doc }> {
    const held = this.#texts.get(document)
    const text = held ?? { doc: new Y.Doc({ gc: false }), seq: 0 }
    const client = held ? { client: held.doc.clientID } : {}
    const opened: ProseOpened = await this.#emit('prose:open', {
      document,
      stateVector: Y.encodeStateVector(text.doc),
      ...client,
    })
    if (opened.kind !== 'opened') throw new Refused(`open ${document}`, codeOf(opened))
    Y.applyUpdate(text.doc, opened.update)
    if (opened.client !== null) text.doc.clientID = opened.client
    text.seq = Math.max(text.seq, opened.seq)
    this.#texts.set(document, text)
    return text
  }

  /** Types at the end of a text, one paragraph per line; answers with the number of the last stored update. */
  async type(document: string, text: string): Promise<{ readonly seq: number }> {
    const open = this.#texts.get(document) ?? (await this.open(document))
    let { seq } = open
    for (const update of typed(open.doc, text)) ({ seq } = await this.send(document, update))
    return { seq }
  }

  /** Sends one update; again under the same id it is stored once. @throws Refused */
  async send(
    document: string,
    update: Uint8Array,
    updateId = this.#newId(),
  ): Promise<Extract<ProseStored, { kind: 'stored' }>> {
    const stored: ProseStored = await this.#emit('prose:update', { document, updateId, update })
    if (stored.kind !== 'stored') throw new Refused(`write ${document}`, codeOf(stored))
    const text = this.#texts.get(document)
    if (text) text.seq = Math.max(text.seq, stored.seq)
    return stored
  }

  /** Leaves a text. */
  shut(document: string): void {
    this.#socket.emit('prose:close', { document })
    this.#texts.get(document)?.doc.destroy()
    this.#texts.delete(document)
  }

  close(): void {
    this.#socket.close()
    for (const document of [...this.#texts.keys()]) this.#texts.get(document)?.doc.destroy()
    this.#texts.clear()
  }

  async #request<T>(event: string, message: object, taken: (value: T) => void = () => {}): Promise<T> {
    const answer = await this.#emit<Answer<T>>(event, message, (given) => {
      if (given.ok) taken(given.value)
    })
    if (answer.ok) return answer.value
    const named = 'command' in message ? (message.command as PublicCommand).type : event
    throw new Refused(named, answer.code, answer.detail)
  }

  #emit<A>(event: string, message: object, heard: (answer: A) => void = () => {}): Promise<A> {
    return new Promise((resolve, reject) => {
      if (!this.#socket.connected) return reject(new Refused(event, 'wire/lost'))
      this.#socket.timeout(ANSWER_WITHIN).emit(event, message, (error: Error | null, answer: A) => {
        if (error) return reject(new Refused(event, 'wire/lost', { message: error.message }))
        heard(answer)
        resolve(answer)
      })
    })
  }

  #catchUp(catchUp: CatchUp): void {
    if (catchUp.kind === 'snapshot') this.#advanceTo(catchUp.state)
    else this.#follow(catchUp.batch)
  }

  #follow({ from, to, entries }: LogBatch): void {
    if (to.seq <= this.#state.seq) return
    if (from === this.#state.seq) this.#advanceTo(advance(this.#state, to, entries))
    else void this.join(this.#conference).catch(() => this.#socket.close())
  }

  #advanceTo(state: ConferenceState): void {
    this.#state = state
    for (const look of [...this.#waiting]) look()
  }
}

function codeOf(answer: { kind: 'refused'; code: string } | { kind: 'unavailable' }): string {
  return answer.kind === 'refused' ? answer.code : 'database/unavailable'
}
