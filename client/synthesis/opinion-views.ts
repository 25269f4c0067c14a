import { contributionsInOrder } from '../../domain/contribution-source.ts'
import type { Contribution } from '../../domain/contributions.ts'
import { turnOf } from '../../domain/floor.ts'
import type { ConferenceState } from '../../domain/state.ts'
import { citationOf } from '../../domain/topics.ts'
import { speakerLine } from '../conference/floor-view.ts'
import { nameOf } from '../conference/names.ts'
import { words } from '../messages/catalogue.ts'
import { clockTime, hourTime, longDate } from '../messages/format.ts'
import type { OpinionView } from './opinion.tsx'

/** What the page says of every opinion that counts, by the opinion's number. */
export function opinionViews(state: ConferenceState): ReadonlyMap<number, OpinionView> {
  const ordinals = new Map(contributionsInOrder(state).map(({ id }, index) => [id, index + 1]))
  const origin = (id: number) => {
    const ordinal = ordinals.get(id)
    const of = state.contributions.find((held) => held.id === id)
    if (ordinal !== undefined) return words.synthesis.ordinal(ordinal).toLowerCase()
    return of ? givenLine(state, of).toLowerCase() : String(id)
  }
  return new Map(
    contributionsInOrder(state).map((contribution, index) => [
      contribution.id,
      {
        contribution,
        ordinal: index + 1,
        bridge: nameOf(state, contribution.bridge),
        speaker: speakerLine(contribution.speaker),
        given: givenLine(state, contribution),
        source: sourceLines(state, contribution, origin),
      },
    ]),
  )
}

function givenLine(state: ConferenceState, { source }: Contribution): string {
  if (source.kind === 'written')
    return words.synthesis.written(hourTime(source.filedAt), longDate(source.filedAt))
  const at = turnOf(state, source.turn)?.grantedAt ?? 0
  return words.synthesis.spoken(hourTime(at), longDate(at))
}

function sourceLines(
  state: ConferenceState,
  { source, origins, topics, confirmation, attachments }: Contribution,
  origin: (id: number) => string,
): readonly string[] {
  const turn = source.kind === 'spoken' ? turnOf(state, source.turn) : undefined
  const from = [...new Set(origins.map(({ contribution }) => contribution))].map(origin).join(', ')
  return [
    ...(turn ? [turnLine(turn)] : []),
    ...(from === ''
      ? []
      : [origins.length > 1 ? words.synthesis.mergedFrom(from) : words.synthesis.splitFrom(from)]),
    ...(topics.length > 1
      ? [words.synthesis.alsoUnder(topics.map((topic) => citationOf(state.topics, topic)).join('; '))]
      : []),
    ...attachments.map(({ name }) => name),
    confirmation.kind === 'confirmed'
      ? words.synthesis.confirmed(clockTime(confirmation.at))
      : words.synthesis.notConfirmed,
  ]
}

function turnLine({ grantedAt, state }: NonNullable<ReturnType<typeof turnOf>>): string {
  const from = clockTime(grantedAt)
  return state.kind === 'ended'
    ? words.synthesis.turnLasted(from, clockTime(state.at))
    : words.synthesis.turnRuns(from)
}
