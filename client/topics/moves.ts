import { childrenOf, isWithin, type Topic } from '../../domain/topics.ts'

/** A place in the tree, as `topic/move` takes it: among the children of `parent` without the topic itself. */
export interface Place {
  readonly parent: string | null
  readonly place: number
}

export type Direction = 'up' | 'down' | 'in' | 'out'

/** Where a step of the keyboard brings a topic; null where it can go no further. */
export function stepped(topics: readonly Topic[], id: string, direction: Direction): Place | null {
  const topic = topics.find((held) => held.id === id)
  if (!topic) return null
  const parent = topic.parent ?? null
  const siblings = childrenOf(topics, parent)
  const index = siblings.indexOf(topic)
  switch (direction) {
    case 'up':
      return index > 0 ? { parent, place: index - 1 } : null
    case 'down':
      return index < siblings.length - 1 ? { parent, place: index + 1 } : null
    case 'in': {
      const into = siblings[index - 1]
      return into ? { parent: into.id, place: childrenOf(topics, into.id).length } : null
    }
    case 'out': {
      const above = topics.find((held) => held.id === parent)
      return above ? behind(topics, above, id) : null
    }
  }
}

/** Where a drop beside or onto a topic brings another; null where it would stand below itself. */
export function dropped(
  topics: readonly Topic[],
  id: string,
  target: { readonly key: string; readonly dropPosition: 'before' | 'on' | 'after' },
): Place | null {
  const beside = topics.find((held) => held.id === target.key)
  if (!beside || isWithin(topics, target.key, id)) return null
  if (target.dropPosition === 'on')
    return { parent: beside.id, place: childrenOf(topics, beside.id, id).length }
  const after = behind(topics, beside, id)
  return target.dropPosition === 'after' ? after : { ...after, place: after.place - 1 }
}

/** The place of a topic, to bring it back to. */
export function placeOf(topics: readonly Topic[], id: string): Place {
  const topic = topics.find((held) => held.id === id)
  const parent = topic?.parent ?? null
  return {
    parent,
    place: Math.max(
      0,
      childrenOf(topics, parent).findIndex((held) => held.id === id),
    ),
  }
}

/** The place right behind a topic, for another or for one that moves there. */
export function behind(topics: readonly Topic[], topic: Topic, but?: string): Place {
  const parent = topic.parent ?? null
  return { parent, place: childrenOf(topics, parent, but).indexOf(topic) + 1 }
}
