import { randomUUID } from 'node:crypto'
import * as Y from 'yjs'
import { base64Of, bytesOf } from '../../domain/base64.ts'
import type { PublicCommand } from '../../domain/commands.ts'
import type { ProseOpened, ProseStored, ProseUpdated } from '../../domain/prose-messages.ts'
import type {
  Answer,
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
import { ANSWER_WITHIN, Line } from './line.ts'
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
  /** Comes back by itself when the line is lost, and asks again what had no answer. Not unless told. */
  readonly patient?: boolean
}

/** Signs in and connects, as the page behind an invitation link does. @throws Refused */
export async function connect(options: ConnectOptions): Promise<Participant> {
  const { link, url, patient = false, newId = randomUUID } = options
  const signIn = typeof link === 'string' ? await signInBy(link, url) : { ...link, url: url ?? link.url }
  const participant = new Participant(signIn, newId, patient)
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
  readonly #line: Line
  readonly #newId: () => string
  readonly #texts = new Map<string, OpenText>()
  readonly #waiting = new Set<{ look(): void; lost(): void }>()
  #conference = ''
  #state: ConferenceState = emptyConference

  /** For `connect`. */
  constructor(signIn: SignIn, newId: () => string, patient: boolean) {
    this.signIn = signIn
    this.#newId = newId
    this.#line = new Line({
      signIn,
      patient,
      heard: (event, message) => this.#hear(event, message),
      lost: () => {
        if (!patient) for (const { lost } of [...this.#waiting]) lost()
        else if (this.#waiting.size > 0) this.#line.comeBack().catch(() => {})
      },
      entered: () => this.join(this.#conference),
    })
  }

  /** The conference as this person may see it. */
  state(): ConferenceState {
    return this.#state
  }

  get isConnected(): boolean {
    return this.#line.isUp
  }

  /** Resolves once the server has let it in. @throws Refused with the server's code, or `wire/lost` */
  connected(): Promise<void> {
    return this.#line.up()
  }

  /** Enters a conference, from where this person left it. @throws Refused */
  async join(conference: string): Promise<Joined> {
    const again = conference === this.#conference && this.#state.seq > 0
    if (!again) this.#state = emptyConference
    this.#conference = conference
    const since = again ? { since: this.#state.seq } : {}
    const request: JoinRequest = { conference, build: RULES_BUILD, ...since }
    const answer = await this.#line.askOnce<Answer<Joined>>('join', request, (given) => {
      if (given.ok) this.#enter(given.value)
    })
    return granted('join', answer)
  }

  /**
   * Asks for something. A retry carries the id of the first attempt and gets the first answer.
   * @throws Refused with the code of the rules or of the server; `wire/lost` when no answer came
   */
  async command(command: PublicCommand, id = this.#newId()): Promise<CommandDone> {
    const request = { conference: this.#conference, id, command }
    return granted(command.type, await this.#line.ask<Answer<CommandDone>>('command', request))
  }

  /** Waits until the conference is as asked, by what the server pushes. @throws Error naming `what` */
  until(
    what: string,
    holds: (state: ConferenceState) => boolean,
    deadlineMs = ANSWER_WITHIN,
  ): Promise<ConferenceState> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        clearTimeout(timer)
        this.#waiting.delete(waiting)
        settle()
      }
      const fail = (why: string) => end(() => reject(new Error(`${what}: ${why}`)))
      const waiting = {
        look: () => {
          if (holds(this.#state)) end(() => resolve(this.#state))
        },
        lost: () => fail('wire/lost'),
      }
      const timer = setTimeout(() => fail(`not within ${deadlineMs} ms`), deadlineMs)
      this.#waiting.add(waiting)
      waiting.look()
    })
  }

  /** Opens a text, or brings it up to date; `seq` is the number of its last update. @throws Refused */
  async open(document: string): Promise<{ readonly seq: number; readonly doc: Y.Doc }> {
    const held = this.#texts.get(document)
    const text = held ?? { doc: new Y.Doc({ gc: false }), seq: 0 }
    const opened = await this.#line.ask<ProseOpened>('prose:open', {
      document,
      stateVector: Y.encodeStateVector(text.doc),
      ...(held ? { client: held.doc.clientID } : {}),
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
    const stored = await this.#line.ask<ProseStored>('prose:update', {
      document,
      updateId,
      update: base64Of(update),
    })
    if (stored.kind !== 'stored') throw new Refused(`write ${document}`, codeOf(stored))
    const text = this.#texts.get(document)
    if (text) text.seq = Math.max(text.seq, stored.seq)
    return stored
  }

  /** Leaves a text. */
  shut(document: string): void {
    this.#line.tell('prose:close', { document })
    this.#texts.get(document)?.doc.destroy()
    this.#texts.delete(document)
  }

  close(): void {
    this.#line.close()
    for (const { lost } of [...this.#waiting]) lost()
    for (const { doc } of this.#texts.values()) doc.destroy()
    this.#texts.clear()
  }

  #enter({ grants, owner, catchUp }: Joined): void {
    this.grants = grants
    this.owner = owner
    if (catchUp.kind === 'snapshot') this.#advanceTo(catchUp.state)
    else this.#follow(catchUp.batch)
  }

  #hear(event: string, message: unknown): void {
    if (event === 'log') this.#follow(message as LogBatch)
    else if (event === 'snapshot') {
      const { grants, state } = message as SnapshotPush
      this.grants = grants
      this.#advanceTo(state)
    } else if (event === 'prose:update') {
      const { document, seqs, update } = message as ProseUpdated
      const text = this.#texts.get(document)
      if (!text) return
      Y.applyUpdate(text.doc, bytesOf(update))
      text.seq = Math.max(text.seq, ...seqs)
    }
  }

  #follow({ from, to, entries }: LogBatch): void {
    if (to.seq <= this.#state.seq) return
    if (from === this.#state.seq) this.#advanceTo(advance(this.#state, to, entries))
    else this.join(this.#conference).catch(() => this.#line.close())
  }

  #advanceTo(state: ConferenceState): void {
    this.#state = state
    for (const { look } of [...this.#waiting]) look()
  }
}

function granted<T>(asked: string, answer: Answer<T>): T {
  if (answer.ok) return answer.value
  throw new Refused(asked, answer.code, answer.detail)
}

function codeOf(answer: { kind: 'refused'; code: string } | { kind: 'unavailable' }): string {
  return answer.kind === 'refused' ? answer.code : 'database/unavailable'
}
