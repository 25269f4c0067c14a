import { io, type Socket } from 'socket.io-client'
import { ANSWER_WITHIN, openWithin, SIGN_OF_LIFE_WITHIN } from './backoff.ts'
import { openSocket } from './open-socket.ts'
import { type OpenWire, type Wire, type WireEvents, WireLost } from './wire.ts'

/**
 * Wires over socket.io; reconnecting is the connection's own business, so the library's is off. `slot` names the
 * sign-in of this page where the browser holds several.
 */
export function socketWires(slot: string | null): OpenWire {
  let tooLong = 0
  return (address, events) => {
    const within = openWithin(tooLong)
    const make = () =>
      io(address, {
        transports: ['websocket'],
        reconnection: false,
        forceNew: true,
        withCredentials: true,
        ...(slot === null ? {} : { auth: { session: slot } }),
        timeout: within,
      })
    return socketWire(make, within, events, (wasTooLong) => {
      tooLong = wasTooLong ? tooLong + 1 : 0
    })
  }
}

function socketWire(
  make: () => Socket,
  within: number,
  events: WireEvents,
  tried: (wasTooLong: boolean) => void,
): Wire {
  let socket: Socket | null = null
  let over = false
  const end = (code: string | null) => {
    if (over) return
    over = true
    socket?.close()
    events.lost(code)
  }
  const giveUp = openSocket(make, within, {
    opened: (opened) => {
      tried(false)
      socket = opened
      opened.on('disconnect', () => end(null))
      opened.onAny((event: string, message: unknown) => {
        if (!over) events.pushed(event, message)
      })
      events.opened()
    },
    failed: (code, tooLong) => {
      tried(tooLong)
      end(code)
    },
  })
  return {
    request: async (event, message) => {
      if (over || !socket) throw new WireLost(event)
      try {
        return await socket.timeout(ANSWER_WITHIN).emitWithAck(event, message)
      } catch (cause) {
        end(null)
        throw new WireLost(event, { cause })
      }
    },
    tell: (event, message) => {
      if (!over) socket?.emit(event, message)
    },
    check: () => {
      if (over || !socket) return
      const doubt = setTimeout(() => end(null), SIGN_OF_LIFE_WITHIN)
      socket.io.engine.once('packet', () => clearTimeout(doubt))
    },
    close: () => {
      over = true
      giveUp()
      socket?.close()
    },
  }
}
