import { Connection } from '../connection/connection.ts'
import { socketWires } from '../connection/socket-wire.ts'
import { namedConference, sessionSlot } from '../session/ask.ts'
import { askSessionEarly } from '../session/use-session.ts'
import { openedEarly } from './early-wire.ts'

/** An early line that no page has taken after this long (ms) is given up. */
const UNTAKEN_FOR = 15_000

let early: Connection | null = null

/**
 * Asks who is signed in, opens the socket and enters the conference while the rest of the page still loads: none of
 * it waits for the page to be drawn.
 */
export async function beginLine(): Promise<void> {
  const openWire = openedEarly(socketWires(sessionSlot()), location.origin)
  const answer = await askSessionEarly()
  const conference = answer.ok ? (answer.value.conference ?? namedConference()) : null
  if (conference === null) return
  const opened = new Connection({ conference, home: location.origin, openWire })
  early = opened
  setTimeout(() => {
    if (early === opened) takeLine(conference).close()
  }, UNTAKEN_FOR)
}

/** The page's line to this conference, which the caller closes. */
export function takeLine(conference: string): Connection {
  const taken = early
  early = null
  if (taken?.conference === conference) return taken
  taken?.close()
  return new Connection({ conference, home: location.origin, openWire: socketWires(sessionSlot()) })
}
