import type { ConferenceCommand, ConferenceEvent } from './conference.ts'
import { type Refused, refuse } from './refusal.ts'
import type { ConferenceState } from './state.ts'
import type { ClockKind } from './time.ts'
import { type TopicEvent, treeProblem } from './topics.ts'

/** A conference begins with its plan, its topics and its bridges, one of them central. */
export function decideCreate(
  state: ConferenceState,
  command: Extract<ConferenceCommand, { type: 'conference/create' }>,
  clock: ClockKind,
): readonly (ConferenceEvent | TopicEvent)[] | Refused {
  if (state.facts) return refuse('conference/exists')
  const central = command.bridges.filter((bridge) => bridge.level === 'central')
  if (central.length !== 1) return refuse('bridge/no-central', { found: central.length })
  const bridges = new Set(command.bridges.map((bridge) => bridge.id))
  if (bridges.size !== command.bridges.length) return refuse('command/malformed', { what: 'bridges' })
  const orphan = command.bridges.find((bridge) => bridge.parent !== null && !bridges.has(bridge.parent))
  if (orphan) return refuse('bridge/unknown', { bridge: orphan.parent ?? '' })
  if (treeProblem(command.topics)) return refuse('command/malformed', { what: 'topics' })
  return [
    { type: 'conference-created', plan: command.plan, clock },
    ...command.topics.map((topic) => ({ type: 'topic-added', topic }) as const),
    ...command.bridges.map((bridge) => ({ type: 'bridge-added', bridge }) as const),
  ]
}
