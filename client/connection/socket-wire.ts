import { io } from 'socket.io-client'
import { type OpenWire, WireLost } from './wire.ts'

/** How long a node may take to answer before the line counts as dead, in milliseconds. */
const ANSWER_WITHIN = 10_000
const OPEN_WITHIN = 3_000

/** A wire over socket.io; reconnecting is the connection's own business, so the library's is off. */
export const openSocketWire: OpenWire = (address, events) => {
  const socket = io(address, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    withCredentials: true,
    timeout: OPEN_WITHIN,
  })
  let over = false
  const end = (code: string | null) => {
    if (over) return
    over = true
    socket.close()
    events.lost(code)
  }
  socket.on('connect', () => events.opened())
  socket.on('disconnect', () => end(null))
  socket.on('connect_error', (error) => end(codeOf(error)))
  socket.onAny((event: string, message: unknown) => {
    if (!over) events.pushed(event, message)
  })
  return {
    request: async (event, message) => {
      if (over) throw new WireLost(event)
      try {
        return await socket.timeout(ANSWER_WITHIN).emitWithAck(event, message)
      } catch (cause) {
        end(null)
        throw new WireLost(event, { cause })
      }
    },
    close: () => {
      over = true
      socket.close()
    },
  }
}

/** A middleware's refusal carries a code; a line that did not come about has none. */
function codeOf(error: Error): string | null {
  const { data } = error as { data?: unknown }
  if (typeof data !== 'object' || data === null || !('code' in data)) return null
  return typeof data.code === 'string' ? data.code : null
}
