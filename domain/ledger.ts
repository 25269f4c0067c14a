import Type, { type Static } from 'typebox'
import { standingContributions } from './contribution-source.ts'
import { type Refused, refuse } from './refusal.ts'
import { bridgeOf, type ConferenceState, centralBridge } from './state.ts'
import { Id, type Ref } from './text.ts'
import type { Instant } from './time.ts'
import { childrenOf, isWithin, topicOf } from './topics.ts'

/**
 * The column of a conference that has no topics: there a bridge owes one opinion on the whole, or the word that it
 * has none.
 */
export const WHOLE = 'whole'

export type LedgerEvent =
  /** The bridge has nothing to say on these; it may still speak. */
  | { readonly type: 'no-opinion-declared'; readonly bridge: string; readonly topics: readonly string[] }
  | { readonly type: 'no-opinion-withdrawn'; readonly bridge: string; readonly topics: readonly string[] }
  | { readonly type: 'bridges-reminded'; readonly bridges: readonly string[] }

const object = <P extends Parameters<typeof Type.Object>[0]>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })
const Topics = Type.Array(Id, { maxItems: 2000, uniqueItems: true })

export const ledgerCommands = [
  /** An empty list declares whatever is still missing. */
  object({ type: Type.Literal('ledger/declare-none'), bridge: Id, topics: Topics }),
  object({ type: Type.Literal('ledger/withdraw-none'), bridge: Id, topics: Topics }),
  /** An empty list reminds every bridge with a gap. */
  object({
    type: Type.Literal('ledger/remind'),
    bridges: Type.Array(Id, { maxItems: 2000, uniqueItems: true }),
  }),
] as const
export type LedgerCommand = Static<(typeof ledgerCommands)[number]>

/** What one bridge has done about one topic, the topics below it included. */
export interface LedgerCell {
  readonly topic: string
  readonly spoken: readonly Ref[]
  readonly written: readonly Ref[]
  readonly state: 'given' | 'none' | 'missing'
}

export interface LedgerRow {
  readonly bridge: string
  readonly cells: readonly LedgerCell[]
  /** Contributions that stand under no topic yet. */
  readonly unclassified: readonly Ref[]
}

/** Bridge × topic, the top of the topic tree as columns; the central bridge, which consults, has no row. */
export function ledger(state: ConferenceState): readonly LedgerRow[] {
  const columns = ledgerColumns(state)
  const isWhole = state.topics.length === 0
  const standing = Map.groupBy(standingContributions(state), (held) => held.bridge)
  const central = centralBridge(state)
  return state.bridges
    .filter(({ id }) => id !== central)
    .map(({ id: bridge }) => {
      const own = standing.get(bridge) ?? []
      const cells = columns.map((topic): LedgerCell => {
        const on = own.filter(
          ({ topics }) => isWhole || topics.some((id) => isWithin(state.topics, id, topic)),
        )
        const of = (kind: 'spoken' | 'written') =>
          on.filter(({ source }) => source.kind === kind).map(({ id }) => id)
        const given = on.length > 0
        return {
          topic,
          spoken: of('spoken'),
          written: of('written'),
          state: given ? 'given' : isDeclaredNone(state, bridge, topic) ? 'none' : 'missing',
        }
      })
      const unclassified = isWhole ? [] : own.filter(({ topics }) => topics.length === 0).map(({ id }) => id)
      return { bridge, cells, unclassified }
    })
}

/** The ids of the ledger's columns. */
export function ledgerColumns(state: ConferenceState): readonly string[] {
  const roots = childrenOf(state.topics, null).map(({ id }) => id)
  return roots.length > 0 ? roots : [WHOLE]
}

/** The bridges from which something is missing, with what. */
export function ledgerGaps(
  state: ConferenceState,
): readonly { readonly bridge: string; readonly topics: readonly string[] }[] {
  return ledger(state).flatMap(({ bridge, cells }) => {
    const topics = cells.filter((cell) => cell.state === 'missing').map((cell) => cell.topic)
    return topics.length > 0 ? [{ bridge, topics }] : []
  })
}

