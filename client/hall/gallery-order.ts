import { holderTurn } from '../../domain/floor.ts'
import { type ConferenceState, centralBridge } from '../../domain/state.ts'

/** How many small pictures stand on one page. */
export const PAGE = 8

/**
 * All other bridges in the order of the gallery's pages. The first page has places: the central bridge, who speaks
 * and who waits for the floor have one by right, then whoever is connected, then the rest. A tile keeps its place
 * until somebody with a better right needs it, so that nothing moves under the eyes of whoever looks. After the
 * first page come the connected in the conference's own order, then the others.
 *
 * @param before the order that is shown now; empty at the start
 */
export function galleryOrder(
  state: ConferenceState,
  present: readonly string[],
  own: string,
  before: readonly string[],
): readonly string[] {
  const others = state.bridges.map((bridge) => bridge.id).filter((id) => id !== own)
  const speaking = holderTurn(state)?.bridge
  const waiting = state.floor.queue.map((request) => request.bridge)
  const byRight = [centralBridge(state), ...(speaking === undefined ? [] : [speaking]), ...waiting]
  const first = [...new Set(byRight)].filter((id) => others.includes(id)).slice(0, PAGE)
  const connected = others.filter((id) => present.includes(id))
  const rank = (id: string) => (first.includes(id) ? 2 : present.includes(id) ? 1 : 0)

  const places = before.slice(0, PAGE).filter((id) => others.includes(id))
  for (const candidate of new Set([...first, ...connected, ...others])) {
    if (places.includes(candidate)) continue
    if (places.length < PAGE) {
      places.push(candidate)
      continue
    }
    const place = weakest(places, rank)
    if (rank(places[place] as string) < rank(candidate)) places[place] = candidate
  }
  return [...new Set([...places, ...connected, ...others])]
}

/** While somebody looks at a later page nothing moves at all; bridges that were added come last. */
export function keptOrder(state: ConferenceState, own: string, before: readonly string[]): readonly string[] {
  const others = state.bridges.map((bridge) => bridge.id).filter((id) => id !== own)
  return [...new Set([...before.filter((id) => others.includes(id)), ...others])]
}

export function pagesOf(order: readonly string[]): number {
  return Math.max(1, Math.ceil(order.length / PAGE))
}

export function pageOf(order: readonly string[], page: number): readonly string[] {
  return order.slice(page * PAGE, (page + 1) * PAGE)
}

/** The first place of somebody who is away, else the last of the least right. */
function weakest(places: readonly string[], rank: (id: string) => number): number {
  const lowest = Math.min(...places.map(rank))
  return lowest === 0
    ? places.findIndex((id) => rank(id) === 0)
    : places.findLastIndex((id) => rank(id) === lowest)
}
