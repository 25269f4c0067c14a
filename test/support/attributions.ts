import type { ContributionSource } from '../../domain/contribution-source.ts'
import type { DomainEvent } from '../../domain/events.ts'
import type { Named } from '../../domain/named.ts'

export interface LoggedEvent {
  readonly seq: number
  /** Milliseconds since 1970 (UTC). */
  readonly at: number
  readonly event: DomainEvent
}

/** Who gave an opinion, from where, on what and when. */
export interface Attribution {
  readonly id: number
  /** The bridge's name. */
  readonly bridge: string
  readonly speaker: Named
  /** Ids of the topics. */
  readonly topics: readonly string[]
  readonly times: readonly { readonly startedAt: number; readonly endedAt: number | null }[]
  readonly filedAt: number | null
}

/** An opinion as the entries of the log that name it tell of it. */
interface Told {
  bridge: string
  speaker: Named
  topics: readonly string[]
  turns: readonly number[]
  filedAt: number | null
  counts: boolean
}

/**
 * The attributions of every opinion that counts, in the order of their numbers: read off the events alone, without
 * the rules that make a state of them.
 */
export function attributionsOf(log: readonly LoggedEvent[]): readonly Attribution[] {
  const opinions = new Map<number, Told>()
  const told = (id: number): Told => {
    const held = opinions.get(id)
    if (!held) throw new RangeError(`the log does not open contribution ${id}`)
    return held
  }
  for (const { seq, at, event } of log)
    switch (event.type) {
      case 'contribution-opened': {
        const { bridge, speaker, topics, turn } = event
        opinions.set(seq, { bridge, speaker, topics, turns: [turn], filedAt: null, counts: true })
        break
      }
      case 'contribution-filed': {
        const { bridge, speaker, topics } = event
        opinions.set(seq, { bridge, speaker, topics, turns: [], filedAt: at, counts: true })
        break
      }
      case 'contribution-derived': {
        const from = event.origins.map((origin) => told(origin.contribution))
        for (const origin of from) origin.counts = false
        const { bridge, speaker, topics, source } = event
        const turns = [...new Set(from.flatMap((origin) => origin.turns))]
        opinions.set(seq, { bridge, speaker, topics, turns, filedAt: filedAtOf(source), counts: true })
        break
      }
      case 'contribution-classified':
        told(event.contribution).topics = event.topics
        break
      case 'contribution-attributed':
        told(event.contribution).speaker = event.speaker
        break
      case 'contribution-voided':
        told(event.contribution).counts = false
        break
      case 'contribution-reinstated':
        told(event.contribution).counts = true
        break
    }
  return [...opinions]
    .filter(([, { counts }]) => counts)
    .map(([id, { bridge, speaker, topics, turns, filedAt }]) => ({
      id,
      bridge: bridgeName(log, bridge),
      speaker,
      topics,
      times: turns.map((turn) => timesOf(log, turn)),
      filedAt,
    }))
}

function filedAtOf(source: ContributionSource): number | null {
  return source.kind === 'written' ? source.filedAt : null
}

function timesOf(log: readonly LoggedEvent[], turn: number): Attribution['times'][number] {
  const granted = log.find(({ seq }) => seq === turn)
  const ended = log.find(({ event }) => event.type === 'turn-ended' && event.turn === turn)
  return { startedAt: granted?.at ?? 0, endedAt: ended?.at ?? null }
}

function bridgeName(log: readonly LoggedEvent[], id: string): string {
  for (const { event } of log)
    if (event.type === 'bridge-added' && event.bridge.id === id) return event.bridge.name
  throw new RangeError(`the log adds no bridge ${id}`)
}
