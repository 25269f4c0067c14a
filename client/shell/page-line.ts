import { Connection } from '../connection/connection.ts'
import { socketWires } from '../connection/socket-wire.ts'
import { namedConference, sessionSlot } from '../session/ask.ts'
import type { readSession } from '../session/session.ts'
import { openedEarly } from './early-wire.ts'

/** An early line that no page has taken after this long (ms) is given up. */
const UNTAKEN_FOR = 15_000

let early: Connection | null = null
/** Whether the drawn page has asked for its line. */
let isDrawn = false

/**
 * Opens the socket and, once it is known who is signed in, enters the conference while the rest of the page still
 * loads: none of it waits for the page to be drawn, nor does `begin`, what the page does with its line.
 */
export async function beginLine(
  asked: ReturnType<typeof readSession>,
  begin?: (line: Connection) => Promise<void>,
): Promise<void> {
  const openWire = openedEarly(socketWires(sessionSlot()), location.origin)
  const answer = await asked
  const conference = answer.ok ? (answer.value.conference ?? namedConference()) : null
  if (conference === null || isDrawn) return
  const opened = new Connection({ conference, home: location.origin, openWire })
  early = opened
  setTimeout(() => {
    if (early === opened) takeLine(conference).close()
  }, UNTAKEN_FOR)
  await begin?.(opened)
}

/** The page's line to this conference, which the caller closes. */
export function takeLine(conference: string): Connection {
  const taken = early
  early = null
  isDrawn = true
  if (taken?.conference === conference) return taken
  taken?.close()
  return new Connection({ conference, home: location.origin, openWire: socketWires(sessionSlot()) })
}
