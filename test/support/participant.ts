import { io } from 'socket.io-client'
import { Connection } from '../../client/connection/connection.ts'
import type { View } from '../../client/connection/view.ts'
import { type OpenWire, WireLost } from '../../client/connection/wire.ts'
import { type SignIn, signIn } from './page.ts'

/** How a page of this sign-in reaches a node: as in the browser, the cookie handed over by the test. */
export function wiresOf({ cookie, slot }: SignIn): OpenWire {
  return (address, events) => {
    const socket = io(address, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      timeout: 3000,
      auth: { session: slot },
      extraHeaders: { cookie },
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
    socket.on('connect_error', (error) => end((error as { data?: { code?: string } }).data?.code ?? null))
    socket.onAny((event: string, message: unknown) => {
      if (!over) events.pushed(event, message)
    })
    return {
      request: async (event, message) => {
        if (over) throw new WireLost(event)
        try {
          return await socket.timeout(10_000).emitWithAck(event, message)
        } catch (cause) {
          end(null)
          throw new WireLost(event, { cause })
        }
      },
      tell: (event, message) => void socket.emit(event, message),
      // Nothing here changes its network; socket.io's own ping ends a line that is dead.
      check: () => undefined,
      close: () => {
        over = true
        socket.close()
      },
    }
  }
}

/** A participant with the line of the real page: it finds the owner, comes back, repeats what has no answer. */
export async function participate(origin: string, token: string, conference: string): Promise<Connection> {
  const sign = await signIn(origin, token)
  return new Connection({ conference, home: origin, openWire: wiresOf(sign) })
}

/** Resolves with the first view that satisfies `check`. */
export function viewOf(
  connection: Connection,
  what: string,
  check: (view: View) => boolean,
  deadline = 75_000,
): Promise<View> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      stop()
      const { status, state, refusal } = connection.view()
      const seen = JSON.stringify({ status, seq: state?.seq, refusal })
      reject(new Error(`not within ${deadline} ms: ${what}; ${seen}`))
    }, deadline)
    const look = () => {
      const view = connection.view()
      if (!check(view)) return
      clearTimeout(timer)
      stop()
      resolve(view)
    }
    const stop = connection.subscribe(look)
    look()
  })
}
