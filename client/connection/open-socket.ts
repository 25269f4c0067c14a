import type { Socket } from 'socket.io-client'
import { OPEN_ANOTHER_AFTER } from './backoff.ts'

export interface Opening {
  readonly opened: (socket: Socket) => void
  /** `code`: the server turned the page away by name. `tooLong`: nobody said no, but nobody answered in time. */
  readonly failed: (code: string | null, tooLong: boolean) => void
}

/**
 * Opens a socket: begins another try each second while the one before it has no answer, keeps the first that
 * opens and closes the others. All tries together have `within` milliseconds.
 * @returns how to give up
 */
export function openSocket(make: () => Socket, within: number, opening: Opening): () => void {
  const tries = new Set<Socket>()
  let over = false
  const finish = (kept: Socket | null) => {
    over = true
    clearInterval(again)
    clearTimeout(deadline)
    for (const socket of tries) if (socket !== kept) socket.close()
  }
  const fail = (code: string | null, tooLong: boolean) => {
    if (over) return
    finish(null)
    opening.failed(code, tooLong)
  }
  const begin = () => {
    const socket = make()
    tries.add(socket)
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
  const again = setInterval(begin, OPEN_ANOTHER_AFTER)
  const deadline = setTimeout(() => fail(null, true), within)
  begin()
  return () => finish(null)
}

/** A middleware's refusal carries a code; a line that did not come about has none. */
function codeOf(error: Error): string | null {
  const { data } = error as { data?: unknown }
  if (typeof data !== 'object' || data === null || !('code' in data)) return null
  return typeof data.code === 'string' ? data.code : null
}
