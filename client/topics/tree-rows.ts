import { type Topic, topicTree } from '../../domain/topics.ts'
import { bare } from '../design/bare.ts'

/** A topic as a line of an indented list. */
export interface TopicRow {
  readonly topic: Topic
  readonly depth: number
  /** Its label, else its place in the plain list. */
  readonly sign: string
  /** Whether the search found it; what only leads to one that it found is shown too. */
  readonly isFound: boolean
}

/** The tree as lines: all of it, or those that `search` finds with what they stand under. */
export function topicRows(topics: readonly Topic[], search = ''): readonly TopicRow[] {
  const wanted = bare(search.trim())
  const places = new Map(topics.map((topic, index) => [topic.id, index + 1]))
  const rows = topicTree(topics).map(({ topic, depth }): TopicRow => {
    const sign = topic.label ?? String(places.get(topic.id) ?? '')
    return { topic, depth, sign, isFound: wanted === '' || bare(`${sign} ${topic.title}`).includes(wanted) }
  })
  const parents = new Map(topics.map(({ id, parent }) => [id, parent]))
  const shown = new Set<string>()
  for (const { topic, isFound } of rows)
    for (let id: string | undefined = isFound ? topic.id : undefined; id !== undefined; id = parents.get(id))
      shown.add(id)
  return rows.filter(({ topic }) => shown.has(topic.id))
}
