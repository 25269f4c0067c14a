import { contributionsInOrder, standingContributions } from '../../domain/contribution-source.ts'
import { type Contribution, contributionOf } from '../../domain/contributions.ts'
import { holderTurn, type Turn } from '../../domain/floor.ts'
import { contributionDocument, type DocumentId } from '../../domain/prose.ts'
import type { ConferenceState } from '../../domain/state.ts'
import { nameOf } from '../conference/names.ts'
import { words } from '../messages/catalogue.ts'
import { type OriginView, originOf } from './origins.ts'

/** A contribution as the desk shows it. */
export interface CardView {
  readonly document: DocumentId
  readonly contribution: Contribution
  /** Its place in the minutes, from 1. */
  readonly ordinal: number
  readonly bridge: string
  /** The turn that it was spoken in; null for a written one. */
  readonly turn: Turn | null
  /** The numbers of its topics: `2, 8`. */
  readonly topics: string
  /** Null for one that was never split or merged. */
  readonly origin: OriginView | null
}

/** Every contribution in the order of the minutes. */
export function cardsOf(state: ConferenceState): readonly CardView[] {
  const turns = new Map(state.floor.turns.map((turn) => [turn.id, turn]))
  const numbers = new Map(state.topics.map(({ id }, index) => [id, index + 1]))
  const order = contributionsInOrder(state)
  return order.map((contribution, index) => ({
    document: contributionDocument(contribution.id),
    contribution,
    ordinal: index + 1,
    bridge: nameOf(state, contribution.bridge),
    turn: contribution.source.kind === 'spoken' ? (turns.get(contribution.source.turn) ?? null) : null,
    topics: contribution.topics
      .flatMap((topic) => numbers.get(topic) ?? [])
      .sort((one, other) => one - other)
      .join(', '),
    origin: originOf(state, order, contribution),
  }))
}

/** The text of whoever speaks now; null when nobody does. */
export function liveDocument(state: ConferenceState): DocumentId | null {
  const turn = holderTurn(state)
  const found = turn && standingContributions(state).findLast(({ source }) => isOf(source, turn))
  return found ? contributionDocument(found.id) : null
}

/** What the desk shows first: who speaks now, else the newest contribution, else the opening. */
export function firstDocument(state: ConferenceState): DocumentId {
  const newest = standingContributions(state).at(-1)
  return liveDocument(state) ?? (newest ? contributionDocument(newest.id) : 'opening')
}

/** The contribution that a document belongs to; undefined for the opening and the conclusion. */
export function contributionIn(state: ConferenceState, document: DocumentId): Contribution | undefined {
  return /^c\d/.test(document) ? contributionOf(state, Number(document.slice(1))) : undefined
}

/** What a screen reader calls the editor of a text. */
export function editorLabel(document: DocumentId, card: CardView | undefined): string {
  if (card) return words.secretary.editorOf(card.ordinal, card.bridge)
  return document === 'opening' ? words.secretary.editorOfOpening : words.secretary.editorOfConclusion
}

function isOf(source: Contribution['source'], turn: Turn): boolean {
  return source.kind === 'spoken' && source.turn === turn.id
}
