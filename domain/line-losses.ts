import type { DomainEvent } from './events.ts'
import type { Instant } from './time.ts'

/** A time in which a hall's line did not carry; `to` is null while it lasts. */
export interface LineLoss {
  readonly from: Instant
  readonly to: Instant | null
}

export type LineLosses = ReadonlyMap<string, readonly LineLoss[]>

/** Every loss that the log has of each bridge, the oldest first. */
export function lineLosses(events: readonly DomainEvent[]): LineLosses {
  const losses = new Map<string, LineLoss[]>()
  for (const event of events) {
    if (event.type !== 'line-lost' && event.type !== 'line-connected') continue
    const held = losses.get(event.bridge) ?? []
    losses.set(event.bridge, held)
    const last = held.at(-1)
    const isOpen = last !== undefined && last.to === null
    if (event.type === 'line-lost' && !isOpen) held.push({ from: event.since, to: null })
    if (event.type === 'line-connected' && isOpen)
      held[held.length - 1] = { from: last.from, to: event.since }
  }
  return losses
}

/** What of the losses lies between two moments; one that still lasts ends with them. */
export function lossesWithin(
  losses: readonly LineLoss[],
  from: Instant,
  to: Instant,
): readonly { readonly from: Instant; readonly to: Instant }[] {
  return losses.flatMap((loss) => {
    const within = { from: Math.max(loss.from, from), to: Math.min(loss.to ?? to, to) }
    return within.from < within.to ? [within] : []
  })
}
