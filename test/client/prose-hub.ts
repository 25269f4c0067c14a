import { EventEmitter } from 'node:events'
import type { LineConnection } from '../../client/prose/prose-line.ts'
import type { LostText, TextPlace, UnsentStore, UnsentUpdate } from '../../client/prose/unsent-store.ts'
import type { Grant } from '../../domain/rights.ts'
import { type ConferenceState, emptyConference } from '../../domain/state.ts'
import { LoadedText } from '../../server/contributions/loaded-text.ts'
import { ProseRooms } from '../../server/contributions/prose-rooms.ts'
import {
  type ProseRegistration,
  type ProseSocket,
  registerProse,
} from '../../server/contributions/prose-sockets.ts'
import type { ProseResult } from '../../server/log/job.ts'
import { mayWrite } from '../../server/log/prose-rights.ts'
import type { ProseUpdate } from '../../server/log/text-stage.ts'

const secretary: Grant = { role: 'secretary', bridge: 'tw' }

/** The server's side of one text, all of it but the database. */
export class ProseHub {
  readonly text = new LoadedText({ snapshot: null, updates: [], clients: [] })
  /** Ids in the order in which they arrived, repeats included. */
  readonly received: string[] = []
  readonly lines: MemoryLine[] = []
  /** The documents that pages have opened, in the order in which they did. */
  readonly opened: string[] = []
  readonly #rooms = new ProseRooms()
  readonly #stored = new Map<string, Extract<ProseResult, { kind: 'stored' }>>()
  readonly #sockets = new Map<string, MemorySocket>()
  #nextClient = 1
  #gate: { readonly opened: Promise<void>; readonly open: () => void } | null = null
  isAway = false
  state: ConferenceState = {
    ...emptyConference,
    bridges: [
      {
        id: 'tw',
        name: 'Trung ương',
        unit: 'Ban Tổ chức Trung ương',
        level: 'central',
        parent: null,
        delegates: null,
        chair: null,
        line: { kind: 'never' },
      },
    ],
  }

  /** A person's line to the text `conclusion`; it is there from the start. */
  connect(user: string, grant: Grant | null = secretary): MemoryLine {
    if (!this.state.people[user]) this.grant(user, grant)
    const line = new MemoryLine(() => this.#register(user))
    this.lines.push(line)
    line.up()
    return line
  }

  grant(user: string, grant: Grant | null): void {
    const person = { name: `Đồng chí ${user}`, title: null, grants: grant ? [grant] : [] }
    this.state = { ...this.state, people: { ...this.state.people, [user]: person } }
    this.#recheck()
  }

  seal(): void {
    this.state = { ...this.state, phase: 'sealed' }
  }

  /** Tells the pages what a change of the state means for them. */
  announce(): void {
    this.#recheck()
  }

  /** Updates arrive, but nothing is stored until `letGo`. */
  delay(): void {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#gate = { opened: promise, open: resolve }
  }

  letGo(): void {
    this.#gate?.open()
    this.#gate = null
  }

  #recheck(): void {
    for (const line of this.lines) line.registration?.recheck()
  }

  #register(user: string): { socket: MemorySocket; registration: ProseRegistration } {
    const socket = new MemorySocket(`session-${this.#nextClient++}`, this.#sockets)
    return { socket, registration: this.attach(user, socket) }
  }

  /** Serves the text to a person over a socket. */
  attach(user: string, socket: ProseSocket): ProseRegistration {
    const name = `Đồng chí ${user}`
    return registerProse(socket, {
      conference: 'conference',
      actor: () => ({ kind: 'person', person: user, name }),
      state: () => this.state,
      now: () => 0,
      submit: (update) => this.#store(update, user),
      texts: {
        open: async (_conference, document, { author, client, stateVector }) => {
          this.opened.push(document)
          return {
            client: author === null ? null : this.#issue(author, client),
            seq: this.text.seq,
            update: this.text.since(stateVector),
            stateVector: this.text.stateVector(),
          }
        },
      },
      rooms: this.#rooms,
    })
  }

  #issue(author: string, held: number | undefined): number {
    if (held !== undefined && this.text.isIssuedTo(held, author)) return held
    const client = 1000 + this.#nextClient++
    this.text.issued(client, author)
    return client
  }

  async #store(update: ProseUpdate, user: string): Promise<ProseResult> {
    this.received.push(update.updateId)
    await this.#gate?.opened
    if (this.isAway) throw new Error('the database is away')
    const known = this.#stored.get(update.updateId)
    if (known) return known
    const actor = { kind: 'person', person: user, name: user } as const
    const refusal = mayWrite(this.state, actor, update.document, 0)
    if (refusal) return { kind: 'refused', code: refusal }
    const staged = this.text.stage(update)
    if (staged.kind === 'refused') return staged
    this.text.keep()
    const stored = { kind: 'stored', seq: staged.seq, at: 1000 * staged.seq } as const
    this.#stored.set(update.updateId, stored)
    this.#rooms.committed([{ ...update, seq: staged.seq }])
    return stored
  }
}

class MemorySocket {
  readonly id: string
  readonly #events = new EventEmitter()
  /** Where what the server says goes. */
  heard: (event: string, message: unknown) => void = () => {}
  readonly nsp = {
    to: (ids: string[]) => ({
      emit: (event: string, message: unknown) => {
        for (const id of ids) this.#others.get(id)?.emit(event, message)
      },
    }),
  }
  readonly #others: Map<string, MemorySocket>

  constructor(id: string, others: Map<string, MemorySocket>) {
    this.id = id
    this.#others = others
    others.set(id, this)
  }

  on(event: string, listener: (...args: unknown[]) => void): void {
    this.#events.on(event, listener)
  }

