import Type, { type Static } from 'typebox'
import { turnOf } from './floor.ts'
import { Named } from './named.ts'
import { type Refused, refuse } from './refusal.ts'
import { bridgeOf, type ConferenceState } from './state.ts'
import { Id, Ref, Sha256 } from './text.ts'
import type { Instant } from './time.ts'

/** One opinion. Its text is a document of its own, named by `contributionDocument`. */
export interface Contribution {
  readonly id: Ref
  readonly bridge: string
  readonly speaker: Named
  readonly topics: readonly string[]
  readonly source: ContributionSource
  readonly confirmation: Confirmation
}

/** A spoken one leads back to its turn, which holds its times. */
export type ContributionSource =
  | { readonly kind: 'spoken'; readonly turn: Ref }
  | { readonly kind: 'written'; readonly filedAt: Instant }

/** The bridge accepts the text as it stood at `docSeq`; whether it has changed since is seen from the text. */
export type Confirmation =
  | { readonly kind: 'none' }
  | { readonly kind: 'confirmed'; readonly at: Instant; readonly docSeq: number; readonly sha256: string }

export type ContributionEvent =
  | {
      readonly type: 'contribution-opened'
      readonly turn: Ref
      readonly bridge: string
      readonly speaker: Named
      readonly topics: readonly string[]
    }
  | {
      readonly type: 'contribution-filed'
      readonly bridge: string
      readonly speaker: Named
      readonly topics: readonly string[]
    }
  | {
      readonly type: 'contribution-classified'
      readonly contribution: Ref
      readonly topics: readonly string[]
    }
  | {
      readonly type: 'contribution-confirmed'
      readonly contribution: Ref
      readonly docSeq: number
      readonly sha256: string
    }

const object = <P extends Parameters<typeof Type.Object>[0]>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })
const Topics = Type.Array(Id, { maxItems: 50, uniqueItems: true })

export const contributionCommands = [
  object({ type: Type.Literal('contribution/file'), bridge: Id, speaker: Named, topics: Topics }),
  object({ type: Type.Literal('contribution/classify'), contribution: Ref, topics: Topics }),
  /** `docSeq` is the text that the person saw; the server refuses it when the text has changed. */
  object({
    type: Type.Literal('contribution/confirm'),
    contribution: Ref,
    docSeq: Type.Integer({ minimum: 0 }),
  }),
] as const

/** A confirmation once the server has read the text that it names. */
export const ContributionConfirmed = object({
  type: Type.Literal('contribution/confirmed'),
  contribution: Ref,
  docSeq: Type.Integer({ minimum: 0 }),
  current: object({ seq: Type.Integer({ minimum: 0 }), sha256: Sha256, empty: Type.Boolean() }),
})

export type ContributionCommand =
  | Static<(typeof contributionCommands)[number]>
  | Static<typeof ContributionConfirmed>

type Decision = readonly ContributionEvent[] | Refused

export function decideContributions(state: ConferenceState, command: ContributionCommand): Decision {
  if (state.phase === 'sealed') return refuse('conference/sealed')
  switch (command.type) {
    case 'contribution/file': {
      if (!bridgeOf(state, command.bridge)) return refuse('bridge/unknown', { bridge: command.bridge })
      const unknown = unknownTopic(state, command.topics)
      if (unknown) return unknown
      const { bridge, speaker, topics } = command
      return [{ type: 'contribution-filed', bridge, speaker, topics }]
    }
    case 'contribution/classify': {
      if (!contributionOf(state, command.contribution)) return refuse('contribution/unknown')
      const unknown = unknownTopic(state, command.topics)
      if (unknown) return unknown
      return [{ type: 'contribution-classified', contribution: command.contribution, topics: command.topics }]
    }
    case 'contribution/confirm':
      return refuse('command/malformed', { what: 'unread text' })
    case 'contribution/confirmed': {
      const contribution = contributionOf(state, command.contribution)
      if (!contribution) return refuse('contribution/unknown')
      const { source } = contribution
      if (source.kind === 'spoken' && turnOf(state, source.turn)?.state.kind !== 'ended')
        return refuse('contribution/still-speaking')
      if (command.current.empty) return refuse('contribution/empty')
      if (command.current.seq !== command.docSeq) return refuse('contribution/changed-meanwhile')
      const { seq: docSeq, sha256 } = command.current
      return [{ type: 'contribution-confirmed', contribution: command.contribution, docSeq, sha256 }]
    }
  }
}

function unknownTopic(state: ConferenceState, topics: readonly string[]): Refused | undefined {
  const topic = topics.find((id) => !state.topics.some((known) => known.id === id))
  return topic === undefined ? undefined : refuse('topic/unknown', { topic })
}

export function contributionOf(state: ConferenceState, id: Ref): Contribution | undefined {
  return state.contributions.find((contribution) => contribution.id === id)
}

export function evolveContributions(
  state: ConferenceState,
  event: ContributionEvent,
  seq: Ref,
  at: Instant,
): ConferenceState {
  switch (event.type) {
    case 'contribution-opened': {
      const { bridge, speaker, topics, turn } = event
      return add(state, { id: seq, bridge, speaker, topics, source: { kind: 'spoken', turn } })
    }
    case 'contribution-filed': {
      const { bridge, speaker, topics } = event
      return add(state, { id: seq, bridge, speaker, topics, source: { kind: 'written', filedAt: at } })
    }
    case 'contribution-classified':
      return change(state, event.contribution, (held) => ({ ...held, topics: event.topics }))
    case 'contribution-confirmed': {
      const { docSeq, sha256 } = event
      return change(state, event.contribution, (held) => ({
        ...held,
        confirmation: { kind: 'confirmed', at, docSeq, sha256 },
      }))
    }
  }
}

function add(state: ConferenceState, opened: Omit<Contribution, 'confirmation'>): ConferenceState {
  return { ...state, contributions: [...state.contributions, { ...opened, confirmation: { kind: 'none' } }] }
}

function change(
  state: ConferenceState,
  id: Ref,
  next: (contribution: Contribution) => Contribution,
): ConferenceState {
  return {
    ...state,
    contributions: state.contributions.map((held) => (held.id === id ? next(held) : held)),
  }
}
