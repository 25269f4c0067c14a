import { useEffect, useState } from 'react'
import { findFolded } from '../../domain/fold.ts'
import type { DocumentId } from '../../domain/prose.ts'
import { useConnection } from '../conference/context.tsx'
import { sentenceOf } from '../messages/catalogue.ts'
import { ask } from '../session/ask.ts'
import type { CardView } from './desk-texts.ts'

/** Something that was found: words in a text, or a card by its bridge or speaker (`number` null). */
export interface FindResult {
  readonly document: DocumentId
  /** Which match of its text it is, from 0. */
  readonly number: number | null
  readonly before: string
  readonly match: string
  readonly after: string
}

export interface Finding {
  readonly results: readonly FindResult[]
  /** There are more than are shown. */
  readonly more: boolean
  /** The query that the results are for; null while the first answer is awaited. */
  readonly answered: string | null
  readonly problem: string | null
}

/** Typing is gathered for so long before the server is asked, in milliseconds. */
const GATHER_MS = 200
/** Cards that are shown for their bridge or speaker, at most. */
const MOST_CARDS = 8
const nothing: Finding = { results: [], more: false, answered: null, problem: null }

/** Looks for words in all texts as they are typed, and in the names on the cards. */
export function useFind(query: string, cards: readonly CardView[]): Finding {
  const { conference } = useConnection()
  const [found, setFound] = useState<Finding>(nothing)
  const wanted = query.trim()

  useEffect(() => {
    if (wanted === '') return setFound(nothing)
    let isPast = false
    const timer = setTimeout(async () => {
      const path = `/api/conferences/${encodeURIComponent(conference)}/find?q=${encodeURIComponent(wanted)}`
      const answer = await ask<{ results: readonly FindResult[]; more: boolean }>(path)
      if (isPast) return
      setFound(
        answer.ok
          ? { ...answer.value, answered: wanted, problem: null }
          : { ...nothing, answered: wanted, problem: sentenceOf(answer) },
      )
    }, GATHER_MS)
    return () => {
      isPast = true
      clearTimeout(timer)
    }
  }, [wanted, conference])

  return { ...found, results: [...named(cards, wanted), ...found.results] }
}

/** The cards whose bridge or speaker is called so. */
export function named(cards: readonly CardView[], query: string): readonly FindResult[] {
  return cards
    .flatMap(({ document, bridge, contribution }): FindResult[] => {
      const line = `${bridge} · ${contribution.speaker.name}`
      const [match] = findFolded(line, query)
      if (!match) return []
      const { from, to } = match
      return [
        {
          document,
          number: null,
          before: line.slice(0, from),
          match: line.slice(from, to),
          after: line.slice(to),
        },
      ]
    })
    .slice(0, MOST_CARDS)
}
