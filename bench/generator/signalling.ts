import { randomUUID } from 'node:crypto'
import { connect, type Socket as TcpSocket } from 'node:net'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { io, type Socket } from 'socket.io-client'
import type { MediaAnswer, MediaNotice, MediaRequest } from '../../domain/media-messages.ts'
import type { Answer, CommandDone, Joined } from '../../domain/protocol.ts'
import { RULES_BUILD } from '../../domain/rules.ts'
import type { SignIn } from '../../scripts/play/sign-in.ts'

export interface SignallingEvents {
  readonly notice: (notice: MediaNotice) => void
  /** The line is up and the hall may enter: at the beginning, and again after each loss. */
  readonly up: () => void
  readonly down: () => void
}

/** How a hall speaks to whoever carries its media. */
export interface Signalling {
  /** Begins, or begins anew. */
  enter(): Promise<void>
  ask(request: MediaRequest): Promise<MediaAnswer>
  look(gallery: readonly string[]): Promise<void>
  /** Asks for the floor. @returns the request's number */
  requestFloor(bridge: string): Promise<number>
  close(): void
}

const ANSWER_WITHIN = 20_000
const CONNECT_AGAIN_AFTER = 300
const JOIN_AGAIN_AFTER = 500

/** Over the product's own socket, as the hall's page. */
export class ServerSignalling implements Signalling {
  readonly #socket: Socket
  readonly #conference: string
  readonly #events: SignallingEvents
  #joined = false
  #closed = false

  constructor(signIn: SignIn, conference: string, events: SignallingEvents) {
    this.#conference = conference
    this.#events = events
    this.#socket = io(signIn.url, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { cookie: signIn.cookie },
      auth: { session: signIn.slot },
    })
    this.#socket.on('connect', () => void this.#join())
    this.#socket.on('admitted', () => void this.#join())
    this.#socket.on('media', (notice: MediaNotice) => events.notice(notice))
    this.#socket.on('connect_error', () => this.#connectAgain())
    this.#socket.on('disconnect', () => {
      if (this.#joined) events.down()
      this.#joined = false
      this.#connectAgain()
    })
  }

  async enter(): Promise<void> {
    granted('media-enter', await this.#ask<Answer<unknown>>('media-enter', {}))
  }

  async ask(request: MediaRequest): Promise<MediaAnswer> {
    return granted('media', await this.#ask<Answer<MediaAnswer>>('media', request))
  }

  async look(gallery: readonly string[]): Promise<void> {
    granted('media-look', await this.#ask<Answer<unknown>>('media-look', { gallery }))
  }

  async requestFloor(bridge: string): Promise<number> {
    const speaker = { name: 'Đại biểu (thử tải)', title: null }
    const command = { type: 'floor/request', bridge, speaker, topics: [] } as const
    const request = { conference: this.#conference, id: randomUUID(), command }
    const { first } = granted('floor/request', await this.#ask<Answer<CommandDone>>('command', request))
    if (first === null) throw new Error('a request changed nothing')
    return first
  }

  close(): void {
    this.#closed = true
    this.#socket.close()
  }

  #ask<T>(event: string, message: object): Promise<T> {
    return this.#socket.timeout(ANSWER_WITHIN).emitWithAck(event, message) as Promise<T>
  }

  /** Until it is let in: a device that is not approved yet, or a server that does not own the conference yet. */
  async #join(): Promise<void> {
    if (this.#joined || this.#closed || !this.#socket.connected) return
    try {
      const request = { conference: this.#conference, build: RULES_BUILD }
      const answer = await this.#ask<Answer<Joined>>('join', request)
      if (this.#joined) return
      if (!answer.ok || answer.value.owner !== null) {
        setTimeout(() => void this.#join(), JOIN_AGAIN_AFTER)
        return
      }
      this.#joined = true
      this.#events.up()
    } catch {
      this.#socket.disconnect()
    }
  }

  #connectAgain(): void {
    if (this.#closed) return
    setTimeout(() => {
      if (!this.#closed && !this.#socket.connected) this.#socket.connect()
    }, CONNECT_AGAIN_AFTER)
  }
}

/** To the bare router: one JSON value a line. */
export class BareSignalling implements Signalling {
  readonly #socket: TcpSocket
  readonly #waiting = new Map<number, (answer: MediaAnswer) => void>()
  #asked = 0

  constructor(port: number, bridge: string, events: SignallingEvents) {
    this.#socket = connect(port, '127.0.0.1')
    this.#socket.setNoDelay()
    this.#socket.once('connect', () => {
      this.#socket.write(`${JSON.stringify({ bridge })}\n`)
      events.up()
    })
    this.#socket.on('error', () => events.down())
    createInterface({ input: this.#socket }).on('line', (line) => {
      const message = JSON.parse(line) as { id: number; answer: MediaAnswer } | { notice: MediaNotice }
      if ('notice' in message) return events.notice(message.notice)
      this.#waiting.get(message.id)?.(message.answer)
      this.#waiting.delete(message.id)
    })
  }

  async enter(): Promise<void> {
    await sleep(0)
  }

  ask(request: MediaRequest): Promise<MediaAnswer> {
    this.#asked += 1
    const id = this.#asked
    this.#socket.write(`${JSON.stringify({ id, request })}\n`)
    return new Promise((resolve) => this.#waiting.set(id, resolve))
  }

  /** What each hall receives from a bare router is decided once, by whoever starts it. */
  async look(): Promise<void> {}

  /** Nobody holds the floor there. */
  requestFloor(): Promise<number> {
    return Promise.reject(new Error('a bare router knows no floor'))
  }

  close(): void {
    this.#socket.destroy()
  }
}

function granted<T>(asked: string, answer: Answer<T>): T {
  if (answer.ok) return answer.value
  throw new Error(`${asked}: ${answer.code}`)
}
