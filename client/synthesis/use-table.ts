import { useMemo } from 'react'
import { answerTo, type SynthesisLine, synthesis } from '../../domain/synthesis.ts'
import { useConference } from '../conference/context.tsx'
import { bare } from '../design/bare.ts'
import { topicRows } from '../topics/tree-rows.ts'
import type { OpinionView } from './opinion.tsx'
import { opinionViews } from './opinion-views.ts'
import type { OutlineRow } from './outline.tsx'
import { type Counts, countsBelow, countsOf, type Filter, type TableSection, tableOf } from './table.ts'
import { useBareWords } from './use-texts.tsx'

export interface Table {
  readonly views: ReadonlyMap<number, OpinionView>
  readonly outline: readonly OutlineRow[]
  /** Over all topics, whatever the filter. */
  readonly counts: Counts
  readonly sections: readonly TableSection[]
  /** Whether an opinion has an answer under a topic. */
  readonly answers: (topic: string, contribution: number) => boolean
}

/** The synthesis, made anew only with what it is made of. */
export function useTable(filter: Filter): Table {
  const state = useConference()
  const { contributions, topics, groups, answers, bridges, floor } = state
  const bareWords = useBareWords(filter.search.trim() !== '')
  // biome-ignore lint/correctness/useExhaustiveDependencies: made anew only with what it is made of
  const all = useMemo(() => synthesis(state), [contributions, topics, groups, answers])
  // biome-ignore lint/correctness/useExhaustiveDependencies: made anew only with what it is made of
  const views = useMemo(() => opinionViews(state), [contributions, topics, bridges, floor.turns])
  const outline = useMemo(() => {
    const below = countsBelow(all, topics)
    return topicRows(topics).map(({ topic, depth, sign }) => ({
      id: topic.id,
      depth,
      sign,
      title: topic.title,
      counts: below(topic.id),
    }))
  }, [all, topics])
  const sections = useMemo(() => {
    const wordsOf = ({ contribution }: SynthesisLine) => {
      const view = views.get(contribution.id)
      return `${bare(`${view?.bridge} ${view?.speaker}`)} ${bareWords(contribution.id)}`
    }
    return tableOf(all, topics, filter, wordsOf)
  }, [all, topics, filter, views, bareWords])
  return {
    views,
    outline,
    counts: useMemo(() => countsOf(all.flatMap(({ lines }) => lines)), [all]),
    sections,
    answers: (topic, contribution) => answerTo(state, topic, contribution) !== undefined,
  }
}
