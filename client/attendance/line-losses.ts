import type { DomainEvent } from '../../domain/events.ts'

/** The events of lines in a log as it is exported, one entry per line. */
export function lineEventsIn(log: string): readonly DomainEvent[] {
  return log.split('\n').flatMap((line) => {
    if (!line.includes('"line-lost"') && !line.includes('"line-connected"')) return []
    const { type, payload } = JSON.parse(line) as { type: string; payload: string | null }
    if (payload === null || (type !== 'line-lost' && type !== 'line-connected')) return []
    return [{ ...(JSON.parse(payload) as { event: DomainEvent }).event, type } as DomainEvent]
  })
}