  off(event: string, listener: (...args: unknown[]) => void): void {
    this.#events.off(event, listener)
  }

  emit(event: string, message: unknown): void {
    this.heard(event, structuredClone(message))
  }

  arrive(event: string, message: unknown, answer?: (value: unknown) => void): void {
    this.#events.emit(event, structuredClone(message), answer)
  }
}

/** The page's connection, as far as texts use it; the test cuts and mends it. */
export class MemoryLine implements LineConnection {
  readonly #register: () => { socket: MemorySocket; registration: ProseRegistration }
  readonly #watchers = new Set<() => void>()
  readonly #listeners = new Map<string, Set<(message: unknown) => void>>()
  readonly #asked = new Set<(error: Error) => void>()
  #socket: MemorySocket | null = null
  #joining = 0
  registration: ProseRegistration | null = null

  constructor(register: () => { socket: MemorySocket; registration: ProseRegistration }) {
    this.#register = register
  }

  up(): void {
    if (this.#socket) return
    const { socket, registration } = this.#register()
    socket.heard = (event, message) => {
      queueMicrotask(() => {
        if (this.#socket !== socket) return
        for (const listener of this.#listeners.get(event) ?? []) listener(message)
      })
    }
    this.#socket = socket
    this.registration = registration
    this.#joining += 1
    this.#tellWatchers()
  }

  down(): void {
    const socket = this.#socket
    if (!socket) return
    this.#socket = null
    this.registration = null
    for (const fail of this.#asked) fail(new Error('the line is lost'))
    this.#asked.clear()
    socket.arrive('disconnect', 'transport close')
    this.#tellWatchers()
  }

  ask<T>(event: string, message: unknown): Promise<T> {
    return new Promise((resolve, reject) => {
      const socket = this.#socket
      if (!socket) return reject(new Error('the line is not there'))
      this.#asked.add(reject)
      const answer = (value: unknown): void => {
        if (this.#socket !== socket) return
        this.#asked.delete(reject)
        resolve(structuredClone(value) as T)
      }
      queueMicrotask(() => socket.arrive(event, message, answer))
    })
  }

  tell(event: string, message: unknown): void {
    this.#socket?.arrive(event, message)
  }

  on(event: string, listener: (message: unknown) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set()
    this.#listeners.set(event, listeners.add(listener))
    return () => listeners.delete(listener)
  }

  subscribe(watcher: () => void): () => void {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  view(): { status: string; joining: number } {
    return { status: this.#socket ? 'live' : 'offline', joining: this.#joining }
  }

  #tellWatchers(): void {
    for (const watcher of [...this.#watchers]) watcher()
  }
}

/** One device: what it keeps outlives its pages. */
export class MemoryStore implements UnsentStore {
  held: (TextPlace & UnsentUpdate)[] = []
  readonly #lost = new Map<string, LostText>()
  #gate: Promise<void> | null = null
  #open: () => void = () => {}
  isBroken = false

  /** Nothing is kept until `letGo`. */
  delay(): void {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#gate = promise
    this.#open = resolve
  }

  letGo(): void {
    this.#gate = null
    this.#open()
  }

  async read(place: TextPlace): Promise<{ updates: readonly UnsentUpdate[]; lost: LostText | null }> {
    await this.#turn()
    const updates = this.held.filter((held) => isAt(held, place)).map(({ id, update }) => ({ id, update }))
    return { updates, lost: this.#lost.get(keyOf(place)) ?? null }
  }

  async put(place: TextPlace, update: UnsentUpdate, replaces?: string): Promise<void> {
    await this.#turn()
    this.#remove(place, replaces === undefined ? [] : [replaces])
    this.held.push({ ...place, ...update })
  }

  async remove(place: TextPlace, id: string): Promise<void> {
    await this.#turn()
    this.#remove(place, [id])
  }

  async keepLost(place: TextPlace, ids: readonly string[], lost: LostText | null): Promise<void> {
    await this.#turn()
    this.#remove(place, ids)
    if (lost) this.#lost.set(keyOf(place), lost)
    else this.#lost.delete(keyOf(place))
  }

  async documents(user: string, conference: string): Promise<readonly string[]> {
    await this.#turn()
    const mine = this.held.filter((held) => held.user === user && held.conference === conference)
    return [...new Set(mine.map((held) => held.document))]
  }

  async #turn(): Promise<void> {
    await this.#gate
    if (this.isBroken) throw new Error('the device is full')
  }

  #remove(place: TextPlace, ids: readonly string[]): void {
    this.held = this.held.filter((held) => !(isAt(held, place) && ids.includes(held.id)))
  }
}

function isAt(held: TextPlace, place: TextPlace): boolean {
  return keyOf(held) === keyOf(place)
}

function keyOf({ user, conference, document }: TextPlace): string {
  return JSON.stringify([user, conference, document])
}

/** Time that passes when the test says so. */
export class ManualTimers {
  #now = 0
  #tasks: { readonly at: number; readonly run: () => void }[] = []

  now(): number {
    return this.#now
  }

  after(milliseconds: number, run: () => void): () => void {
    const task = { at: this.#now + milliseconds, run }
    this.#tasks.push(task)
    return () => {
      this.#tasks = this.#tasks.filter((other) => other !== task)
    }
  }

  pass(milliseconds: number): void {
    const end = this.#now + milliseconds
    for (;;) {
      const due = this.#tasks.filter((task) => task.at <= end).sort((one, other) => one.at - other.at)
      const [next] = due
      if (!next) break
      this.#tasks = this.#tasks.filter((task) => task !== next)
      this.#now = next.at
      next.run()
    }
    this.#now = end
  }
}

/** Lets everything that needs no time happen. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}
