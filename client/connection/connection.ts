import type { PublicCommand } from '../../domain/commands.ts'
import type {
  Answer,
  CommandDone,
  Failure,
  Joined,
  LogBatch,
  MovedPush,
  PresencePush,
  SnapshotPush,
} from '../../domain/protocol.ts'
import { RULES_BUILD } from '../../domain/rules.ts'
import type { Instant } from '../../domain/time.ts'
import { randomId } from '../session/random-id.ts'
import { isAwaiting, isFinal, isUndecided, ownerNamed } from './answers.ts'
import { waitBefore } from './backoff.ts'
import { CommandQueue, type Waiting } from './command-queue.ts'
import { advanced, entered, replaced, seen } from './copy.ts'
import type { NetworkChange } from './network-watch.ts'
import { type Nodes, next, withNamed, withOwner } from './nodes.ts'
import { ServerClock } from './server-clock.ts'
import { nothingYet, type View } from './view.ts'
import { browserTimers, type OpenWire, type Timers, type Wire, WireLost } from './wire.ts'

export interface ConnectionOptions {
  readonly conference: string
  /** Origin of the node that served the page. */
  readonly home: string
  readonly openWire: OpenWire
  readonly timers?: Timers
  readonly random?: () => number
  readonly newId?: () => string
}

/**
 * One page's line to one conference. It finds the node that owns it, keeps the same state as the server by the
 * same rules, comes back by itself, and keeps each command until it has an answer.
 */
export class Connection {
  readonly #options: ConnectionOptions
  readonly #timers: Timers
  readonly #random: () => number
  readonly #clock: ServerClock
  readonly #commands: CommandQueue
  readonly #watchers = new Set<() => void>()
  readonly #listeners = new Map<string, Set<(message: unknown) => void>>()
  #view: View = nothingYet
  #nodes: Nodes
  #wire: Wire | null = null
  #joined = false
  /** What was pushed between asking to join and the answer. */
  #early: (() => void)[] = []
  #attempt = 0
  #cancelRetry: (() => void) | null = null
  #closed = false

  constructor(options: ConnectionOptions) {
    this.#options = options
    this.#timers = options.timers ?? browserTimers
    this.#random = options.random ?? Math.random
    this.#clock = new ServerClock(() => this.#timers.now())
    this.#commands = new CommandQueue(this.#timers, options.newId ?? randomId)
    this.#nodes = { current: options.home, known: [options.home] }
    this.#open()
  }

  get conference(): string {
    return this.#options.conference
  }

  /** Calls `watcher` after each change of `view()`; returns how to stop. */
  readonly subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  /** The same object until something changes. */
  readonly view = (): View => this.#view

  /** The server's clock, in milliseconds since the epoch. */
  readonly serverNow = (): Instant => this.#clock.now()

