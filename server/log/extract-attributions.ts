import { contributionsInOrder, turnsOfContribution } from '../../domain/contribution-source.ts'
import type { Contribution } from '../../domain/contributions.ts'
import type { RecordedEntry } from '../../domain/events.ts'
import { turnOf } from '../../domain/floor.ts'
import type { Named } from '../../domain/named.ts'
import { bridgeOf, type ConferenceState } from '../../domain/state.ts'

/** A turn by the entries that gave and ended it; instants in ISO 8601, UTC. */
export interface ExtractTurn {
  readonly granted: number
  readonly startedAt: string
  readonly ended: number | null
  readonly endedAt: string | null
}

/** Whose opinion the minutes say it was, when, and by which entries of the log. */
export interface ExtractAttribution {
  /** `Ý kiến số …` in the minutes. */
  readonly ordinal: number
  /** The entry that it was born in. */
  readonly contribution: number
  readonly source: 'spoken' | 'written'
  readonly bridge: { readonly id: string; readonly name: string }
  readonly speaker: Named
  readonly turns: readonly ExtractTurn[]
  readonly filedAt: string | null
  /** What it was split from or merged of. */
  readonly origins: readonly number[]
  /** Entries that corrected whose it is, in their order. */
  readonly attributed: readonly number[]
}

/** The attributions that the minutes of this state print, in their order, with the entries that they rest on. */
export function attributionsIn(
  state: ConferenceState,
  entries: readonly RecordedEntry[],
): readonly ExtractAttribution[] {
  const ended = new Map<number, number>()
  const attributed = new Map<number, number[]>()
  for (const { seq, event } of entries) {
    if (event.type === 'turn-ended') ended.set(event.turn, seq)
    if (event.type === 'contribution-attributed')
      attributed.set(event.contribution, [...(attributed.get(event.contribution) ?? []), seq])
  }
  const turnIn = (id: number): ExtractTurn[] => {
    const turn = turnOf(state, id)
    if (!turn) return []
    const endedAt = turn.state.kind === 'ended' ? iso(turn.state.at) : null
    return [{ granted: id, startedAt: iso(turn.grantedAt), ended: ended.get(id) ?? null, endedAt }]
  }
  return contributionsInOrder(state).map((held: Contribution, index) => ({
    ordinal: index + 1,
    contribution: held.id,
    source: held.source.kind,
    bridge: { id: held.bridge, name: bridgeOf(state, held.bridge)?.name ?? held.bridge },
    speaker: held.speaker,
    turns: turnsOfContribution(state, held.id).flatMap(turnIn),
    filedAt: held.source.kind === 'written' ? iso(held.source.filedAt) : null,
    origins: [...new Set(held.origins.map(({ contribution }) => contribution))],
    attributed: attributed.get(held.id) ?? [],
  }))
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
