import type { DocumentId } from '../../domain/prose.ts'
import type { CardView } from './desk-texts.ts'
import type { Glance } from './open-texts.ts'

/**
 * The card to go to for whoever looks for work: that of who speaks now, else the next one after `current` that is
 * still blank, else the next that its bridge has not confirmed. Never one that a colleague writes in. Null when
 * there is none.
 */
export function suggested(
  cards: readonly CardView[],
  glance: (document: DocumentId) => Glance | undefined,
  current: DocumentId,
): DocumentId | null {
  const here = cards.findIndex(({ document }) => document === current)
  const free = [...cards.slice(here + 1), ...cards.slice(0, Math.max(here, 0))].filter(
    ({ document }) => (glance(document)?.writers.length ?? 0) === 0,
  )
  const found =
    free.find(({ turn }) => turn?.state.kind === 'speaking') ??
    free.find(({ document }) => glance(document)?.words === '') ??
    free.find(({ contribution }) => contribution.confirmation.kind === 'none')
  return found?.document ?? null
}

/** The card that this one can be merged into: the last before it of the same bridge, speaker and kind of source. */
export function mergeableBefore(cards: readonly CardView[], card: CardView): CardView | null {
  const { bridge, speaker, source } = card.contribution
  const fits = ({ contribution: held, turn }: CardView) =>
    held.bridge === bridge &&
    held.speaker.name === speaker.name &&
    held.speaker.title === speaker.title &&
    held.source.kind === source.kind &&
    turn?.state.kind !== 'speaking'
  return cards.slice(0, card.ordinal - 1).findLast(fits) ?? null
}
