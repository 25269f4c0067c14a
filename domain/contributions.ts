import type { ContributionCommand } from './contribution-commands.ts'
import type { ContributionSource, Origin, Standing } from './contribution-source.ts'
import { turnOf } from './floor.ts'
import type { Named } from './named.ts'
import { contributionDocument } from './prose.ts'
import { type Refused, refuse } from './refusal.ts'
import { lockedFor } from './review.ts'
import type { Actor } from './rights.ts'
import { bridgeOf, type ConferenceState } from './state.ts'
import type { Ref } from './text.ts'
import type { Instant } from './time.ts'

/** What somebody does by it: góp ý, nhất trí, kiến nghị, câu hỏi, tham luận. */
export const contributionKinds = ['comment', 'agreement', 'proposal', 'question', 'paper'] as const
export type ContributionKind = (typeof contributionKinds)[number]

/** One opinion. Its text is a document of its own, named by `contributionDocument`. */
export interface Contribution {
  readonly id: Ref
  readonly bridge: string
  readonly speaker: Named
  readonly topics: readonly string[]
  /** Null until somebody has said. */
  readonly kind: ContributionKind | null
  readonly source: ContributionSource
  /** Where its text came from when it was split or merged from others; else empty. */
  readonly origins: readonly Origin[]
  readonly standing: Standing
  readonly confirmation: Confirmation
  readonly attachments: readonly AttachedFile[]
}

/** The bridge accepts the text as it stood at `docSeq`; whether it has changed since is seen from the text. */
export type Confirmation =
  | { readonly kind: 'none' }
  | { readonly kind: 'confirmed'; readonly at: Instant; readonly docSeq: number; readonly sha256: string }

/** A file that came with a written opinion; its bytes are a blob. */
export interface AttachedFile {
  readonly sha256: string
  readonly name: string
  readonly mediaType: string
  /** Bytes. */
  readonly size: number
}

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
      readonly kind?: ContributionKind | null
    }
  | {
      readonly type: 'contribution-confirmed'
      readonly contribution: Ref
      readonly docSeq: number
      readonly sha256: string
    }
  | { readonly type: 'contribution-attributed'; readonly contribution: Ref; readonly speaker: Named }
  | {
      readonly type: 'contribution-derived'
      readonly by: 'split' | 'merge'
      readonly origins: readonly Origin[]
      readonly bridge: string
      readonly speaker: Named
      readonly topics: readonly string[]
      readonly kind: ContributionKind | null
      readonly source: ContributionSource
    }
  | { readonly type: 'contribution-voided'; readonly contribution: Ref; readonly reason: string }
  | { readonly type: 'contribution-reinstated'; readonly contribution: Ref }
  | { readonly type: 'contribution-attached'; readonly contribution: Ref; readonly file: AttachedFile }
  | { readonly type: 'contribution-detached'; readonly contribution: Ref; readonly sha256: string }

/** Most files with one written opinion. */
export const MOST_ATTACHMENTS = 20

type Decision = readonly ContributionEvent[] | Refused

export function decideContributions(
  state: ConferenceState,
  command: ContributionCommand,
  actor: Actor,
  now: Instant,
): Decision {
  if (state.phase === 'sealed') return refuse('conference/sealed')
  if (command.type === 'contribution/file') return decideFile(state, command, now)
  if (command.type === 'contribution/merge' || command.type === 'contribution/split')
    return refuse('command/malformed', { what: 'unread text' })
  if (command.type === 'contribution/merged') {
    const documents = command.contributions.map((part) => contributionDocument(part.contribution))
    return lockedFor(state, documents, actor, now) ?? decideMerge(state, command)
  }
  const held = contributionOf(state, command.contribution)
  if (!held) return refuse('contribution/unknown')
  const { contribution } = command
  if (command.type === 'contribution/reinstate') {
    if (held.standing.kind === 'replaced') return refuse('contribution/replaced')
    if (held.standing.kind === 'standing') return []
    return [{ type: 'contribution-reinstated', contribution }]
  }
  if (held.standing.kind !== 'standing') return refuse('contribution/replaced')
  switch (command.type) {
    case 'contribution/classify': {
      const { topics, kind } = command
      const unknown = unknownTopic(state, topics)
      if (unknown) return unknown
      return [
        { type: 'contribution-classified', contribution, topics, ...(kind === undefined ? {} : { kind }) },
      ]
    }
    case 'contribution/attribute':
      return [{ type: 'contribution-attributed', contribution, speaker: command.speaker }]
    case 'contribution/attach': {
      const { file } = command
      if (held.attachments.some((known) => known.sha256 === file.sha256)) return []
      if (held.attachments.length >= MOST_ATTACHMENTS)
        return refuse('contribution/too-many-files', { most: MOST_ATTACHMENTS })
      return [{ type: 'contribution-attached', contribution, file }]
    }
    case 'contribution/detach': {
      const { sha256 } = command
      if (!held.attachments.some((known) => known.sha256 === sha256)) return []
      return [{ type: 'contribution-detached', contribution, sha256 }]
    }
    case 'contribution/confirm':
    case 'contribution/void':
      return refuse('command/malformed', { what: 'unread text' })
    case 'contribution/confirmed': {
      if (isSpeaking(state, held)) return refuse('contribution/still-speaking')
      if (command.current.empty) return refuse('contribution/empty')
      if (command.current.seq !== command.docSeq) return refuse('contribution/changed-meanwhile')
      const { seq: docSeq, sha256 } = command.current
      return [{ type: 'contribution-confirmed', contribution, docSeq, sha256 }]
    }
    case 'contribution/void-read': {
      if (isSpeaking(state, held)) return refuse('contribution/still-speaking')
      if (!command.current.empty || held.attachments.length > 0) return refuse('contribution/not-empty')
      return [{ type: 'contribution-voided', contribution, reason: command.reason }]
    }
    case 'contribution/split-read':
      return (
        lockedFor(state, [contributionDocument(contribution)], actor, now) ??
        decideSplit(state, held, command)
      )
  }
}

