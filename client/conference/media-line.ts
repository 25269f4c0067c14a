import type { MediaAnswer, MediaNotice, MediaRefusalCode } from '../../domain/media-messages.ts'
import type { Connection } from '../connection/connection.ts'

/** What the messages to one kind of room are called on the socket. */
export interface RoomMessages {
  readonly enter: string
  /** Requests to the room, and its notices. */
  readonly room: string
}

const conferenceRoom: RoomMessages = { enter: 'media-enter', room: 'media' }

/** The media room's messages over a page's connection. */
export class MediaLine {
  readonly #connection: Pick<Connection, 'request' | 'on'>
  readonly #messages: RoomMessages
  /** Entries that have no answer yet. */
  #entering = 0

  constructor(connection: Pick<Connection, 'request' | 'on'>, messages: RoomMessages = conferenceRoom) {
    this.#connection = connection
    this.#messages = messages
  }

  /** Asks the room; a line that fails is answered like a refusal. */
  async send(request: { readonly type: string }): Promise<MediaAnswer> {
    // Who asks what the room can carry begins anew: the server has to know first. It takes what comes along with an
    // entering for what comes after it, so that nothing waits for the answer.
    const entering = request.type === 'capabilities' ? this.#enter() : null
    const answering = this.#connection.request<MediaAnswer>(this.#messages.room, request)
    const refusal = await entering
    if (refusal) return refusal
    const answer = await answering
    return answer.ok ? answer.value : { error: answer.code as MediaRefusalCode }
  }

  /** Hears the room, but not that this page has taken its own place over by entering again. */
  subscribe(listener: (notice: MediaNotice) => void): () => void {
    return this.#connection.on(this.#messages.room, (message) => {
      const notice = message as MediaNotice
      const own = notice.type === 'closed' && notice.reason === 'taken-over' && this.#entering > 0
      if (!own) listener(notice)
    })
  }

  async #enter(): Promise<MediaAnswer | null> {
    this.#entering += 1
    try {
      const entered = await this.#connection.request(this.#messages.enter, {})
      return entered.ok ? null : { error: entered.code as MediaRefusalCode }
    } finally {
      this.#entering -= 1
    }
  }
}
