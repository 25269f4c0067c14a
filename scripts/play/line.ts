import { io, type Socket } from 'socket.io-client'
import { Refused, type SignIn } from './sign-in.ts'

export interface LineOptions {
  readonly signIn: SignIn
  /** A lost line is opened again, and what had no answer is asked again. */
  readonly patient: boolean
  /** Hears what the server pushes. */
  readonly heard: (event: string, message: unknown) => void
  /** Hears that the line was lost, unless it was closed. */
  readonly lost: () => void
  /** Brings the server to where it was before the line was lost. */
  readonly entered: () => Promise<unknown>
}

/** How long an answer may take. A seal reads every text of the conference. */
export const ANSWER_WITHIN = 120_000
const ATTEMPTS = 5

/** The socket of one page: opened, asked, and where it should be, opened again. */
export class Line {
  readonly #options: LineOptions
  #socket: Socket
  #returning: Promise<void> | null = null
  #closed = false

  constructor(options: LineOptions) {
    this.#options = options
    this.#socket = this.#open()
  }

  get isUp(): boolean {
    return this.#socket.connected
  }

  /** Resolves once the server has let it in. @throws Refused with the server's code, or `wire/lost` */
  async up(): Promise<void> {
    const socket = this.#socket
    if (socket.connected) return
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('connect_error', (error) => {
        const { data } = error as { data?: { code?: string } }
        reject(new Refused('connect', data?.code ?? 'wire/lost', { message: error.message }))
      })
    })
  }

  /**
   * Asks and waits for the answer. `taken` hears it before any later push is heard, which an await could not promise.
   * @throws Refused `wire/lost` when there was none
   */
  async ask<A>(event: string, message: object, taken: (answer: A) => void = () => {}): Promise<A> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.askOnce(event, message, taken)
      } catch (error) {
        if (!this.#options.patient || this.#closed || attempt === ATTEMPTS) throw error
        await this.comeBack()
      }
    }
  }

  /** As `ask`, on the line as it is. */
  askOnce<A>(event: string, message: object, taken: (answer: A) => void = () => {}): Promise<A> {
    const socket = this.#socket
    return new Promise((resolve, reject) => {
      const lost = () => {
        clearTimeout(timer)
        socket.off('disconnect', lost)
        reject(new Refused(event, 'wire/lost'))
      }
      const timer = setTimeout(lost, ANSWER_WITHIN)
      if (!socket.connected) return lost()
      socket.once('disconnect', lost)
      socket.emit(event, message, (answer: A) => {
        clearTimeout(timer)
        socket.off('disconnect', lost)
        taken(answer)
        resolve(answer)
      })
    })
  }

  /** Says something that has no answer. */
  tell(event: string, message: object): void {
    this.#socket.emit(event, message)
  }

  /** Opens the line again, once for all who ask at the same time. */
  comeBack(): Promise<void> {
    this.#returning ??= this.#reopen().finally(() => {
      this.#returning = null
    })
    return this.#returning
  }

  close(): void {
    this.#closed = true
    this.#socket.close()
  }

  async #reopen(): Promise<void> {
    if (this.#socket.connected) return
    this.#socket.close()
    this.#socket = this.#open()
    await this.up()
    await this.#options.entered()
  }

  #open(): Socket {
    const { signIn, heard, lost } = this.#options
    const socket = io(signIn.url, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { cookie: signIn.cookie },
      auth: { session: signIn.slot },
    })
    socket.onAny((event: string, message: unknown) => heard(event, message))
    socket.on('disconnect', () => {
      if (!this.#closed && socket === this.#socket) lost()
    })
    return socket
  }
}