function decideFile(
  state: ConferenceState,
  command: Extract<ContributionCommand, { type: 'contribution/file' }>,
  now: Instant,
): Decision {
  if (!bridgeOf(state, command.bridge)) return refuse('bridge/unknown', { bridge: command.bridge })
  const unknown = unknownTopic(state, command.topics)
  if (unknown) return unknown
  const until = state.facts?.opinionsUntil
  if (until !== undefined && now > until) return refuse('contribution/too-late', { until })
  const { bridge, speaker, topics } = command
  return [{ type: 'contribution-filed', bridge, speaker, topics }]
}

/** The text is cut before each named block; every block goes to exactly one part. */
function decideSplit(
  state: ConferenceState,
  held: Contribution,
  command: Extract<ContributionCommand, { type: 'contribution/split-read' }>,
): Decision {
  const { cuts, current, docSeq } = command
  if (isSpeaking(state, held)) return refuse('contribution/still-speaking')
  if (current.seq !== docSeq) return refuse('contribution/changed-meanwhile')
  const bounds = [0, ...cuts.map((cut) => cut.block), current.blocks]
  if (bounds.some((bound, index) => index > 0 && bound <= (bounds[index - 1] ?? 0)))
    return refuse('contribution/cut-outside')
  const unknown = unknownTopic(
    state,
    cuts.flatMap((cut) => cut.topics),
  )
  if (unknown) return unknown
  const { id, bridge, speaker, kind, source } = held
  return bounds.slice(1).map((to, part) => ({
    type: 'contribution-derived',
    by: 'split',
    origins: [{ contribution: id, docSeq, from: bounds[part] ?? 0, to }],
    bridge,
    speaker,
    topics: cuts[part - 1]?.topics ?? held.topics,
    kind,
    source,
  }))
}

/** Of one bridge, one speaker and one kind of source: the attribution must stay true. */
function decideMerge(
  state: ConferenceState,
  command: Extract<ContributionCommand, { type: 'contribution/merged' }>,
): Decision {
  const parts = command.contributions.map(({ contribution }) => contributionOf(state, contribution))
  const [first] = parts
  const held = parts.filter((part) => part !== undefined)
  if (!first || held.length !== parts.length) return refuse('contribution/unknown')
  if (new Set(held).size !== held.length) return refuse('command/malformed', { what: 'contributions' })
  if (held.some((part) => part.standing.kind !== 'standing')) return refuse('contribution/replaced')
  if (held.some((part) => isSpeaking(state, part))) return refuse('contribution/still-speaking')
  if (held.some((part) => part.attachments.length > 0)) return refuse('contribution/has-files')
  const same = (part: Contribution) =>
    part.bridge === first.bridge &&
    part.source.kind === first.source.kind &&
    part.speaker.name === first.speaker.name &&
    part.speaker.title === first.speaker.title
  if (!held.every(same)) return refuse('contribution/different-speakers')
  if (command.contributions.some(({ docSeq, current }) => docSeq !== current.seq))
    return refuse('contribution/changed-meanwhile')
  const { bridge, speaker, kind, source } = first
  const topics = [...new Set(held.flatMap((part) => part.topics))]
  const origins = command.contributions.map(({ contribution, docSeq, current }) => ({
    contribution,
    docSeq,
    from: 0,
    to: current.blocks,
  }))
  return [{ type: 'contribution-derived', by: 'merge', origins, bridge, speaker, topics, kind, source }]
}

function isSpeaking(state: ConferenceState, { source }: Contribution): boolean {
  return source.kind === 'spoken' && turnOf(state, source.turn)?.state.kind !== 'ended'
}

function unknownTopic(state: ConferenceState, topics: readonly string[]): Refused | undefined {
  const topic = topics.find((id) => !state.topics.some((known) => known.id === id))
  return topic === undefined ? undefined : refuse('topic/unknown', { topic })
}

export function contributionOf(state: ConferenceState, id: Ref): Contribution | undefined {
  return state.contributions.find((contribution) => contribution.id === id)
}
