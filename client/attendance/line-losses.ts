import type { DomainEvent } from '../../domain/events.ts'
import type { Instant } from '../../domain/time.ts'

/** A time in which a hall's line did not carry; `to` is null while it lasts. */
export interface LineLoss {
  readonly from: Instant
  readonly to: Instant | null
}

export type LineLosses = ReadonlyMap<string, readonly LineLoss[]>

/** Every loss that the log has of each bridge, the oldest first. */
export function lineLosses(events: readonly DomainEvent[]): LineLosses {
  const losses = new Map<string, readonly LineLoss[]>()
  for (const event of events) {
    if (event.type !== 'line-lost' && event.type !== 'line-connected') continue
    const held = losses.get(event.bridge) ?? []
    const last = held.at(-1)
    const isOpen = last !== undefined && last.to === null
    if (event.type === 'line-lost' && !isOpen)
      losses.set(event.bridge, [...held, { from: event.since, to: null }])
    if (event.type === 'line-connected' && isOpen)
      losses.set(event.bridge, [...held.slice(0, -1), { from: last.from, to: event.since }])
  }
  return losses
}

/** The events of lines in a log as it is exported, one entry per line. */
export function lineEventsIn(log: string): readonly DomainEvent[] {
  return log.split('\n').flatMap((line) => {
    if (!line.includes('"line-lost"') && !line.includes('"line-connected"')) return []
    const { type, payload } = JSON.parse(line) as { type: string; payload: string | null }
    if (payload === null || (type !== 'line-lost' && type !== 'line-connected')) return []
    return [{ ...(JSON.parse(payload) as { event: DomainEvent }).event, type } as DomainEvent]
  })
}
