import type { Socket } from 'socket.io-client'
import { OPEN_ANOTHER_AFTER } from './backoff.ts'

export interface Opening {
  readonly opened: (socket: Socket) => void
  /** `code`: the server turned the page away by name. `tooLong`: nobody said no, but nobody answered in time. */
  readonly failed: (code: string | null, tooLong: boolean) => void
}

export interface OpeningTries {
  readonly make: () => Socket
  /** Milliseconds that all tries together have. */
  readonly within: number
  /**
   * Asks whether anybody is there before a socket is tried; rejects when nobody is. For a node that was not there
   * just now: Chromium makes a page that has failed a dozen times wait up to five seconds for its next WebSocket,
   * and does not count plain requests.
   */
  readonly knock?: ((signal: AbortSignal) => Promise<unknown>) | undefined
}

/**
 * Opens a socket: begins another try each second while the one before it has no answer, keeps the first that
 * opens and closes the others.
 * @returns how to give up
 */
export function openSocket({ make, within, knock }: OpeningTries, opening: Opening): () => void {
  /** What is under way, and how to end it. */
  const tries = new Map<object, () => void>()
  let isThere = knock === undefined
  let over = false
  const endTries = (except?: object) => {
    for (const [one, end] of tries) if (one !== except) end()
    tries.clear()
  }
  const finish = (kept?: Socket) => {
    over = true
    clearInterval(again)
    clearTimeout(deadline)
    endTries(kept)
  }
  const fail = (code: string | null, tooLong: boolean) => {
    if (over) return
    finish()
    opening.failed(code, tooLong)
  }
  const trySocket = () => {
    const socket = make()
    tries.set(socket, () => socket.close())
    socket.once('connect', () => {
      if (over) return
      finish(socket)
      opening.opened(socket)
    })
    socket.once('connect_error', (error) => {
      tries.delete(socket)
      socket.close()
      const code = codeOf(error)
      if (code !== null || tries.size === 0) fail(code, false)
    })
  }
  const tryKnock = (ask: (signal: AbortSignal) => Promise<unknown>) => {
    const controller = new AbortController()
    tries.set(controller, () => controller.abort())
    ask(controller.signal).then(
      () => {
        if (over || isThere) return
        isThere = true
        endTries()
        trySocket()
      },
      () => {
        if (tries.delete(controller) && tries.size === 0) fail(null, false)
      },
    )
  }
  const begin = () => (knock && !isThere ? tryKnock(knock) : trySocket())
  const again = setInterval(begin, OPEN_ANOTHER_AFTER)
  const deadline = setTimeout(() => fail(null, true), within)
  begin()
  return () => finish()
}

/** A middleware's refusal carries a code; a line that did not come about has none. */
function codeOf(error: Error): string | null {
  const { data } = error as { data?: unknown }
  if (typeof data !== 'object' || data === null || !('code' in data)) return null
  return typeof data.code === 'string' ? data.code : null
}