export function decideLedger(
  state: ConferenceState,
  command: LedgerCommand,
): readonly LedgerEvent[] | Refused {
  if (state.phase === 'sealed') return refuse('conference/sealed')
  if (command.type === 'ledger/remind') {
    const gaps = ledgerGaps(state).map(({ bridge }) => bridge)
    const unknown = command.bridges.find((bridge) => !bridgeOf(state, bridge))
    if (unknown !== undefined) return refuse('bridge/unknown', { bridge: unknown })
    const bridges = gaps.filter((bridge) => command.bridges.length === 0 || command.bridges.includes(bridge))
    return bridges.length > 0 ? [{ type: 'bridges-reminded', bridges }] : []
  }
  const { bridge } = command
  if (!bridgeOf(state, bridge)) return refuse('bridge/unknown', { bridge })
  if (bridge === centralBridge(state)) return refuse('ledger/central')
  const columns = ledgerColumns(state)
  const unknown = command.topics.find((topic) => !columns.includes(topic))
  if (unknown !== undefined)
    return refuse(topicOf(state, unknown) ? 'ledger/not-a-column' : 'topic/unknown', { topic: unknown })
  const none = declaredNone(state, bridge)
  if (command.type === 'ledger/withdraw-none') {
    const asked = (topic: string) => command.topics.some((column) => isWithin(state.topics, topic, column))
    const topics = none.filter((topic) => command.topics.length === 0 || asked(topic))
    return topics.length > 0 ? [{ type: 'no-opinion-withdrawn', bridge, topics }] : []
  }
  const missing = ledgerGaps(state).find((gap) => gap.bridge === bridge)?.topics ?? []
  const wanted = command.topics.length > 0 ? command.topics : missing
  const topics = wanted.filter((topic) => !isDeclaredNone(state, bridge, topic))
  return topics.length > 0 ? [{ type: 'no-opinion-declared', bridge, topics }] : []
}

export function evolveLedger(state: ConferenceState, event: LedgerEvent, at: Instant): ConferenceState {
  switch (event.type) {
    case 'no-opinion-declared': {
      const topics = [...declaredNone(state, event.bridge), ...event.topics]
      return { ...state, noOpinion: { ...state.noOpinion, [event.bridge]: topics } }
    }
    case 'no-opinion-withdrawn': {
      const topics = declaredNone(state, event.bridge).filter((topic) => !event.topics.includes(topic))
      const { [event.bridge]: _, ...others } = state.noOpinion
      return { ...state, noOpinion: topics.length > 0 ? { ...others, [event.bridge]: topics } : others }
    }
    case 'bridges-reminded': {
      const reminded = Object.fromEntries(event.bridges.map((bridge) => [bridge, at]))
      return { ...state, reminded: { ...state.reminded, ...reminded } }
    }
  }
}

/**
 * Whether a bridge has said that it has no opinion on a topic: on the topic itself, or, where that is no more than a
 * heading, on everything below it. So a word on a topic that was put under a heading since keeps counting.
 */
export function isDeclaredNone(state: ConferenceState, bridge: string, topic: string): boolean {
  const none = declaredNone(state, bridge)
  const covers = (id: string): boolean => {
    if (none.includes(id)) return true
    if (topicOf(state, id)?.wording) return false
    const below = childrenOf(state.topics, id)
    return below.length > 0 && below.every((child) => covers(child.id))
  }
  return none.length > 0 && covers(topic)
}

/** On what a bridge has declared that it has no opinion. */
export function declaredNone(state: ConferenceState, bridge: string): readonly string[] {
  return (Object.hasOwn(state.noOpinion, bridge) ? state.noOpinion[bridge] : undefined) ?? []
}
