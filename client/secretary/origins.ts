import { turnsOfContribution } from '../../domain/contribution-source.ts'
import { type Contribution, contributionOf } from '../../domain/contributions.ts'
import { contributionDocument, type DocumentId } from '../../domain/prose.ts'
import type { ConferenceState } from '../../domain/state.ts'
import type { Ref } from '../../domain/text.ts'

/** Where the text of a contribution came from, as its card says it. */
export type OriginView =
  /** `of` is the place of the whole in the minutes: that of its first part. `part` counts from 1. */
  | { readonly kind: 'split'; readonly of: number; readonly part: number; readonly parts: number }
  /** `startedAt`: when the turns began, for what was spoken. */
  | { readonly kind: 'merge'; readonly count: number; readonly startedAt: readonly number[] }

/** Null for one that was never split or merged. `order` are the standing contributions in that of the minutes. */
export function originOf(
  state: ConferenceState,
  order: readonly Contribution[],
  contribution: Contribution,
): OriginView | null {
  const [first] = contribution.origins
  const whole = first && contributionOf(state, first.contribution)
  if (whole?.standing.kind !== 'replaced') return null
  if (whole.standing.by === 'split') {
    const { into } = whole.standing
    const of = 1 + order.findIndex((held) => comesFrom(state, held, whole.id))
    return { kind: 'split', of, part: 1 + into.indexOf(contribution.id), parts: into.length }
  }
  const startedAt = turnsOfContribution(state, contribution.id).flatMap(
    (id) => state.floor.turns.find((turn) => turn.id === id)?.grantedAt ?? [],
  )
  return { kind: 'merge', count: contribution.origins.length, startedAt }
}

/** The documents that a contribution's text was taken from, also through several steps. */
export function originDocuments(state: ConferenceState, contribution: Contribution): readonly DocumentId[] {
  return contribution.origins.flatMap((origin) => {
    const whole = contributionOf(state, origin.contribution)
    const document = contributionDocument(origin.contribution)
    return whole ? [document, ...originDocuments(state, whole)] : [document]
  })
}

/**
 * The document to show for one that may be gone: what was split or merged is its first heir, what was voided gives
 * way to the one before.
 */
export function standingDocument(state: ConferenceState, document: DocumentId): DocumentId {
  const held = state.contributions.find(({ id }) => contributionDocument(id) === document)
  if (!held || held.standing.kind === 'standing') return document
  if (held.standing.kind === 'replaced') {
    const [heir] = held.standing.into
    return heir === undefined ? 'opening' : standingDocument(state, contributionDocument(heir))
  }
  const before = state.contributions.findLast(
    ({ id, standing }) => id < held.id && standing.kind === 'standing',
  )
  return before ? contributionDocument(before.id) : 'opening'
}

function comesFrom(state: ConferenceState, held: Contribution, ancestor: Ref): boolean {
  return held.origins.some(({ contribution }) => {
    if (contribution === ancestor) return true
    const whole = contributionOf(state, contribution)
    return whole !== undefined && comesFrom(state, whole, ancestor)
  })
}
