import type { PublicCommand } from '../../domain/commands.ts'
import { type ProvisionText, readProvisions } from '../../domain/provision-text.ts'
import { type Topic, topicTree } from '../../domain/topics.ts'

/** What a pasted regulation would do to the topics that are there. */
export interface ImportPlan {
  readonly read: ProvisionText
  readonly rows: readonly {
    readonly topic: Topic
    readonly depth: number
    readonly change: 'new' | 'changed' | 'same'
  }[]
}

/** Reads a regulation; provisions that are there already are known by their ids, which follow from their numbers. */
export function importPlan(held: readonly Topic[], text: string): ImportPlan {
  const read = readProvisions(text)
  const known = new Map(held.map((topic) => [topic.id, topic]))
  const rows = topicTree(read.topics).map(({ topic, depth }) => {
    const before = known.get(topic.id)
    return { topic, depth, change: before ? (isSame(before, topic) ? 'same' : 'changed') : 'new' } as const
  })
  return { read, rows }
}

/** Most topics of one command. */
const MOST_AT_ONCE = 500

/** The commands that bring the plan about: what is new under its parent, then the words of what is there. */
export function commandsOf({ rows }: ImportPlan): readonly PublicCommand[] {
  const fresh = rows.filter(({ change }) => change === 'new').map(({ topic }) => topic)
  const added: PublicCommand[] = []
  for (let at = 0; at < fresh.length; at += MOST_AT_ONCE)
    added.push({ type: 'topic/add', topics: fresh.slice(at, at + MOST_AT_ONCE) })
  const changed = rows
    .filter(({ change }) => change === 'changed')
    .map(({ topic }): PublicCommand => ({ type: 'topic/change', topic }))
  return [...added, ...changed]
}

function isSame(one: Topic, other: Topic): boolean {
  return (['title', 'kind', 'label', 'wording'] as const).every((field) => one[field] === other[field])
}
