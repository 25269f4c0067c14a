import { useMemo } from 'react'
import type { Contribution } from '../../domain/contributions.ts'
import type { Turn } from '../../domain/floor.ts'
import { citationOf, type Topic } from '../../domain/topics.ts'
import { words } from '../messages/catalogue.ts'
import { clockTime, duration } from '../messages/format.ts'
import type { EditorAids } from '../prose/editor.tsx'
import type { MarkWords } from '../prose/time-marks.ts'
import { useConference, useConnection } from './context.tsx'

/** Whose text it is. */
export interface WrittenFor {
  readonly contribution: Contribution
  /** The name of its bridge. */
  readonly bridge: string
  /** The turn that it was spoken in; null for a written one. */
  readonly turn: Turn | null
}

/** What a desk knows for the writing of a text: the fields of snippets, and how far into a turn a moment is. */
export function useEditorAids(card: WrittenFor | undefined): EditorAids {
  const { topics } = useConference()
  const { serverNow } = useConnection()
  return useMemo(
    () => ({
      snippets: words.secretary.snippets,
      fields: card ? knownFields(topics, card) : {},
      now: serverNow,
      sayMoment: (at) => sayMoment(at, card),
    }),
    [card, topics, serverNow],
  )
}

/** The fields of snippets by their names there. */
export function knownFields(topics: readonly Topic[], card: WrittenFor): Readonly<Record<string, string>> {
  const { speaker, topics: named } = card.contribution
  const [first] = named
  return {
    'điểm cầu': card.bridge,
    'đại biểu': speaker.title ? `${speaker.name}, ${speaker.title}` : speaker.name,
    điều: first === undefined ? '' : citationOf(topics, first),
  }
}

/** `02:41` into the turn that it fell in, else the time of the day. */
export function sayMoment(at: number, card: WrittenFor | undefined): MarkWords {
  const time = clockTime(at)
  const turn = card?.turn
  const isWithin = turn && at >= turn.grantedAt && (turn.state.kind !== 'ended' || at <= turn.state.at)
  if (!isWithin) return { short: time, long: words.texts.spokenAt(time) }
  const into = duration(Math.floor((at - turn.grantedAt) / 1000) * 1000)
  return { short: into, long: words.texts.spokenInto(time, into) }
}

/** The paragraphs to quote for the chosen contribution: the wording of its first topic that has one. */
export function quotationFor(topics: readonly Topic[], card: WrittenFor | undefined): readonly string[] {
  const topic = topics.find(({ id, wording }) => wording && card?.contribution.topics.includes(id))
  if (!topic?.wording) return []
  const lines = topic.wording.split(/\n+/).map((line) => line.trim())
  return [words.secretary.quoted(citationOf(topics, topic.id)), ...lines.filter((line) => line !== '')]
}
