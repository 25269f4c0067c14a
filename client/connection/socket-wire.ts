import { io, type Socket } from 'socket.io-client'
import { ANSWER_WITHIN, KNOCK_AT_MOST, openWithin, SIGN_OF_LIFE_WITHIN } from './backoff.ts'
import { type OpeningTries, openSocket } from './open-socket.ts'
import { type OpenWire, type Wire, type WireEvents, WireLost } from './wire.ts'

/**
 * Wires over socket.io; reconnecting is the connection's own business, so the library's is off. `slot` names the
 * sign-in of this page where the browser holds several.
 */
export function socketWires(slot: string | null): OpenWire {
  let failures = 0
  let tooLong = 0
  let lastSocket = Number.NEGATIVE_INFINITY
  return (address, events) => {
    const within = openWithin(tooLong)
    const make = () => {
      lastSocket = performance.now()
      return io(address, {
        transports: ['websocket'],
        reconnection: false,
        forceNew: true,
        withCredentials: true,
        ...(slot === null ? {} : { auth: { session: slot } }),
        timeout: within,
      })
    }
    // The page may only ask its own server; and what keeps requests from arriving need not keep sockets from it.
    const knocks =
      failures > 0 && address === location.origin && performance.now() - lastSocket < KNOCK_AT_MOST
    return socketWire({ make, within, knock: knocks ? knockAt(address) : undefined }, events, (outcome) => {
      failures = outcome === 'opened' ? 0 : failures + 1
      tooLong = outcome === 'too-long' ? tooLong + 1 : 0
    })
  }
}

function knockAt(address: string): (signal: AbortSignal) => Promise<unknown> {
  return (signal) => fetch(`${address}/healthz`, { cache: 'no-store', credentials: 'omit', signal })
}

function socketWire(
  tries: OpeningTries,
  events: WireEvents,
  tried: (outcome: 'opened' | 'failed' | 'too-long') => void,
): Wire {
  let socket: Socket | null = null
  let over = false
  const end = (code: string | null) => {
    if (over) return
    over = true
    socket?.close()
    events.lost(code)
  }
  const giveUp = openSocket(tries, {
    opened: (opened) => {
      tried('opened')
      socket = opened
      opened.on('disconnect', () => end(null))
      opened.onAny((event: string, message: unknown) => {
        if (!over) events.pushed(event, message)
      })
      events.opened()
    },
    failed: (code, tooLong) => {
      tried(tooLong ? 'too-long' : 'failed')
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
