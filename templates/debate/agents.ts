import type { MinutesView, Person } from '../minutes-view.ts'

/** Something that a debate refers to by its `eId`, as an entry of the top-level classes of Akoma Ntoso. */
export type Reference = {
  readonly element: 'TLCOrganization' | 'TLCPerson' | 'TLCConcept' | 'TLCRole'
  readonly eId: string
  readonly name: string
}

export type Agents = {
  readonly references: readonly Reference[]
  /** The `eId` of whoever speaks for a bridge. */
  speaker(person: Person, bridge: string): string
  /** The `eId` of a topic by the words that cite it; null for one that is not in the tree. */
  topic(cited: string): string | null
}

/** Everybody and everything that the debate names, each once: names are free text, ids are counted. */
export function agentsOf({ body, bridges, chair, contributions, topics }: MinutesView): Agents {
  const organizations = new Map(bridges.map(({ name }, index) => [name, `org_${index + 1}`]))
  const people = new Map<string, Reference>()
  const key = ({ name, title }: Person, bridge: string) => JSON.stringify([name, title, bridge])
  const enter = (person: Person, bridge: string) => {
    const own = key(person, bridge)
    const eId = `person_${people.size + 1}`
    if (!people.has(own)) people.set(own, { element: 'TLCPerson', eId, name: shown(person) })
  }
  enter(chair, '')
  for (const { speaker, bridge } of contributions) enter(speaker, bridge)
  // A contribution names its topics in words, which are those of the tree, or of its citation.
  const cited = new Set(contributions.flatMap((made) => made.topics))
  const concepts = new Map(
    [...new Set([...topics.filter(({ label }) => !label).map(({ title }) => title), ...cited])].map(
      (name, index) => [name, `topic_${index + 1}`],
    ),
  )
  return {
    references: [
      { element: 'TLCOrganization', eId: 'organiser', name: body },
      ...[...organizations].map(([name, eId]) => ({ element: 'TLCOrganization', eId, name }) as const),
      ...people.values(),
      { element: 'TLCRole', eId: 'chair', name: 'Chủ trì' },
      ...[...concepts].map(([name, eId]) => ({ element: 'TLCConcept', eId, name }) as const),
    ],
    speaker: (person, bridge) => people.get(key(person, bridge))?.eId ?? 'organiser',
    topic: (words) => concepts.get(words) ?? null,
  }
}

function shown({ name, title }: Person): string {
  return title ? `${name}, ${title}` : name
}
