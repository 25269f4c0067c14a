import type { OpenWire, WireEvents } from '../connection/wire.ts'

/** An early wire that nobody has taken after this long (ms) is given up. */
const UNTAKEN_FOR = 15_000

/**
 * Opens a wire to this address at once, before anybody knows what to say over it, and gives it to the first who asks
 * for one to the same address, with all that has happened to it. Every further one is opened as usual.
 */
export function openedEarly(openWire: OpenWire, address: string): OpenWire {
  let events: WireEvents | null = null
  const missed: ((events: WireEvents) => void)[] = []
  const pass = (tell: (events: WireEvents) => void) => {
    if (events) tell(events)
    else missed.push(tell)
  }
  const early = openWire(address, {
    opened: () => pass((to) => to.opened()),
    pushed: (event, message) => pass((to) => to.pushed(event, message)),
    lost: (code) => pass((to) => to.lost(code)),
  })
  let isFree = true
  const giveUp = setTimeout(() => {
    isFree = false
    early.close()
  }, UNTAKEN_FOR)
  return (wanted, taker) => {
    if (!isFree || wanted !== address) return openWire(wanted, taker)
    isFree = false
    clearTimeout(giveUp)
    // Not before the taker holds the wire that it is told of.
    queueMicrotask(() => {
      events = taker
      for (const tell of missed.splice(0)) tell(taker)
    })
    return early
  }
}
