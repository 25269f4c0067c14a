import { io } from 'socket.io-client'
import { type OpenWire, type Wire, type WireEvents, WireLost } from './wire.ts'

/** How long a node may take to answer before the line counts as dead, in milliseconds. */
const ANSWER_WITHIN = 10_000
const OPEN_WITHIN = 3_000

/**
 * Wires over socket.io; reconnecting is the connection's own business, so the library's is off. `slot` names the
 * sign-in of this page where the browser holds several.
 */
export function socketWires(slot: string | null): OpenWire {
  return (address, events) => openSocketWire(address, slot, events)
}

function openSocketWire(address: string, slot: string | null, events: WireEvents): Wire {
  const socket = io(address, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    withCredentials: true,
    ...(slot === null ? {} : { auth: { session: slot } }),
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
    tell: (event, message) => {
      if (!over) socket.emit(event, message)
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