  /** Asks for something to be done. Resolves with the server's answer, however many lines that takes. */
  command(command: PublicCommand): Promise<Answer<CommandDone>> {
    const { waiting, answer } = this.#commands.add(command)
    this.#publish({})
    if (this.#joined) void this.#submit(waiting)
    return answer.finally(() => this.#publish({}))
  }

  /** One question of another part of the page (texts, media). Rejects with `WireLost` when the line is not there. */
  async ask<T>(event: string, message: unknown): Promise<T> {
    if (!this.#joined || !this.#wire) throw new WireLost(event)
    return (await this.#wire.request(event, message)) as T
  }

  /** The same where the answer is an `Answer`; `page/offline` when the line is not there or ends. */
  async request<T>(event: string, message: unknown): Promise<Answer<T>> {
    try {
      return await this.ask<Answer<T>>(event, message)
    } catch {
      return { ok: false, code: 'page/offline' }
    }
  }

  /** Says something that may be lost: a cursor, a text that is left. */
  tell(event: string, message: unknown): void {
    if (this.#joined) this.#wire?.tell(event, message)
  }

  /** Hears what the server pushes by this name; returns how to stop. */
  on(event: string, listener: (message: unknown) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set()
    this.#listeners.set(event, listeners.add(listener))
    return () => listeners.delete(listener)
  }

  /** Tries at once: a person asked. */
  readonly retryNow = (): void => {
    if (this.#wire || this.#closed) return
    this.#attempt = 0
    this.#open()
  }

  /** The way to the server may be another one: a line that was there is looked after, one that was lost is sought. */
  readonly networkChanged = (change: NetworkChange): void => {
    if (this.#view.status === 'refused') return
    if (change === 'changed') this.#wire?.check()
    // The server has given up a page that did not answer its pings; the line does not know it yet.
    else if (this.#joined) {
      this.#hangUp()
      this.#publish(this.#away())
    }
    this.retryNow()
  }

  /** Idempotent. What waits is answered `page/not-sent`. */
  close(): void {
    this.#closed = true
    this.#cancelRetry?.()
    this.#hangUp()
    this.#commands.settleAll({ ok: false, code: 'page/not-sent' })
  }

  #open(): void {
    this.#cancelRetry?.()
    this.#cancelRetry = null
    const wire = this.#options.openWire(this.#nodes.current, {
      opened: () => this.#wire === wire && void this.#join(wire),
      pushed: (event, message) => this.#wire === wire && this.#pushed(event, message),
      lost: (code) => this.#wire === wire && this.#lost(code),
    })
    this.#wire = wire
  }

  async #join(wire: Wire): Promise<void> {
    const { state, outdated } = this.#view
    this.#early = []
    const asked = this.#timers.now()
    const since = state && !outdated ? { since: state.seq } : {}
    const message = { conference: this.conference, build: RULES_BUILD, ...since }
    const answer = (await wire.request('join', message).catch(() => null)) as Answer<Joined> | null
    if (this.#wire !== wire || !answer) return
    if (!answer.ok) {
      const owner = ownerNamed(answer)
      if (isAwaiting(answer.code)) this.#forget({ status: 'awaiting', refusal: answer })
      else if (owner) this.#follow(owner)
      else this.#lost(answer.code)
      return
    }
    const { now, nodes, owner } = answer.value
    this.#clock.measured(now, asked)
    this.#nodes = withNamed(this.#nodes, nodes)
    if (!this.#take(entered(this.#view, answer.value))) return
    // A node that does not own the conference only says who does.
    if (owner === null) this.#begin()
    else this.#follow(owner)
  }

  /** This node owns the conference: what was pushed early is taken in, what waited goes out. */
  #begin(): void {
    this.#attempt = 0
    this.#joined = true
    const early = this.#early
    this.#early = []
    this.#publish({ status: 'live', joining: this.#view.joining + 1 })
    for (const take of early) if (this.#joined) take()
    for (const waiting of this.#commands.all()) if (this.#joined) void this.#submit(waiting)
  }

  #pushed(event: string, message: unknown): void {
    if (event === 'admitted' || event === 'dismissed') this.#enterAnew()
    else if (event === 'moved') this.#follow((message as MovedPush).owner)
    else if (event === 'presence') this.#publish(seen(message as PresencePush))
    else if (event === 'log') this.#whenJoined(() => this.#advance(message as LogBatch))
    else if (event === 'snapshot')
      this.#whenJoined(() => this.#take(replaced(this.#view, message as SnapshotPush)))
    for (const listener of this.#listeners.get(event) ?? []) listener(message)
  }

  #whenJoined(take: () => void): void {
    if (this.#joined) take()
    else this.#early.push(take)
  }

  #advance(batch: LogBatch): void {
    if (this.#take(advanced(this.#view, batch))) this.#clock.reached(batch.to.at)
  }

  /** Shows the next view; where what came does not fit, the page joins anew and asks for everything. */
  #take(view: View | null): boolean {
    if (view && view !== this.#view) this.#publish(view)
    if (view) return true
    this.#hangUp()
    this.#publish({ status: 'offline', state: null })
    this.#retry()
    return false
  }

  /** What this page may see has changed altogether: it enters anew on the same line. */
  #enterAnew(): void {
    if (!this.#wire) return
    this.#joined = false
    this.#forget({})
    void this.#join(this.#wire)
  }

  async #submit({ id, command }: Waiting): Promise<void> {
    const wire = this.#wire
    if (!wire) return
    this.#commands.sent(id)
    const request = wire.request('command', { conference: this.conference, id, command })
    const answer = (await request.catch(() => null)) as Answer<CommandDone> | null
    if (!answer) return
    if (answer.ok || !isUndecided(answer.code)) this.#commands.settle(id, answer)
    else if (this.#wire === wire && this.#joined) this.#lost(null)
  }

  #follow(owner: string | null): void {
    const again = owner === null || owner === this.#nodes.current || this.#attempt > 0
    this.#hangUp()
    this.#nodes = owner === null ? next(this.#nodes) : withOwner(this.#nodes, owner)
    this.#publish(this.#away())
    // The first hint is followed at once; going round in circles is slowed down.
    if (again) this.#retry()
    else {
      this.#attempt++
      this.#open()
    }
  }

  #lost(code: string | null): void {
    this.#hangUp()
    if (isFinal(code)) {
      const refusal: Failure = { ok: false, code }
      this.#commands.settleAll(refusal)
      this.#publish({ status: 'refused', refusal })
      return
    }
    this.#nodes = next(this.#nodes)
    this.#publish(this.#away())
    this.#retry()
  }

  #away(): Partial<View> {
    return { status: this.#view.state ? 'offline' : 'connecting' }
  }

  #hangUp(): void {
    const wire = this.#wire
    this.#wire = null
    this.#joined = false
    wire?.close()
  }

  #retry(): void {
    if (this.#closed) return
    this.#cancelRetry?.()
    this.#cancelRetry = this.#timers.after(waitBefore(this.#attempt++, this.#random), () => this.#open())
  }

  #forget(change: Partial<View>): void {
    this.#publish({ ...nothingYet, joining: this.#view.joining, ...change })
  }

  #publish(change: Partial<View>): void {
    this.#view = { ...this.#view, ...change, waiting: this.#commands.size }
    for (const watcher of this.#watchers) watcher()
  }
}
